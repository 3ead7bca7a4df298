import {
  type Assessment,
  assess,
  call,
  type ExcelScope,
  type ExcelTree,
  exceeds,
  excel,
  excelText,
  type FieldId,
  type Formula,
  type LossPlan,
  nodesOf,
  numberAt,
  type Plan,
  papersOf,
  parseDay,
  plainAgency,
  printExcel,
  type SlotId,
  selfReported,
  stateWords,
  textAt,
  truthAt,
  typeOf,
} from "@fadu/engine"
import { emptiness } from "../canBeEmpty.ts"
import { workdaysBlock } from "../workdaysSheet.ts"
import { rewriting, UNSURE } from "./cellFormulas.ts"
import { columns, type FieldWorking, fieldWorking, type Known, type Live } from "./FieldWorking.ts"
import { type FormView, sheetNames } from "./FormView.ts"
import { LedgerWorkings } from "./LedgerWorkings.ts"
import { papersWorking } from "./papersWorking.ts"

/** Rows 1 to 3 hold the stamp, a remark and the header. */
const FIRST = 4
/** Two columns that stay empty: the ledger of scores, which a bureau does not have. */
const NO_SCORES = { from: 1, to: 2, key: "Y", value: "Z" } as const

export interface SlotWorking {
  readonly id: SlotId
  readonly label: string
  readonly row: number
  readonly value: Live
  /** Whether it rests on what only `fadu self` can tell. */
  readonly unsure: Live
}

/**
 * The plan as formulas over the cells of one form: the state of every field, then every slot that the totals rest on (试算过程).
 * It settles a field as `settle` does for one agency alone, with every due date past and nothing decided.
 */
export class Workings {
  readonly view: FormView
  readonly ledgers: LedgerWorkings
  readonly fields: ReadonlyArray<FieldWorking>
  readonly slots: ReadonlyArray<SlotWorking>
  readonly part: Assessment["parts"][number]
  private readonly fieldRows: ReadonlyMap<FieldId, number>
  private readonly slotRows: ReadonlyMap<SlotId, number>
  /** Rows of fields that can be unsure. */
  private readonly unsureRows: ReadonlySet<number>

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
    this.ledgers = new LedgerWorkings(view)
    // what is counted is compared with what is stated, whether or not it is scored
    const beside = new Set([...used].flatMap((id) => papersOf(id) ?? []))
    const fields = plan.fields.filter(({ id }) => used.has(id) || beside.has(id) || this.ledgers.counted(id) !== null)
    const slots = plan.slots.filter(({ id }) => wanted.has(id))
    this.fieldRows = new Map(fields.map(({ id }, index) => [id, FIRST + index]))
    this.slotRows = new Map(slots.map(({ id }, index) => [id, FIRST + fields.length + index]))
    const given = { view, ledgers: this.ledgers, figures: this.part.figures }
    this.fields = fields.map((field, index) => {
      const row = FIRST + index
      const figure = papersOf(field.id)
      return figure === null
        ? fieldWorking(field, { ...given, row })
        : papersWorking(field, { ...given, row, figure, figureRow: this.fieldRow(figure) ?? row })
    })
    this.unsureRows = new Set(this.fields.flatMap(({ cells, row }) => (cells.state.formula === null ? [] : [row])))
    const canBeEmpty = emptiness(plan)
    const scope = this.scope(plan, canBeEmpty)
    this.slots = slots.map(({ id, label, type, formulas }): SlotWorking => {
      const formula = formulas.get(group.id)
      const row = this.slotRow(id)
      const value = this.valueOf(id, type)
      const unsure = this.unsure(formula)
      if (formula === undefined) return { id, label, row, value: { formula: null, value: "" }, unsure }
      const tree = excel(formula, scope)
      const guarded = canBeEmpty(formula)
        ? call("IFERROR", tree, type === "boolean" ? { kind: "truth", value: false } : excelText(""))
        : tree
      return {
        id,
        label,
        row,
        value: { formula: exceeds(guarded) === null ? printExcel(guarded, row) : null, value },
        unsure,
      }
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

  slot(id: SlotId): { readonly formula: string; readonly value: Known } {
    return {
      formula: this.at("value", this.slotRow(id)),
      value: this.slots.find((slot) => slot.id === id)?.value.value ?? 0,
    }
  }

  /** Whether a slot rests on what only `fadu self` can tell. */
  isUnsure(id: SlotId): string {
    return this.at("unsure", this.slotRow(id))
  }

  /** A slot as it is shown: 待核算 where it cannot be told. */
  shown(id: SlotId): { readonly formula: string; readonly value: Known } {
    const { formula, value } = this.slot(id)
    return { formula: `IF(${this.isUnsure(id)},"${UNSURE}",${formula})`, value }
  }

  /** What a loss waits for or fell by, in phrases that end with a semicolon; empty while everything is known. */
  missing(loss: LossPlan): Live {
    const own = loss.needs.flatMap((id) => this.fields.find(({ field }) => field.id === id) ?? [])
    return {
      formula: own.length === 0 ? '""' : own.map(({ row }) => this.at("phrase", row)).join("&"),
      value: own.map(({ cells }) => cells.phrase.value).join(""),
    }
  }

  /** Whether a loss could be mended by a paper or an entry that is missing. */
  lacks(loss: LossPlan): Live {
    const own = loss.needs.flatMap((id) => this.fields.find(({ field }) => field.id === id) ?? [])
    const words = ["blank", "unreadable", "claimed", "noEvidence"] as const
    const tests = own.flatMap(({ row }) => words.map((state) => `${this.at("state", row)}="${stateWords[state]}"`))
    return {
      formula: tests.length === 0 ? "FALSE" : `OR(${tests.join(",")})`,
      value: own.some(({ cells }) => words.some((word) => stateWords[word] === cells.state.value)),
    }
  }

  private valueOf(id: SlotId, type: "number" | "boolean" | "text"): Known {
    const { slots } = this.part
    if (type === "boolean") return truthAt(slots, id, 0)
    if (type === "text") return textAt(slots, id, 0)
    const value = numberAt(slots, id, 0)
    return value.isUndefined ? "" : value.toNumber()
  }

  private unsure(formula: Formula | undefined): Live {
    const tests = new Set<string>()
    for (const node of formula === undefined ? [] : nodesOf(formula)) {
      if (node.kind === "input" || node.kind === "state") {
        const row = this.fieldRow(node.field)
        if (row !== null && this.unsureRows.has(row)) tests.add(`$${columns.state}$${row}="${UNSURE}"`)
      }
      if (node.kind === "slot") tests.add(`$${columns.unsure}$${this.slotRow(node.slot)}`)
    }
    return { formula: tests.size === 0 ? null : anyOf([...tests]), value: false }
  }

  /** What is to be done about a field while it is filled in; empty where nothing is. */
  hint(id: FieldId): Live | null {
    const known = this.fields.find(({ field }) => field.id === id)
    if (known?.field.field == null || known.cells.stated.formula === null) return null
    return {
      formula: `IF(${this.at("stated", known.row)}="${UNSURE}","${rewriting(known.field.field).replaceAll('"', '""')}","")`,
      value: "",
    }
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

/** A function takes no more than 255 arguments. */
const anyOf = (tests: ReadonlyArray<string>): string =>
  tests.length <= 200 ? `OR(${tests.join(",")})` : `OR(${anyOf(tests.slice(0, 200))},${anyOf(tests.slice(200))})`

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
