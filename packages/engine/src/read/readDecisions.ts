import { writeDay } from "../Day.ts"
import { type Agency, type Decision, type DecisionKind, decisionKinds, type Reading } from "../Entry.ts"
import { rowTarget } from "../ledger/RowDecisions.ts"
import { stages } from "../Round.ts"
import type { Criterion, Field, Rubric } from "../rubric/Rubric.ts"
import { agencyFinder, agencyNames } from "./agencyNames.ts"
import { criterionNames } from "./criteria.ts"
import { FieldNames } from "./FieldNames.ts"
import { key, quote } from "./fold.ts"
import { type Columns, type Line, type ListRead, openList, tellOthers, unknownColumn } from "./Lines.ts"
import { agencyHeadings, lineAgency } from "./lineAgency.ts"
import { didYouMean, Names } from "./Names.ts"
import { readValue } from "./readValue.ts"
import type { Table } from "./Table.ts"

type Name = "agency" | "kind" | "target" | "old" | "new" | "reason" | "basis" | "by" | "on" | "stage"

const columns: Columns<Name> = {
  title: "认定意见表",
  words: {
    agency: agencyHeadings,
    kind: ["类型", "认定类型", "认定种类", "kind"],
    target: ["对象", "认定对象", "指标", "填报项", "指标或填报项", "target"],
    old: ["原值", "原填报值", "old"],
    new: ["新值", "认定值", "调整值", "new"],
    reason: ["理由", "认定理由", "reason"],
    basis: ["依据", "认定依据", "basis"],
    by: ["认定人", "核验人", "by"],
    on: ["日期", "认定日期", "on"],
    stage: ["阶段", "stage"],
  },
  needs: [["agency"], ["kind"]],
}

/** Kinds that speak of a field, of a criterion, and of the whole agency. */
export const speaksOf: { readonly [K in DecisionKind]: "field" | "criterion" | "agency" } = {
  correct: "field",
  confirm: "field",
  recognise: "field",
  refute: "field",
  evidence: "field",
  applies: "criterion",
  notApplicable: "criterion",
  notSampled: "criterion",
  adjust: "agency",
}

/** Kinds whose reason is the kind itself. */
export const plainKinds: ReadonlySet<DecisionKind> = new Set(["confirm", "evidence"])

const kindNames = new Names<DecisionKind>([
  ...kindsOf().flatMap(
    (kind) =>
      [
        [kind, kind],
        [decisionKinds[kind], kind],
      ] as const,
  ),
  ["适用", "applies"],
  ["不适用", "notApplicable"],
])

function kindsOf(): ReadonlyArray<DecisionKind> {
  const kinds: Array<DecisionKind> = []
  let kind: DecisionKind
  for (kind in decisionKinds) kinds.push(kind)
  return kinds
}

/** What `adjust` writes: points with their sign. */
export const adjustPoints: Field = { label: "调整分值", kind: "number", unit: "分" }

/**
 * Reads a table of decisions (认定意见). A line that lacks what its kind needs, or whose values cannot be read, is told and left out:
 * a decision counts as it was written or not at all.
 */
export const readDecisions = (rubric: Rubric, roster: ReadonlyArray<Agency>, table: Table): ListRead<Decision> => {
  const list = openList(table, columns)
  const context: Context = {
    find: agencyFinder(agencyNames(roster)),
    fields: new FieldNames(rubric),
    criteria: criterionNames(rubric),
    registers: new Names(
      Object.entries(rubric.ledgers ?? {}).flatMap(([id, { label, aliases = [], register }]) =>
        register === undefined ? [] : [id, label, ...aliases].map((name) => [name, id] as const),
      ),
    ),
  }
  const values = list.lines.flatMap((line) => {
    const decision = readDecision(line, context)
    return decision === null ? [] : [decision]
  })
  tellOthers(list, unknownColumn(columns))
  return { values, ...list.page.finish() }
}

interface Context {
  readonly find: ReturnType<typeof agencyFinder>
  readonly fields: FieldNames
  readonly criteria: Names<Criterion>
  /** Ledgers of matters, whose rows are recognised one by one. */
  readonly registers: Names<string>
}

const readDecision = (line: Line<Name>, context: Context): Decision | null => {
  const agency = lineAgency(line, context.find)
  const kind = agency === null ? null : kindOf(line, agency)
  const target = agency === null || kind === null ? null : targetOf(line, context, kind)
  if (agency === null || kind === null || target === null) return null
  const read = valuesOf(line, agency, { kind, field: target.field })
  if (read === null) return null
  const reason = plainKinds.has(kind) ? line.text("reason") : line.required("reason", "理由")
  if (reason === null) return null
  return {
    agency: agency.code,
    kind,
    target: target.id,
    ...read,
    reason,
    basis: line.optional("basis"),
    by: personsOf(line, agency),
    on: dayOf(line, agency),
    stage: stageOf(line, agency),
    at: line.at("kind"),
  }
}

const kindOf = (line: Line<Name>, agency: Agency): DecisionKind | null => {
  const text = line.required("kind", "认定类型")
  if (text === null) return null
  const kind = kindNames.only(text)
  if (kind !== null) return kind
  line.reject(
    "kind",
    {
      severity: "error",
      code: "decision/unknown-kind",
      message: `认定类型${quote(text)}不在可用之列${didYouMean(kindNames.nearest(text))},该行未采用`,
      remedy: `可用的类型:${Object.values(decisionKinds).join("、")}`,
    },
    agency.code,
  )
  return null
}

interface Target {
  readonly id: string
  /** How its values are read; null where it has none. */
  readonly field: Field | null
}

/** What a decision on one row writes as its new value: whether it is recognised. */
const rowRecognition: Field = { label: "认定", kind: "yes-no" }

/** `加分事项登记#省1号`: one row of a register. */
const rowIn = (line: Line<Name>): { readonly ledger: string; readonly key: string } | null => {
  const parts = /^([^#]+)#(.+)$/.exec(line.text("target"))
  return parts === null ? null : { ledger: parts[1] ?? "", key: key(parts[2] ?? "") }
}

const targetOf = (line: Line<Name>, { fields, criteria, registers }: Context, kind: DecisionKind): Target | null => {
  const text = line.text("target")
  const title = decisionKinds[kind]
  const wrong = (message: string, remedy: string): null => {
    line.reject("target", {
      severity: "error",
      code: "decision/unknown-target",
      message: `${message},该行未采用`,
      remedy,
    })
    return null
  }
  switch (speaksOf[kind]) {
    case "agency":
      return text === "" || key(text) === "总分"
        ? { id: "", field: adjustPoints }
        : wrong(`“${title}”针对总分,对象却写作${quote(text)}`, "请把对象留空或写“总分”;改变某项数据的请用“更正数值”")
    case "field": {
      if (line.required("target", "认定对象") === null) return null
      const row = kind === "recognise" ? rowIn(line) : null
      if (row !== null) {
        const ledger = registers.only(row.ledger)
        return ledger === null
          ? wrong(
              `没有事项登记${quote(row.ledger)}${didYouMean(registers.nearest(row.ledger))}`,
              "逐行认定的对象写“登记的名称#这一行的编号”",
            )
          : { id: rowTarget(ledger, row.key), field: rowRecognition }
      }
      const known = fields.only(text)
      return known !== null
        ? { id: known.id, field: known.field }
        : wrong(
            `“${title}”的对象应为填报项,没有填报项${quote(text)}${didYouMean(fields.nearest(text))}`,
            "请填填报项的名称或编号",
          )
    }
    case "criterion": {
      if (line.required("target", "认定对象") === null) return null
      const criterion = criteria.only(text)
      return criterion !== null
        ? { id: criterion.code, field: null }
        : wrong(
            `“${title}”的对象应为指标,没有指标${quote(text)}${didYouMean(criteria.nearest(text))}`,
            "请填细则中的指标编号,如 C1",
          )
    }
  }
}

/** What was there and what is to be there, or null when that cannot be read or is missing. */
const valuesOf = (
  line: Line<Name>,
  agency: Agency,
  { kind, field }: { readonly kind: DecisionKind; readonly field: Field | null },
): Pick<Decision, "old" | "new"> | null => {
  if (field === null) return { old: null, new: null }
  const old = kind === "adjust" ? null : readingOf(line, "old", { field, agency })
  const fresh = readingOf(line, "new", { field, agency })
  if (old === "broken" || fresh === "broken") return null
  if (fresh === null && (kind === "correct" || kind === "adjust")) {
    line.required("new", kind === "adjust" ? "新值(加减的分值,如 -1.5)" : "新值")
    return null
  }
  return { old, new: fresh }
}

/** Null for an empty cell or a dash. 未填报 and 无法识别 are what the deciders saw where nothing usable stood. */
const readingOf = (
  line: Line<Name>,
  name: "old" | "new",
  { field, agency }: { readonly field: Field; readonly agency: Agency },
): Reading | null | "broken" => {
  const text = key(line.text(name))
  if (name === "old" && seen.has(text)) return seen.get(text) ?? null
  const { reading, notes } = readValue(field, line.content(name))
  if (reading.state === "blank") return null
  for (const note of notes) line.tell(name, note, agency.code)
  if (reading.state !== "unreadable") return reading
  line.page.nameRow(line.row)
  return "broken"
}

const seen: ReadonlyMap<string, Reading> = new Map([
  ["未填报", { state: "blank" }],
  ["空白", { state: "blank" }],
  ["无法识别", { state: "unreadable" }],
  ["不涉及", { state: "claimed" }],
])

const personsOf = (line: Line<Name>, agency: Agency): ReadonlyArray<string> => {
  const text = line.text("by")
  const parts = text
    .split(/[、,;/]/)
    .map((name) => name.trim())
    .filter((name) => name !== "")
  const persons = [...new Set(parts.length === 1 ? text.split(" ") : parts)].filter((name) => name !== "")
  if (persons.length < 2) {
    line.tell(
      "by",
      {
        severity: "warning",
        code: "decision/too-few-persons",
        message: persons.length === 0 ? "没有写认定人,应为两人" : `认定人只有${quote(text)}一人,应为两人`,
        remedy: "请写明两名认定人,以顿号分开",
      },
      agency.code,
    )
  }
  return persons
}

const dayOf = (line: Line<Name>, agency: Agency): string | null => {
  const { reading, notes } = readValue({ label: "日期", kind: "day" }, line.content("on"))
  for (const note of notes)
    line.tell("on", { ...note, severity: note.severity === "error" ? "warning" : note.severity }, agency.code)
  return reading.state === "filled" && typeof reading.value === "object" ? writeDay(reading.value.toNumber()) : null
}

const stageOf = (line: Line<Name>, agency: Agency): string | null => {
  const text = line.text("stage")
  const known: ReadonlyArray<string> = Object.values(stages)
  if (text === "" || known.includes(text)) return text === "" ? null : text
  line.tell(
    "stage",
    {
      severity: "warning",
      code: "list/unknown-word",
      message: `阶段${quote(text)}应为${known.join("、")}之一`,
      remedy: `请改为${known.join("、")}之一`,
    },
    agency.code,
  )
  return null
}
