import {
  type Assessment,
  assess,
  call,
  type ExcelScope,
  type ExcelTree,
  exceeds,
  excel,
  excelText,
  type Field,
  type FieldId,
  type Formula,
  type LossPlan,
  nodesOf,
  numberAt,
  type Plan,
  type PlanField,
  parseDay,
  plainAgency,
  printExcel,
  type SlotId,
  selfReported,
  sourceName,
  sourceOf,
  stateAt,
  stateWords,
  textAt,
  truthAt,
  typeOf,
} from "@fadu/engine"
import { emptiness } from "../canBeEmpty.ts"
import { workdaysBlock } from "../workdaysSheet.ts"
import { plainAmount } from "./allowed.ts"
import { type Asked, type FormView, PROOF, sheetNames, VALUE } from "./FormView.ts"
import { levelRange, wordRange } from "./optionsSheet.ts"

/** Rows 1 to 3 hold the stamp, a remark and the header. */
const FIRST = 4
/** Columns of 试算过程: 编号 A, 名称 B, what was typed C, how it reads D, its state E, its value F, a phrase for what is missing G. */
export const columns = { id: "A", label: "B", word: "C", reading: "D", state: "E", value: "F", phrase: "G" } as const
/** Two columns that stay empty: the ledger of scores, which a bureau does not have. */
const NO_SCORES = { from: 1, to: 2, key: "Y", value: "Z" } as const

type Known = number | string | boolean

/** A formula and what it gives while nothing is filled in. */
export interface Live {
  readonly formula: string | null
  readonly value: Known
}

export interface FieldWorking {
  readonly field: PlanField
  readonly asked: Asked | null
  readonly row: number
  readonly word: Live
  readonly reading: Live
  readonly state: Live
  readonly value: Live
  readonly phrase: Live
}

export interface SlotWorking {
  readonly id: SlotId
  readonly label: string
  readonly row: number
  readonly value: Live
}

/**
 * The plan as formulas over the cells of one form: the state of every field, then every slot that the totals rest on (试算过程).
 * It settles a field as `settle` does for one agency alone, with every due date past and nothing decided.
 */
export class Workings {
  readonly view: FormView
  readonly fields: ReadonlyArray<FieldWorking>
  readonly slots: ReadonlyArray<SlotWorking>
  readonly part: Assessment["parts"][number]
  private readonly fieldRows: ReadonlyMap<FieldId, number>
  private readonly slotRows: ReadonlyMap<SlotId, number>

  constructor(view: FormView) {
    this.view = view
    const { group } = view.request
    const plan = selfReported(view.request.plan)
    this.part = untouched(plan, group.id)
    const wanted = neededSlots(view)
    const used = new Set(
      plan.slots.flatMap((slot) => {
        const formula = slot.formulas.get(group.id)
        return formula === undefined || !wanted.has(slot.id)
          ? []
          : [...nodesOf(formula)].flatMap((node) =>
              node.kind === "input" || node.kind === "state" ? [node.field] : [],
            )
      }),
    )
    const fields = plan.fields.filter(({ id }) => used.has(id))
    const slots = plan.slots.filter(({ id }) => wanted.has(id))
    this.fieldRows = new Map(fields.map(({ id }, index) => [id, FIRST + index]))
    this.slotRows = new Map(slots.map(({ id }, index) => [id, FIRST + fields.length + index]))
    this.fields = fields.map((field) => this.fieldWorking(field))
    const canBeEmpty = emptiness(plan)
    const scope = this.scope(plan, canBeEmpty)
    this.slots = slots.map(({ id, label, type, formulas }): SlotWorking => {
      const formula = formulas.get(group.id)
      const row = this.slotRow(id)
      const value = this.valueOf(id, type)
      if (formula === undefined) return { id, label, row, value: { formula: null, value: "" } }
      const tree = excel(formula, scope)
      const guarded = canBeEmpty(formula)
        ? call("IFERROR", tree, type === "boolean" ? { kind: "truth", value: false } : excelText(""))
        : tree
      return { id, label, row, value: { formula: exceeds(guarded) === null ? printExcel(guarded, row) : null, value } }
    })
  }

  /** Whether some formula is longer than a spreadsheet program takes. */
  get isTooLong(): boolean {
    return this.slots.some(({ value }) => value.formula === null && value.value !== "")
  }

  /** The first row below everything. */
  get end(): number {
    return FIRST + this.fields.length + this.slots.length
  }

  fieldRow(id: FieldId): number | null {
    return this.fieldRows.get(id) ?? null
  }

  slotRow(id: SlotId): number {
    return this.slotRows.get(id) ?? FIRST
  }

  /** `试算过程!$F$12` */
  at(column: keyof typeof columns, row: number): string {
    return `${sheetNames.workings}!$${columns[column]}$${row}`
  }

  slot(id: SlotId): Live {
    return {
      formula: this.at("value", this.slotRow(id)),
      value: this.slots.find((slot) => slot.id === id)?.value.value ?? 0,
    }
  }

  /** What a loss waits for or fell by, in phrases that end with a semicolon; empty while everything is known. */
  missing(loss: LossPlan): Live {
    const own = loss.needs.flatMap((id) => this.fields.find(({ field }) => field.id === id) ?? [])
    return {
      formula: own.length === 0 ? '""' : own.map(({ row }) => this.at("phrase", row)).join("&"),
      value: own.map(({ phrase }) => phrase.value).join(""),
    }
  }

  /** Whether a loss could be mended by a paper or an entry that is missing. */
  lacks(loss: LossPlan): Live {
    const own = loss.needs.flatMap((id) => this.fields.find(({ field }) => field.id === id) ?? [])
    const words = ["blank", "unreadable", "claimed", "noEvidence"] as const
    const tests = own.flatMap(({ row }) => words.map((state) => `${this.at("state", row)}="${stateWords[state]}"`))
    return {
      formula: tests.length === 0 ? "FALSE" : `OR(${tests.join(",")})`,
      value: own.some(({ state }) => words.some((word) => stateWords[word] === state.value)),
    }
  }

  private valueOf(id: SlotId, type: "number" | "boolean" | "text"): Known {
    const { slots } = this.part
    if (type === "boolean") return truthAt(slots, id, 0)
    if (type === "text") return textAt(slots, id, 0)
    const value = numberAt(slots, id, 0)
    return value.isUndefined ? "" : value.toNumber()
  }

  private fieldWorking(field: PlanField): FieldWorking {
    const row = this.fieldRow(field.id) ?? FIRST
    const asked = this.view.asked(field.id)
    const fixed = (value: Known): Live => ({ formula: null, value })
    const base = { field, asked, row, word: fixed(""), reading: fixed(""), phrase: fixed("") }
    if (field.field === null) {
      // decided by the team: nothing yet
      return { ...base, state: fixed(stateWords.filled), value: fixed(teamValue(field)) }
    }
    const state = stateWords[stateAt(this.part.figures, field.id, 0)]
    const value = field.type === "text" ? "" : "—"
    if (asked === null) {
      return { ...base, state: fixed(state), value: fixed(value), phrase: fixed(this.phrase(field, state)) }
    }
    const cell = { row, field: field.field, typed: typed(VALUE, asked.row), view: this.view, asked }
    return {
      field,
      asked,
      row,
      word: {
        // programs write a truth as text in different words
        formula: `IF(ISLOGICAL(${cell.typed}),IF(${cell.typed},"是","否"),${wordOf(cell.typed)})`,
        value: "",
      },
      reading: { formula: readingOf(cell), value: stateWords.blank },
      state: { formula: this.settled(cell), value: state },
      value: { formula: valueFormula(cell), value },
      phrase: {
        formula: `IF($${columns.state}${row}="${stateWords.filled}","","“"&$${columns.label}${row}&"”"&$${columns.state}${row}&"${this.supplied(field.field)};")`,
        value: this.phrase(field, state),
      },
    }
  }

  private phrase(field: PlanField, state: string): string {
    return field.field === null || state === stateWords.filled
      ? ""
      : `“${field.label}”${state}${this.supplied(field.field)};`
  }

  private supplied(field: Field): string {
    const source = sourceOf(field)
    return source === "self" ? "" : `(${sourceName(this.view.request.plan.rubric, source).replaceAll('"', "")}提供)`
  }

  /** What stands between a filled value and its use, as `gate` in settle.ts has it. */
  private settled({ row, field, asked, view }: CellOf): string {
    const reading = `$${columns.reading}${row}`
    const value = `$${columns.value}${row}`
    const blank = sourceOf(field) === "self" ? stateWords.blank : stateWords.awaitingSource
    const gains =
      field.kind === "yes-no"
        ? `${value}="是"`
        : field.kind === "level" || field.kind === "text"
          ? "TRUE"
          : `${value}<>0`
    const proof = wordOf(typed(PROOF, asked.row))
    const recognised = field.recognise === true ? stateWords.awaitingRecognition : stateWords.filled
    const proved =
      field.evidence?.need === "required"
        ? `IF(OR(${proof}="",${isIn(wordRange(view, "noEvidence"), proof)}),"${stateWords.noEvidence}","${recognised}")`
        : `"${recognised}"`
    return `IF(${reading}="${stateWords.blank}","${blank}",IF(${reading}<>"${stateWords.filled}",${reading},IF(${gains},${proved},"${stateWords.filled}")))`
  }

  private scope(plan: Plan, canBeEmpty: (formula: Formula) => boolean): Omit<ExcelScope, "excel"> {
    const own = (column: string, row: number): ExcelTree => ({ kind: "fixed", sheet: null, column, row })
    const fields = new Map(plan.fields.map((field) => [field.id, field.type]))
    const slots = new Map(plan.slots.map((slot) => [slot.id, slot.type]))
    const types = {
      field: (id: string) => fields.get(id) ?? ("number" as const),
      slot: (id: string) => slots.get(id) ?? ("number" as const),
    }
    const scoreBlock = (column: string): ExcelTree => ({ kind: "block", sheet: null, column, ...NO_SCORES })
    return {
      typeOf: (formula) =>
        typeOf(formula, {
          ...types,
          rowSlot: (_, id) => (id === "points" ? "number" : "boolean"),
          mismatch: () => {},
        }),
      field: (id) => ({
        type: types.field(id),
        value: own(columns.value, this.fieldRow(id) ?? FIRST),
        state: own(columns.state, this.fieldRow(id) ?? FIRST),
      }),
      slot: (id) => own(columns.value, this.slotRow(id)),
      // alone, an agency is its own cohort
      block: (id) => ({
        kind: "block",
        sheet: null,
        column: columns.value,
        from: this.slotRow(id),
        to: this.slotRow(id),
      }),
      rows: () => scoreBlock(NO_SCORES.value),
      rowAgency: () => scoreBlock(NO_SCORES.key),
      agency: excelText("本单位"),
      workdays: workdaysBlock(sheetNames.workdays, plan.workdays),
      canBeEmpty,
    }
  }
}

interface CellOf {
  readonly row: number
  readonly field: Field
  readonly asked: Asked
  readonly typed: string
  readonly view: FormView
}

const typed = (column: string, row: number): string => `${sheetNames.figures}!$${column}$${row}`
const wordOf = (cell: string): string => `IFERROR(LOWER(SUBSTITUTE(TRIM(${cell}&"")," ","")),"错误")`
const isIn = (range: string, word: string): string => `SUMPRODUCT(--(${range}=${word}))>0`

/** How a cell reads, as `readValue` has it for what the drop-downs and checks of the form let pass. */
const readingOf = ({ row, field, typed: cell, view, asked }: CellOf): string => {
  const word = `$${columns.word}${row}`
  const cases: Array<readonly [when: string, state: string]> = [[`${word}=""`, stateWords.blank]]
  if (field.kind === "level") cases.push([isIn(levelRange(view, asked), `TRIM(${cell}&"")`), stateWords.filled])
  cases.push([isIn(wordRange(view, "blank"), word), stateWords.blank])
  if (field.kind !== "text") cases.push([isIn(wordRange(view, "claimed"), word), stateWords.claimed])
  if (field.kind === "day") cases.push([isIn(wordRange(view, "none"), word), stateWords.none])
  const right = isRight({ row, field, typed: cell, view, asked })
  if (right !== null) cases.push([right, stateWords.filled])
  const otherwise = field.kind === "text" ? stateWords.filled : stateWords.unreadable
  return cases.reduceRight((rest, [when, state]) => `IF(${when},"${state}",${rest})`, `"${otherwise}"`)
}

const isRight = ({ row, field, typed: cell, view }: CellOf): string | null => {
  const word = `$${columns.word}${row}`
  const number = (...limits: ReadonlyArray<string>): string =>
    limits.length === 0 ? `ISNUMBER(${cell})` : `IF(ISNUMBER(${cell}),AND(${limits.join(",")}),FALSE)`
  switch (field.kind) {
    case "text":
    case "level":
      return null
    case "yes-no":
      return `OR(${isIn(wordRange(view, "yes"), word)},${isIn(wordRange(view, "no"), word)})`
    case "day":
      return number(`INT(${cell})>=367`, `INT(${cell})<=109574`)
    case "count":
    case "number":
    case "rate": {
      const least = field.min ?? (field.kind === "number" ? undefined : 0)
      const limits = [
        ...(field.kind === "count" ? [`${cell}=INT(${cell})`] : []),
        ...(least === undefined ? [] : [`${cell}>=${plainAmount(least)}`]),
        ...(field.max === undefined ? [] : [`${cell}<=${plainAmount(field.max)}`]),
      ]
      const isNone = `OR(${word}="无",${word}="没有")`
      return field.kind === "count" && (least === undefined || least === 0)
        ? `OR(${number(...limits)},${isNone})`
        : number(...limits)
    }
  }
}

const valueFormula = ({ row, field, typed: cell, view }: CellOf): string => {
  const word = `$${columns.word}${row}`
  const filled = `$${columns.reading}${row}="${stateWords.filled}"`
  switch (field.kind) {
    case "yes-no":
      return `IF(${filled},IF(${isIn(wordRange(view, "yes"), word)},"是","否"),"—")`
    case "level":
    case "text":
      return `IF(${filled},TRIM(${cell}&""),"")`
    case "day":
      return `IF(${filled},INT(${cell}),"—")`
    default:
      return `IF(${filled},IF(ISNUMBER(${cell}),${cell},0),"—")`
  }
}

const teamValue = ({ type }: PlanField): Known => (type === "number" ? 0 : type === "boolean" ? "否" : "")

/** One agency that handed in nothing. */
const untouched = (plan: Plan, group: string): Assessment["parts"][number] => {
  const agency = plainAgency({
    code: "本单位",
    name: "本单位",
    group,
    ranked: false,
    at: { kind: "file", file: "" } as const,
  })
  const submissions = { agencies: [agency], entries: [], scores: [], decisions: [], applicability: [] }
  return assess(plan, submissions, { asOf: parseDay(plan.rubric.period.to) ?? 0, due: null, evidenceDue: null }).part
}

/** Every slot that marks, sections, totals and checks of the group rest on. */
const neededSlots = ({ request: { plan, group } }: FormView): ReadonlySet<SlotId> => {
  const { slots: totals } = group
  const roots: ReadonlyArray<SlotId | null> = [
    ...group.marks.flatMap((mark) => [
      mark.awarded,
      mark.high,
      mark.fullSlot,
      mark.applies,
      mark.waits,
      mark.refused,
      ...mark.losses.flatMap((loss) => [loss.before, loss.after, loss.asked, loss.open]),
    ]),
    ...group.sections.flatMap((section) => [section.total, section.high]),
    totals.base,
    totals.bonus,
    totals.total,
    totals.high,
    totals.pending,
    totals.applicable,
    ...plan.checks.map(({ slot }) => slot),
  ]
  const formulas = new Map(plan.slots.map((slot) => [slot.id, slot.formulas.get(group.id)]))
  const found = new Set<SlotId>()
  const visit = (id: SlotId | null): void => {
    if (id === null || found.has(id)) return
    found.add(id)
    const formula = formulas.get(id)
    if (formula === undefined) return
    for (const node of nodesOf(formula)) {
      if (node.kind === "slot") visit(node.slot)
      if (node.kind === "cohort")
        for (const slot of node.among === undefined ? [node.of] : [node.of, node.among]) visit(slot)
    }
  }
  for (const id of roots) visit(id)
  return found
}
