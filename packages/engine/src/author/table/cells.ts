import { choiceWords } from "../choiceWords.ts"
import {
  choicesOf,
  entryOf,
  identifierOf,
  isFreeTable,
  isKeys,
  isList,
  isTable,
  type Keys,
  keysOf,
  memberFor,
  membersOf,
  type Shape,
} from "../Shape.ts"
import { same } from "../same.ts"
import { stepWords } from "../stepWords.ts"
import { titleOf } from "../titles.ts"
import { idOf, type Names, nameOf } from "./Names.ts"

/** What a cell of the authoring workbook holds; null is an empty cell. */
export type AuthoredValue = string | number | null

/** What may stand in a cell: the shape of its value, what it is called, and the names it may use. */
export interface CellPlace {
  readonly shape: Shape
  /** The key around it, for the titles of keys inside. */
  readonly outer: string
  /** The names by which its text may be called; null where it names nothing. */
  readonly called: ReadonlyMap<string, string> | null
  readonly names: Names
}

/**
 * The cell for a value. Written as people write it (得满分, 行政执法部门=3;综合管理部门=4) where that is read back as the same value, else as JSON:
 * nothing that a rubric can say is lost.
 */
export const writeCell = (value: unknown, place: CellPlace): AuthoredValue => {
  if (typeof value === "number") return value
  const spoken = spokenOf(value, place, false)
  return same(readCell(spoken, place), value) ? spoken : JSON.stringify(value).replace(unsafe, escaped)
}

/** The value that a cell says. What cannot be understood is given back as it stands: the schema refuses it, with its place. */
export const readCell = (content: string | number | boolean, place: CellPlace): unknown => {
  if (typeof content === "boolean") return content
  if (typeof content === "number") return takes(place.shape, "Number") ? content : String(content)
  return understood(content, place)
}

/** What XML, or the writer of workbooks, does not keep as it is. */
const unsafe = /[^\P{Cc}\n]|[\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)/gu
const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`

const nothing = "(无)"

const spokenOf = (value: unknown, place: CellPlace, isInner: boolean): string => {
  const { shape } = place
  if (value === null) return nothing
  if (typeof value === "boolean") return value ? "是" : "否"
  if (typeof value === "number") return String(value)
  if (typeof value === "string") {
    const choices = choicesOf(shape) ?? choicesOf(memberFor(shape, value))
    if (choices?.includes(value) === true) return choiceWords(shape, value)
    const text = isStep(shape) ? stepWords(value) : place.called === null ? value : nameOf(place.called, value)
    return isBare(text, isInner) ? text : JSON.stringify(value).replace(unsafe, escaped)
  }
  // composites inside composites are rare, and plain in JSON
  if (isInner) return JSON.stringify(value).replace(unsafe, escaped)
  const member = memberFor(shape, value)
  if (Array.isArray(value)) {
    const entry = entryOf(member)
    if (entry === null || value.length === 0) return JSON.stringify(value)
    const texts = value.map((one: unknown) => {
      const inner = { ...place, shape: entry }
      return isKeys(one) && isTable(memberFor(entry, one)) ? pairsOf(one, inner) : spokenOf(one, inner, true)
    })
    return texts.join(value.some(isKeys) ? "\n" : "、")
  }
  return isKeys(value) && Object.keys(value).length > 0
    ? pairsOf(value, { ...place, shape: member })
    : JSON.stringify(value)
}

const pairsOf = (value: Keys, place: CellPlace): string => {
  const member = memberFor(place.shape, value)
  const entry = entryOf(member)
  if (isFreeTable(member) && entry !== null) {
    return Object.entries(value)
      .map(
        ([name, one]) =>
          `${nameOf(place.names.groups, name)}=${spokenOf(one, { ...place, shape: entry, called: null }, true)}`,
      )
      .join(";")
  }
  return keysOf(member)
    .flatMap((key) =>
      value[key.name] === undefined
        ? []
        : [`${titleOf(key, place.outer)}=${spokenOf(value[key.name], innerPlace(place, key.shape), true)}`],
    )
    .join(";")
}

const innerPlace = (place: CellPlace, shape: Shape): CellPlace => ({
  ...place,
  shape,
  called: identifierOf(shape) === "Formula" ? place.names.fields : null,
})

/** Whether a text needs no quotes, alone in a cell or among others. */
const isBare = (text: string, isInner: boolean): boolean =>
  text !== "" &&
  text === text.trim() &&
  text.length < 32_000 &&
  !/^["{[]/.test(text) &&
  text !== nothing &&
  text.search(unsafe) < 0 &&
  !(isInner && /[;\uff1b、\n"{}[\]]/.test(text))

const understood = (text: string, place: CellPlace): unknown => {
  const { shape } = place
  const trimmed = text.trim()
  if (trimmed === nothing && takes(shape, "Null")) return null
  if (/^["{[]/.test(trimmed)) {
    const parsed = parseJson(trimmed)
    // in quotes it is what it is, never the name of something
    if (parsed !== undefined) return parsed
  }
  const choice = chosen(shape, trimmed)
  if (choice !== null) return choice
  if (takes(shape, "Boolean") && /^[是否]$/.test(trimmed)) return trimmed === "是"
  const folded = trimmed.normalize("NFKC")
  if (takes(shape, "Number") && /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(folded)) return Number(folded)
  for (const member of membersOf(shape)) {
    const found = isList(member)
      ? listIn(trimmed, member, place)
      : isTable(member) || isFreeTable(member)
        ? tableIn(trimmed, member, place)
        : null
    if (found !== null) return found
  }
  if (takes(shape, "String") && !isPlainText(shape) && /%$/.test(trimmed)) return folded
  if (isStep(shape)) return stepIn(folded) ?? trimmed
  return place.called === null ? trimmed : idOf(place.called, trimmed)
}

/** How much a step is: a number, or a text that says of what. */
const isStep = (shape: Shape): boolean =>
  takes(shape, "Number") && takes(shape, "String") && identifierOf(shape) !== "Amount"

const stepIn = (text: string): string | null => {
  const points = /^(\d+(?:\.\d+)?)\s*个百分点$/.exec(text)?.[1]
  const share = /^目标值的\s*(\d+(?:\.\d+)?)%$/.exec(text)?.[1]
  return points !== undefined ? `${points}pp` : share !== undefined ? `${share}% of target` : null
}

/** Free text keeps its full-width signs; a text with a pattern is a number with a sign. */
const isPlainText = (shape: Shape): boolean => identifierOf(shape) !== "Amount"

/** The fixed word that is meant, by itself or by what it is called. */
const chosen = (shape: Shape, text: string): string | number | boolean | null => {
  const choices = membersOf(shape).flatMap((member) => choicesOf(member) ?? [])
  return choices.find((choice) => choice === text || (choiceWords(shape, choice) === text && text !== "")) ?? null
}

const listIn = (text: string, member: Shape, place: CellPlace): ReadonlyArray<unknown> | null => {
  const entry = entryOf(member)
  if (entry === null || text === "") return null
  const inner = innerPlace(place, entry)
  if (membersOf(entry).some(isTable)) {
    const rows = split(text, /\n/).map((line) => tableIn(line, entry, inner))
    return rows.every((one) => one !== null) ? rows : null
  }
  return split(text, /[、,\uff0c;\uff1b\n]/).map((one) => understood(one, inner))
}

const tableIn = (text: string, member: Shape, place: CellPlace): Keys | null => {
  const entry = entryOf(member)
  const pairs = split(text, /[;\uff1b\n]/).filter((one) => one.trim() !== "")
  const found: Array<readonly [string, unknown]> = []
  for (const pair of pairs) {
    const parts = /^([^=\uff1d]+)[=\uff1d]([\s\S]*)$/.exec(pair)
    if (parts === null) return null
    const [, name = "", value = ""] = parts
    const key = keysOf(member).find((one) => one.name === name.trim() || titleOf(one, place.outer) === name.trim())
    if (key !== undefined) found.push([key.name, understood(value, innerPlace(place, key.shape))])
    else if (isFreeTable(member) && entry !== null)
      found.push([idOf(place.names.groups, name.trim()), understood(value, { ...place, shape: entry, called: null })])
    else found.push([name.trim(), value.trim()])
  }
  return found.length === 0 ? null : Object.fromEntries(found)
}

/** Parts between signs that stand outside quotes and brackets. */
const split = (text: string, by: RegExp): ReadonlyArray<string> => {
  const parts: Array<string> = []
  let part = ""
  let depth = 0
  let isQuoted = false
  for (let index = 0; index < text.length; index++) {
    const sign = text[index] ?? ""
    if (isQuoted) {
      part += sign
      if (sign === "\\") part += text[++index] ?? ""
      else if (sign === '"') isQuoted = false
      continue
    }
    if (sign === '"') isQuoted = true
    else if (/[{[]/.test(sign)) depth += 1
    else if (/[}\]]/.test(sign)) depth -= 1
    if (depth <= 0 && by.test(sign)) {
      parts.push(part)
      part = ""
    } else part += sign
  }
  return [...parts, part]
}

const takes = (shape: Shape, tag: "Number" | "String" | "Null" | "Boolean"): boolean =>
  membersOf(shape).some((member) => member._tag === tag)

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // not JSON: a text that begins like one
    return undefined
  }
}
