import { dayFromNumber } from "../../Day.ts"
import { Rational } from "../../Rational.ts"
import { isOnCalendar, workdaysBetween } from "../../Workdays.ts"
import { call, type ExcelTree, excelNumber, operator } from "../Excel.ts"
import type { Formula, OnCalendar, WorkdaysBetween } from "../Formula.ts"
import type { ExcelScope, Kind, TypeScope } from "../Kind.ts"

const wantNumber = (part: Formula, scope: TypeScope): void => {
  const found = scope.typeOf(part)
  if (found !== "number") scope.mismatch(part, found, "number")
}

/** 工作日数: how many working days lie after `from`, up to and including `to`. Undefined outside the calendar. */
export const workdays: Kind<WorkdaysBetween> = {
  parts: ({ from, to }) => [from, to],
  type: ({ from, to }, scope) => {
    wantNumber(from, scope)
    wantNumber(to, scope)
    return "number"
  },
  evaluate: ({ from, to }, scope) => {
    const [start, end] = [scope.number(from), scope.number(to)]
    const calendar = scope.workdays
    return {
      type: "number",
      at: (unit) => {
        const [a, b] = [dayFromNumber(start(unit)), dayFromNumber(end(unit))]
        const count = a === null || b === null || calendar === null ? null : workdaysBetween(calendar, a, b)
        return count === null ? Rational.undefined : Rational.of(count)
      },
    }
  },
  words: ({ from, to }, scope) => ({
    text: `工作日数(${scope.words(from).text}, ${scope.words(to).text})`,
    strength: 4,
  }),
  excel: ({ from, to }, scope) => operator("-", upTo(to, scope), upTo(from, scope)),
  bounds: () => ({ type: "number", low: null, high: null }),
}

const upTo = (day: Formula, scope: ExcelScope): ExcelTree =>
  call(
    "INDEX",
    scope.workdays.upTo,
    operator("-", scope.excel(day), excelNumber(Rational.of(scope.workdays.first - 1))),
  )

/** Whether the calendar of working days has the day. */
export const onCalendar: Kind<OnCalendar> = {
  parts: ({ of }) => [of],
  type: ({ of }, scope) => {
    wantNumber(of, scope)
    return "boolean"
  },
  evaluate: ({ of }, scope) => {
    const read = scope.number(of)
    const calendar = scope.workdays
    return {
      type: "boolean",
      at: (unit) => {
        const day = dayFromNumber(read(unit))
        return day !== null && calendar !== null && isOnCalendar(calendar, day)
      },
    }
  },
  words: ({ of }, scope) => ({ text: `${scope.words(of).text}在工作日历之内`, strength: 1 }),
  // an empty cell, and what is typed for one, is no number
  excel: ({ of }, scope) => {
    const day = scope.excel(of)
    const { first, last } = scope.workdays
    return call(
      "IF",
      call("ISNUMBER", day),
      call(
        "AND",
        operator(">=", day, excelNumber(Rational.of(first))),
        operator(">=", excelNumber(Rational.of(last)), day),
      ),
      { kind: "truth", value: false },
    )
  },
  bounds: () => ({ type: "boolean", canHold: true, canFail: true }),
}
