import { parseDay, partsOfDay } from "../Day.ts"
import { Rational } from "../Rational.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { show } from "../show.ts"
import { choiceWords } from "./choiceWords.ts"
import { formulaWords } from "./formulaWords.ts"
import {
  choicesOf,
  entryOf,
  formulaIn,
  identifierOf,
  isFreeTable,
  isKeys,
  isTable,
  type KeyShape,
  type Keys,
  keysOf,
  memberFor,
  type Shape,
} from "./Shape.ts"
import { stepWords } from "./stepWords.ts"
import { saidOf, titleOf } from "./titles.ts"

interface Place {
  /** The key around the one that is said. */
  readonly outer: string
  readonly rubric: Rubric
  /** Keys that are not said, however deep. */
  readonly without: ReadonlySet<string>
}

/** The clauses that a table of declared keys says, in the order of its schema. */
export const phrasesOf = (shape: Shape, value: Keys, place: Place): ReadonlyArray<string> =>
  keysOf(shape).flatMap((key) => {
    const given = value[key.name]
    if (given === undefined || place.without.has(key.name)) return []
    const said = phraseOf(key, given, place)
    return said === "" ? [] : [said]
  })

/** What is said of the value under a key, as a clause without a full stop: 每差一档扣 0.2 分. */
export const phraseOf = (key: KeyShape, value: unknown, place: Place): string => {
  const { shape } = key
  const said = saidOf(shape)
  const name = said ?? titleOf(key, place.outer)
  const member = memberFor(shape, value)
  const inner: Place = { ...place, outer: key.name }
  if (value === true) return name
  if (formulaIn(shape, value) !== null) return `${name}为“${valueWords(shape, value, inner)}”`
  if (isKeys(value) && isTable(member)) return `${name}(${phrasesOf(member, value, inner).join(",")})`
  if (Array.isArray(value)) return value.length === 0 ? "" : `${name}:${valueWords(shape, value, inner)}`
  const words = valueWords(shape, value, inner)
  if (choicesOf(shape) !== null && said === null) return words
  if (said !== null && choicesOf(shape) === null) {
    const gap = /多少|几/.exec(said)
    if (gap !== null) return filled(said, words, gap)
  }
  if (isPoints(shape) && /\d$/.test(words)) return said === null ? `计 ${words} 分` : `${said} ${words} 分`
  return `${name}${choicesOf(shape) === null ? " " : name.endsWith("的") ? "" : ":"}${words}`
}

const isPoints = (shape: Shape): boolean => /Points|FullMarks/.test(identifierOf(shape) ?? "")

/** 每差一档扣多少分 with the value in its place, and blanks around a figure; 扣多少分 with 本项全部分值 is 扣本项全部分值. */
const filled = (said: string, words: string, gap: RegExpExecArray): string => {
  const before = said.slice(0, gap.index)
  const after = said.slice(gap.index + gap[0].length)
  if (!/\d/.test(words)) return `${before}${words}${after.replace(/^分/, "")}`
  return `${before} ${words}${/^\p{Script=Han}/u.test(after) ? " " : ""}${after}`
}

/** A value alone, as people write it. */
export const valueWords = (shape: Shape, value: unknown, place: Place): string => {
  const member = memberFor(shape, value)
  if (typeof value === "number") return show(Rational.of(value), "number")
  if (value === null) return "无"
  if (typeof value === "boolean") return value ? "是" : "否"
  if (Array.isArray(value)) {
    const entry = entryOf(member)
    const words = value.map((one) => (entry === null ? String(one) : valueWords(entry, one, place)))
    return words.join(value.some(isKeys) ? ";" : "、")
  }
  if (isKeys(value)) {
    if (!isFreeTable(member)) return phrasesOf(member, value, place).join(",")
    const entry = entryOf(member)
    return Object.entries(value)
      .map(
        ([name, one]) =>
          `${place.rubric.groups[name] ?? name} ${entry === null ? String(one) : valueWords(entry, one, place)}`,
      )
      .join("、")
  }
  if (typeof value !== "string") return ""
  if (choicesOf(member) !== null) return choiceWords(shape, value)
  if (formulaIn(shape, value) !== null) return formulaWords(value, place.rubric)
  const day = identifierOf(shape) === "Day" ? parseDay(value) : null
  if (day === null) return stepWords(value)
  const { year, month, date } = partsOfDay(day)
  return `${year}年${month}月${date}日`
}
