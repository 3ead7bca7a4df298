import type { AgencyYear, AssessmentDocument, YearLine, YearOnYear } from "@fadu/engine"
import type { Layout } from "./heading.ts"
import { brief, fixed, signed } from "./points.ts"
import { table } from "./table.ts"
import { wrap } from "./width.ts"

/** The ranking beside that of the year before (同上年比较): one line for each agency, in the order of the ranking. */
export const yearLines = (
  { scorecards, rankings }: AssessmentDocument,
  year: YearOnYear,
  layout: Layout,
): ReadonlyArray<string> => {
  const { columns, paint } = layout
  const ranked = rankings.map((ranking) => ({
    title: ranking.title,
    codes: [...ranking.places, ...ranking.pending, ...ranking.apart].map(({ code }) => code),
  }))
  const seen = new Set(ranked.flatMap(({ codes }) => codes))
  const rest = scorecards.map(({ agency }) => agency.code).filter((code) => !seen.has(code))
  const blocks = [
    ...ranked,
    ...(rest.length === 0 ? [] : [{ title: ranked.length === 0 ? "" : "其他单位", codes: rest }]),
  ]
  const isNew = new Set(scorecards.flatMap(({ agency }) => (year.of(agency.code) === null ? [agency.code] : [])))
  return [
    "",
    ...yearHeading(year, layout),
    ...blocks.flatMap(({ title, codes }) => {
      const rows = codes.flatMap((code) => {
        const own = year.of(code)
        return own === null ? [] : [rowOf(own)]
      })
      if (rows.length === 0) return []
      return [
        ...(title === "" ? [] : [paint.title(title)]),
        ...table(
          [
            { title: "单位", align: "left" },
            { title: "上年", align: "right" },
            { title: "今年", align: "right" },
            { title: "增减", align: "right" },
            { title: "名次", align: "left" },
            { title: "等次", align: "left" },
            { title: "差在哪里", align: "left", shrinks: true },
          ],
          rows,
          columns,
        ).map((line, index) => (index === 0 ? paint.faint(line) : line)),
      ]
    }),
    ...[
      ...names(
        "上年没有结果的",
        scorecards.flatMap(({ agency }) => (isNew.has(agency.code) ? [agency.name] : [])),
      ),
      ...names("今年不在名录的", year.gone),
    ].flatMap((text) => wrap(text, columns, 2)),
  ]
}

const names = (what: string, list: ReadonlyArray<string>): ReadonlyArray<string> =>
  list.length === 0 ? [] : [`${what} ${list.length} 个:${list.join("、")}`]

/** With what it is compared, and what one has to know before. */
const yearHeading = ({ previous, notes }: YearOnYear, { columns, paint }: Layout): ReadonlyArray<string> => [
  ...wrap(`同上年比较(${previous.title},${previous.stage},基准日 ${previous.asOf})`, columns).map(paint.title),
  ...notes.flatMap((note) => wrap(`${note}。`, columns)).map(paint.faint),
]

const rowOf = (own: AgencyYear): ReadonlyArray<string> => [
  own.now.agency.short ?? own.now.agency.name,
  totalOf(own.before),
  totalOf(own.now),
  changeText(own),
  placesText(own),
  gradesText(own),
  own.lines
    .filter(({ kind }) => kind === "matched")
    .slice(0, 3)
    .map(({ criterion, merit }) => `${criterion} ${signed(merit)}`)
    .join("、"),
]

/** `92.30`, or the range while points are open. */
export const totalOf = ({ total, range }: AgencyYear["now"]): string =>
  total === null ? `${fixed(range.low)}~${fixed(range.high)}` : fixed(total)

/** `+2.24`; with `?` while points are open in one of the years. */
export const changeText = ({ change, open }: AgencyYear): string =>
  `${change === 0 ? "0.00" : signed(change)}${open ? "?" : ""}`

/** `3→1 升2`; `—` where there was no place. */
export const placesText = ({ now, before, places }: AgencyYear): string => {
  const moved = places === null || places === 0 ? "" : places > 0 ? ` 升${places}` : ` 降${-places}`
  return now.place === null && before.place === null ? "—" : `${placeOf(before)}→${placeOf(now)}${moved}`
}

const placeOf = ({ place, agency, total }: AgencyYear["now"]): string =>
  place !== null
    ? String(place)
    : agency.status !== "参加排名"
      ? agency.status.slice(0, 3)
      : total === null
        ? "待定"
        : "—"

export const gradesText = ({ now, before }: AgencyYear): string =>
  now.grade === before.grade ? (now.grade ?? "—") : `${before.grade ?? "—"}→${now.grade ?? "—"}`

/** One agency in sentences, for its explanation. */
export const agencyYearLines = (
  year: YearOnYear,
  { agency, criterion }: { readonly agency: string; readonly criterion: string | null },
  layout: Layout,
): ReadonlyArray<string> => {
  const own = year.of(agency)
  const { columns } = layout
  if (own === null) return criterion === null ? ["", ...yearHeading(year, layout), "本单位上年没有结果。"] : []
  if (criterion !== null) {
    const line = own.lines.find((one) => one.criterion === criterion)
    return line === undefined ? [] : ["", ...wrap(`同上年比较:${lineText(line)}。`, columns, 2)]
  }
  const matched = own.lines.filter(({ kind }) => kind === "matched")
  const others = own.lines.filter(({ kind }) => kind === "other")
  const weighed = own.lines.some(({ rate }) => rate !== null) ? ["  分值不同的,增减为得分率之差乘以今年分值。"] : []
  const open = own.open ? "(尚有待定分值,按已确定的分计)" : ""
  return [
    "",
    ...yearHeading(year, layout),
    ...wrap(
      `总分上年 ${totalOf(own.before)} 分,今年 ${totalOf(own.now)} 分,增减 ${changeText(own).replace("?", "")} 分${open}${
        own.rate === null ? "" : `;满分不同,得分率由 ${percent(own.rate.before)} 到 ${percent(own.rate.now)}`
      };名次 ${placesText(own)};等次 ${gradesText(own)}。`,
      columns,
    ),
    ...matched.slice(0, MOST).flatMap((line) => wrap(`  ${lineText(line)}`, columns, 4)),
    ...(matched.length > MOST ? [`  另有 ${matched.length - MOST} 项有增减。`] : []),
    ...weighed,
    ...(others.length === 0 ? [] : wrap(`  不能比较的:${others.map(lineText).join(";")}。`, columns, 4)),
  ]
}

const MOST = 8

/** `C1 负责人出庭应诉率 −0.59 分:上年 5.65/10,今年 6.19/12,得分率由 56.5% 到 51.58%`. */
export const lineText = ({ criterion, title, before, now, change, rate, merit, why }: YearLine): string => {
  if (criterion === null) return `${title} ${signed(change)} 分`
  const renamed = before !== null && now !== null && before.title !== now.title ? `;上年名为“${before.title}”` : ""
  const worth = rate === null ? "" : `,得分率由 ${percent(rate.before)} 到 ${percent(rate.now)}`
  const head = `${criterion} ${title} ${signed(why === "" ? merit : change)} 分${why === "" ? "" : `(${why})`}`
  return `${head}:${[
    ...(before === null ? [] : [`上年 ${markText(before)}`]),
    ...(now === null ? [] : [`今年 ${markText(now)}`]),
  ].join(",")}${worth}${renamed}`
}

/** `5.65/10`, with what is open. */
export const markText = ({ awarded, full, pending }: NonNullable<YearLine["now"]>): string =>
  `${brief(awarded)}/${brief(full)}${pending === 0 ? "" : `(待定 ${brief(pending)})`}`

export const percent = (rate: number): string => `${Math.round(rate * 10_000) / 100}%`
