import type { Cell } from "@fadu/engine"

export interface CsvRecords {
  readonly cells: ReadonlyArray<Cell>
  /** The line on which a quotation begins that is never closed; nothing from there on is in `cells`. */
  readonly unclosed: number | null
}

/** Cells that one CSV may have, and a list of all agencies that the team itself keeps. */
export const csvLimits = { sheet: 600_000, roster: 2_000_000 } as const

/**
 * Reads delimited text as Excel, WPS and hand-made exports write it: `,`, tab, `;` or `，`, found by counting. The row of a cell is the
 * line on which its record begins. Null when it holds more cells than anything to be assessed has.
 */
export const readCsv = async (text: string, most: number = csvLimits.sheet): Promise<CsvRecords | null> => {
  const { CsvError, parse } = await import("csv-parse/sync")
  if (hasTooManyLines(text, most)) return null
  const lines = text.replace(/\r\n?/g, "\n")
  const said = saidDelimiter(lines)
  const { delimiter, fields } = said === null ? findDelimiter(lines) : { delimiter: said, fields: 0 }
  if (fields > most) return null

  const cells: Array<Cell> = []
  let line = 0
  const take = (record: ReadonlyArray<string>, end: number) => {
    const row = line + 1
    line = end
    if (said !== null && row === 1) return
    for (const [index, raw] of record.entries()) {
      const field = fieldText(raw)
      if (field.trim() !== "") cells.push({ row, column: index + 1, content: { kind: "text", text: field } })
    }
  }
  try {
    parse(lines, {
      ...csvOptions(delimiter),
      on_record: (record: ReadonlyArray<string>, { lines: end }) => {
        take(record, end)
        return null
      },
    })
    return { cells, unclosed: null }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { cells, unclosed: line + 1 }
  }
}

/** The delimiter that the first line names: `sep=;`. */
export const saidDelimiter = (text: string): string | null => /^sep=(.)\n/i.exec(text)?.[1] ?? null

/** Excel is told by ="007" to keep the zeros. */
export const fieldText = (raw: string): string =>
  raw.charCodeAt(0) === 61 ? (/^="([^"]*)"$/.exec(raw)?.[1] ?? raw) : raw

/** For text whose line ends are `\n`. Only a quotation that runs on, to the end or beyond the size of a record, is refused. */
export const csvOptions = (delimiter: string) => ({
  delimiter,
  record_delimiter: "\n",
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: 1_000_000,
})

const hasTooManyLines = (text: string, most: number): boolean => {
  let count = 0
  for (const end of ["\n", "\r"]) for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) count += 1
  return count > 2 * most
}

/** In order of preference. */
const delimiters = [",", "\t", ";", "，"]
const codes = delimiters.map((delimiter) => delimiter.charCodeAt(0))

/** The delimiter that cuts most lines into the same number of fields, and how many fields it makes in all. */
export const findDelimiter = (text: string): { readonly delimiter: string; readonly fields: number } => {
  const counts = delimiters.map(() => new Map<number, number>())
  const totals = delimiters.map(() => 0)
  const inLine = delimiters.map(() => 0)
  let records = 0
  const endLine = () => {
    records += 1
    for (let index = 0; index < delimiters.length; index++) {
      const count = inLine[index] ?? 0
      if (count === 0) continue
      const byCount = counts[index]
      byCount?.set(count, (byCount.get(count) ?? 0) + 1)
      totals[index] = (totals[index] ?? 0) + count
      inLine[index] = 0
    }
  }
  let quoted = false
  // By code, because a large file has millions of characters.
  const [quote, lineEnd] = [34, 10]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) quoted = !quoted
    else if (quoted) continue
    else if (code === lineEnd) endLine()
    else {
      const index = codes.indexOf(code)
      if (index >= 0) inLine[index] = (inLine[index] ?? 0) + 1
    }
  }
  endLine()
  let best = { delimiter: ",", alike: 0, count: 0, total: 0 }
  for (const [index, delimiter] of delimiters.entries()) {
    for (const [count, alike] of counts[index] ?? []) {
      if (alike > best.alike || (alike === best.alike && count > best.count)) {
        best = { delimiter, alike, count, total: totals[index] ?? 0 }
      }
    }
  }
  return { delimiter: best.delimiter, fields: best.total + records }
}
