import { describeSchemaIssue, type Issue, nearest, Round, type Table, type TextEncoding } from "@fadu/engine"
import { Effect, FileSystem, Result, Schema } from "effect"
import { FileUnreadable } from "./FileUnreadable.ts"
import { type HandedIn, withheld } from "./handedIn.ts"
import { type ListedFile, listFiles } from "./listFiles.ts"
import { Progress } from "./Progress.ts"
import { type RecordLog, readRecordLog } from "./RecordLog.ts"
import { csvLimits } from "./readCsv.ts"
import { readSheetFile, type SheetFile } from "./SheetFile.ts"
import { readYamlFile } from "./YamlFile.ts"

/** Everything in the folder of a round (考核批次), read but not understood. Lists are ordered by file name, on every computer alike. */
export interface RoundFiles {
  /** Null where `roundIssues` tell why round.yaml cannot be used. */
  readonly round: Round | null
  readonly roundIssues: ReadonlyArray<Issue>
  /** agencies.csv or agencies.xlsx (单位名录), and likewise below. */
  readonly roster: ReadonlyArray<Table>
  readonly applicability: ReadonlyArray<Table>
  readonly given: ReadonlyArray<Table>
  /** calendar.csv (放假安排). */
  readonly calendar: ReadonlyArray<Table>
  /** 申诉登记表 */
  readonly objections: ReadonlyArray<Table>
  /** last-year.csv (上年数据). */
  readonly lastYear: ReadonlyArray<Table>
  /** Files of sheets/ and sources/, not read yet: together they may be more than can be held. */
  readonly handedIn: ReadonlyArray<HandedIn>
  readonly scores: ReadonlyArray<Table>
  readonly decisions: ReadonlyArray<Table>
  /** What Fadu itself wrote into scores/ and decisions/ (录入记录). */
  readonly records: ReadonlyArray<RecordLog>
  /** What is wrong with files as files, in every part of the folder but round.yaml and what was handed in. */
  readonly issues: ReadonlyArray<Issue>
  /** Without a hash while a file is not read yet. */
  readonly inputs: ReadonlyArray<{ readonly file: string; readonly hash: string | null }>
}

/** A folder in which what every round needs is not there. */
export class RoundIncomplete extends Schema.TaggedError<RoundIncomplete>()("RoundIncomplete", {
  folder: Schema.String,
  missing: Schema.Literals(["round.yaml", "agencies.csv"]),
  /** A file of nearly that name. */
  similar: Schema.NullOr(Schema.String),
  /** There is a folder of that name. */
  isFolder: Schema.Boolean,
}) {
  override get message(): string {
    const { what, remedy } = required[this.missing]
    if (this.isFolder) return `${this.folder}:${this.missing}(${what})应为文件,实为文件夹;请移走该文件夹。${remedy}`
    const guess = this.similar === null ? "" : `文件夹中的“${this.similar}”是否应改为此名?否则`
    return `${this.folder}:没有找到 ${this.missing}(${what})。${guess}${remedy}`
  }
}

const required = {
  "round.yaml": {
    what: "考核批次说明",
    remedy: "请确认这是考核批次的文件夹,或在其中新建该文件,写明 title、rubric、stage、asOf",
  },
  "agencies.csv": {
    what: "单位名录,也可为 agencies.xlsx",
    remedy: "请新建该表,每个单位一行,至少有“编号、名称、分组”三列",
  },
} as const

/** Reads the whole folder. Nothing is ever written into it. */
export const readRoundFolder = Effect.fn("readRoundFolder")(function* (
  folder: string,
): Effect.fn.Return<RoundFiles, FileUnreadable | RoundIncomplete, FileSystem.FileSystem> {
  const files = yield* listRound(folder)
  const top = (name: string) => files.filter(({ file }) => !file.includes("/") && nameOf(file) === name)
  const inside = (name: string) => files.filter(({ file }) => file.toLowerCase().startsWith(`${name}/`))
  const tables = (name: string) => top(name).filter(({ file }) => isTable.test(file))
  const isRecord = ({ file }: ListedFile): boolean => /\.jsonl$/i.test(file)
  const lists = (name: string) => inside(name).filter((file) => !isRecord(file))

  const settings = files.find(({ file }) => file.toLowerCase() === "round.yaml")
  if (settings === undefined) return yield* incomplete(folder, "round.yaml", files)
  if (tables("agencies").length === 0) return yield* incomplete(folder, "agencies.csv", files)

  const wanted = {
    roster: tables("agencies"),
    applicability: tables("applicability"),
    given: tables("given"),
    calendar: tables("calendar"),
    objections: tables("objections"),
    lastYear: tables("last-year"),
    sheets: inside("sheets"),
    sources: inside("sources"),
    scores: lists("scores"),
    decisions: lists("decisions"),
  }
  const reading = Object.values(wanted).flat()
  const { hash, round, issues: roundIssues } = yield* readRound(settings)
  const encodings = Object.entries(round?.encodings ?? {})
  const handed = [...wanted.sheets, ...wanted.sources]
  const later = new Set(handed.map(({ file }) => file))
  const read = yield* readAll(
    reading.filter(({ file }) => !later.has(file)),
    { encoding: (file) => encodingOf(file, encodings), total: reading.length },
  )
  const written = [...inside("decisions"), ...inside("scores")].filter(isRecord)
  const logs = yield* Effect.forEach(written, ({ path, file }) => readRecordLog(path, file))
  const of = (list: ReadonlyArray<ListedFile>) => list.flatMap(({ file }) => read.get(file) ?? [])
  const tablesOf = (list: ReadonlyArray<ListedFile>) => of(list).flatMap((sheet) => sheet.tables)

  return {
    round,
    roundIssues,
    roster: tablesOf(wanted.roster),
    applicability: tablesOf(wanted.applicability),
    given: tablesOf(wanted.given),
    calendar: tablesOf(wanted.calendar),
    objections: tablesOf(wanted.objections),
    lastYear: tablesOf(wanted.lastYear),
    handedIn: handed.map(({ file, path }, index) => {
      const isSource = index >= wanted.sheets.length
      return {
        file,
        path,
        encoding: encodingOf(file, encodings),
        source: isSource ? (folderIn(file) ?? nameOf(file)) : "self",
        agencyHint: isSource ? null : folderIn(file),
        step: { done: reading.length - handed.length + index + 1, total: reading.length },
      }
    }),
    scores: tablesOf(wanted.scores),
    decisions: tablesOf(wanted.decisions),
    records: logs,
    issues: [
      ...of(reading).flatMap((sheet) => sheet.issues),
      ...logs.flatMap((log) => log.issues),
      ...[
        wanted.roster,
        wanted.applicability,
        wanted.given,
        wanted.calendar,
        wanted.objections,
        wanted.lastYear,
      ].flatMap(twice),
      ...(wanted.sheets.length === 0 ? [noSheets] : []),
      ...encodings.flatMap(([name]) => (files.some(({ file }) => isIn(file, name)) ? [] : [noSuchFile(name)])),
      ...unused(files, [round?.rubric, ...Object.values(round?.rubrics ?? {})]),
    ],
    inputs: [
      { file: settings.file, hash },
      ...reading.map(({ file }) => ({ file, hash: read.get(file)?.hash ?? null })),
      ...logs.map(({ file, hash }) => ({ file, hash })),
    ],
  }
})

const listRound = Effect.fnUntraced(
  function* (folder: string) {
    const fs = yield* FileSystem.FileSystem
    const info = yield* fs.stat(folder)
    if (info.type !== "Directory") return yield* new FileUnreadable({ file: folder, reason: "not-a-folder" })
    return yield* listFiles(folder)
  },
  (effect, folder) =>
    Effect.catchTag(effect, "PlatformError", (error) => Effect.fail(FileUnreadable.from(folder, error))),
)

/** Two at a time: reading is work for the processor, and a large workbook takes room. */
const readAll = Effect.fnUntraced(function* (
  files: ReadonlyArray<ListedFile>,
  { encoding, total }: { readonly encoding: (file: string) => TextEncoding | null; readonly total: number },
): Effect.fn.Return<ReadonlyMap<string, SheetFile>, FileUnreadable, FileSystem.FileSystem> {
  const progress = yield* Progress
  let done = 0
  const sheets = yield* Effect.forEach(
    files,
    ({ file, path }) =>
      readSheetFile(path, file, encoding(file), isRoster(file) ? csvLimits.roster : csvLimits.sheet).pipe(
        // without the roster there is no round; without one other file the rest still counts
        Effect.catchTag("FileUnreadable", (error) =>
          isRoster(file) ? Effect.fail(error) : Effect.succeed(withheld(error)),
        ),
        Effect.tap(() => {
          done += 1
          return progress.read({ file, done, total })
        }),
      ),
    { concurrency: 2 },
  )
  return new Map(sheets.map((sheet) => [sheet.file, sheet]))
})

/** What is said of the file itself, else of the nearest folder around it. */
const encodingOf = (
  file: string,
  encodings: ReadonlyArray<readonly [name: string, encoding: TextEncoding]>,
): TextEncoding | null => {
  const meant = encodings.filter(([name]) => isIn(file, name)).sort(([a], [b]) => b.length - a.length)
  return meant[0]?.[1] ?? null
}

const isIn = (file: string, name: string): boolean => file === name || file.startsWith(`${name.replace(/\/$/, "")}/`)

const noSuchFile = (name: string): Issue =>
  told("error", "round.yaml", {
    code: "round/no-such-file",
    message: `encodings 写有“${name}”,批次文件夹中没有这个文件或文件夹`,
    remedy: "请写相对于批次文件夹的路径,如 sheets/水务局.csv,或文件夹 sheets",
  })

const isRoster = (file: string): boolean => !file.includes("/") && nameOf(file) === "agencies"

const decodeRound = Schema.decodeUnknownResult(Round, { errors: "all", onExcessProperty: "error" })

const readRound = Effect.fnUntraced(function* ({ path, file }: ListedFile) {
  const { hash, value, issues, issueOf } = yield* readYamlFile(path, file)
  if (issues.length > 0) return { hash, round: null, issues }
  return Result.match(decodeRound(value), {
    onSuccess: (round) => ({ hash, round, issues }),
    onFailure: ({ issue }) => ({ hash, round: null, issues: describeSchemaIssue(issue, value).map(issueOf) }),
  })
})

const incomplete = (folder: string, missing: RoundIncomplete["missing"], files: ReadonlyArray<ListedFile>) =>
  new RoundIncomplete({
    folder,
    missing,
    isFolder: files.some(({ file }) => file.toLowerCase().startsWith(`${missing}/`)),
    similar: nearest(
      missing,
      files.flatMap(({ file }) => (file.includes("/") ? [] : [file])),
    ),
  })

const isTable = /\.(?:csv|tsv|txt|xlsx|xlsm|xls|et|ods)$/i

/** `court` of `sources/Court.xlsx`. */
const nameOf = (file: string): string => (file.split("/").at(-1) ?? "").replace(/\.[^.]*$/, "").toLowerCase()

/** `C01` of `sheets/C01/填报表.xlsx`. */
const folderIn = (file: string): string | null => {
  const [, folder, name] = file.split("/")
  return name === undefined ? null : (folder ?? null)
}

const told = (severity: Issue["severity"], file: string, told: Pick<Issue, "code" | "message" | "remedy">): Issue => ({
  severity,
  ...told,
  at: { kind: "file", file },
  agency: null,
})

const twice = (files: ReadonlyArray<ListedFile>): ReadonlyArray<Issue> =>
  files.slice(1).map(({ file }) =>
    told("error", file, {
      code: "round/two-files",
      message: `与 ${files[0]?.file} 是同一种表,同时存在两份`,
      remedy: "请只保留一份",
    }),
  )

const noSheets = told("warning", "sheets", {
  code: "round/no-sheets",
  message: "sheets 文件夹不存在或为空,没有任何单位的填报表",
  remedy: "请将收到的填报表放入 sheets/<单位编号或名称>/",
})

const topNames = [
  "round",
  "agencies",
  "applicability",
  "given",
  "calendar",
  "last-year",
  "intake",
  "objections",
  "readme",
  "expected",
]
const folderNames = ["sheets", "sources", "evidence", "verify", "scores", "decisions", "results", "rubrics", "expected"]

/** A table beside the known ones, or a folder whose name is nearly a known one, is probably misspelt and would be missed in silence. */
const unused = (files: ReadonlyArray<ListedFile>, rubrics: ReadonlyArray<string | undefined>): ReadonlyArray<Issue> => {
  const tables = files.filter(
    ({ file }) =>
      !file.includes("/") && isTable.test(file) && !topNames.includes(nameOf(file)) && !rubrics.includes(file),
  )
  const folders = new Set(files.flatMap(({ file }) => (file.includes("/") ? [file.split("/")[0] ?? ""] : [])))
  const strangers = [...folders].filter((folder) => !folderNames.includes(folder.toLowerCase()))
  return [
    ...tables.map(({ file }) => notUsed(file, nearest(nameOf(file), topNames))),
    ...strangers.flatMap((folder) => {
      const meant = nearest(folder, folderNames)
      return meant === null ? [] : [notUsed(folder, meant)]
    }),
  ]
}

const notUsed = (file: string, meant: string | null): Issue =>
  told("warning", file, {
    code: "round/unused",
    message: `没有用到${meant === null ? "" : `,名称是否应为“${meant}”?`}`,
    remedy: "请改名,或移出考核批次文件夹",
  })
