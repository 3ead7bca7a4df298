import { known, type PlanField, papersSource, type State, stateAt, stateWords } from "@fadu/engine"
import { type Cell, empty, number, row, rowsFor, type SheetDraft, sheet, text } from "../Draft.ts"
import { headingMerges, workHeading } from "../heading.ts"
import { keyBlanks, keyCells, keyHeads, keyWidths } from "../keyColumns.ts"
import { FIRST_ROW, KEY_COLUMNS, type Member, type PartView } from "../PartView.ts"

/** What stands where nobody knows a value. A text, so that no formula takes it for zero. */
const UNKNOWN = "—"

/** 填报数据: the figures that count, each with its state, one row an agency. The formulas of 计算 read this sheet and nothing else. */
export const figuresSheet = (view: PartView): SheetDraft => {
  const { plan } = view.part
  const merges: Array<readonly [number, number, number, number]> = []
  let column = KEY_COLUMNS + 1
  for (const field of plan.fields) {
    if (field.field !== null) merges.push([3, column, 3, column + 1], [4, column, 4, column + 1])
    column += field.field === null ? 1 : 2
  }
  const wide = (field: PlanField, cell: Cell, beside: Cell): ReadonlyArray<Cell> =>
    field.field === null ? [cell] : [cell, beside]
  return sheet({
    name: view.names.figures,
    widths: [...keyWidths, ...plan.fields.flatMap((field) => (field.field === null ? [11] : [valueWidth(field), 13]))],
    heading: { rows: FIRST_ROW - 1, columns: KEY_COLUMNS },
    pagesWide: null,
    merges: [...headingMerges(KEY_COLUMNS), ...merges],
    rows: rowsFor(
      [
        ...workHeading(
          view,
          "填报数据",
          "所列为认定后的数据。改动值或状态,计算、排名等各表随之重算;“—”表示没有数值,补填时须同时改状态。",
        ),
        row([...keyHeads, ...plan.fields.flatMap((field) => wide(field, text(field.label, "head"), empty("head")))]),
        row([
          ...keyBlanks,
          ...plan.fields.flatMap((field) => wide(field, text(aboutField(view, field), "muted"), empty("muted"))),
        ]),
        row([...keyBlanks, ...plan.fields.flatMap((field) => wide(field, text("值", "muted"), text("状态", "muted")))]),
      ],
      view.members,
      (member, position) =>
        row([...keyCells(member, position), ...plan.fields.flatMap((field) => cellsOf(view, field, member))]),
    ),
  })
}

const valueWidth = (field: PlanField): number => (field.format === "day" ? 12 : field.type === "text" ? 16 : 10)

const aboutField = (view: PartView, { field, unit }: PlanField): string => {
  if (field === null) return "考核组"
  const source = field.source ?? "self"
  const named: { readonly [source: string]: string } = {
    self: "自报",
    given: "统一给定",
    attribute: "单位名录",
    [papersSource]: "所附佐证材料",
  }
  const office = named[source] ?? view.part.plan.rubric.sources?.[source] ?? source
  return unit === "" ? office : `${unit} · ${office}`
}

const cellsOf = (view: PartView, field: PlanField, member: Member): ReadonlyArray<Cell> => {
  const state = stateAt(view.part.figures, field.id, member.index)
  const value = valueCell(view, field, { member, state })
  return field.field === null ? [value] : [value, text(stateWords[state], known.includes(state) ? "muted" : "centre")]
}

const valueCell = (
  view: PartView,
  field: PlanField,
  { member, state }: { readonly member: Member; readonly state: State },
): Cell => {
  const column = view.part.figures.fields.get(field.id)?.column
  switch (column?.type) {
    case "number": {
      const value = column.values[member.index]
      return value === undefined || value.isUndefined
        ? text(UNKNOWN, "muted")
        : number(value, field.field === null ? view.formats.points : view.formats.of(field.format))
    }
    case "boolean": {
      if (column.values[member.index] === true) return text("是", "centre")
      return (known.includes(state) && state !== "none") || state === "refuted"
        ? text("否", "centre")
        : text(UNKNOWN, "muted")
    }
    case "text": {
      // left empty where there is none: an empty text is what the formulas look for
      const value = column.values[member.index] ?? ""
      return value === "" ? empty("centre") : text(view.hide(value), "centre")
    }
    default:
      return empty("centre")
  }
}
