import type { ExcelTree, Workdays } from "@fadu/engine"
import { number, row, type SheetDraft, sheet, text } from "./Draft.ts"

const FIRST = 3

/** 工作日历: every day with how many working days there were since the first, which is all that counting between two days needs. */
export const workdaysSheet = (
  name: string,
  { first, upTo }: Workdays,
  { isHidden, stamp = "" }: { readonly isHidden: boolean; readonly stamp?: string },
): SheetDraft =>
  sheet({
    name,
    widths: [12, 10, 12],
    heading: { rows: FIRST - 1, columns: 0 },
    isHidden,
    isProtected: isHidden,
    rows: [
      row([
        text(
          [stamp, "按国务院办公厅公布的放假和调休安排;两日之间的工作日数为“累计”之差。"]
            .filter((line) => line !== "")
            .join("  "),
          "note",
        ),
      ]),
      row([text("日期", "head"), text("工作日", "head"), text("累计", "head")]),
      ...Array.from(upTo, (count, index) =>
        row([
          number(first + index, "yyyy-mm-dd", "centre"),
          text(count > (upTo[index - 1] ?? 0) ? "是" : "", "centre"),
          number(count, "0", "centre"),
        ]),
      ),
    ],
  })

/** Where formulas find it. Without a calendar, which only formulas that never ask have, any cell will do. */
export const workdaysBlock = (
  name: string,
  workdays: Workdays | null,
): { readonly first: number; readonly last: number; readonly upTo: ExcelTree } => ({
  first: workdays?.first ?? 0,
  last: workdays?.last ?? 0,
  upTo: {
    kind: "block",
    sheet: name,
    column: "C",
    from: FIRST,
    to: FIRST + Math.max(1, workdays?.upTo.length ?? 0) - 1,
  },
})
