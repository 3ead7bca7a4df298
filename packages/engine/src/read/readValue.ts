import { dayFromNumber, dayToNumber, writeDay } from "../Day.ts"
import type { Reading } from "../Entry.ts"
import { Rational } from "../Rational.ts"
import type { Field } from "../rubric/Rubric.ts"
import { type Amount, amount } from "../rubric/Scalars.ts"
import { show } from "../show.ts"
import type { Note, ReadCode } from "./codes.ts"
import { fold, key, quote } from "./fold.ts"
import { type DayRead, readDay, readSerial } from "./readDay.ts"
import { readNumber } from "./readNumber.ts"
import type { Content } from "./Table.ts"

/** What one cell says, and what must be told about it. An unreadable one has exactly one error; no other has any. */
export interface ValueRead {
  readonly reading: Reading
  readonly notes: ReadonlyArray<Note>
}

/** What a spreadsheet program leaves of an error or a formula in delimited text. */
const failed = /^\s*(?:#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!)|=.+)\s*$/

/**
 * Understands one cell as a value of a field (填报值): tolerant of form, strict of meaning. What could mean two things is unreadable,
 * never guessed. `unit` is the unit that a header or a neighbouring cell gives to bare numbers, where it is not the field's own.
 */
export const readValue = (field: Field, content: Content | null, unit: string | null = null): ValueRead => {
  if (content === null) return blank
  switch (content.kind) {
    case "error":
      return errorCell(field, content.text)
    case "text":
      if (field.kind !== "text" && failed.test(content.text)) return errorCell(field, content.text.trim())
      return readText(field, content.text, unit)
    case "number":
      return readStoredNumber(field, content, unit)
    case "day":
      return readStoredDay(field, content)
    case "boolean":
      return field.kind === "yes-no"
        ? filled(content.value)
        : field.kind === "text"
          ? filled(rawText(content))
          : unreadable(field, "sheet/unreadable", rawText(content))
  }
}

/** The content as a person would have seen it. */
export const rawText = (content: Content): string => {
  switch (content.kind) {
    case "text":
    case "error":
      return content.text
    case "number":
      // as a spreadsheet shows it: fifteen digits
      return content.percent ? `${Number((content.value * 100).toPrecision(15))}%` : String(content.value)
    case "day":
      return dayFromNumber(Rational.of(Math.floor(content.day))) === null
        ? String(content.day)
        : writeDay(Math.floor(content.day))
    case "boolean":
      return content.value ? "TRUE" : "FALSE"
  }
}

const hundred = Rational.of(100)
const thousand = Rational.of(1000)

const blank: ValueRead = { reading: { state: "blank" }, notes: [] }
const claimed: ValueRead = { reading: { state: "claimed" }, notes: [] }
const noneDone: ValueRead = { reading: { state: "none" }, notes: [] }

const filled = (value: Rational | boolean | string, notes: ReadonlyArray<Note> = []): ValueRead => ({
  reading: { state: "filled", value },
  notes,
})

// ---- words that stand for no value

const placeholders: ReadonlySet<string> = new Set([
  "-",
  "--",
  "---",
  "—",
  "——",
  "———",
  "/",
  "//",
  "\\",
  "空",
  "无数据",
  "n/a",
  "na",
  "#n/a",
  "null",
  "nil",
  "(空)",
  "_",
])

const notApplicable: ReadonlySet<string> = new Set([
  "不涉及",
  "未涉及",
  "不适用",
  "无此项",
  "无此类事项",
  "无此类情况",
  "无相关事项",
  "无相关业务",
  "不涉及此项",
  "不涉及该项",
  "本单位不涉及",
  "我单位不涉及",
  "不涉及本单位",
])

const notDone: ReadonlySet<string> = new Set([
  "未办理",
  "未办",
  "未报送",
  "未报",
  "未公开",
  "未开展",
  "未发布",
  "未制定",
  "未印发",
  "未完成",
  "尚未办理",
  "尚未报送",
  "尚未公开",
  "尚未开展",
  "尚未发布",
])

const yes: ReadonlySet<string> = new Set([
  "是",
  "有",
  "对",
  "√",
  "✓",
  "✔",
  "☑",
  "y",
  "yes",
  "true",
  "已完成",
  "已开展",
  "已建立",
  "已制定",
  "已公开",
  "已报送",
  "已落实",
])
const no: ReadonlySet<string> = new Set([
  "否",
  "无",
  "没有",
  "错",
  "×",
  "✗",
  "✘",
  "✕",
  "╳",
  "x",
  "n",
  "no",
  "false",
  "未完成",
  "未开展",
  "未建立",
  "未制定",
  "未公开",
  "未报送",
  "未落实",
])

/**
 * The words that stand for no value, for yes and for no, as a form that scores itself must know them too: in lower case and without
 * blanks. `blank` is no value, `claimed` 不涉及, `none` 未办理 in a field of days, `noEvidence` no paper.
 */
export const spoken = {
  blank: () => [...placeholders],
  claimed: () => [...notApplicable],
  none: () => [...notDone],
  yes: () => [...yes],
  no: () => [...no],
  noEvidence: () => [...noEvidence, ...placeholders, ...notApplicable],
} as const

/** Whether what stands in a column of evidence (佐证材料) says that there is none: 无, —, 不涉及. */
export const isNoEvidence = (text: string): boolean => {
  const word = fold(text).toLowerCase().replace(/ /g, "")
  return word === "" || placeholders.has(word) || notApplicable.has(word) || noEvidence.has(word)
}

const noEvidence: ReadonlySet<string> = new Set(
  "无 没有 暂无 未提供 未附 无佐证 无佐证材料 否 × x 0 待补 待补充 后补".split(" "),
)

const placeholder = (text: string): ValueRead => ({
  reading: { state: "blank" },
  notes: [
    {
      severity: "note",
      code: "sheet/placeholder",
      message: `填报${quote(text)},按未填报处理`,
      remedy: "有数的请填数,数为零的填 0,确不涉及的填“不涉及”",
    },
  ],
})

// ---- what stood in the cell

const readText = (field: Field, text: string, unit: string | null): ValueRead => {
  const folded = fold(text)
  if (folded === "") return blank
  // figures, by far the most, are none of the words below
  if (!/^[\d.,%]+$/.test(folded)) {
    const word = folded.toLowerCase().replace(/ /g, "")
    if (field.kind === "level") {
      const level = levelOf(field, folded)
      if (level !== null) return filled(level)
    }
    if (placeholders.has(word)) return placeholder(text)
    if (field.kind === "text") return filled(text.trim())
    if (notApplicable.has(word)) return claimed
    if (field.kind === "day" && notDone.has(word)) return noneDone
  }
  // ² and ① are digits after folding, and mean something else
  if (folded !== text && isOdd.test(text) && field.kind !== "text") return unreadable(field, "sheet/unreadable", text)
  switch (field.kind) {
    case "text":
      return filled(text.trim())
    case "level": {
      const level = levelOf(field, folded)
      return level === null ? unreadable(field, "sheet/unreadable", text) : filled(level)
    }
    case "yes-no":
      return readYesNo(field, text, folded)
    case "day":
      return dayRead(field, text, readDay(folded))
    case "count":
    case "number":
    case "rate":
      return readFigure(field, text, unit)
  }
}

const isOdd = /\p{No}/u

const levelOf = (field: Field, text: string): string | null => {
  const wanted = key(text)
  return field.levels?.find((level) => key(level) === wanted) ?? null
}

const readYesNo = (field: Field, text: string, folded: string): ValueRead => {
  const word = folded.toLowerCase().replace(/ /g, "")
  if (yes.has(word)) return filled(true)
  if (no.has(word)) return filled(false)
  // boxes of a printed form: ☑是 □否
  if (/^(?:[√✓✔☑■](?:是|有)[□☐○](?:否|无)|(?:是|有)[√✓✔☑■](?:否|无)[□☐○])$/.test(word)) return filled(true)
  if (/^(?:[□☐○](?:是|有)[√✓✔☑■](?:否|无)|(?:是|有)[□☐○](?:否|无)[√✓✔☑■])$/.test(word)) return filled(false)
  return unreadable(field, "sheet/unreadable", text)
}

const readFigure = (field: Field, text: string, beside: string | null): ValueRead => {
  const folded = fold(text)
  if (field.kind === "count" && (folded === "无" || folded === "没有")) {
    return limited(field, text, Rational.zero, [readAs(text, "0")])
  }
  // of a bare rate the unit beside it is only a hint, see readShare
  const found = readNumber(folded, field.unit ?? null, field.kind === "rate" ? null : beside)
  switch (found.kind) {
    case "none":
      return unreadable(field, "sheet/unreadable", text, found.near)
    case "approximate":
      return unreadable(field, "sheet/approximate", text, found.near)
    case "unit":
      return unreadable(field, "sheet/wrong-unit", beside === null ? text : `${text}${beside}`, found.value)
    case "number": {
      const isShare = found.unit === "%" || found.unit === "‰"
      const notes: Array<Note> = []
      if (found.isNumeral) notes.push(readAs(text, showPlain(field, found.value, found.unit)))
      else if (found.how === "scaled") notes.push(readAs(text, showPlain(field, found.value, null)))
      else if (found.how === "counted") notes.push(otherMeasure(field, text, found.unit ?? ""))
      if (field.kind === "rate") {
        if (isShare) return limited(field, text, found.value.over(found.unit === "%" ? hundred : thousand), notes)
        return found.unit === null
          ? readShare(field, text, found.value, beside, notes)
          : unreadable(field, "sheet/wrong-unit", text)
      }
      if (isShare && found.unit !== field.unit) return unreadable(field, "sheet/wrong-unit", text, found.written)
      return limited(field, text, found.value, notes)
    }
  }
}

/** A bare number in a rate field: up to 1 it is a share. Above, and at 1 and 100, it could be a share or a percentage. */
const readShare = (
  field: Field,
  text: string,
  value: Rational,
  beside: string | null,
  notes: ReadonlyArray<Note> = [],
): ValueRead => {
  if (value.sign <= 0) return limited(field, text, value, notes)
  const above = value.compare(Rational.one)
  if ((beside ?? field.unit) === "%") {
    // the form asks for per cent: 85 is 85 %, while 0.85 may be 0.85 % or 85 %
    return above > 0
      ? limited(field, text, value.over(hundred), notes)
      : unreadable(field, "sheet/ambiguous-rate", text, value)
  }
  return above < 0 ? limited(field, text, value, notes) : unreadable(field, "sheet/ambiguous-rate", text, value)
}

const readStoredNumber = (
  field: Field,
  content: Extract<Content, { readonly kind: "number" }>,
  unit: string | null,
): ValueRead => {
  const raw = rawText(content)
  const value = Rational.of(content.value)
  if (value.isUndefined) return unreadable(field, "sheet/unreadable", raw)
  switch (field.kind) {
    case "text":
      return filled(raw)
    case "level": {
      const level = levelOf(field, raw)
      return level === null ? unreadable(field, "sheet/unreadable", raw) : filled(level)
    }
    case "yes-no":
      return unreadable(field, "sheet/unreadable", raw)
    case "day":
      return content.percent
        ? unreadable(field, "sheet/unreadable", raw)
        : dayRead(field, raw, readSerial(content.value))
    case "rate":
      if (content.percent) return limited(field, raw, value)
      return readShare(field, raw, value, unit)
    case "count":
    case "number":
      if (content.percent) {
        return field.unit === "%"
          ? limited(field, raw, value.times(hundred))
          : unreadable(field, "sheet/wrong-unit", raw)
      }
      return unit === null ? limited(field, raw, value) : readFigure(field, plainDecimal(value), unit)
  }
}

/** Never in exponents, so that it can be read as text. */
const plainDecimal = (value: Rational): string => value.toDecimal(400, null) ?? value.toString()

const readStoredDay = (field: Field, content: Extract<Content, { readonly kind: "day" }>): ValueRead => {
  const raw = rawText(content)
  if (field.kind === "text") return filled(raw)
  const day = dayFromNumber(Rational.of(Math.floor(content.day)))
  return field.kind === "day" && day !== null ? filled(dayToNumber(day)) : unreadable(field, "sheet/unreadable", raw)
}

const dayRead = (field: Field, text: string, found: DayRead): ValueRead => {
  switch (found.kind) {
    case "day": {
      const value = dayToNumber(found.day)
      return filled(value, found.as === "day" ? [] : [readAs(text, show(value, "day"))])
    }
    case "month":
      return refuse(
        "sheet/month-only",
        `填报${quote(text)},只写到月或年,应写到日`,
        "请写明到日,如 2026-03-01;尚未办理的填“未办理”",
      )
    case "no-year":
      return refuse(
        "sheet/unreadable",
        `填报${quote(text)},没有写年份,应为年月日俱全的日期`,
        "请写明年月日,如 2026-03-01",
      )
    case "short-year":
      return refuse(
        "sheet/unreadable",
        `填报${quote(text)},年份不是四位,应为年月日俱全的日期`,
        "请写明四位年份,如 2026-03-01",
      )
    case "impossible":
      return refuse("sheet/unreadable", `填报${quote(text)},历法中没有这一天`, "请核对后写明日期,如 2026-03-01")
    case "none":
      return unreadable(field, "sheet/unreadable", text)
  }
}

// ---- limits

const limited = (field: Field, raw: string, value: Rational, notes: ReadonlyArray<Note> = []): ValueRead => {
  if (field.kind === "count" && !value.isInteger) {
    return refuse(
      "sheet/unreadable",
      `填报${quote(raw)},应为${expected(field)}`,
      `请核对后填整数,如 ${value.toDecimal(0, "cut") ?? "12"}`,
    )
  }
  const least: Amount | undefined = field.min ?? (field.kind === "number" ? undefined : 0)
  if (least !== undefined && value.compare(amount(least)) < 0) {
    return refuse(
      "sheet/out-of-range",
      `填报${quote(raw)},小于最小值 ${showLimit(field, least)}`,
      `请核对后填不小于 ${showLimit(field, least)} 的数`,
    )
  }
  if (field.max !== undefined && value.compare(amount(field.max)) > 0) {
    return refuse(
      "sheet/out-of-range",
      `填报${quote(raw)},大于最大值 ${showLimit(field, field.max)}`,
      `请核对后填不大于 ${showLimit(field, field.max)} 的数`,
    )
  }
  return filled(value, notes)
}

const showLimit = (field: Field, limit: Amount): string =>
  show(amount(limit), field.kind === "rate" ? "rate" : "number")

// ---- words for what was wrong

const refuse = (code: ReadCode, message: string, remedy: string): ValueRead => ({
  reading: { state: "unreadable" },
  notes: [{ severity: "error", code, message, remedy }],
})

const errorCell = (field: Field, text: string): ValueRead =>
  text.startsWith("=")
    ? refuse(
        "sheet/error-cell",
        `单元格是没有计算结果的公式 ${quote(text)},应为${expected(field)}`,
        `请在表格软件中重新计算并保存,或直接填数,如 ${example(field)}`,
      )
    : refuse(
        "sheet/error-cell",
        `单元格是公式错误 ${quote(text)},应为${expected(field)}`,
        `请改正公式,或直接填数,如 ${example(field)}`,
      )

const unreadable = (field: Field, code: ReadCode, raw: string, near: Rational | null = null): ValueRead => {
  const found = `填报${quote(raw)}`
  const instance = near === null ? example(field) : exampleOf(field, near)
  switch (code) {
    case "sheet/approximate":
      return refuse(code, `${found},是约数或范围,应为${expected(field)}`, `请填确切数,如 ${instance}`)
    case "sheet/wrong-unit":
      return refuse(
        code,
        `${found},单位${field.unit === undefined ? "" : `与应填的“${field.unit}”`}不符,应为${expected(field)}`,
        `请折算后只填数字,如 ${example(field)}`,
      )
    case "sheet/ambiguous-rate": {
      const value = near ?? Rational.one
      return value.compare(hundred) > 0
        ? refuse(code, `${found},应为${expected(field)}`, `请写明百分号,如 ${example(field)}`)
        : refuse(
            code,
            `${found},可能是 ${show(value.over(hundred), "rate")},也可能是 ${show(value, "rate")},应为${expected(field)}`,
            `请写明百分号:${show(value.over(hundred), "rate")} 或 ${show(value, "rate")}`,
          )
    }
    default:
      return refuse(code, `${found},应为${expected(field)}`, remedyFor(field, instance))
  }
}

const remedyFor = (field: Field, instance: string): string => {
  switch (field.kind) {
    case "yes-no":
      return "请填“是”或“否”"
    case "level":
      return `请填其中之一:${(field.levels ?? []).join("、")}`
    case "day":
      return `请写明日期,如 ${instance};尚未办理的填“未办理”`
    default:
      return `请只填${field.kind === "rate" ? "百分数" : "数字"},如 ${instance}`
  }
}

const expected = (field: Field): string => {
  const unit = field.unit === undefined ? "" : `(单位:${field.unit})`
  switch (field.kind) {
    case "count":
      return `整数${unit}`
    case "number":
      return `数字${unit}`
    case "rate":
      return "带百分号的百分数,或小于 1 的小数"
    case "yes-no":
      return "“是”或“否”"
    case "day":
      return "写到日的日期"
    case "level":
      return `等级“${(field.levels ?? []).join("”“")}”之一`
    case "text":
      return "文字"
  }
}

const example = (field: Field): string => {
  switch (field.kind) {
    case "count":
      return "12"
    case "number":
      return "12.5"
    case "rate":
      return "85%"
    case "yes-no":
      return "是"
    case "day":
      return "2026-03-01"
    case "level":
      return field.levels?.[0] ?? ""
    case "text":
      return "文字"
  }
}

const exampleOf = (field: Field, near: Rational): string => {
  if (field.kind === "rate") return near.compare(hundred) <= 0 ? show(near.over(hundred), "rate") : example(field)
  return field.kind === "count" && !near.isInteger ? example(field) : show(near, "number")
}

const readAs = (text: string, value: string): Note => ({
  severity: "note",
  code: "sheet/read-as",
  message: `填报${quote(text)},读作 ${value}`,
  remedy: "读法不对的,请改填后重报",
})

const otherMeasure = (field: Field, text: string, unit: string): Note => ({
  severity: "note",
  code: "sheet/read-as",
  message: `填报${quote(text)},量词“${unit}”与应填的“${field.unit ?? ""}”不同,按“${field.unit ?? ""}”计`,
  remedy: "口径不同的,请按应填的单位重报",
})

const showPlain = (field: Field, value: Rational, unit: string | null): string =>
  `${show(value, "number")}${unit === "%" || unit === "‰" ? unit : (field.unit ?? "")}`
