import { type ExcelTree, excel, printExcel, type Score, scoreRowsOf, type Type, typeOf } from "@fadu/engine"
import { type Cell, columnName, GENERAL, live, number, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import { FIRST_SCORE_ROW, type Member, type PartView } from "../PartView.ts"
import { workdaysBlock } from "../workdaysSheet.ts"

/** The columns that every score has; after them one for each slot of the rows. */
const fixed = ["序号", "单位代码", "单位", "指标", "评分人", "评分", "评分方", "理由"] as const
const inputColumns: ReadonlyMap<string, number> = new Map([
  ["criterion", 4],
  ["scorer", 5],
  ["points", 6],
  ["side", 7],
])
const inputTypes: ReadonlyMap<string, Type> = new Map([
  ["criterion", "text"],
  ["scorer", "text"],
  ["points", "number"],
  ["side", "text"],
])

export interface ScoreRow {
  readonly score: Score
  readonly member: Member
  /** Position of the agency among those shown, from 1: what ties a score to its agency. Codes would be compared as numbers. */
  readonly key: number
  /** Position in the assessment. */
  readonly index: number
}

/** The scores of the agencies shown, in the order of their rows. */
export const scoreRows = (view: PartView): ReadonlyArray<ScoreRow> => {
  const { rows, offsets } = view.part.figures.scores
  return view.members.flatMap((member, position) =>
    rows
      .slice(offsets[member.index] ?? 0, offsets[member.index + 1] ?? 0)
      .map((score, i) => ({ score, member, key: position + 1, index: (offsets[member.index] ?? 0) + i })),
  )
}

/** Where the slots of the rows stand. */
export const scoreColumns = (
  view: PartView,
): { readonly column: (slot: string) => number; readonly typeOf: (slot: string) => Type } => {
  const slots = view.part.plan.scores?.slots ?? []
  const columns = new Map(slots.map((slot, index) => [slot.id, { column: fixed.length + 1 + index, type: slot.type }]))
  return {
    column: (slot) => columns.get(slot)?.column ?? 1,
    typeOf: (slot) => columns.get(slot)?.type ?? "number",
  }
}

/** 评分: one row for each score. Who scored is named only to the team. */
export const scoresSheet = (view: PartView): SheetDraft | null => {
  const { plan, figures } = view.part
  if (plan.scores === null) return null
  const { slots } = plan.scores
  const columns = scoreColumns(view)
  const results = scoreRowsOf(plan, figures.scores)
  const scorers = [...new Set(figures.scores.rows.map(({ scorer }) => scorer))].sort()
  const scorer = (name: string): string =>
    view.audience.kind === "internal" ? name : `评分人${scorers.indexOf(name) + 1}`
  const own = (column: number): ExcelTree => ({ kind: "cell", sheet: null, column: columnName(column) })
  const formulas = slots.map((slot) => ({
    slot,
    values: results.slot(slot.id),
    tree: excel(slot.formula, {
      typeOf: (formula) =>
        typeOf(formula, {
          field: (id) => inputTypes.get(id) ?? "number",
          slot: columns.typeOf,
          rowSlot: () => "number",
          mismatch: () => {},
        }),
      field: (id) => ({
        type: inputTypes.get(id) ?? "number",
        value: own(inputColumns.get(id) ?? 1),
        state: { kind: "text", text: "已填报" },
      }),
      slot: (id) => own(columns.column(id)),
      block: (id) => own(columns.column(id)),
      rows: () => own(1),
      rowAgency: () => own(1),
      agency: own(1),
      workdays: workdaysBlock(view.names.workdays, view.part.plan.workdays),
      canBeEmpty: () => false,
    }),
  }))
  const rows = scoreRows(view).map(({ score, member, key, index }, position) =>
    row([
      number(key, "0", "centre"),
      text(member.unit.code, "centre"),
      text(member.unit.name),
      text(score.criterion, "centre"),
      text(scorer(score.scorer), "centre"),
      number(score.points, view.formats.points),
      text(score.side ?? "", "centre"),
      text(view.hide(score.reason ?? "")),
      ...formulas.map(({ tree, values }): Cell => {
        const value = values.values[index] ?? ""
        return live(
          printExcel(tree, FIRST_SCORE_ROW + position),
          typeof value === "object" ? value.toNumber() : value,
          {
            role: "muted",
            format: values.type === "number" ? view.formats.points : GENERAL,
          },
        )
      }),
    ]),
  )
  return sheet({
    name: view.names.scores,
    widths: [6, 9, 24, 8, 10, 8, 10, 48, ...slots.map(() => 9)],
    heading: { rows: FIRST_SCORE_ROW - 1, columns: 3 },
    merges: headingMerges(fixed.length),
    rows: [
      ...heading(view, "评分记录", { columns: fixed.length }),
      row(
        [...fixed, ...slots.map(({ label }) => label)].map((label) => text(label, "head")),
        { height: 20 },
      ),
      ...rows,
    ],
  })
}
