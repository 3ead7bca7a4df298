import {
  byTeam,
  type Cohort,
  call,
  type ExcelScope,
  type ExcelTree,
  exceeds,
  excel,
  excelText,
  FEWEST_SHOWN,
  type Formula,
  nodesOf,
  numberAt,
  printExcel,
  type Slot,
  type SlotId,
  slotsOf,
  typeOf,
} from "@fadu/engine"
import { emptiness } from "../canBeEmpty.ts"
import { type Cell, columnName, empty, live, row, rowsFor, type SheetDraft, sheet, text } from "../Draft.ts"
import { headingMerges, workHeading } from "../heading.ts"
import { keyBlanks, keyCells, keyHeads, keyWidths } from "../keyColumns.ts"
import { FIRST_ROW, FIRST_SCORE_ROW, KEY_COLUMNS, type Member, type PartView } from "../PartView.ts"
import { workdaysBlock } from "../workdaysSheet.ts"
import { scoreColumns, scoreRows } from "./scores.ts"

/**
 * 计算: one column for each slot, one row for each agency, every cell a live formula over 填报数据, 评分 and the columns before it.
 * In the copy of one agency what looks at others is a fixed value.
 */
export const slotsSheet = (view: PartView): SheetDraft => {
  const { slots } = view.part.plan
  const writer = new FormulaWriter(view)
  const columns = slots.map((slot) => ({ slot, cells: writer.column(slot) }))
  const width = 11
  const labels = columns.map(({ slot, cells }) => (cells.fixed ? `${slot.label}(固定值)` : slot.label))
  return sheet({
    name: view.names.slots,
    widths: [...keyWidths, ...slots.map(() => width)],
    heading: { rows: FIRST_ROW - 1, columns: KEY_COLUMNS },
    pagesWide: null,
    merges: headingMerges(KEY_COLUMNS),
    rows: rowsFor(
      [
        ...workHeading(view, "计算过程", "每列一个算项,均为公式,只取填报数据、评分和左边各列;请勿改动。"),
        row([...keyHeads, ...labels.map((label) => text(label, "head"))]),
        row([...keyBlanks, ...slots.map(({ id }) => text(id, "muted"))]),
        row([...keyBlanks, ...slots.map((slot) => text(kindOf(slot), "muted"))]),
      ],
      view.members,
      (member, position) => row([...keyCells(member, position), ...columns.map(({ cells }) => cells.of(member))]),
    ),
  })
}

const kindOf = ({ type, format }: Slot): string =>
  type === "boolean"
    ? "是否"
    : type === "text"
      ? "文字"
      : { points: "分", rate: "比率", count: "个数", day: "日期", number: "数" }[format]

/** Statistics that an agency may not read because too few are compared, and the intermediate results that hold them. */
const hiddenFrom = ({ part, audience, members }: PartView): ReadonlySet<SlotId> => {
  const hidden = new Set<SlotId>()
  if (audience.kind !== "agency") return hidden
  for (const { group, index } of members) {
    for (const { slot, members: units } of group.comparisons)
      if (numberAt(part.slots, units, index).toNumber() < FEWEST_SHOWN) hidden.add(slot)
    const kept = new Set(group.marks.flatMap(({ losses }) => losses.flatMap((loss) => loss.kept)))
    for (const { id, formulas } of part.plan.slots) {
      const formula = formulas.get(group.id)
      const reads = formula !== undefined && slotsOf(formula).some((slot) => hidden.has(slot))
      if (kept.has(id) && reads) hidden.add(id)
    }
  }
  return hidden
}

class FormulaWriter {
  private readonly view: PartView
  private readonly canBeEmpty: (formula: Formula) => boolean
  private readonly hidden: ReadonlySet<SlotId>
  private readonly types: {
    readonly field: (id: string) => "number" | "boolean" | "text"
    readonly slot: (id: string) => "number" | "boolean" | "text"
  }

  constructor(view: PartView) {
    this.view = view
    this.canBeEmpty = emptiness(view.part.plan)
    this.hidden = hiddenFrom(view)
    const fields = new Map(view.part.plan.fields.map((field) => [field.id, field.type]))
    const slots = new Map(view.part.plan.slots.map((slot) => [slot.id, slot.type]))
    this.types = { field: (id) => fields.get(id) ?? "number", slot: (id) => slots.get(id) ?? "number" }
  }

  /** The cells of one slot. A formula that no spreadsheet program takes, or that needs agencies not shown, becomes its value. */
  column(slot: Slot): { readonly fixed: boolean; readonly of: (member: Member) => Cell } {
    const format = this.view.formats.of(slot.format)
    const trees = new Map<string, ExcelTree | null>()
    for (const [group, formula] of slot.formulas) trees.set(group, this.tree(slot, formula, group))
    return {
      fixed: [...trees.values()].includes(null),
      of: (member) => {
        const tree = trees.get(member.group.id)
        if (tree === undefined) return empty("muted")
        if (this.hidden.has(slot.id)) return text(byTeam, "muted")
        const value = this.view.value(slot.id, member)
        return tree === null
          ? { value, formula: null, role: "figure", format }
          : live(printExcel(tree, member.row), value, { format })
      },
    }
  }

  private tree(slot: Slot, formula: Formula, group: string): ExcelTree | null {
    const others = [...nodesOf(formula)].some(
      (node) => node.kind === "cohort" || (node.kind === "slot" && this.hidden.has(node.slot)),
    )
    if (others && this.view.audience.kind === "agency") return null
    const tree = excel(formula, this.scope(group))
    const guarded = this.canBeEmpty(formula)
      ? call("IFERROR", tree, slot.type === "boolean" ? { kind: "truth", value: false } : excelText(""))
      : tree
    return exceeds(guarded) === null ? guarded : null
  }

  private scope(group: string): Omit<ExcelScope, "excel"> {
    const { view, types } = this
    const own = (column: string): ExcelTree => ({ kind: "cell", sheet: null, column })
    const figure = (column: string): ExcelTree => ({ kind: "cell", sheet: view.names.figures, column })
    const supplied = new Map(view.part.plan.fields.map((field) => [field.id, field]))
    const scores = scoreColumns(view)
    const lastScore = FIRST_SCORE_ROW + Math.max(1, scoreRows(view).length) - 1
    const scoreBlock = (column: number): ExcelTree => ({
      kind: "block",
      sheet: view.names.scores,
      column: columnName(column),
      from: FIRST_SCORE_ROW,
      to: lastScore,
    })
    return {
      typeOf: (formula) => typeOf(formula, { ...types, rowSlot: (_, id) => scores.typeOf(id), mismatch: () => {} }),
      field: (id) => ({
        type: types.field(id),
        value: figure(view.fieldColumn(id)),
        state: supplied.get(id)?.field == null ? excelText("已填报") : figure(view.stateColumn(id)),
      }),
      slot: (id) => own(view.slotColumn(id)),
      block: (id, within) => ({
        kind: "block",
        sheet: null,
        column: view.slotColumn(id),
        ...this.cohort(group, within),
      }),
      rows: (_, id) => scoreBlock(scores.column(id)),
      rowAgency: () => scoreBlock(1),
      agency: own("A"),
      workdays: workdaysBlock(view.names.workdays, view.part.plan.workdays),
      canBeEmpty: this.canBeEmpty,
    }
  }

  private cohort(group: string, within: Cohort["within"]): { readonly from: number; readonly to: number } {
    const rows = this.view.members
      .filter((member) => within === "all" || member.group.id === group)
      .map(({ row }) => row)
    return { from: rows[0] ?? FIRST_ROW, to: rows.at(-1) ?? FIRST_ROW }
  }
}
