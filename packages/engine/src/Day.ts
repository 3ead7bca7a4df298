import { Rational } from "./Rational.ts"

/**
 * A calendar day (日期) as the whole number that spreadsheets use: days since 1899-12-30, so 2026-03-01 is 46082.
 * Written `2026-03-01` in files. Days before 1900-03-01 are not used (spreadsheets disagree about them).
 */
export type Day = number

const EPOCH = Date.UTC(1899, 11, 30)
const LENGTH = 86_400_000

/** The day of a year, month (1 to 12) and day of month; null where the calendar has no such day or it lies outside 1901 to 2199. */
export const dayOf = (year: number, month: number, date: number): Day | null => {
  if (year < 1901 || year > 2199) return null
  const time = Date.UTC(year, month - 1, date)
  const back = new Date(time)
  if (back.getUTCFullYear() !== year || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== date) return null
  return Math.round((time - EPOCH) / LENGTH)
}

/** Reads `2026-03-01`; anything else is null. */
export const parseDay = (text: string): Day | null => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts === null ? null : dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}

export const partsOfDay = (day: Day): { readonly year: number; readonly month: number; readonly date: number } => {
  const moment = new Date(EPOCH + day * LENGTH)
  return { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, date: moment.getUTCDate() }
}

/** `2026-03-01` */
export const writeDay = (day: Day): string => {
  const { year, month, date } = partsOfDay(day)
  return `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`
}

/** The day that a number stands for, or null when it is not a whole number of days in range. */
export const dayFromNumber = (value: Rational): Day | null => {
  if (!value.isInteger) return null
  const day = value.toNumber()
  return day >= 367 && day <= 109_574 ? day : null
}

export const dayToNumber = (day: Day): Rational => Rational.of(day)
