import { type PlatformError, Schema } from "effect"

/** A file or folder that the computer does not hand over (读不出的文件). What is wrong *inside* a file is an issue, not this. */
export class FileUnreadable extends Schema.TaggedError<FileUnreadable>()("FileUnreadable", {
  /** As the user knows it. */
  file: Schema.String,
  reason: Schema.Literals(["missing", "denied", "busy", "not-a-file", "not-a-folder", "failed"]),
}) {
  /** What is wrong and what to do. */
  get remedy(): string {
    return sentences[this.reason]
  }

  override get message(): string {
    return `${this.file}:${sentences[this.reason]}`
  }

  static from(file: string, error: PlatformError.PlatformError): FileUnreadable {
    return new FileUnreadable({ file, reason: reasons.get(error.reason._tag) ?? "failed" })
  }
}

const reasons = new Map<string, FileUnreadable["reason"]>([
  ["NotFound", "missing"],
  ["PermissionDenied", "denied"],
  ["Busy", "busy"],
])

const sentences: { readonly [R in FileUnreadable["reason"]]: string } = {
  missing: "没有找到这个文件或文件夹;请检查名称和位置",
  denied: "没有读取权限;请检查文件属性,或复制到自己的文件夹后再试",
  busy: "文件正被其他程序占用;请关闭 Excel 或 WPS 后再试",
  "not-a-file": "这里应为文件,实为文件夹;请检查路径",
  "not-a-folder": "这里应为文件夹,实为文件;请检查路径",
  failed: "读取失败;请检查磁盘、U 盘或网络盘是否连接正常后再试",
}
