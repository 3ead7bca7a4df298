import { createHash } from "node:crypto"
import { dirname, join } from "node:path"
import { type Decision, type Issue, Rational, type Score } from "@fadu/engine"
import { Effect, FileSystem, type PlatformError, Result, Schema } from "effect"
import { FileUnreadable } from "./FileUnreadable.ts"
import { decisionOf, decodeLine, type Line, written } from "./RecordLine.ts"
import { FileUnwritable, reasonOf } from "./writeFile.ts"

/**
 * What Fadu itself writes down (录入记录): a decision, a score, or that an earlier line of the same file no longer counts. What is revised
 * is written anew with the number of the line that it `replaces`: one line, so that no crash leaves the one without the other.
 */
export type Recorded =
  | { readonly decision: Omit<Decision, "at">; readonly replaces?: number }
  | { readonly score: Omit<Score, "at">; readonly replaces?: number }
  | { readonly withdraws: number; readonly reason: string; readonly shown?: string }

/** The lines of one log that count, each with its place, and what is wrong with the others. */
export interface RecordLog {
  readonly file: string
  readonly decisions: ReadonlyArray<Decision>
  readonly scores: ReadonlyArray<Score>
  readonly issues: ReadonlyArray<Issue>
  readonly hash: string
}

/** Somebody else writes into this log, or did when his program died. */
export class RecordLogBusy extends Schema.TaggedError<RecordLogBusy>()("RecordLogBusy", {
  file: Schema.String,
  lock: Schema.String,
  /** Whether the program that made the lock is known to be gone. */
  stale: Schema.Boolean,
}) {
  override get message(): string {
    return this.stale
      ? `${this.file}:上次写入没有正常结束,留下了锁文件 ${this.lock};请确认没有别人正在录入,删除该锁文件后再试`
      : `${this.file}:另一个程序正在写入,本次没有录入;请稍后再试。确无他人录入的,删除锁文件 ${this.lock} 后再试`
  }
}

// ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Reads a log. A line that cannot be read, or a chain that is broken, is told; no other line is lost by it. */
export const readRecordLog = Effect.fn("readRecordLog")(
  function* (
    path: string,
    file: string,
  ): Effect.fn.Return<RecordLog, PlatformError.PlatformError, FileSystem.FileSystem> {
    const fs = yield* FileSystem.FileSystem
    return understand(yield* fs.readFile(path), file)
  },
  (effect, _path, file) =>
    Effect.catchTag(effect, "PlatformError", (error) => Effect.fail(FileUnreadable.from(file, error))),
)

const understand = (bytes: Uint8Array, file: string): RecordLog => {
  const issues: Array<Issue> = []
  const tell = (line: number, said: Pick<Issue, "severity" | "code" | "message" | "remedy">): void => {
    issues.push({ ...said, at: placeOf(file, line), agency: null })
  }
  const decisions = new Map<number, Decision>()
  const scores = new Map<number, Score>()
  let before = ""
  const lines = linesOf(bytes)
  lines.forEach((content, index) => {
    const line = index + 1
    const at = placeOf(file, line)
    const read = understandLine(content)
    if (read === null) {
      const isCut = index === lines.length - 1 && bytes.at(-1) !== 10
      tell(line, isCut ? torn(decisions.size + scores.size) : broken)
    } else {
      if (read.before !== before) tell(line, unlinked)
      const gone = "withdraws" in read ? read.withdraws : read.replaces
      const goes = (): void => {
        const found = gone === undefined || decisions.delete(gone) || scores.delete(gone)
        if (!found) tell(line, withdrawsNothing(gone))
      }
      if ("withdraws" in read) goes()
      else if ("score" in read) {
        const points = Rational.parse(read.score.points.number)
        if (points === null) tell(line, broken)
        else {
          goes()
          scores.set(line, { ...read.score, points, at })
        }
      } else {
        const decision = decisionOf(read.decision, at)
        if (decision === null) tell(line, broken)
        else {
          goes()
          decisions.set(line, decision)
        }
      }
    }
    before = hashOf(content)
  })
  return { file, decisions: [...decisions.values()], scores: [...scores.values()], issues, hash: hashOf(bytes) }
}

const placeOf = (file: string, line: number) => ({ kind: "place", file, line, column: 1, path: "" }) as const

const broken = {
  severity: "error",
  code: "record/unreadable",
  message: "该行不是完整的记录,未采用(写入曾中断,或文件被其他程序改动)",
  remedy: "请核对这一次录入,需要的重新录入;不要手工改动本文件",
} as const

const torn = (kept: number) =>
  ({
    severity: "error",
    code: "record/torn",
    message: `最后一行不完整(写入时中断),未采用;此前 ${kept} 条完好`,
    remedy: "请核对最后一次录入,需要的重新录入",
  }) as const

const unlinked = {
  severity: "error",
  code: "record/chain",
  message: "该行与上一行对不上:此前的记录被改动、删去或插入过",
  remedy: "请从备份恢复本文件,或由两人逐条核对后撤回有误的记录",
} as const

const withdrawsNothing = (line: number) =>
  ({
    severity: "warning",
    code: "record/withdraws-nothing",
    message: `要撤回或更改的第 ${line} 行没有可撤回的记录`,
    remedy: "请核对要撤回、更改的是哪一行",
  }) as const

const decoder = new TextDecoder("utf-8", { fatal: true })

const understandLine = (content: Uint8Array): Line | null => {
  const text = Result.try(() => decoder.decode(content))
  return Result.isSuccess(text) ? Result.getOrElse(decodeLine(text.success), () => null) : null
}

/** Split at line ends, to the byte: a torn line may end inside a character. */
const linesOf = (bytes: Uint8Array): ReadonlyArray<Uint8Array> => {
  const lines: Array<Uint8Array> = []
  let from = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
    lines.push(bytes.subarray(from, at))
    from = at + 1
  }
  return from < bytes.length ? [...lines, bytes.subarray(from)] : lines
}

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────

/** `decisions/张三.jsonl`: one file for each who writes, so that two people's files merge by lying in one folder. */
export const recordFile = (kind: "decisions" | "scores", writer: string): string =>
  `${kind}/${
    writer
      .normalize("NFC")
      .trim()
      .replace(/^\.+|[\\/:*?"<>|\s\p{Control}]/gu, "_") || "_"
  }.jsonl`

/**
 * Adds one line to a log of a round and gives its number; the line is on the disk when this returns. Nothing that stands there is
 * touched: after a torn line the new one begins on its own. One program at a time, held by a lock file beside.
 */
export const appendRecord = Effect.fn("appendRecord")(
  function* (root: string, file: string, recorded: Recorded) {
    const fs = yield* FileSystem.FileSystem
    const path = join(root, file)
    yield* fs.makeDirectory(dirname(path), { recursive: true })
    return yield* Effect.acquireUseRelease(
      lock(root, file),
      () => append(path, recorded),
      (held) => Effect.ignore(fs.remove(held, { force: true })),
    )
  },
  (effect, root, file) =>
    Effect.catchTag(effect, "PlatformError", (error) =>
      Effect.fail(new FileUnwritable({ file: join(root, file), reason: reasonOf(error) })),
    ),
)

const append = Effect.fnUntraced(function* (path: string, recorded: Recorded) {
  const fs = yield* FileSystem.FileSystem
  const there = (yield* fs.exists(path)) ? yield* fs.readFile(path) : new Uint8Array()
  const lines = linesOf(there)
  const last = lines.at(-1)
  const line = JSON.stringify(written(recorded, last === undefined ? "" : hashOf(last)))
  const isOpen = there.length > 0 && there.at(-1) !== 10
  yield* Effect.scoped(
    Effect.gen(function* () {
      const handle = yield* fs.open(path, { flag: "a" })
      yield* handle.writeAll(new TextEncoder().encode(`${isOpen ? "\n" : ""}${line}\n`))
      yield* handle.sync
    }),
  )
  return lines.length + 1
})

/** A file that only one can make, holding who made it. */
const lock = Effect.fnUntraced(function* (root: string, file: string) {
  const fs = yield* FileSystem.FileSystem
  const name = file.replace(/[^/]*$/, (base) => `.${base}.lock`)
  const path = join(root, name)
  const made = yield* Effect.result(
    Effect.scoped(
      Effect.gen(function* () {
        const handle = yield* fs.open(path, { flag: "wx" })
        yield* handle.writeAll(new TextEncoder().encode(String(process.pid)))
      }),
    ),
  )
  if (Result.isSuccess(made)) return path
  if (made.failure.reason._tag !== "AlreadyExists") return yield* made.failure
  const holder = Number(yield* Effect.orElseSucceed(fs.readFileString(path), () => ""))
  return yield* new RecordLogBusy({ file, lock: name, stale: Number.isInteger(holder) && holder > 0 && isGone(holder) })
})

/** Whether no program of that number runs on this computer. One that belongs to somebody else runs. */
const isGone = (pid: number): boolean =>
  Result.match(
    Result.try(() => process.kill(pid, 0)),
    {
      onSuccess: () => false,
      onFailure: (error) => error instanceof Error && "code" in error && error.code === "ESRCH",
    },
  )
