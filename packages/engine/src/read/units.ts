import { Rational } from "../Rational.ts"
import { key } from "./fold.ts"

/** How a number written in one unit becomes one in another (计量单位). */
export interface Conversion {
  readonly factor: Rational
  /** `same`: nothing to tell. `counted`: another measure word for the same count. `scaled`: 万元 and 元. */
  readonly how: "same" | "counted" | "scaled"
}

/** Words that count things; which of them is used says little. */
const measureWords: ReadonlySet<string> = new Set(
  "件 次 件次 个 项 人 人次 家 份 场 场次 期 条 起 名 户 处 套 部 篇 批 批次 宗 例 本 册 卷 位 所 类 支 只 张 辆 栋".split(
    " ",
  ),
)

const otherUnits: ReadonlySet<string> = new Set(
  "% ‰ 元 分 天 日 小时 分钟 工作日 个工作日 个月 月 年 公里 米 平方米 亩 公顷 吨 个百分点 百分点".split(" "),
)

const scales: ReadonlyArray<readonly [string, number]> = [
  ["万亿", 1e12],
  ["千亿", 1e11],
  ["百亿", 1e10],
  ["十亿", 1e9],
  ["亿", 1e8],
  ["千万", 1e7],
  ["百万", 1e6],
  ["十万", 1e5],
  ["万", 1e4],
]

const split = (unit: string): { readonly scale: number; readonly base: string } => {
  const found = scales.find(([name]) => unit.startsWith(name))
  return found === undefined ? { scale: 1, base: unit } : { scale: found[1], base: unit.slice(found[0].length) }
}

/** Whether a text beside or under a header is a unit. */
export const isUnit = (text: string): boolean => {
  const unit = key(text)
  const { scale, base } = split(unit)
  return (scale > 1 && base === "") || measureWords.has(base) || otherUnits.has(base)
}

/** From the unit that was written to the one that is wanted; null when they do not measure the same. */
export const convert = (written: string, wanted: string | null): Conversion | null => {
  const from = split(key(written))
  const to = split(key(wanted ?? ""))
  const factor = Rational.ratio(from.scale, to.scale)
  const how = from.scale === to.scale ? "same" : "scaled"
  if (from.base === to.base) return { factor, how }
  // 360万 in a column of 万元 may be 360万元 or 360万 times 万元
  if (from.base === "") return to.scale === 1 ? { factor, how } : null
  if (from.scale === to.scale && areSame(from.base, to.base)) return { factor, how }
  if (!measureWords.has(from.base)) return null
  if (to.base === "") return { factor, how }
  return measureWords.has(to.base) ? { factor, how: how === "scaled" ? how : "counted" } : null
}

/** 件 and 件次, 天 and 日; but not 人 and 人次, which count different things. */
const areSame = (a: string, b: string): boolean =>
  (a === "天" && b === "日") ||
  (a === "日" && b === "天") ||
  (a !== "人" && b !== "人" && (`${a}次` === b || `${b}次` === a))
