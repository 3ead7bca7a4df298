import type { Row } from "./Results.ts"
import type { Filter } from "./State.ts"

/** The first letters of every agency's name in pinyin, by code. A name of many readings has several texts, separated by a space. */
export type Initials = ReadonlyMap<string, string>

/** The rows that a filter lets through, in the order given. All parts of a filter must agree. */
export const filterRows = (rows: ReadonlyArray<Row>, filter: Filter, initials: Initials | null): ReadonlyArray<Row> => {
  const wanted = filter.text.normalize("NFKC").trim().toLowerCase()
  return rows.filter(
    (row) =>
      (wanted === "" || isNamed(row, wanted, initials)) &&
      (filter.grade === null || row.card.grade === filter.grade) &&
      (filter.issue === null || has[filter.issue](row)) &&
      (filter.section === null ||
        row.card.sections.some(
          (section) => section.code === filter.section && !section.bonus && section.high < section.full,
        )),
  )
}

const isNamed = ({ card: { agency } }: Row, wanted: string, initials: Initials | null): boolean =>
  agency.name.toLowerCase().includes(wanted) ||
  (agency.short?.toLowerCase().includes(wanted) ?? false) ||
  agency.code.toLowerCase().startsWith(wanted) ||
  (initials?.get(agency.code)?.includes(wanted) ?? false)

const has: { readonly [I in NonNullable<Filter["issue"]>]: (row: Row) => boolean } = {
  errors: (row) => row.errors > 0,
  warnings: (row) => row.warnings > 0,
  pending: (row) => row.card.range.low !== row.card.range.high,
}
