import { type Field, stateWords } from "@fadu/engine"
import { leastOf, plainAmount } from "./allowed.ts"

/** What a form cannot tell by itself and `fadu self` can: no state of a value, and never a number. */
export const UNSURE = "待核算"

/** Where one cell of a form stands, and where the steps by which it is understood stand. All but `typed` are cells of a hidden sheet. */
export interface CellPlaces {
  readonly typed: string
  readonly word: string
  readonly text: string
  readonly plain: string
  readonly number: string
  readonly reading: string
  /** The unit that stands beside the cell or in its heading. */
  readonly unit: string
}

/** Where the words stand that cells are compared with. */
export interface WordPlaces {
  readonly blank: string
  readonly claimed: string
  readonly none: string
  readonly yes: string
  readonly no: string
  /** 零, 一, 二 … one below the other. */
  readonly numerals: string
  /** Of a field of levels. */
  readonly levels: string
}

export type CellStep = Exclude<keyof CellPlaces, "typed" | "unit"> | "value"

/**
 * How a cell reads, as `readValue` has it, in functions that every spreadsheet program has. What only the reader can tell is 待核算:
 * a text in the place of a number that is none of the simple writings, or a number that shows as a date.
 */
export const cellFormulas = (
  field: Field,
  at: CellPlaces,
  words: WordPlaces,
): { readonly [S in CellStep]: string | null } => {
  const isFigure = field.kind === "count" || field.kind === "number" || field.kind === "rate"
  const isDay = field.kind === "day"
  return {
    // programs write a truth as text in different words
    word: `IF(ISLOGICAL(${at.typed}),IF(${at.typed},"是","否"),${wordOf(at.typed)})`,
    text: isFigure || isDay ? `IF(ISNUMBER(${at.typed}),"",IFERROR(TRIM(ASC(${at.typed}&"")),""))` : null,
    plain: isFigure ? withoutUnit(field, at.text) : isDay ? dashed(at.text) : null,
    number: isFigure ? figureOf(field, at, words) : isDay ? dayOf(at) : null,
    reading: readingOf(field, at, words),
    value: valueIn(field, at, words),
  }
}

export const wordOf = (cell: string): string => `IFERROR(LOWER(SUBSTITUTE(TRIM(${cell}&"")," ","")),"错误")`
export const isIn = (range: string, word: string): string => `SUMPRODUCT(--(${range}=${word}))>0`

/** A text inside a formula, in pieces that it takes. */
export const quoted = (value: string): string =>
  (value.match(/[\s\S]{1,200}/g) ?? [""]).map((piece) => `"${piece.replaceAll('"', '""')}"`).join("&")

const withoutUnit = ({ kind, unit = "" }: Field, text: string): string => {
  const ending = kind === "rate" ? "%" : unit
  if (ending === "") return text
  const rest = `TRIM(LEFT(${text},LEN(${text})-${ending.length}))`
  return `IF(RIGHT(${text},${ending.length})=${quoted(ending)},${rest},${text})`
}

/** How a number shows: `P` as a percentage, `D` as a day. */
const shows = (cell: string, as: "P" | "D"): string => `LEFT(CELL("format",${cell}),1)="${as}"`

const figureOf = ({ kind }: Field, { typed, text, plain, unit }: CellPlaces, { numerals }: WordPlaces): string => {
  const written = numberIn(plain, numerals)
  if (kind !== "rate")
    return `IFERROR(IF(ISNUMBER(${typed}),IF(OR(${shows(typed, "P")},${shows(typed, "D")}),"",${typed}),${written}),"")`
  // a bare number below 1 is a share; where per cent is asked for, one above 1 is a percentage; all others could be either
  const bare = (value: string): string =>
    unit === "%" ? `IF(${value}<=0,${value},IF(${value}>1,${value}/100,""))` : `IF(${value}<1,${value},"")`
  return `IFERROR(IF(ISNUMBER(${typed}),IF(${shows(typed, "P")},${typed},IF(${shows(typed, "D")},"",${bare(typed)})),IF(RIGHT(${text},1)="%",${written}/100,${bare(written)})),"")`
}

const DIGITS = '{"0","1","2","3","4","5","6","7","8","9","."}'

/** Digits, with commas by thousands or without, or a small Chinese numeral; else empty. */
const numberIn = (text: string, numerals: string): string => {
  const dense = `SUBSTITUTE(${text},",","")`
  const first = numerals.split(":")[0] ?? numerals
  const isNumber = [
    `LEN(${dense})>0`,
    // as many digits as a program keeps
    `LEN(${dense})<=15`,
    `SUMPRODUCT(LEN(${dense})-LEN(SUBSTITUTE(${dense},${DIGITS},"")))=LEN(${dense})`,
    `LEN(${dense})-LEN(SUBSTITUTE(${dense},".",""))<=1`,
    `LEFT(${dense},1)<>"."`,
    `RIGHT(${dense},1)<>"."`,
  ].join(",")
  const areThousands = `OR(${text}=${dense},TEXT(INT(VALUE(${dense})),"#,##0")=LEFT(${text},FIND(".",${text}&".")-1))`
  return `IF(${isIn(numerals, text)},SUMPRODUCT((${numerals}=${text})*(ROW(${numerals})-ROW(${first}))),IF(AND(${isNumber}),IF(${areThousands},VALUE(${dense}),""),""))`
}

/** 2026年3月1日, 2026/3/1 and 2026.3.1 as 2026-3-1. */
const dashed = (text: string): string =>
  [
    ["年", "-"],
    ["月", "-"],
    ["/", "-"],
    [".", "-"],
    ["日", ""],
    ["号", ""],
  ].reduce((inner, [from, to]) => `SUBSTITUTE(${inner},"${from}","${to}")`, text)

/** A day of this century, as `readSerial` has it, or one that is written out. */
const dayOf = ({ typed, text, plain }: CellPlaces): string => {
  const second = `FIND("-",${plain},6)`
  const day = `DATE(VALUE(LEFT(${plain},4)),VALUE(MID(${plain},6,${second}-6)),VALUE(MID(${plain},${second}+1,2)))`
  const isReal = `OR(${plain}=TEXT(${day},"yyyy-m-d"),${plain}=TEXT(${day},"yyyy-mm-dd"))`
  const inWords = `SUBSTITUTE(SUBSTITUTE(${plain},"-","年",1),"-","月",1)`
  const isAlike = [
    plain,
    `SUBSTITUTE(${plain},"-","/")`,
    `SUBSTITUTE(${plain},"-",".")`,
    inWords,
    `${inWords}&"日"`,
    `${inWords}&"号"`,
  ]
    .map((writing) => `${text}=${writing}`)
    .join(",")
  const stored = `IF(AND(INT(${typed})>=36526,INT(${typed})<=73050,NOT(${shows(typed, "P")})),INT(${typed}),"")`
  return `IFERROR(IF(ISNUMBER(${typed}),${stored},IF(AND(${isReal},OR(${isAlike})),${day},"")),"")`
}

const readingOf = (field: Field, { typed, word, number }: CellPlaces, words: WordPlaces): string => {
  const { filled, blank, claimed, none, unreadable } = stateWords
  const isText = field.kind === "text"
  const cases: Array<readonly [when: string, state: string]> = [
    [`ISERROR(${typed})`, unreadable],
    [`${word}=""`, blank],
  ]
  // an error that is only written, or a formula without a result
  if (!isText) cases.push([`OR(LEFT(${word},1)="#",LEFT(${word},1)="=")`, UNSURE])
  if (field.kind === "level") cases.push([isIn(words.levels, `TRIM(${typed}&"")`), filled])
  cases.push([isIn(words.blank, word), blank])
  if (!isText) cases.push([isIn(words.claimed, word), claimed])
  switch (field.kind) {
    case "text":
      break
    case "level":
      cases.push([`ISLOGICAL(${typed})`, unreadable])
      break
    case "yes-no":
      cases.push([`OR(${isIn(words.yes, word)},${isIn(words.no, word)})`, filled], [`ISNUMBER(${typed})`, unreadable])
      break
    case "day":
      cases.push([isIn(words.none, word), none], [`ISNUMBER(${number})`, filled], [`ISLOGICAL(${typed})`, unreadable])
      break
    default: {
      const least = leastOf(field)
      const limits = [
        ...(field.kind === "count" ? [`${number}=INT(${number})`] : []),
        ...(least === undefined ? [] : [`${number}>=${plainAmount(least)}`]),
        ...(field.max === undefined ? [] : [`${number}<=${plainAmount(field.max)}`]),
      ]
      cases.push([
        limits.length === 0 ? `ISNUMBER(${number})` : `IF(ISNUMBER(${number}),AND(${limits.join(",")}),FALSE)`,
        filled,
      ])
      if (field.kind === "count" && (least === undefined || least === 0))
        cases.push([`OR(${word}="无",${word}="没有")`, filled])
      cases.push([`OR(ISNUMBER(${number}),ISLOGICAL(${typed}))`, unreadable])
    }
  }
  return cases.reduceRight((rest, [when, state]) => `IF(${when},"${state}",${rest})`, `"${isText ? filled : UNSURE}"`)
}

const valueIn = ({ kind }: Field, { typed, word, number, reading }: CellPlaces, words: WordPlaces): string => {
  const filled = `${reading}="${stateWords.filled}"`
  switch (kind) {
    case "yes-no":
      return `IF(${filled},IF(${isIn(words.yes, word)},"是","否"),"—")`
    case "level":
    case "text":
      return `IF(${filled},TRIM(${typed}&""),"")`
    case "day":
      return `IF(${filled},${number},"—")`
    default:
      return `IF(${filled},IF(ISNUMBER(${number}),${number},0),"—")`
  }
}

/** What to do where a cell is 待核算. */
export const rewriting = ({ kind, unit }: Field): string => {
  switch (kind) {
    case "count":
    case "number":
      return unit === undefined || unit === "" ? "请改写为数字" : `请改写为数字(单位:${unit})`
    case "rate":
      return "请改写为百分数,如 85%"
    case "day":
      return "请改写为日期,如 2026-3-1"
    case "yes-no":
      return "请改填“是”或“否”"
    case "level":
    case "text":
      return "请从下拉列表中选择"
  }
}
