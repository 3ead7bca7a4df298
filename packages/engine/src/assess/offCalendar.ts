import { dayFromNumber, partsOfDay, writeDay } from "../Day.ts"
import { nodesOf } from "../formula/readings.ts"
import type { Issue } from "../Issue.ts"
import { Rational } from "../Rational.ts"
import { yearsOf } from "../Workdays.ts"
import type { Part } from "./Assessment.ts"
import { Reader } from "./Showing.ts"

/** Days that the calendar of working days does not have, each year told once: what is counted from them stays open. */
export const offCalendar = (part: Part): ReadonlyArray<Issue> => {
  const { plan, figures } = part
  if (plan.workdays === null) return []
  const { from, to } = yearsOf(plan.workdays)
  const reader = new Reader(part)
  const years = new Map<number, Issue>()
  for (const group of plan.groups) {
    const days = group.marks
      .flatMap(({ losses }) => losses.flatMap(({ dated }) => dated))
      .flatMap((condition) => [...nodesOf(condition)].flatMap((node) => (node.kind === "on-calendar" ? [node.of] : [])))
    figures.units.forEach((unit, index) => {
      if (unit.group !== group.id) return
      for (const formula of days) {
        const value = reader.number(formula, index)
        const day = value instanceof Rational && !value.isUndefined ? dayFromNumber(value) : null
        if (day === null) continue
        const { year } = partsOfDay(day)
        if ((year >= from && year <= to) || years.has(year)) continue
        const at =
          formula.kind === "input" ? figures.fields.get(formula.field)?.origins.at(index)?.entry?.at : undefined
        years.set(year, {
          severity: "error",
          code: "calendar/missing",
          message: `${unit.name}有日期 ${writeDay(day)},工作日历只有 ${from} 至 ${to} 年,${year} 年的工作日无从计算`,
          remedy: "请把该年的放假安排写入批次文件夹的 calendar.csv(日期、安排);在此之前有关分值待定",
          at: at ?? null,
          agency: unit.code,
        })
      }
    })
  }
  return [...years.values()]
}
