import type { PrintedRubric, PrintedSection } from "@fadu/engine/author"
import { empty, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { headingMerges, titleRows } from "../heading.ts"
import { writeXlsx } from "../writeXlsx.ts"
import { columns, textsOf } from "./columns.ts"

/** The rules as a workbook to print (评分细则表), A4 across. */
export const rubricWorkbook = (rubric: PrintedRubric, day: string): Promise<Uint8Array> =>
  writeXlsx({
    title: rubric.title,
    author: "法度",
    asOf: day,
    foot: { left: rubric.title, middle: rubric.notice ?? "" },
    sheets: [tableSheet(rubric)],
  })

const tableSheet = (rubric: PrintedRubric): SheetDraft => {
  const merges: Array<readonly [number, number, number, number]> = [...headingMerges(columns.length)]
  const rows: Array<RowDraft> = [
    ...titleRows(rubric.title, about(rubric), columns.length),
    row(
      columns.map(({ head }) => text(head, "head")),
      { height: 22 },
    ),
  ]
  const across = (value: string, style: "note" | "head"): void => {
    rows.push(row([text(value, style), ...columns.slice(1).map(() => empty(style))]))
    merges.push([rows.length, 1, rows.length, columns.length])
  }
  const add = (section: PrintedSection): void => {
    const from = rows.length + 1
    for (const criterion of section.criteria) {
      rows.push(
        row(
          textsOf(section, criterion).map((value, index) =>
            index === 0
              ? rows.length + 1 === from
                ? text(value, "lead")
                : empty("lead")
              : text(value, columns[index]?.isCentred ? "centre" : "text"),
          ),
        ),
      )
    }
    if (rows.length > from) merges.push([from, 1, rows.length, 1])
  }
  rubric.sections.forEach(add)
  for (const { title, about, sections } of rubric.ledgers) {
    across(`台账:${title}`, "head")
    for (const sentence of about) across(`${sentence}。`, "note")
    sections.forEach(add)
  }
  for (const sentence of rubric.general) across(`${sentence}。`, "note")
  return sheet({
    name: "评分细则",
    widths: columns.map(({ share }) => share),
    heading: { rows: 3, columns: 0 },
    merges,
    rows,
  })
}

const about = (rubric: PrintedRubric): string =>
  [rubric.about, ...(rubric.notice === null ? [] : [rubric.notice])].join("  ")
