import { empty, type RowDraft, row, text } from "./Draft.ts"
import type { PartView } from "./PartView.ts"

/** The two lines above every sheet: what it is, and what it rests on. */
export const heading = (
  view: PartView,
  what: string,
  { columns, about = "" }: { readonly columns: number; readonly about?: string },
): ReadonlyArray<RowDraft> => {
  const { stamp } = view.document
  const own = stamp.rubric.find(({ id }) => id === view.part.plan.rubric.id)
  const rests = [
    `评分细则:${view.title}${own === undefined ? "" : `(${own.version})`}`,
    `阶段:${stamp.stage}`,
    `基准日:${dayWords(stamp.asOf)}`,
    ...(stamp.issuer === null ? [] : [stamp.issuer]),
    ...(own?.notice == null ? [] : [own.notice]),
    ...(about === "" ? [] : [about]),
  ]
  return titleRows(`${stamp.title}${what}`, rests.join("  "), columns)
}

export const titleRows = (title: string, about: string, columns: number): ReadonlyArray<RowDraft> => [
  row([text(title, "title"), ...rest(columns, "title")], { height: 30 }),
  row([text(about, "subtitle"), ...rest(columns, "subtitle")]),
]

const rest = (columns: number, role: "title" | "subtitle") => Array.from({ length: columns - 1 }, () => empty(role))

/** The same for a sheet that is worked on rather than read: over the columns that stay in sight, with what can be done here. */
export const workHeading = (view: PartView, what: string, how: string): ReadonlyArray<RowDraft> => [
  row([text(`${view.document.stamp.title}${what}`, "workTitle")]),
  row([text(how, "note")]),
]

/** The merges of those two lines. */
export const headingMerges = (columns: number): ReadonlyArray<readonly [number, number, number, number]> =>
  columns < 2
    ? []
    : [
        [1, 1, 1, columns],
        [2, 1, 2, columns],
      ]

/** 2027年1月20日 */
export const dayWords = (day: string): string => {
  const [year = "", month, date] = day.split("-")
  return `${year}年${Number(month)}月${Number(date)}日`
}
