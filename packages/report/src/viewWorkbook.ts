import type { AssessmentDocument } from "@fadu/engine"
import { type Cell, empty, number, type RowDraft, row, type SheetDraft, sheet, text } from "./Draft.ts"
import { dayWords, headingMerges, titleRows } from "./heading.ts"
import { linesIn } from "./width.ts"
import { writeXlsx } from "./writeXlsx.ts"

/** A table as a screen shows it (本屏). */
export interface View {
  readonly title: string
  readonly notice: string | null
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<string | number | null>>
  readonly foot: ReadonlyArray<ReadonlyArray<string | number | null>>
}

/** One screen as a workbook of one sheet: values, no formulas. */
export const viewWorkbook = (view: View, { stamp }: Pick<AssessmentDocument, "stamp">): Promise<Uint8Array> =>
  writeXlsx({
    title: view.title,
    author: stamp.issuer ?? "法度",
    asOf: stamp.asOf,
    foot: { left: view.title, middle: (view.notice ?? "").length > MOST ? "" : (view.notice ?? "") },
    sheets: [viewSheet(view, stamp)],
  })

/** Characters that the foot of a page has room for in its middle. */
const MOST = 40

const viewSheet = (view: View, stamp: AssessmentDocument["stamp"]): SheetDraft => {
  const count = Math.max(1, view.columns.length)
  const about = [`${stamp.title}  阶段:${stamp.stage}  基准日:${dayWords(stamp.asOf)}`]
  if (view.notice !== null) about.push(view.notice)
  return sheet({
    name: "本屏",
    widths: widthsOf(view),
    heading: { rows: 3, columns: Math.min(2, count - 1) },
    merges: headingMerges(count),
    filter: view.rows.length === 0 || count === 1 ? null : { row: 3, columns: count },
    rows: [
      ...titleRows(view.title, about.join("  "), count),
      row(
        view.columns.map((title) => text(title, "head")),
        { height: 22 },
      ),
      ...view.rows.map((cells) => bodyRow(cells, count)),
      ...view.foot.map((cells) => bodyRow(cells, count)),
    ],
  })
}

const bodyRow = (cells: ReadonlyArray<string | number | null>, count: number): RowDraft =>
  row(Array.from({ length: count }, (_, index) => cellOf(cells[index] ?? null)))

const cellOf = (value: string | number | null): Cell =>
  value === null ? empty("text") : typeof value === "number" ? number(value, "General") : text(value)

/** As wide as what stands there, within reason. */
const widthsOf = ({ columns, rows }: View): ReadonlyArray<number> =>
  columns.map((title, index) => {
    const texts = [title, ...rows.map((cells) => String(cells[index] ?? ""))]
    const wide = [8, 12, 18, 28, 44].find((width) => texts.every((one) => linesIn(one, width) <= 1))
    return wide ?? (columns.length === 1 ? 110 : 60)
  })
