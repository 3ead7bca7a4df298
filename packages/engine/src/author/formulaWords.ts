import type { Rubric } from "../rubric/Rubric.ts"

/** The parts of a formula's text: names, numbers, texts in quotes, signs. */
const part =
  /[\p{Script=Han}A-Za-z_][\p{Script=Han}A-Za-z0-9_]*(?:\.[\p{Script=Han}A-Za-z_][\p{Script=Han}A-Za-z0-9_]*)*|\d+(?:\.\d+)?|"[^"]*"|[<>=!]=|\s+|./gu

const signs: { readonly [sign: string]: string } = {
  "*": " × ",
  "/": " ÷ ",
  "-": " − ",
  "+": " + ",
  ">=": " ≥ ",
  "<=": " ≤ ",
  ">": " > ",
  "<": " < ",
  "==": " = ",
  "!=": " ≠ ",
  "?": " 时取 ",
  ":": ",否则取 ",
  ",": "、",
  and: " 且 ",
  or: " 或 ",
  not: "非 ",
  min: "较小者",
  max: "较大者",
  abs: "绝对值",
  floor: "取整",
  ceil: "进位取整",
  round: "四舍五入",
  workdays: "其间的工作日数",
}

/** A formula as its author wrote it, with the names of fields for their ids and the signs that officials write. */
export const formulaWords = (text: string, { fields }: Pick<Rubric, "fields">): string =>
  (text.match(part) ?? [])
    .map(
      (one) => fields[one]?.label ?? (Object.hasOwn(signs, one) ? (signs[one] ?? one) : one.trim() === "" ? " " : one),
    )
    .join("")
    .replace(/ {2,}/g, " ")
    .replace(/([(、]) | (?=[,、])/g, "$1")
    .trim()

/** The fields that a formula's text names, in order, each once. */
export const fieldsNamed = (text: string, { fields }: Pick<Rubric, "fields">): ReadonlyArray<string> => [
  ...new Set((text.match(part) ?? []).filter((one) => Object.hasOwn(fields, one))),
]
