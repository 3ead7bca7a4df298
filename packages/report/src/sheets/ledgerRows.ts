import { type Address, showAddress } from "@fadu/engine"
import { row, type SheetDraft, sheet, text } from "../Draft.ts"
import { headingMerges, titleRows } from "../heading.ts"
import type { PartView } from "../PartView.ts"

const heads = [
  ["编号", 8],
  ["单位", 24],
  ["指标", 22],
  ["台账", 24],
  ["记录", 34],
  ["位置", 30],
  ["评查情况", 50],
] as const

/** 台账记录: the rows that cost points, one each; where there are more than are named, how many. Null where no field is counted. */
export const ledgerRowsSheet = (views: ReadonlyArray<PartView>, title: string): SheetDraft | null => {
  if (views.every(({ part }) => part.plan.ledgers.length === 0)) return null
  const rows = views.flatMap((view) =>
    view.groups().flatMap(({ members }) =>
      members.flatMap((member) =>
        member.card.marks.flatMap((mark) =>
          mark.deductions.flatMap((deduction) =>
            deduction.rows.flatMap(({ ledger, key, count, named }) => {
              const line = (record: string, at: Address | null, words: string | null = null) =>
                row([
                  text(deduction.id, "centre"),
                  text(member.unit.name),
                  text(`${mark.criterion} ${mark.title}`),
                  text(ledger),
                  text(record),
                  text(at === null ? "" : showAddress(at)),
                  text(words ?? ""),
                ])
              const rest = count - named.length
              return [
                ...named.map((one) => line(one.key === "" ? `(没有写${key})` : one.key, one.at, one.words)),
                ...(rest > 0 ? [line(`另有 ${rest} 条,共 ${count} 条`, null)] : []),
              ]
            }),
          ),
        ),
      ),
    ),
  )
  return sheet({
    name: "台账记录",
    widths: heads.map(([, width]) => width),
    heading: { rows: 3, columns: 2 },
    merges: headingMerges(heads.length),
    filter: rows.length === 0 ? null : { row: 3, columns: heads.length },
    rows: [
      ...titleRows(
        `${title}涉及的台账记录`,
        rows.length === 0 ? "没有因台账记录失分的" : "没有这些记录,失分就会减少",
        heads.length,
      ),
      row(
        heads.map(([head]) => text(head, "head")),
        { height: 22 },
      ),
      ...rows,
    ],
  })
}
