import { type Day, dayOf } from "../Day.ts"
import { readNumeral } from "./numerals.ts"

/** How a text speaks of a day: the day itself, or why it names none. */
export type DayRead =
  | { readonly kind: "day"; readonly day: Day; readonly as: "day" | "serial" | "numeral" }
  | { readonly kind: "month" | "no-year" | "short-year" | "impossible" | "none" }

/** Reads folded text: `2026-03-01`, `2026/3/1`, `2026.3.1`, `2026年3月1日`, `20260301`, `二〇二六年三月一日`, or the serial of a spreadsheet. */
export const readDay = (text: string): DayRead => {
  const dense = text.replace(/ ?([年月日号/.-]) ?/g, "$1").replace(/[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/, "")
  const written =
    /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/.exec(dense) ??
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(dense) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(dense)
  if (written !== null) {
    const [year, month, date] = written
      .slice(1)
      .filter((part) => /^\d+$/.test(part))
      .map(Number)
    return real(year ?? 0, month ?? 0, date ?? 0, "day")
  }
  const spelt =
    /^([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]$/.exec(dense)
  if (spelt !== null) {
    const [year, month, date] = spelt.slice(1).map((part) => readNumeral(part)?.toNumber() ?? 0)
    return real(year ?? 0, month ?? 0, date ?? 0, "numeral")
  }
  if (/^\d{5}$/.test(dense)) return readSerial(Number(dense))
  if (/^\d{4}(年(\d{1,2}月(份|初|底|末|上旬|中旬|下旬)?)?|[-/.]\d{1,2})?$/.test(dense)) return { kind: "month" }
  if (/^\d{1,2}(月\d{1,2}[日号]?|[-/.]\d{1,2})$/.test(dense)) return { kind: "no-year" }
  if (/^\d{1,2}(年\d{1,2}月\d{1,2}[日号]?|([-/.])\d{1,2}\2\d{1,4})$/.test(dense)) return { kind: "short-year" }
  return { kind: "none" }
}

/** A bare number in a day field: a serial of this century, or eight digits. */
export const readSerial = (value: number): DayRead => {
  const whole = Math.floor(value)
  if (whole >= 36_526 && whole <= 73_050) return { kind: "day", day: whole, as: "serial" }
  return whole >= 19_000_101 && whole === value ? readDay(String(value)) : { kind: "none" }
}

const real = (year: number, month: number, date: number, as: "day" | "numeral"): DayRead => {
  const day = dayOf(year, month, date)
  return day === null ? { kind: "impossible" } : { kind: "day", day, as }
}
