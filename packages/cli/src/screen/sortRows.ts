import type { Row } from "./Results.ts"
import type { Sort } from "./State.ts"

/** Rows in the order of a column. What has no value there comes last both ways; equal values stand by place, then by code. */
export const sortRows = (rows: ReadonlyArray<Row>, { by, descending }: Sort): ReadonlyArray<Row> => {
  const keyed = rows.map((row) => ({ row, value: valueAt(row, by) }))
  const sign = descending ? -1 : 1
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) {
      return (a.value === null ? 1 : 0) - (b.value === null ? 1 : 0) || byPlace(a.row, b.row)
    }
    return (a.value < b.value ? -sign : a.value > b.value ? sign : 0) || byPlace(a.row, b.row)
  })
  return keyed.map(({ row }) => row)
}

const standings: ReadonlyArray<Row["standing"]> = ["placed", "pending", "apart"]

/** By place; then those whose points wait, the most certain points first; then those apart. */
export const byPlace = (a: Row, b: Row): number =>
  standings.indexOf(a.standing) - standings.indexOf(b.standing) ||
  (a.card.place ?? 0) - (b.card.place ?? 0) ||
  (a.card.place === null ? b.card.range.low - a.card.range.low : 0) ||
  (a.card.agency.code < b.card.agency.code ? -1 : a.card.agency.code > b.card.agency.code ? 1 : 0)

/** The kinds together, in each its places. */
const amongKey = (among: NonNullable<Row["card"]["among"]>[number] | undefined): string | null =>
  among === undefined || among.place === null ? null : `${among.kind}${String(among.place).padStart(6, "0")}`

const valueAt = ({ card, basePlace, errors, warnings, standing }: Row, by: string): number | string | null => {
  switch (by) {
    case "place":
      return standing === "placed" ? (card.place ?? 0) : null
    case "name":
      return card.agency.code
    case "total":
      return card.range.low
    case "grade":
      return card.grade
    case "base":
      return card.base
    case "basePlace":
      return basePlace
    case "bonus":
      return card.bonus
    case "issues":
      return errors * 1000 + warnings
    default:
      if (by.startsWith("among:")) return amongKey(card.among?.[Number(by.slice(6))])
      return card.sections.find(({ code }) => `section:${code}` === by)?.awarded ?? null
  }
}
