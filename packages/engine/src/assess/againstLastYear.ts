import type { Entry } from "../Entry.ts"
import type { Address, Issue } from "../Issue.ts"
import { lastYear, type PlanField } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { quantity, show } from "../show.ts"
import { type Part, stateAt } from "./Assessment.ts"
import { stated } from "./figuresGiven.ts"

/**
 * Counts and amounts more than five times those of the year before, or less than a fifth (同比异常): most often a unit or a digit. What the
 * team has confirmed is not asked again, and of few nobody needs to be told.
 */
export const againstLastYear = (parts: ReadonlyArray<Part>, figures: ReadonlyArray<Entry>): ReadonlyArray<Issue> => {
  const then = new Map<string, Entry>()
  for (const entry of figures) then.set(`${entry.agency}\n${entry.field}`, entry)
  if (then.size === 0) return []
  return parts.flatMap((part) =>
    part.figures.units.flatMap((unit, index) =>
      part.plan.fields.flatMap((field): ReadonlyArray<Issue> => {
        const before = then.get(`${unit.code}\n${field.id}`)
        const now = before === undefined ? null : amountOf(part, field, index)
        const old = before?.reading.state === "filled" ? before.reading.value : null
        if (before === undefined || now === null || !(old instanceof Rational)) return []
        const text = changeText(field, now.value, old)
        if (text === null) return []
        return [
          {
            severity: "warning",
            code: "check/last-year",
            message: text,
            remedy: "请核对计量单位、位数和统计口径;数据无误的,请说明增减的原因",
            at: now.at,
            also: [before.at],
            agency: unit.code,
          },
        ]
      }),
    ),
  )
}

const FIVE = Rational.of(5)
/** Below this a change by a few is more than fivefold and means nothing. */
const ENOUGH = Rational.of(20)

const changeText = ({ label, format, unit }: PlanField, now: Rational, old: Rational): string | null => {
  if (now.sign < 0 || old.sign < 0 || now.max(old).compare(ENOUGH) < 0) return null
  const text = (value: Rational): string => quantity(show(value, format), unit)
  const both = `“${label}”${text(now)},上年 ${text(old)}`
  if (now.compare(old.times(FIVE)) > 0)
    return old.sign === 0 ? `${both},上年没有而今年很多` : `${both},是上年的 ${times(now, old)} 倍`
  if (old.compare(now.times(FIVE)) > 0)
    return now.sign === 0 ? `${both},今年一件也没有` : `${both},上年是今年的 ${times(old, now)} 倍`
  return null
}

const times = (more: Rational, less: Rational): string =>
  show(more.over(less).rounded(Rational.ratio(1, 10), "half-up"), "number")

/** What stands this year, where nobody has confirmed it yet. */
const amountOf = (
  { figures }: Part,
  { id, field, format }: PlanField,
  unit: number,
): { readonly value: Rational; readonly at: Address | null } | null => {
  const column = figures.fields.get(id)
  if (field === null || column?.column.type !== "number" || (format !== "count" && format !== "number")) return null
  const state = stateAt(figures, id, unit)
  const value = column.column.values[unit] ?? Rational.undefined
  if (!stated.has(state) || state === "verified" || state === "corrected" || value.isUndefined) return null
  return { value, at: column.origins.at(unit)?.entry?.at ?? null }
}

export interface Before {
  /** Where the files of that round are, for addresses. */
  readonly folder: string
  /** Codes of those that are the same agency in both rounds. */
  readonly agencies: ReadonlySet<string>
  readonly now: ReadonlyArray<Part>
}

/** The figures of a round that has been scored, as those of the year before: of fields that still have the same name and unit. */
export const figuresOfLastYear = (
  parts: ReadonlyArray<Part>,
  { folder, agencies, now }: Before,
): ReadonlyArray<Entry> => {
  const name = ({ id, label, unit }: PlanField): string => [id, label, unit].join("\n")
  const kept = new Set(now.flatMap(({ plan }) => plan.fields.map(name)))
  return parts.flatMap((part) =>
    part.plan.fields
      .filter((field) => kept.has(name(field)))
      .flatMap(({ id }) => {
        const column = part.figures.fields.get(id)
        if (column?.column.type !== "number") return []
        const { values } = column.column
        return part.figures.units.flatMap(({ code }, index): ReadonlyArray<Entry> => {
          const value = values[index] ?? Rational.undefined
          const at = column.origins.at(index)?.entry?.at
          const isKnown = !value.isUndefined && stated.has(stateAt(part.figures, id, index))
          if (!agencies.has(code) || at === undefined || !isKnown) return []
          return [
            {
              agency: code,
              field: id,
              source: lastYear,
              reading: { state: "filled", value },
              raw: "",
              evidence: null,
              at: { ...at, file: `${folder}/${at.file}` },
            },
          ]
        })
      }),
  )
}
