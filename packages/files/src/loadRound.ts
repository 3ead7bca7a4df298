import { basename, dirname, join, resolve } from "node:path"
import {
  type Account,
  type Agency,
  type Applicability,
  type Assessment,
  acrossAgencies,
  againstLastYear,
  agencyNameIn,
  asLastYear,
  assess,
  type Calendar,
  type CasesRun,
  type Claim,
  type Decision,
  type Entry,
  type Issue,
  LedgerBook,
  nearest,
  type Objection,
  type Owner,
  type Paper,
  type Part,
  type Plan,
  parseDay,
  passLedger,
  plainAgency,
  type Round,
  type Rubric,
  readApplicability,
  readCalendar,
  readDecisions,
  readGiven,
  readLastYear,
  readObjections,
  readOwners,
  readRoster,
  readScores,
  readSheet,
  readStamp,
  type Score,
  type Stamp,
  selfReported,
  sourceOf,
  unconfirmedIn,
  undecided,
  version,
} from "@fadu/engine"
import { Effect, FileSystem, Schema } from "effect"
import type { FileUnreadable } from "./FileUnreadable.ts"
import type { RubricMissing } from "./findRubric.ts"
import { fitRecords } from "./fitRecords.ts"
import { type LoadedRubric, loadRubric, type RubricPlaces } from "./loadRubric.ts"
import { unusedDays, withWorkdays } from "./loadWorkdays.ts"
import { openLargeText } from "./passText.ts"
import {
  type LargeFile,
  type RoundFiles,
  type RoundIncomplete,
  readRoundFolder,
  type SourceTables,
} from "./RoundFolder.ts"
import { readSheetFile, unclosedQuote } from "./SheetFile.ts"
import { stampIssues } from "./stampIssues.ts"

/** A round, read and scored. */
export interface LoadedRound {
  readonly assessment: Assessment
  /** What became of every cell of the submitted sheets and the team's tables. */
  readonly account: Account
  readonly cases: ReadonlyArray<CasesRun>
  /** 自评得分 and 佐证材料目录 of the submitted forms. */
  readonly claims: ReadonlyArray<Claim>
  readonly papers: ReadonlyArray<Paper>
  /** What agencies hold against their results (申诉). */
  readonly objections: ReadonlyArray<Objection>
  /** Null where one bureau scores itself. */
  readonly round: Round | null
  /** owners.csv beside a bureau's own sheet (责任科室); empty for a round. */
  readonly owners: ReadonlyArray<Owner>
}

/** A file without which nothing can be scored is broken; its issues are the message. */
export class Unusable extends Schema.TaggedError<Unusable>()("Unusable", {
  file: Schema.String,
  sentences: Schema.Array(Schema.String),
}) {
  override get message(): string {
    return `${this.file} 有误,不能计分:\n${this.sentences.map((sentence) => `  ${sentence}`).join("\n")}`
  }
}

/** Reads the folder of a round and scores it. Nothing is written. */
export const loadRound = Effect.fn("loadRound")(function* (
  folder: string,
  places: Pick<RubricPlaces, "installation" | "cases"> & {
    /** Rules to score by instead of those that round.yaml names; null for those. */
    readonly rubric?: string | null
  },
): Effect.fn.Return<LoadedRound, FileUnreadable | RoundIncomplete | RubricMissing | Unusable, FileSystem.FileSystem> {
  const root = resolve(folder)
  const files = yield* readRoundFolder(root)
  const { round } = files
  if (round === null) return yield* unusable("round.yaml", files.roundIssues)
  const instead = places.rubric ?? null
  const named = instead === null ? rubricsOf(round) : [{ name: instead, groups: null }]
  if (named.length === 0) {
    return yield* new Unusable({
      file: "round.yaml",
      sentences: ["没有写明评分细则;请写 rubric: 细则文件或自带细则的名称"],
    })
  }
  const rubrics: Array<{ readonly loaded: LoadedRubric; readonly plan: Plan; readonly groups: ReadonlyArray<string> }> =
    []
  const calendars = files.calendar.map(readCalendar)
  const calendar = calendars.flatMap(({ values }) => values)
  for (const { name, groups } of named) {
    const loaded = yield* loadRubric(name, { round: root, ...places })
    if (loaded.plan === null) return yield* unusable(loaded.file, loaded.issues)
    const plan = yield* withWorkdays(loaded.plan, calendar)
    rubrics.push({ loaded, plan, groups: groups ?? Object.keys(plan.rubric.groups) })
  }
  const scored = yield* understand(files, rubrics, { calendar: calendarOf(round), sides: round.sides ?? {} })
  const stamp: Stamp = {
    title: round.title,
    rubrics: rubrics.map(({ loaded, plan }) => stampOf(loaded, plan)),
    engine: version,
    stage: round.stage,
    asOf: round.asOf,
    issuer: round.issuer ?? null,
    evidenceDue: round.evidenceDue ?? null,
    objections: round.objections ?? null,
    team: round.team ?? [],
    publish: { totals: round.publish?.totals ?? false, places: round.publish?.places ?? false },
    inputs: files.inputs.map((input) => ({
      ...input,
      hash: scored.passed.get(input.file) ?? input.hash,
      agency: scored.owner(input.file),
    })),
    decisions: scored.decisions,
  }
  return {
    assessment: {
      stamp,
      parts: scored.parts,
      issues: [
        ...files.roundIssues,
        ...rubrics.flatMap(({ loaded }) => loaded.issues),
        ...files.issues.filter(({ code, at }) =>
          code === "file/too-large"
            ? at === null || !scored.passed.has(at.file)
            : code !== "round/no-sheets" || rubrics.some(({ plan }) => asksAgencies(plan)),
        ),
        ...calendars.flatMap(({ issues }) => issues),
        ...(yield* unusedDays(calendar, files.calendar[0]?.file ?? "calendar.csv")),
        ...scored.issues,
        ...tooEarly(round, scored.parts),
      ],
    },
    account: addAccounts([scored.account, ...calendars.map(({ account }) => account)]),
    cases: rubrics.flatMap(({ loaded }) => (loaded.cases === null ? [] : [loaded.cases])),
    claims: scored.claims,
    papers: scored.papers,
    objections: scored.objections,
    round,
    owners: [],
  }
})

/** What a bureau asks of its own sheet. */
export interface SelfRequest {
  readonly sheet: string
  /** Null: as the form itself says at its head. */
  readonly rubric: string | null
  /** Id or title; null where the form says it, or the rubric has one group. */
  readonly group: string | null
  /** `2026-11-30`; null for the last day of the period. */
  readonly asOf: string | null
  readonly installation: string
}

/**
 * Scores one bureau's own sheet (自查). What a named source will supply is taken from the bureau's own figures; scores and recognition
 * stay open.
 */
export const loadSelf = Effect.fn("loadSelf")(function* (
  request: SelfRequest,
): Effect.fn.Return<LoadedRound, FileUnreadable | RubricMissing | Unusable, FileSystem.FileSystem> {
  const file = basename(request.sheet)
  const sheet = yield* readSheetFile(resolve(request.sheet), file)
  const stamp = sheet.tables.map(readStamp).find((found) => found !== null) ?? null
  const named = request.rubric ?? stamp?.rubric ?? null
  if (named === null) {
    return yield* new Unusable({
      file: "--rubric",
      sentences: [`${file} 不是 fadu template 写出的填报表,请写明评分细则:细则文件,或自带细则的名称`],
    })
  }
  const loaded = yield* loadRubric(named, {
    round: process.cwd(),
    installation: request.installation,
    cases: false,
  })
  if (loaded.plan === null) return yield* unusable(loaded.file, loaded.issues)
  const plan = selfReported(loaded.plan)
  const isOwn = stamp !== null && stamp.rubric === plan.rubric.id
  const group = yield* groupOf(plan.rubric, request.group ?? (isOwn ? stamp.group : null))
  const asOf = request.asOf ?? plan.rubric.period.to
  const today = parseDay(asOf)
  if (today === null) {
    return yield* new Unusable({ file: "--asof", sentences: [`写作“${asOf}”,不是日期;写作 2026-11-30`] })
  }
  const owners = yield* ownersBeside(request.sheet, plan.rubric)
  const name = sheet.tables.map((table) => agencyNameIn(plan.rubric, table)).find((found) => found !== null)
  const agency: Agency = plainAgency({
    code: "本单位",
    name: name ?? "本单位",
    group,
    ranked: false,
    at: { kind: "file", file },
  })
  const book = new LedgerBook(plan, today)
  const read = readSheet(plan.rubric, [agency], book)
  const reads = sheet.tables.map((table) => read(table, { source: "self", agency: agency.code }))
  const scored = assess(
    plan,
    {
      agencies: [agency],
      entries: [...reads.flatMap(({ entries }) => entries), ...book.entries([agency.code])],
      scores: [],
      decisions: [],
      applicability: [],
    },
    { asOf: today, due: null, evidenceDue: null },
  )
  return {
    assessment: {
      stamp: {
        title: plan.rubric.title,
        rubrics: [stampOf(loaded, plan)],
        engine: version,
        stage: "自评",
        asOf,
        issuer: null,
        evidenceDue: null,
        objections: null,
        team: [],
        publish: { totals: false, places: false },
        inputs: [{ file, hash: sheet.hash, agency: agency.code }],
        decisions: 0,
      },
      parts: [scored.part],
      issues: [
        ...loaded.issues.filter(({ severity }) => severity === "error"),
        ...sheet.issues,
        ...reads.flatMap(({ issues }) => issues),
        ...owners.issues,
        ...stampIssues(file, sheet.tables, {
          rubrics: [plan.rubric],
          remedy: "请改用现行版本的填报表,或以 --rubric 指定原来的细则",
        }),
        ...scored.issues,
      ],
    },
    account: addAccounts(reads.map(({ account }) => account)),
    cases: [],
    claims: reads.flatMap(({ claims }) => claims),
    papers: reads.flatMap(({ papers }) => papers),
    objections: [],
    round: null,
    owners: owners.values,
  }
})

/** owners.csv in the folder of the sheet, if there is one. */
const ownersBeside = Effect.fnUntraced(function* (sheet: string, rubric: Rubric) {
  const fs = yield* FileSystem.FileSystem
  const path = join(dirname(resolve(sheet)), "owners.csv")
  if (!(yield* Effect.orElseSucceed(fs.exists(path), () => false))) return { values: [], issues: [] }
  const { tables, issues } = yield* readSheetFile(path, "owners.csv")
  const reads = tables.map((table) => readOwners(rubric, table))
  return {
    values: reads.flatMap(({ values }) => values),
    issues: [...issues, ...reads.flatMap((read) => read.issues)],
  }
})

const groupOf = (rubric: Rubric, wanted: string | null): Effect.Effect<string, Unusable> => {
  const groups = Object.entries(rubric.groups)
  const names = groups.map(([id, title]) => `${id}(${title})`).join("、")
  const [only] = groups
  if (wanted === null) {
    return groups.length === 1 && only !== undefined
      ? Effect.succeed(only[0])
      : Effect.fail(new Unusable({ file: "--group", sentences: [`这份细则有几个组,请写明本单位属于哪一组:${names}`] }))
  }
  const found = groups.find(([id, title]) => id === wanted || title === wanted)
  if (found !== undefined) return Effect.succeed(found[0])
  const guess = nearest(wanted, groups.flat())
  return Effect.fail(
    new Unusable({
      file: "--group",
      sentences: [`没有组“${wanted}”${guess === null ? "" : `,是否为“${guess}”?`};可用:${names}`],
    }),
  )
}

export const unusable = (file: string, issues: ReadonlyArray<Issue>): Unusable =>
  new Unusable({
    file,
    sentences: issues
      .filter(({ severity }) => severity === "error")
      .map(
        ({ at, message, remedy }) =>
          `${at?.kind === "place" ? `第 ${at.line} 行第 ${at.column} 列:` : at?.kind === "cell" ? `${at.sheet === null ? "" : `「${at.sheet}」`}${at.cell}:` : ""}${message}${message.endsWith("?") ? "" : ";"}${remedy}`,
      ),
  })

const stampOf = (loaded: LoadedRubric, plan: Plan): Stamp["rubrics"][number] => ({
  id: plan.rubric.id,
  version: plan.rubric.version,
  title: plan.rubric.title,
  hash: loaded.hash,
})

/** Rubric files and the groups each is for; null for all groups of the rubric. */
const rubricsOf = (
  round: Round,
): ReadonlyArray<{ readonly name: string; readonly groups: ReadonlyArray<string> | null }> => {
  if (round.rubrics === undefined) return round.rubric === undefined ? [] : [{ name: round.rubric, groups: null }]
  const byName = new Map<string, Array<string>>()
  for (const [group, name] of Object.entries(round.rubrics)) byName.set(name, [...(byName.get(name) ?? []), group])
  return [...byName].map(([name, groups]) => ({ name, groups }))
}

const calendarOf = (round: Round): Calendar => ({
  asOf: parseDay(round.asOf) ?? 0,
  due: round.due === undefined ? null : parseDay(round.due),
  evidenceDue: round.evidenceDue === undefined ? null : parseDay(round.evidenceDue),
})

interface RubricInRound {
  readonly plan: Plan
  readonly groups: ReadonlyArray<string>
}

/** Reads tables with each rubric of a round and keeps what they said. */
class Understanding {
  readonly issues: Array<Issue> = []
  readonly accounts: Array<Account> = []
  private readonly rubrics: ReadonlyArray<Rubric>

  constructor(rubrics: ReadonlyArray<Rubric>) {
    this.rubrics = rubrics
  }

  keep(read: Told): void {
    this.issues.push(...read.issues)
    this.accounts.push(read.account)
  }

  /** One reading of every table per rubric, in the rubrics' order. What one rubric understands, the others do not complain of. */
  read<T, R extends Told>(
    tables: ReadonlyArray<T>,
    read: (rubric: Rubric, table: T) => R,
  ): ReadonlyArray<ReadonlyArray<R>> {
    const byTable = tables.map((table) => {
      const reads = this.rubrics.map((rubric) => read(rubric, table))
      const told = reads.map((one) => new Set(one.issues.map(identity)))
      const [first, ...rest] = reads
      if (first !== undefined) {
        const best = rest.reduce((a, b) => (b.account.used > a.account.used ? b : a), first)
        this.keep({
          issues: best.issues.filter((issue) => told.every((one) => one.has(identity(issue)))),
          account: best.account,
        })
      }
      return reads
    })
    return this.rubrics.map((_, index) => byTable.flatMap((reads) => reads[index] ?? []))
  }
}

interface Told {
  readonly issues: ReadonlyArray<Issue>
  readonly account: Account
}

/** Every table read with every rubric, then each rubric's agencies scored. */
const understand = Effect.fnUntraced(function* (
  files: RoundFiles,
  rubrics: ReadonlyArray<RubricInRound>,
  { calendar, sides }: { readonly calendar: Calendar; readonly sides: NonNullable<Round["sides"]> },
) {
  const sideOf = new Map(Object.entries(sides).flatMap(([side, names]) => names.map((name) => [name, side] as const)))
  // a table says it of its own scorer; else it is as the round has it
  const onSide = (score: Score): Score => {
    const side = score.side ?? sideOf.get(score.scorer)
    return side === undefined ? score : { ...score, side }
  }
  const told = new Understanding(rubrics.map(({ plan }) => plan.rubric))
  const rosters = files.roster.map((table) =>
    readRoster(
      rubrics.map(({ plan }) => plan.rubric),
      table,
    ),
  )
  for (const roster of rosters) told.keep(roster)
  const agencies = rosters.flatMap(({ values }) => values)
  const hintOf = hinter(agencies)

  told.issues.push(
    ...files.sheets.flatMap(({ file, tables }) =>
      stampIssues(file, tables, {
        rubrics: rubrics.map(({ plan }) => plan.rubric),
        remedy: "请核对列明的填报项;差得多的,请把现行版本的填报表发给该单位重填",
      }),
    ),
  )
  const submitted = files.sheets.flatMap((sheet) =>
    sheet.tables.map((table) => ({
      table,
      source: "self",
      agency: sheet.agencyHint === null ? null : hintOf(sheet.agencyHint),
    })),
  )
  const declared = rubrics.flatMap(({ plan }) => Object.keys(plan.rubric.sources ?? {}))
  const supplied = files.sources
    .filter(({ id }) => declared.includes(id))
    .flatMap(({ id, tables }) => tables.map((table) => ({ table, source: id, agency: null })))
  const strange = files.sources.filter(({ id }) => !declared.includes(id))
  for (const source of strange) told.keep(unknownSource(source, declared))
  const books = rubrics.map(({ plan }) => new LedgerBook(plan, calendar.asOf))
  const readers = new Map(
    rubrics.map(({ plan }, index) => [plan.rubric, readSheet(plan.rubric, agencies, books[index])]),
  )
  const sheets = told.read([...submitted, ...supplied], (rubric, { table, source, agency }) => {
    const read = readers.get(rubric) ?? readSheet(rubric, agencies)
    return { ...read(table, { source, agency }), file: table.file }
  })
  const passed = new Map<string, string>()
  for (const large of files.large) {
    const read = yield* passLarge(large, { rubrics, books, agencies, hintOf })
    if (read === null) continue
    passed.set(large.file, read.hash)
    told.keep(read)
  }
  const given = told.read(files.given, (rubric, table) => readGiven(rubric, agencies, table))
  const applicability = told.read(files.applicability, (rubric, table) => readApplicability(rubric, agencies, table))
  const scores = told.read(files.scores, (rubric, table) => readScores(rubric, agencies, table))
  const decisions = told.read(files.decisions, (rubric, table) => readDecisions(rubric, agencies, table))

  const before = told.read(files.lastYear, (rubric, table) => readLastYear(rubric, agencies)(table))
  const objections = told.read(files.objections, (rubric, table) => readObjections(rubric, agencies, table))

  const records = fitRecords(files.records, { rubrics: rubrics.map(({ plan }) => plan.rubric), agencies })
  told.issues.push(...records.issues)

  const parts: Array<Part> = []
  const raised: Array<Objection> = []
  rubrics.forEach(({ plan, groups }, index) => {
    const own = agencies.filter(({ group }) => groups.includes(group))
    const values = <A>(lists: ReadonlyArray<ReadonlyArray<{ readonly values: ReadonlyArray<A> }>>): ReadonlyArray<A> =>
      (lists[index] ?? []).flatMap((one) => one.values)
    const then = (before[index] ?? []).flatMap(({ entries }) => entries)
    const scored = assess(
      plan,
      {
        agencies: own,
        entries: [
          ...rosters.flatMap(({ entries }) => entries),
          ...(sheets[index] ?? []).flatMap(({ entries }) => entries),
          ...values<Entry>(given),
          ...(books[index]?.entries(own.map(({ code }) => code)) ?? []),
          ...asLastYear(plan, then),
        ],
        scores: [...values<Score>(scores), ...records.scores].map(onSide),
        decisions: [...values<Decision>(decisions), ...records.decisions],
        applicability: values<Applicability>(applicability),
      },
      calendar,
    )
    told.issues.push(...(books[index]?.issues() ?? []))
    parts.push(scored.part)
    told.issues.push(...scored.issues, ...acrossAgencies(scored.part), ...againstLastYear([scored.part], then))
    const codes = new Set(own.map(({ code }) => code))
    raised.push(...values<Objection>(objections).filter(({ agency }) => codes.has(agency)))
  })
  const owners = ownersOf(sheets.flat())
  // these do not depend on the rubric
  const [first = []] = sheets
  return {
    parts,
    claims: first.flatMap(({ claims }) => claims),
    papers: first.flatMap(({ papers }) => papers),
    objections: raised,
    issues: [...told.issues, ...withoutRubric(agencies, rubrics)],
    account: addAccounts(told.accounts),
    decisions:
      records.decisions.length +
      Math.max(0, ...decisions.map((reads) => reads.reduce((sum, { values }) => sum + values.length, 0))),
    owner: (file: string): string | null => owners.get(file) ?? null,
    /** Hashes of the large files that were read row by row. */
    passed,
  }
})

/** Lets a large file pass by, if it is a ledger of one of the rubrics. */
const passLarge = Effect.fnUntraced(function* (
  large: LargeFile,
  {
    rubrics,
    books,
    agencies,
    hintOf,
  }: {
    readonly rubrics: ReadonlyArray<RubricInRound>
    readonly books: ReadonlyArray<LedgerBook>
    readonly agencies: ReadonlyArray<Agency>
    readonly hintOf: (folder: string) => string | null
  },
) {
  const text = yield* openLargeText(large.path, large.file, large.encoding)
  if (text === null) return null
  const hint = { source: large.source, agency: large.agencyHint === null ? null : hintOf(large.agencyHint) }
  const passing = rubrics.flatMap(({ plan }, index) => {
    const book = books[index]
    return (book === undefined ? null : passLedger(plan.rubric, agencies, book)(text.head, hint)) ?? []
  })
  if (passing.length === 0) return null
  const { hash, unclosed } = yield* text.pass((row, texts) => {
    for (const ledger of passing) if (row > ledger.headerRow) ledger.take(row, texts)
  })
  const reads = passing.map((ledger) => ledger.finish())
  return {
    hash,
    account: reads[0]?.account ?? addAccounts([]),
    issues: [...(reads[0]?.issues ?? []), ...(unclosed === null ? [] : [unclosedQuote(large.file, unclosed)])],
  }
})

/** Whether agencies are to hand anything in: case files and published reports are read by reviewers only. */
const asksAgencies = ({ rubric }: Plan): boolean =>
  Object.values(rubric.fields).some((field) => sourceOf(field) === "self" || field.otherwise === "self")

/** 审定 means that nothing is open any more; until then the result stays provisional, whatever the round says. */
const tooEarly = (round: Round, parts: ReadonlyArray<Part>): ReadonlyArray<Issue> => {
  if (round.stage !== "审定") return []
  const refused = (code: string, message: string, remedy: string): Issue => ({
    severity: "error",
    code: `round/${code}`,
    message,
    remedy,
    at: { kind: "file", file: "round.yaml" },
    agency: null,
  })
  const open = parts.flatMap(undecided)
  const [first] = open
  const unconfirmed = parts.flatMap(({ plan }) => unconfirmedIn(plan.rubric))
  const named = unconfirmed.slice(0, 5).join("、")
  return [
    ...(first === undefined
      ? []
      : [
          refused(
            "not-final",
            `阶段写作审定,但${first.name}${open.length === 1 ? "" : `等 ${open.length} 个单位`}尚有待定分值,不能审定`,
            "办结 check 所列欠办事项后再写审定;在此之前名次、等次仍为暂列",
          ),
        ]),
    ...(unconfirmed.length === 0
      ? []
      : [
          refused(
            "unconfirmed",
            `阶段写作审定,但细则中 ${named} ${unconfirmed.length > 5 ? `等 ${unconfirmed.length} 条` : ""}规则待确认,不能审定`,
            "由制定细则的机关逐条对照原文核对,删去“待确认”后再写审定",
          ),
        ]),
  ]
}

/** Whose a file is: the one agency that all its entries speak of. */
const ownersOf = (
  reads: ReadonlyArray<{ readonly file: string; readonly entries: ReadonlyArray<Entry> }>,
): ReadonlyMap<string, string> => {
  const codes = new Map<string, Set<string>>()
  for (const { file, entries } of reads) {
    const known = codes.get(file) ?? new Set<string>()
    for (const { agency } of entries) known.add(agency)
    codes.set(file, known)
  }
  return new Map(
    [...codes].flatMap(([file, known]) => (known.size === 1 ? [...known].map((code) => [file, code] as const) : [])),
  )
}

/** The folder below sheets/ as the code of an agency. */
const hinter = (agencies: ReadonlyArray<Agency>): ((folder: string) => string | null) => {
  const names = new Map(
    agencies.flatMap((agency) =>
      [agency.code, agency.name, ...(agency.short === null ? [] : [agency.short]), ...agency.aliases].map(
        (name) => [name, agency.code] as const,
      ),
    ),
  )
  return (folder) => names.get(folder) ?? null
}

/** A file of a source that no rubric knows: one issue speaks for all its cells. */
const unknownSource = ({ id, file, tables }: SourceTables, declared: ReadonlyArray<string>): Told => {
  const guess = nearest(id, declared)
  const cells = tables.reduce((sum, table) => sum + table.cells.length, 0)
  return {
    issues: [
      {
        severity: "error",
        code: "source/unknown",
        message: `来源“${id}”没有在评分细则的 sources 中声明,该文件未采用`,
        remedy:
          guess === null
            ? `文件名写来源编号:${declared.join("、")}`
            : `是否应命名为“${guess}”?已声明:${declared.join("、")}`,
        at: { kind: "file", file },
        agency: null,
      },
    ],
    account: { read: cells, used: 0, recognised: 0, named: cells },
  }
}

const withoutRubric = (agencies: ReadonlyArray<Agency>, rubrics: ReadonlyArray<RubricInRound>): ReadonlyArray<Issue> =>
  agencies
    .filter(({ group }) => !rubrics.some(({ groups }) => groups.includes(group)))
    // a group that no rubric knows has been told with the roster
    .filter(({ group }) => rubrics.some(({ plan }) => Object.hasOwn(plan.rubric.groups, group)))
    .map((agency) => ({
      severity: "error",
      code: "round/no-rubric",
      message: `${agency.name}所在的组“${agency.group}”没有评分细则,未计分`,
      remedy: "在 round.yaml 的 rubrics 中为该组写明细则,或更正分组",
      at: agency.at,
      agency: agency.code,
    }))

const identity = (issue: Issue): string => JSON.stringify([issue.code, issue.at, issue.agency])

const addAccounts = (accounts: ReadonlyArray<Account>): Account =>
  accounts.reduce(
    (sum, one) => ({
      read: sum.read + one.read,
      used: sum.used + one.used,
      recognised: sum.recognised + one.recognised,
      named: sum.named + one.named,
    }),
    { read: 0, used: 0, recognised: 0, named: 0 },
  )
