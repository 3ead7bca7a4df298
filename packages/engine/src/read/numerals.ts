import { Rational } from "../Rational.ts"

/**
 * A Chinese numeral (中文数字) that can be read in one way only: 十二, 一百零五, 两万三千, 二〇二六, 九十五点五.
 * What speakers mean loosely (七八, 一百二, 百余) is null.
 */
export const readNumeral = (text: string): Rational | null => {
  const usual = [...text].map((character) => formal[character] ?? character).join("")
  const [whole = "", part, ...rest] = usual.split("点")
  if (rest.length > 0) return null
  const integer = readPositional(whole) ?? readWhole(whole)
  if (integer === null) return null
  if (part === undefined) return Rational.of(integer)
  const digits = digitsOf(part)
  return digits === null || digits === "" ? null : Rational.parse(`${integer}.${digits}`)
}

/** Characters a numeral is made of, for patterns. */
export const numeralCharacters = "〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"

const formal: { readonly [character: string]: string } = {
  壹: "一",
  贰: "二",
  叁: "三",
  肆: "四",
  伍: "五",
  陆: "六",
  柒: "七",
  捌: "八",
  玖: "九",
  拾: "十",
  佰: "百",
  仟: "千",
  〇: "零",
}

const digits = "零一二三四五六七八九"
const digit = (character: string | undefined): number | null => {
  if (character === undefined) return null
  if (character === "两") return 2
  const value = digits.indexOf(character)
  return value < 0 ? null : value
}

const digitsOf = (text: string): string | null => {
  let result = ""
  for (const character of text) {
    const value = digit(character)
    if (value === null || character === "两") return null
    result += value
  }
  return result
}

/** 二零二六, 一二〇; two digits side by side (七八) mean "seven or eight". */
const readPositional = (text: string): number | null => {
  if (text === "零") return 0
  if (text.length < 3 && !text.includes("零")) return null
  if (text.length < 2 || text.length > 15 || text.startsWith("零")) return null
  const found = digitsOf(text)
  return found === null ? null : Number(found)
}

const readWhole = (text: string): number | null =>
  readBelow(text, [
    ["亿", 100_000_000],
    ["万", 10_000],
  ])

/** `high` unit `low`; a low part that does not fill its first place needs 零 before it. */
const readBelow = (text: string, units: ReadonlyArray<readonly [string, number]>): number | null => {
  const [unit, ...smaller] = units
  if (unit === undefined) return readSection(text)
  const [name, size] = unit
  const split = text.lastIndexOf(name)
  if (split < 0) return readBelow(text, smaller)
  const high = readBelow(text.slice(0, split), smaller)
  if (high === null || high === 0) return null
  const rest = text.slice(split + 1)
  if (rest === "") return high * size
  const gap = rest.startsWith("零")
  const low = readBelow(gap ? rest.slice(1) : rest, smaller)
  if (low === null || low === 0 || low < size / 10 !== gap) return null
  return high * size + low
}

/** Below ten thousand: 三千五百零二, 十二. */
const readSection = (text: string): number | null => {
  let value = 0
  let skipped = false
  let position = 0
  const characters = [...text]
  for (const [name, size] of places) {
    const zero = characters[position] === "零"
    const start = zero ? position + 1 : position
    const found = digit(characters[start])
    const bare = name === "十" && characters[start] === "十" && !zero
    const stands = bare || (found !== null && found > 0 && (name === "" || characters[start + 1] === name))
    if (!stands) {
      skipped = value > 0
      continue
    }
    if (zero !== skipped) return null
    value += (bare ? 1 : (found ?? 0)) * size
    position = start + (bare ? 1 : name === "" ? 1 : 2)
    skipped = false
  }
  return position === characters.length && value > 0 ? value : null
}

const places = [
  ["千", 1000],
  ["百", 100],
  ["十", 10],
  ["", 1],
] as const
