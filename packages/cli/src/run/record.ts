import { join, resolve } from "node:path"
import {
  type Assessment,
  type Audience,
  claimCards,
  type Issue,
  nearest,
  openDocument,
  showAddress,
} from "@fadu/engine"
import {
  appendRecord,
  type FileUnwritable,
  type LoadedRound,
  loadRound as loadQuietly,
  type Recorded,
  type RecordLogBusy,
  recordFile,
} from "@fadu/files"
import { Console, Effect, FileSystem, Option } from "effect"
import { UsedWrongly } from "../Done.ts"
import { Installation } from "../Installation.ts"
import { loadRound } from "../loadRound.ts"
import { besidePrevious } from "../previous.ts"
import { lettersOf } from "../screen/firstLetters.ts"
import { type Desk, deskOf, type Recorder, type Role } from "../screen/record/Desk.ts"
import type { RecordWorld } from "../screen/record/RecordApp.tsx"

import { leave, printLines } from "./output.ts"
import { screensOf } from "./ui.ts"

/** Opens the screens on which scores and decisions are entered. */
export const runRecord = Effect.fnUntraced(function* (given: {
  readonly round: string
  readonly for: string
  readonly as: Option.Option<string>
  readonly role: Option.Option<Role>
}) {
  if (given.for !== "internal") return yield* wrong("录入只供考核组内部,不能与 --for 同用;请去掉 --for")
  const name = Option.getOrElse(given.as, () => "")
    .normalize("NFKC")
    .trim()
  if (name === "") return yield* wrong("录入须写明录入人:--as 姓名")
  const role = Option.getOrElse(given.role, (): Role => "scorer")
  const loaded = yield* loadRound(given.round)
  yield* allowed(loaded, name, role)
  const who: Recorder = {
    name,
    role,
    files: { decisions: recordFile("decisions", name), scores: recordFile("scores", name) },
  }
  const desk = deskOf(loaded, who)
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    yield* Console.error("这里不是终端,不能录入;以下是还没有办的。")
    return yield* printLines(leftLines(desk))
  }
  const root = resolve(given.round)
  const context = yield* Effect.context<Effect.Services<ReturnType<typeof loadRound>>>()
  const run = Effect.runPromiseWith(context)
  const installation = yield* Installation
  let seen = yield* writtenState(root)
  const reread = Effect.gen(function* () {
    seen = yield* writtenState(root)
    // without the line of progress, which would be drawn over the screen
    const fresh = yield* loadQuietly(root, { installation, cases: false })
    const { assessment, yearFor } = yield* besidePrevious(given.round, fresh)
    const copy = openDocument(assessment)
    const audience: Audience = { kind: "internal" }
    const year = yearFor(copy, audience)
    const screens = screensOf(assessment, { copy, audience, year, claims: claimCards(copy, fresh.claims) }, context)
    return { ...screens, desk: deskOf(fresh, who) }
  }).pipe(Effect.catch((error) => Effect.succeed(error.message)))
  const world: RecordWorld = {
    save: (recorded, file) =>
      run(
        Effect.gen(function* () {
          const isCurrent = seen === (yield* writtenState(root))
          const line = yield* saved(root, file, recorded)
          // one's own line is no news; what others wrote in the same moment still is
          if (isCurrent) seen = yield* writtenState(root)
          return line
        }),
      ),
    initials: () => lettersOf(loaded.assessment.parts.flatMap(({ figures }) => figures.units)),
    reread: () => run(reread),
    renewed: () => run(Effect.flatMap(writtenState(root), (now) => (now === seen ? Effect.succeed(null) : reread))),
    warning: [...(yield* unwritable(root)), ...toldOf(loaded.assessment, who)].join("\n\n") || null,
  }
  // without this React checks itself at every frame
  process.env.NODE_ENV ??= "production"
  const { openRecord } = yield* Effect.promise(() => import("../screen/openScreens.ts"))
  yield* leave(yield* Effect.promise(() => openRecord(desk, world)))
})

/** What this person still has to score or to decide: as blind as his screens. */
const leftLines = ({ scoring, deciding }: Desk): ReadonlyArray<string> => {
  const unscored = (scoring?.tasks ?? []).flatMap(({ criterion, title, agencies }) => {
    const left = agencies.filter((agency) => scoring?.own(criterion, agency) === null)
    const names = left.map((agency) => scoring?.sheet(criterion, agency)?.name ?? agency)
    return left.length === 0 ? [] : [`${criterion} ${title} 还有 ${left.length} 个没有评:${names.join("、")}`]
  })
  const waiting = (deciding?.waiting ?? []).map(({ name, matter, now }) => `${name} ${matter.title}:${now}`)
  const lines = [...unscored, ...waiting]
  return lines.length === 0 ? [scoring === null ? "没有等考核组认定的事项" : "已全部评完"] : lines
}

const wrong = (sentence: string) => new UsedWrongly({ sentence })

/** A misspelt name would be one more scorer. */
const allowed = Effect.fnUntraced(function* ({ round }: LoadedRound, name: string, role: Role) {
  const named = role === "scorer" ? (round?.team ?? []) : role === "lead" ? (round?.lead ?? []) : []
  if (named.length === 0 || named.includes(name)) return
  const guess = nearest(name, [...named])
  return yield* wrong(
    `round.yaml 的 ${role === "scorer" ? "team(评分人)" : "lead(组长)"}中没有“${name}”${guess === null ? "" : `,是否为“${guess}”?`};其中有:${named.join("、")}`,
  )
})

const saved = (
  root: string,
  file: string,
  recorded: Recorded,
): Effect.Effect<number | string, never, FileSystem.FileSystem> =>
  appendRecord(root, file, recorded).pipe(
    Effect.catchTags({
      FileUnwritable: (error: FileUnwritable) =>
        Effect.succeed(`${file}:${unwritten[error.reason]}。填好的还在屏幕上,办好后按 Enter 再记。`),
      RecordLogBusy: (error: RecordLogBusy) => Effect.succeed(`${error.message}。填好的还在屏幕上。`),
    }),
  )

const unwritten: { readonly [R in FileUnwritable["reason"]]: string } = {
  denied: "没有写入权限;请检查考核批次文件夹的属性,或请管理员放开",
  open: "文件正被别的程序占用;请关闭打开着它的程序",
  full: "磁盘空间不足;请清理出空间",
  folder: "这里有同名的文件夹;请移走该文件夹",
  "no-folder": "所在文件夹不能建立;请检查考核批次文件夹还在不在",
  failed: "写入失败;请检查磁盘、U 盘或网络盘是否连接正常",
}

/** Which files people write decisions into, and how they stood: another text as soon as somebody has written. */
const writtenState = Effect.fnUntraced(function* (root: string) {
  const fs = yield* FileSystem.FileSystem
  const folder = join(root, "decisions")
  const names = yield* Effect.orElseSucceed(fs.readDirectory(folder), () => [])
  const files = [
    join(root, "applicability.csv"),
    ...names.filter((name) => !name.startsWith(".")).map((name) => join(folder, name)),
  ]
  const stats = yield* Effect.forEach(files, (file) =>
    fs.stat(file).pipe(
      Effect.map(({ size, mtime }) => `${file} ${size} ${Option.getOrNull(mtime)?.getTime() ?? ""}`),
      Effect.orElseSucceed(() => file),
    ),
  )
  return stats.sort().join("\n")
})

/** Better told before an hour of scoring than after its first line. */
const unwritable = Effect.fnUntraced(function* (root: string) {
  const fs = yield* FileSystem.FileSystem
  const can = yield* Effect.isSuccess(fs.access(root, { writable: true }))
  return can ? [] : [`${join(root)} 没有写入权限:可以看,但录入的记不下来。请检查文件夹属性后再开始。`]
})

/** What is wrong with this person's own log: a line cut off, a chain broken. */
const toldOf = ({ issues }: Assessment, { files }: Recorder): ReadonlyArray<string> =>
  issues.flatMap((issue: Issue) =>
    issue.at !== null &&
    (issue.at.file === files.decisions || issue.at.file === files.scores) &&
    issue.code.startsWith("record/")
      ? [`${showAddress(issue.at)}:${issue.message}。${issue.remedy}。`]
      : [],
  )
