import type { Rubric } from "../rubric/Rubric.ts"
import { compareText } from "./compareText.ts"
import type { Unit } from "./Figures.ts"

/** The order in which agencies of one place are listed. Orders of Chinese names come with the runtime and do not depend on its locale. */
export const listingOrder = ({ rank }: Pick<Rubric, "rank">): ((a: Unit, b: Unit) => number) => {
  const byCode = (a: Unit, b: Unit): number => compareText(a.code, b.code)
  const { list = "code" } = rank ?? {}
  if (list === "code") return byCode
  const collator = new Intl.Collator(list === "pinyin" ? "zh-Hans-CN-u-co-pinyin" : "zh-Hans-CN-u-co-stroke")
  return (a, b) => collator.compare(a.name, b.name) || byCode(a, b)
}

/** What becomes of equal totals, in words: 总分相同的依次比较制度建设的得分,仍相同的名次相同. */
export const rankRule = ({ rank, sections, precision }: Pick<Rubric, "rank" | "sections" | "precision">): string => {
  const titles = new Map(
    sections.flatMap(({ code, title, criteria }) => [
      [code, title] as const,
      ...criteria.map((criterion) => [criterion.code, criterion.title] as const),
    ]),
  )
  const by = (rank?.by ?? []).map((code) => `“${titles.get(code) ?? code}”`)
  const compared =
    by.length === 0 ? "总分相同的" : `总分相同的${by.length > 1 ? "依次" : ""}比较${by.join("、")}的得分,仍相同的`
  const exact = precision?.rank === "exact" ? "按未取舍的总分排名,印出的总分相同的名次可以不同;" : ""
  return `${exact}${compared}名次相同${rank?.ties === "dense" ? ",并列的不占名次" : ""}`
}
