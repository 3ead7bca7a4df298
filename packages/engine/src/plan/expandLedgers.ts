import * as build from "../formula/build.ts"
import type { FieldId, Formula, Type } from "../formula/Formula.ts"
import { nodesOf, typeOf } from "../formula/readings.ts"
import { nearest } from "../nearest.ts"
import { Rational } from "../Rational.ts"
import type { Problem } from "../rubric/Problem.ts"
import type { Field, Ledger, Rubric, Scored } from "../rubric/Rubric.ts"
import type { Compiling } from "./Compiling.ts"
import { type CountPlan, type LedgerPlan, scoreColumn } from "./LedgerPlan.ts"
import type { Plan, PlanField } from "./Plan.ts"
import { typesOfKinds } from "./planFields.ts"

type Path = Problem["path"]

/** The ledgers of a rubric with what is counted from each. A field that cannot be counted as written is told. */
export const expandLedgers = (c: Compiling, compile: Compile): ReadonlyArray<LedgerPlan> => {
  const ledgers = Object.entries(c.rubric.ledgers ?? {})
  const counts = new Map<string, Array<CountPlan>>(ledgers.map(([id]) => [id, []]))
  const columns = new Map(ledgers.map(([id, { columns, scored }]) => [id, columnsOf(columns, scored !== undefined)]))
  for (const [field, declared] of Object.entries(c.rubric.fields)) {
    const { counted } = declared
    if (counted === undefined) continue
    const path: Path = ["fields", field, "counted"]
    const own = columns.get(counted.from)
    if (own === undefined) {
      const guess = nearest(counted.from, [...columns.keys()])
      tell(c, [...path, "from"], "unknown-ledger", {
        message: `没有名为“${counted.from}”的台账`,
        remedy: guess === null ? "在 ledgers 中声明它" : `是否为“${guess}”?否则在 ledgers 中声明它`,
      })
      continue
    }
    const count = expandCount(c, { field, declared, counted, columns: own, path })
    if (count !== null) counts.get(counted.from)?.push(count)
  }
  for (const [id, ledger] of ledgers) {
    const path: Path = ["ledgers", id]
    if (ledger.columns[ledger.key] === undefined) {
      const guess = nearest(ledger.key, Object.keys(ledger.columns))
      tell(c, [...path, "key"], "unknown-column", {
        message: `台账“${ledger.label}”没有名为“${ledger.key}”的列`,
        remedy: guess === null ? "key 写 columns 中一列的编号" : `是否为“${guess}”?`,
      })
    }
    for (const [part, column] of Object.entries(ledger.register ?? {})) {
      const found = ledger.columns[column]
      const wanted = { matter: "text", level: "level", on: "day" }[part]
      if (found?.kind === wanted) continue
      tell(c, [...path, "register", part], "unknown-column", {
        message: `register 的 ${part} 写作“${column}”,应是本台账中 kind: ${wanted} 的列`,
        remedy: "写 columns 中一列的编号",
      })
    }
    const isMeant = Object.values(c.rubric.fields).some(
      ({ counted }) => counted !== undefined && (counted.from === id || !columns.has(counted.from)),
    )
    if (!isMeant) {
      c.tell({
        severity: "warning",
        code: "rubric/unused-ledger",
        message: `台账“${ledger.label}”没有任何填报项由它计数`,
        remedy: "在填报项中写 counted: { from: … },或删去它以免白填",
        path,
      })
    }
  }
  return ledgers.map(([id, ledger]) => ({
    id,
    ledger,
    columns: [...(columns.get(id) ?? new Map<string, PlanField>()).values()],
    counts: counts.get(id) ?? [],
    scored: ledger.scored === undefined ? null : expandScored(c, { id, ledger, scored: ledger.scored }, compile),
  }))
}

type Compile = (rubric: Rubric) => { readonly plan: Plan; readonly problems: ReadonlyArray<Problem> }

/** The rubric of a row as a plan of its own. What it says wrongly is told where it stands in the whole. */
const expandScored = (
  c: Compiling,
  { id, ledger, scored }: { readonly id: string; readonly ledger: Ledger; readonly scored: Scored },
  compile: Compile,
): Plan => {
  const at: Path = ["ledgers", id, "scored"]
  if (scored.by !== undefined && ledger.columns[scored.by]?.kind !== "level") {
    tell(c, [...at, "by"], "scored", {
      message: `分类的列“${scored.by}”应是本台账中 kind: level 的列`,
      remedy: "在 columns 中声明它,levels 写各类的词",
    })
  }
  if ((scored.by === undefined) !== (scored.groups === undefined)) {
    tell(c, at, "scored", { message: "by 和 groups 应同时写", remedy: "分类的两个都写,不分类的都不写" })
  }
  if (Object.hasOwn(ledger.columns, scoreColumn)) {
    tell(c, ["ledgers", id, "columns", scoreColumn], "scored", {
      message: `列“${scoreColumn}”与逐件的得分同名`,
      remedy: "请改用其他编号",
    })
  }
  const { plan, problems } = compile(rowRubric(c.rubric, id, { ...ledger, scored }))
  for (const problem of problems) c.tell({ ...problem, path: pathInLedger(id, problem.path) })
  if (plan.scores !== null) {
    tell(c, at, "scored", {
      message: "逐件评分不能用 judged:评分表按单位和指标写,不到每一件",
      remedy: "把每一件的评定写成台账的一列(是否、等级或分数)",
    })
  }
  return plan
}

/** Where a problem of a row's rubric stands in the rubric file. */
export const pathInLedger = (id: string, path: Path): Path =>
  path[0] === "fields" ? ["ledgers", id, "columns", ...path.slice(1)] : ["ledgers", id, "scored", ...path]

/** The rubric by which a row is scored: its columns are the figures. */
const rowRubric = (rubric: Rubric, id: string, ledger: Ledger & { readonly scored: Scored }): Rubric => {
  const { scored } = ledger
  const cited = new Set(scored.sections.flatMap(({ criteria }) => criteria.flatMap(({ basis }) => basis ?? [])))
  const absence = scored.absence ?? rubric.absence
  return {
    id: `${rubric.id}-row`,
    title: ledger.label,
    version: rubric.version,
    period: rubric.period,
    full: scored.full ?? 100,
    groups: scored.groups ?? { [id]: ledger.label },
    rankWithin: "none",
    fields: ledger.columns,
    sections: scored.sections,
    basis: Object.fromEntries(Object.entries(rubric.basis ?? {}).filter(([name]) => cited.has(name))),
    ...(rubric.precision === undefined ? {} : { precision: rubric.precision }),
    ...(absence === undefined ? {} : { absence }),
  }
}

const columnsOf = (columns: { readonly [id: string]: Field }, isScored: boolean): ReadonlyMap<FieldId, PlanField> => {
  const declared = Object.entries(columns).map(([id, field]): readonly [FieldId, PlanField] => {
    const [type, format] = typesOfKinds[field.kind]
    return [id, { id, label: field.label, type, format, unit: field.unit ?? "", field }]
  })
  const score: PlanField = {
    id: scoreColumn,
    label: "得分",
    type: "number",
    format: "points",
    unit: "分",
    field: null,
  }
  return new Map([...declared, ...(isScored ? [[scoreColumn, score] as const] : [])])
}

interface Given {
  readonly field: FieldId
  readonly declared: Field
  readonly counted: NonNullable<Field["counted"]>
  readonly columns: ReadonlyMap<FieldId, PlanField>
  readonly path: Path
}

const expandCount = (c: Compiling, given: Given): CountPlan | null => {
  const { field, declared, counted, path } = given
  const { how } = counted
  const wantsNumber = how !== "count" && how !== "share"
  const wrong = (key: string, message: string, remedy: string): null => {
    tell(c, [...path, key], "counted", { message, remedy })
    return null
  }
  if (wantsNumber && counted.of === undefined)
    return wrong("how", `how: ${how} 没有写明算哪个数`, "写 of: 列的编号或算式")
  if (!wantsNumber && counted.of !== undefined)
    return wrong("of", `how: ${how} 只数行数,不用 of`, "删去 of,或改用 sum、mean、highest、lowest")
  if (how !== "share" && counted.among !== undefined)
    return wrong("among", `among 是 share 的分母,how: ${how} 不用它`, "把条件并入 where,或改用 share")
  const kinds = kindsFor(how)
  if (!kinds.includes(declared.kind)) {
    return wrong(
      "how",
      `how: ${how} 得出的数不能填入 kind: ${declared.kind} 的“${declared.label}”`,
      `该填报项的 kind 可写 ${kinds.join("、")}`,
    )
  }
  const yes = (text: string | undefined, key: string): Formula =>
    text === undefined ? build.truth(true) : rowFormula(c, given, { text, key, type: "boolean" })
  const among = yes(counted.among, "among")
  return {
    field,
    label: declared.label,
    how,
    where: build.and(among, yes(counted.where, "where")),
    among,
    of: counted.of === undefined ? null : rowFormula(c, given, { text: counted.of, key: "of", type: "number" }),
    rounding: roundingOf(c, how),
  }
}

const roundingOf = (c: Compiling, how: CountPlan["how"]): CountPlan["rounding"] => {
  const { rate, points, mode } = c.precision
  const places = how === "share" ? rate : how === "mean" ? points : "exact"
  return typeof places === "number" ? { step: Rational.ratio(1, 10n ** BigInt(places)), mode } : null
}

const kindsFor = (how: CountPlan["how"]): ReadonlyArray<Field["kind"]> => {
  switch (how) {
    case "count":
      return ["count", "number"]
    case "share":
      return ["rate"]
    default:
      return ["number", "count", "rate"]
  }
}

/** What a formula of a row may be made of: the row's own cells. */
const ofRows: ReadonlySet<Formula["kind"]> = new Set<Formula["kind"]>([
  "constant",
  "input",
  "+",
  "-",
  "*",
  "/",
  "min",
  "max",
  "step",
  "compare",
  "and",
  "or",
  "not",
  "cases",
  "workdays",
])

const rowFormula = (
  c: Compiling,
  { columns, path: at }: Given,
  { text, key, type }: { readonly text: string; readonly key: string; readonly type: "boolean" | "number" },
): Formula => {
  const path: Path = [...at, key]
  const broken = type === "number" ? build.number(0) : build.truth(false)
  const parsed = c.parse(text)
  if (!parsed.ok) {
    const { message, remedy, offset } = parsed
    tell(c, path, "formula", { message, remedy, offset })
    return broken
  }
  const nodes = [...nodesOf(parsed.formula)]
  if (parsed.calls.length > 0 || nodes.some((node) => !ofRows.has(node.kind))) {
    tell(c, path, "formula", {
      message: `台账的算式“${text}”用到了这一行以外的数`,
      remedy: "台账的算式只能用本台账的列;得分、上年值、同组比较写在指标的规则中",
    })
    return broken
  }
  const unknown = nodes.flatMap((node) => (node.kind === "input" && !columns.has(node.field) ? [node.field] : []))
  for (const name of new Set(unknown)) {
    const guess = nearest(name, [...columns.keys()])
    tell(c, path, "unknown-column", {
      message: `台账没有名为“${name}”的列`,
      remedy: guess === null ? "在台账的 columns 中声明它" : `是否为“${guess}”?否则在台账的 columns 中声明它`,
      offset: parsed.offsets.get(name) ?? null,
    })
  }
  if (unknown.length > 0) return broken
  const wrong: Array<string> = []
  const found = typeOf(parsed.formula, {
    field: (id) => columns.get(id)?.type ?? "number",
    slot: () => "number",
    rowSlot: () => "number",
    mismatch: (_, is, should) => wrong.push(`“${text}”中有一部分是${typeWords[is]},这里应为${typeWords[should]}`),
  })
  if (wrong.length === 0 && found !== type)
    wrong.push(`“${text}”得出的是${typeWords[found]},这里应为${typeWords[type]}`)
  for (const message of wrong) tell(c, path, "type", { message, remedy: "改用相应类型的列,或改写算式" })
  return wrong.length === 0 ? parsed.formula : broken
}

const typeWords: { readonly [T in Type]: string } = { number: "数", boolean: "是否", text: "文字" }

const tell = (
  c: Compiling,
  path: Path,
  code: string,
  told: { readonly message: string; readonly remedy: string; readonly offset?: number | null },
): void => c.tell({ severity: "error", code: `rubric/${code}`, path, ...told })
