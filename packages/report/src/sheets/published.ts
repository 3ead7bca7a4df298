import type { AssessmentDocument } from "@fadu/engine"
import { type Cell, empty, number, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { dayWords, headingMerges, titleRows } from "../heading.ts"

const heads = [
  ["名次", 10],
  ["单位", 46],
  ["总分", 16],
  ["等次", 14],
] as const

/** 公布: what the round allows the public to see, as values. Built from the restricted document and nothing else. */
export const publishedSheet = (document: AssessmentDocument): SheetDraft => {
  const { stamp } = document
  const about = [
    `阶段:${stamp.stage}`,
    `基准日:${dayWords(stamp.asOf)}`,
    ...(stamp.issuer === null ? [] : [stamp.issuer]),
  ].join(" ")
  const body = bodyOf(document)
  return sheet({
    name: "公布",
    widths: heads.map(([, width]) => width),
    heading: { rows: 3, columns: 0 },
    merges: headingMerges(heads.length),
    rows: [
      ...titleRows(`${stamp.title}结果`, about, heads.length),
      row(
        heads.map(([title]) => text(title, "head")),
        { height: 22 },
      ),
      ...(body.length === 0
        ? [row([empty("text"), text("本次考核未公布总分和名次"), empty("text"), empty("text")])]
        : body),
    ],
  })
}

const bodyOf = ({ rankings, scorecards }: AssessmentDocument): ReadonlyArray<RowDraft> => {
  const block = (title: string): RowDraft =>
    row([text(title, "block"), empty("block"), empty("block"), empty("block")], { height: 20 })
  const total = (value: number | null): Cell => (value === null ? text("—", "muted") : number(value, "0.00", "strong"))
  if (rankings.length > 0) {
    return rankings.flatMap((ranking) => [
      block(ranking.title),
      ...ranking.places.map((one) =>
        row([number(one.place, "0", "strong"), text(one.name), total(one.total), text(one.grade ?? "", "centre")], {
          height: 20,
        }),
      ),
    ])
  }
  const groups = new Map(scorecards.map(({ agency, rubric }) => [`${rubric}\n${agency.group}`, agency.groupTitle]))
  return [...groups].flatMap(([key, title]) => [
    block(title),
    ...scorecards
      .filter(({ agency, rubric }) => `${rubric}\n${agency.group}` === key)
      .sort((a, b) => (a.agency.order ?? Infinity) - (b.agency.order ?? Infinity))
      .map((card) =>
        row([empty("centre"), text(card.agency.name), total(card.total), text(card.grade ?? "", "centre")], {
          height: 20,
        }),
      ),
  ])
}
