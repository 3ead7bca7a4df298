import { Result, Schema } from "effect"
import { type Agency, type Applicability, type Decision, type Entry, plainAgency, type Score } from "../Entry.ts"
import type { Address, Issue } from "../Issue.ts"
import { lastYear, type Plan } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { asLastYear } from "../read/readLastYear.ts"
import { readValue } from "../read/readValue.ts"
import { describeSchemaIssue } from "../rubric/describeSchemaIssue.ts"
import type { Problem } from "../rubric/Problem.ts"
import { Code, sourceOf } from "../rubric/Rubric.ts"
import { FieldName, Text } from "../rubric/Scalars.ts"
import { show } from "../show.ts"
import { assess } from "./Assessment.ts"
import { caseLedgers, contentOf } from "./caseLedgers.ts"
import { triedRows } from "./change.ts"
import { type Scorecard, scorecards } from "./scorecard.ts"

const Cell = Schema.Union([Schema.String, Schema.Finite, Schema.Boolean])

/** A worked example beside a rubric (算例): what a clerk wrote, and the mark that follows. */
export const Case = Schema.Struct({
  name: Text,
  group: Text,
  criterion: Code,
  row: Schema.optionalKey(
    FieldName.annotate({
      description: "试算台账中的一行:台账编号;group 写分类,given 写各列,criterion 写逐件评分的指标",
    }),
  ),
  given: Schema.Record(FieldName, Cell).annotate({
    description: "填报项: 单元格中所写;空串为空白。指定来源的填报项视为来自该来源",
  }),
  last: Schema.optionalKey(Schema.Record(FieldName, Cell).annotate({ description: "上年的数,写法同 given" })),
  others: Schema.optionalKey(
    Schema.Array(Schema.Record(FieldName, Cell)).annotate({ description: "与之比较的其他单位,每个一行,写法同 given" }),
  ),
  applies: Schema.optionalKey(Schema.Literals(["适用", "不适用", "未抽查"])),
  scores: Schema.optionalKey(
    Schema.Array(Schema.Union([Schema.Finite, Schema.Struct({ side: Text, points: Schema.Finite })])).annotate({
      description: "各评分人的评分;分几方的写 { side: 编号, points: 分 }",
    }),
  ),
  ledgers: Schema.optionalKey(
    Schema.Record(FieldName, Schema.Array(Schema.Record(FieldName, Cell))).annotate({
      description: "台账编号: 各行,一行写 { 列: 单元格中所写 };空表 [] 为写明无记录",
    }),
  ),
  withoutEvidence: Schema.optionalKey(Schema.Array(Schema.String)),
  refuted: Schema.optionalKey(Schema.Array(FieldName).annotate({ description: "经认定意见查实虚报的填报项" })),
  papers: Schema.optionalKey(
    Schema.Record(FieldName, Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))).annotate({
      description: "填报项: 附了几份佐证材料;没有写的为一份",
    }),
  ),
  expect: Schema.Struct({
    awarded: Schema.Finite,
    pending: Schema.Finite,
    lost: Schema.Record(Schema.String, Schema.Finite),
  }),
  findings: Schema.optionalKey(
    Schema.Record(FieldName, Schema.Literals(["错误", "提醒", "说明"])).annotate({
      description: "核对勾稽关系应当发现的问题,不多不少:首先涉及的填报项: 轻重;没有问题的写 {}",
    }),
  ),
})
export type Case = typeof Case.Type
export const Cases = Schema.Struct({ cases: Schema.Array(Case) })

/** One figure of a case that came out otherwise. */
export interface Difference {
  readonly index: number
  readonly name: string
  readonly criterion: string
  readonly what: string
  readonly expected: string
  readonly found: string
}

/** The worked examples of one rubric file, run. */
export interface CasesRun {
  readonly file: string
  readonly count: number
  readonly differences: ReadonlyArray<Difference>
}

const decode = Schema.decodeUnknownResult(Cases, { errors: "all", onExcessProperty: "error" })

/** Reads and runs the worked examples of a rubric. */
export const runCases = (
  plan: Plan,
  source: unknown,
): {
  readonly count: number
  readonly differences: ReadonlyArray<Difference>
  readonly problems: ReadonlyArray<Problem>
} => {
  const decoded = decode(source)
  if (Result.isFailure(decoded))
    return { count: 0, differences: [], problems: describeSchemaIssue(decoded.failure.issue, source) }
  const cases = decoded.success.cases.map((one, index): Numbered => ({ one, index, code: codeOf(index) }))
  const rows = new Map(
    plan.ledgers.flatMap(({ id, scored }) =>
      scored === null ? [] : [[id, { ...scored, workdays: plan.workdays }] as const],
    ),
  )
  /** The rubric a case tries: the whole, or that of the rows of a ledger. Null for a ledger whose rows are not scored. */
  const planOf = ({ row }: Case): Plan | null => (row === undefined ? plan : (rows.get(row) ?? null))
  const strange = cases.flatMap(({ one, index }) =>
    planOf(one) === null ? [unknownRow([...rows.keys()], one, index)] : [],
  )
  const problems = cases.flatMap(({ one, index }) => {
    const own = planOf(one)
    return own === null ? [] : unknownNames(own, one, index)
  })
  if (strange.length + problems.length > 0)
    return { count: cases.length, differences: [], problems: [...strange, ...problems] }
  const differences = [...Map.groupBy(cases, ({ one }) => planOf(one) ?? plan)].flatMap(([own, list]) => run(own, list))
  return { count: cases.length, differences: differences.sort((x, y) => x.index - y.index), problems: [] }
}

/** A case with its place in the file. Every case is an agency of its own. */
interface Numbered {
  readonly one: Case
  readonly index: number
  readonly code: string
}

const codeOf = (index: number): string => String(index + 1).padStart(6, "0")

const unknownRow = (known: ReadonlyArray<string>, one: Case, index: number): Problem => ({
  severity: "error",
  code: "case/unknown",
  message: `算例“${one.name}”的 row“${one.row}”不是逐件评分的台账`,
  remedy: known.length === 0 ? "删去 row" : `可用:${known.join("、")}`,
  path: ["cases", index, "row"],
  offset: null,
})

/** Where agencies are compared, every case is a round of its own with the others that it names. */
const run = (plan: Plan, cases: ReadonlyArray<Numbered>): ReadonlyArray<Difference> =>
  plan.groups.some(({ comparisons }) => comparisons.length > 0)
    ? cases.flatMap((one) => runTogether(plan, [one]))
    : runTogether(plan, cases)

const runTogether = (plan: Plan, cases: ReadonlyArray<Numbered>): ReadonlyArray<Difference> => {
  const others = cases.flatMap(({ one, code }) =>
    (one.others ?? []).map((given, other) => ({ one: { ...one, given }, code: `${code}-${other + 1}` })),
  )
  const { part, issues } = assess(
    plan,
    {
      agencies: [...cases, ...others].map(({ one, code }) => agencyOf(one, code)),
      entries: [
        ...[...cases, ...others].flatMap(({ one, code }) => entriesOf(plan, one, code)),
        ...cases.flatMap(({ one, code }) => lastYearOf(plan, one, code)),
        ...caseLedgers(plan, cases),
      ],
      scores: cases.flatMap(({ one, code }) => scoresOf(one, code)),
      decisions: cases.flatMap(({ one, code }) => refutationsOf(one, code)),
      applicability: cases.flatMap(({ one, code }) => applicabilityOf(one, code)),
    },
    { asOf: 0, due: null, evidenceDue: null },
  )
  const cards = new Map(scorecards(part).map((card) => [card.unit.code, card]))
  return cases.flatMap(({ one, index, code }) => {
    const card = cards.get(code)
    const own = issues.filter(({ agency }) => agency === code)
    return card === undefined ? [] : [...compare(one, index, card), ...compareFindings(one, index, own)]
  })
}

const nowhere = { kind: "file", file: "cases.yaml" } as const satisfies Address

const unknownNames = (plan: Plan, one: Case, index: number): ReadonlyArray<Problem> => {
  const problem = (key: string, message: string, remedy: string): Problem => ({
    severity: "error",
    code: "case/unknown",
    message,
    remedy,
    path: ["cases", index, key],
    offset: null,
  })
  const group = plan.groups.find(({ id }) => id === one.group)
  if (group === undefined)
    return [problem("group", `算例“${one.name}”的组“${one.group}”没有声明`, "写评分细则 groups 中的编号")]
  return [
    ...(group.marks.some(({ criterion }) => criterion.code === one.criterion)
      ? []
      : [
          problem(
            "criterion",
            `算例“${one.name}”的指标 ${one.criterion} 不在${group.title}的评分细则中`,
            "更正指标编号或组",
          ),
        ]),
    ...Object.entries(one.ledgers ?? {}).flatMap(([id, rows]) => {
      const ledger = plan.ledgers.find((each) => each.id === id)
      if (ledger === undefined) return [problem("ledgers", `算例“${one.name}”的台账“${id}”没有声明`, "更正台账编号")]
      const strange = rows.flatMap(Object.keys).find((column) => ledger.ledger.columns[column] === undefined)
      return strange === undefined
        ? []
        : [problem("ledgers", `算例“${one.name}”的台账“${id}”没有“${strange}”这一列`, "更正列的编号")]
    }),
    ...[
      ...[one.given, one.last ?? {}, ...(one.others ?? []), one.papers ?? {}].flatMap(Object.keys),
      ...(one.refuted ?? []),
    ].flatMap((field) =>
      plan.rubric.fields[field] === undefined
        ? [problem("given", `算例“${one.name}”的填报项“${field}”没有声明`, "更正填报项编号")]
        : [],
    ),
  ]
}

const agencyOf = (one: Case, code: string): Agency =>
  plainAgency({
    code,
    name: one.name,
    group: one.group,
    at: nowhere,
  })

const entriesOf = (plan: Plan, one: Case, agency: string): ReadonlyArray<Entry> =>
  Object.entries(one.given).flatMap(([id, value]) => {
    const field = plan.rubric.fields[id]
    if (field === undefined) return []
    return [
      {
        agency,
        field: id,
        source: sourceOf(field),
        reading: readValue(field, contentOf(value)).reading,
        raw: String(value),
        evidence: papersText(one, id),
        // the one place that a figure of a case has is its field
        at: { kind: "cell", file: nowhere.file, sheet: null, cell: id },
        // what a case gives for a counted field stands for its ledger
        ...(field.counted === undefined || one.withoutEvidence?.includes(id) === true ? {} : { rows: triedRows }),
      },
    ]
  })

const refutationsOf = ({ refuted = [] }: Case, agency: string): ReadonlyArray<Decision> =>
  refuted.map((target) => ({
    agency,
    kind: "refute",
    target,
    old: null,
    new: null,
    reason: "查实虚报",
    basis: null,
    by: ["甲", "乙"],
    on: null,
    stage: null,
    at: nowhere,
  }))

const papersText = ({ withoutEvidence, papers }: Case, field: string): string | null => {
  const many = papers?.[field]
  if (withoutEvidence?.includes(field) === true || many === 0) return null
  return many === undefined ? "佐证" : Array.from({ length: many }, (_, index) => String(index + 1)).join("、")
}

const lastYearOf = (plan: Plan, one: Case, agency: string): ReadonlyArray<Entry> =>
  asLastYear(
    plan,
    entriesOf(plan, { ...one, given: one.last ?? {} }, agency).map((entry) => ({ ...entry, source: lastYear })),
  )

const scoresOf = (one: Case, agency: string): ReadonlyArray<Score> =>
  (one.scores ?? []).map((given, index) => ({
    agency,
    criterion: one.criterion,
    scorer: String(index + 1),
    points: Rational.of(typeof given === "number" ? given : given.points),
    ...(typeof given === "number" ? {} : { side: given.side }),
    reason: null,
    at: nowhere,
  }))

const words = { 适用: "applies", 不适用: "notApplicable", 未抽查: "notSampled" } as const

const applicabilityOf = (one: Case, agency: string): ReadonlyArray<Applicability> =>
  one.applies === undefined
    ? []
    : [
        {
          agency,
          group: null,
          criterion: one.criterion,
          applies: words[one.applies],
          reason: null,
          basis: null,
          at: nowhere,
        },
      ]

const grades = { error: "错误", warning: "提醒", note: "说明" } as const

const compareFindings = (one: Case, index: number, issues: ReadonlyArray<Issue>): ReadonlyArray<Difference> => {
  if (one.findings === undefined) return []
  const found = new Map(
    issues.flatMap(({ code, severity, at }) =>
      code.startsWith("check/") && at?.kind === "cell" ? [[at.cell, grades[severity]] as const] : [],
    ),
  )
  const wanted = new Map<string, string>(Object.entries(one.findings))
  return [...new Set([...wanted.keys(), ...found.keys()])].sort().flatMap((id) => {
    const [expected, is] = [wanted.get(id) ?? "无", found.get(id) ?? "无"]
    const what = `“${id}”勾稽`
    return expected === is ? [] : [{ index, name: one.name, criterion: one.criterion, what, expected, found: is }]
  })
}

const marksOfCauses: { readonly [cause: string]: string } = { moved: "0m", averaged: "0a" }

const compare = (one: Case, index: number, card: Scorecard): ReadonlyArray<Difference> => {
  const mark = card.marks.find(({ plan }) => plan.criterion.code === one.criterion)
  if (mark === undefined) return []
  const lost = new Map(
    mark.deductions
      .filter(({ points }) => points.sign !== 0)
      .map(({ loss, cause, points }) => [
        loss === null ? (marksOfCauses[cause] ?? "0") : `${loss.ruleId}${loss.loss.part}`,
        points,
      ]),
  )
  const ids = [...new Set([...lost.keys(), ...Object.keys(one.expect.lost)])].sort()
  const pairs: ReadonlyArray<readonly [string, number, Rational]> = [
    ["得分", one.expect.awarded, mark.awarded],
    ["待定", one.expect.pending, mark.pending],
    ...ids.map(
      (id) => [`${one.criterion}-${id} 失分`, one.expect.lost[id] ?? 0, lost.get(id) ?? Rational.zero] as const,
    ),
  ]
  return pairs.flatMap(([what, expected, found]) =>
    Rational.of(expected).equals(found)
      ? []
      : [
          {
            index,
            name: one.name,
            criterion: one.criterion,
            what,
            expected: show(Rational.of(expected), "points"),
            found: show(found, "points"),
          },
        ],
  )
}
