import { basename, dirname, join } from "node:path"
import { Effect, FileSystem, type PlatformError, Schema } from "effect"

/** A file that could not be written (写不进的文件); what stood there before is untouched. */
export class FileUnwritable extends Schema.TaggedError<FileUnwritable>()("FileUnwritable", {
  file: Schema.String,
  reason: Schema.Literals(["denied", "open", "full", "folder", "no-folder", "failed"]),
}) {
  override get message(): string {
    return `${this.file}:${sentences[this.reason]}`
  }
}

const sentences: { readonly [R in FileUnwritable["reason"]]: string } = {
  denied: "没有写入权限;请用 -o 指定自己的文件夹,或检查文件夹属性",
  open: "文件正被打开或占用;请关闭 Excel 或 WPS 中的该文件后再试,或用 -o 另指定名称",
  full: "磁盘空间不足;请清理后再试,或用 -o 指定其他磁盘",
  folder: "这里已有同名文件夹,不能写成文件;请用 -o 另指定名称",
  "no-folder": "所在文件夹不能建立;请检查路径中是否有同名文件",
  failed: "写入失败;请检查磁盘、U 盘或网络盘是否连接正常后再试",
}

/**
 * Writes a file whole or not at all: beside its place, to the disk, then renamed. The folder is made if need be. Two programs that write
 * the same file at once do not mix; the later one stays.
 */
export const writeFile = Effect.fn("writeFile")(
  function* (
    path: string,
    content: Uint8Array | string,
  ): Effect.fn.Return<void, FileUnwritable | PlatformError.PlatformError, FileSystem.FileSystem> {
    const fs = yield* FileSystem.FileSystem
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
    yield* Effect.mapError(
      fs.makeDirectory(dirname(path), { recursive: true }),
      (error) => new FileUnwritable({ file: path, reason: reasonOf(error) === "denied" ? "denied" : "no-folder" }),
    )
    const target = yield* Effect.orElseSucceed(fs.stat(path), () => null)
    if (target?.type === "Directory") return yield* new FileUnwritable({ file: path, reason: "folder" })

    const beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
    const write = Effect.scoped(
      Effect.gen(function* () {
        const file = yield* fs.open(beside, { flag: "w" })
        yield* file.writeAll(bytes)
        yield* file.sync
      }),
    )
    yield* Effect.onError(Effect.andThen(write, fs.rename(beside, path)), () =>
      Effect.ignore(fs.remove(beside, { force: true })),
    )
  },
  (effect, path) =>
    Effect.catchTag(effect, "PlatformError", (error) =>
      Effect.fail(new FileUnwritable({ file: path, reason: reasonOf(error) })),
    ),
)

/** The system's own code tells more than the platform's kind of error. */
export const reasonOf = ({ reason }: PlatformError.PlatformError): FileUnwritable["reason"] => {
  const code = reason.cause instanceof Error && "code" in reason.cause ? reason.cause.code : undefined
  switch (code) {
    case "EACCES":
    case "EROFS":
      return "denied"
    case "EPERM":
      return process.platform === "win32" ? "open" : "denied"
    case "EBUSY":
    case "ETXTBSY":
      return "open"
    case "ENOSPC":
    case "EDQUOT":
      return "full"
    case "EISDIR":
      return "folder"
    case "ENOENT":
    case "ENOTDIR":
    case "EEXIST":
      return "no-folder"
    default:
      return reason._tag === "PermissionDenied" ? "denied" : "failed"
  }
}
