import { type Cell, empty, live, number, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import { type Member, type PartView, plain } from "../PartView.ts"

const heads = [
  ["单位代码", 10],
  ["单位", 30],
  ["写出时总分", 13],
  ["表内总分", 13],
  ["差", 10],
  ["写出时名次", 12],
  ["表内名次", 12],
  ["核对", 12],
] as const

const FIRST = 5

/** 核对: the totals and places Fadu wrote, beside those this workbook computes by itself. They agree until somebody changes a figure. */
export const comparisonSheet = (view: PartView): SheetDraft => {
  const last = FIRST + view.members.length - 1
  const range = `H${FIRST}:H${last}`
  return sheet({
    name: view.names.comparison,
    widths: heads.map(([, width]) => width),
    heading: { rows: FIRST - 1, columns: 2 },
    merges: [...headingMerges(heads.length), [3, 1, 3, 7]],
    marked: [{ ref: `H3:H${last}`, when: 'H3="不一致"', as: "bad" }],
    rows: [
      ...heading(view, "核对", { columns: heads.length }),
      row(
        [
          text("全部总分、名次与表内算式重算的结果", "strongText"),
          ...Array.from({ length: 6 }, () => empty("strongText")),
          live(`IF(COUNTIF(${range},"一致")=ROWS(${range}),"一致","不一致")`, "一致", { role: "strong" }),
        ],
        { height: 22 },
      ),
      row(
        heads.map(([title]) => text(title, "head")),
        { height: 22 },
      ),
      ...view.members.map((member, index) => row(cellsOf(view, member, FIRST + index), { height: 18 })),
    ],
  })
}

const cellsOf = (view: PartView, member: Member, at: number): ReadonlyArray<Cell> => {
  const { total, place } = member.group.slots
  const written = place === null ? "" : plain(view.number(place, member))
  const format = view.formats.total
  return [
    text(member.unit.code, "centre"),
    text(member.unit.name),
    number(view.number(total, member), format),
    view.live(total, member, { format }),
    live(`ROUND(D${at}-C${at},6)`, 0, { format }),
    typeof written === "number" ? number(written, "0") : empty("figure"),
    place === null ? empty("figure") : view.live(place, member, { format: "0" }),
    live(`IF(AND(E${at}=0,F${at}=G${at}),"一致","不一致")`, "一致", { role: "centre" }),
  ]
}
