import { Rational } from "../../Rational.ts"
import { figure, readFigure } from "./numbers.ts"
import { groupsOf, type Pattern, type Proposal } from "./Proposal.ts"
import { countKind, isPlain, thing, under, units } from "./words.ts"

/** 得 3 分 or 得满分 at one end. */
const whole = `(?:,)?得(?:(?<points>${figure})分|满分)`
const between = `,?(?:介于)?(?:其间|两者之间|之间)的?,?按比例(?:计分|计|得分|计算)?$`
const none = `(?:不得分|得0分|不计分)`

// 合格率达到 100% 的得满分,80% 及以下的不得分,介于其间的按比例计分
const ratePattern = new RegExp(
  `^(?<what>[^,]+?)(?:(?<way>不高于|不超过|不低于|达到|达|为)?(?<best>\\d+(?:\\.\\d+)?)%(?:以上|及以上|以下|及以下)?)(?:的)?${whole},(?<worst>\\d+(?:\\.\\d+)?)%(?<end>及以下|以下|及以上|以上)的?${none}${between}`,
)
// 任务全部完成的得满分,完成率 60% 及以下的不得分,介于其间的按比例计分
const allPattern = new RegExp(
  `^(?<what>[^,]*?全部[^,]*?)(?:的)${whole},(?<rate>[^,\\d]{0,10}?)(?<worst>\\d+(?:\\.\\d+)?)%(?<end>及以下|以下)的?${none}${between}`,
)
// 达到 6 场的得满分,不足 6 场的按比例计分
const countPattern = new RegExp(
  `^(?<what>[^,]+?)(?:达到|不少于)(?<best>${figure})(?<unit>${units})(?:以上)?的?${whole},不足(?<short>${figure})(?<shortUnit>${units})的?,?按比例(?:计分|计|得分|计算)?$`,
)

/** Nothing at one value, all at another, and in proportion between. */
export const proportion: Pattern = {
  name: "介于其间的按比例计分",
  read: (sentence, { full, title }) => {
    const count = groupsOf(countPattern, sentence)
    const rate = groupsOf(ratePattern, sentence)
    const all = groupsOf(allPattern, sentence)
    const found = count ?? rate ?? all
    const points = found?.points === undefined ? full : readFigure(found.points)
    if (found === null || points === null) return null
    if (found === count) {
      const best = readFigure(count.best)
      const what = thing((count.what ?? "").replace(/^全年/, ""))
      if (best === null || best !== readFigure(count.short) || count.unit !== count.shortUnit || !isPlain(what))
        return null
      const unit = count.unit ?? ""
      return proposed([0, best], points, { label: what, kind: countKind(unit), unit })
    }
    const [best, worst] = [found === rate ? Number(rate.best) : 100, Number(found.worst)]
    const falls = /上/.test(found.end ?? "")
    // 不高于 5% 的得满分 goes with 20% 以上的不得分, and every other with 以下
    if (falls !== /^不(?:高于|超过)$/.test(rate?.way ?? "") || (falls ? worst <= best : worst >= best)) return null
    const what = found === rate ? thing(rate.what ?? "") : nameOf(title, all)
    return isPlain(what) ? proposed([`${worst}%`, `${best}%`], points, { label: what, kind: "rate" }) : null
  },
}

/** The rate of what is all done: 整改率 where the clause names it, else the share of it. */
const nameOf = (title: string, all: { readonly [name: string]: string | undefined } | null): string => {
  const named = (all?.rate ?? "").replace(/^占$/, "")
  return named === "" ? `${title}:占比` : under(title, named)
}

const proposed = (
  [from, to]: readonly [number | string, number | string],
  points: number,
  field: Proposal["fields"][number],
): Proposal => ({
  rule: ([value]) => ({ kind: "linear", value, from: { at: from, points: 0 }, to: { at: to, points } }),
  fields: [field],
  gives: points,
  assumed: null,
})

const HUNDRED = Rational.of(100)

// 按抽查案卷平均得分的 6% 计分
const sharePattern = /^按(?<what>[^,]{2,30}?(?:得分|分数|评分|成绩))的(?<share>\d+(?:\.\d+)?)%(?:计分|计|折算|计入)$/
export const rescaled: Pattern = {
  name: "按…的…%计分",
  read: (sentence) => {
    const found = groupsOf(sharePattern, sentence)
    const share = Rational.parse(found?.share ?? "")
    const what = found?.what ?? ""
    // of several scores put together there is more than one figure
    if (found === null || share === null || !isPlain(what.replace(/得分$/, "")) || /合成/.test(what)) return null
    return {
      rule: ([value]) => ({
        kind: "formula",
        how: "award",
        points: `${value} * ${share.over(HUNDRED).toString()}`,
        most: share.toNumber(),
      }),
      fields: [{ label: what, kind: "number", unit: "分", max: 100 }],
      gives: share.toNumber(),
      assumed: `原文没有写${what}的满分,暂按 100 分`,
    }
  },
}
