import { strFromU8 } from "fflate"
import { Archive, type Part } from "./Archive.ts"
import type { SheetDraft } from "./Draft.ts"
import { Looks } from "./Looks.ts"
import { SharedTexts } from "./SharedTexts.ts"
import { RowWriter } from "./writeRow.ts"
import { sheetPart, writeShell } from "./writeShell.ts"

export interface BookDraft {
  readonly title: string
  readonly author: string
  /** `2027-01-20`: the only day that stands in the file. */
  readonly asOf: string
  /** What is printed at the foot of every page: left, in the middle. */
  readonly foot: { readonly left: string; readonly middle: string }
  readonly sheets: ReadonlyArray<SheetDraft>
}

/**
 * The bytes of a workbook. Equal drafts give equal bytes, whatever the clock and the time zone. Rows are taken one by one and written at
 * once, so that a workbook takes no more memory than its file.
 */
export const writeXlsx = async (draft: BookDraft): Promise<Uint8Array> => {
  const looks = new Looks()
  const texts = new SharedTexts()
  const before = await writeShell(draft, { looks: [], breaks: [] })
  const writer = new RowWriter(looks, texts)
  const archive = new Archive()
  // programs that look at the beginning of a file know it by these
  const first = before.filter(([name]) => FIRST.has(name))
  for (const [name, bytes] of first) archive.add(name, bytes)
  const sheets = draft.sheets.map((sheet, position) => {
    const part = archive.open(sheetPart(position))
    part.write(around(before, position).head)
    return { part, breaks: writeRows(sheet, part, writer) }
  })
  const after = await writeShell(draft, { looks: looks.all, breaks: sheets.map(({ breaks }) => breaks) })
  if (draft.sheets.length > 0) agree(after, looks)
  sheets.forEach(({ part }, position) => {
    part.write(withColumnBreaks(around(after, position).tail, draft.sheets[position]?.columnBreaks ?? []))
    part.close()
  })
  const shared = archive.open(TEXTS)
  for (const piece of texts.xml()) shared.write(piece)
  shared.close()
  const own = new Set([...FIRST, TEXTS, ...draft.sheets.map((_, position) => sheetPart(position))])
  for (const [name, bytes] of after) if (!own.has(name)) archive.add(name, bytes)
  return archive.bytes()
}

const FIRST: ReadonlySet<string> = new Set(["[Content_Types].xml", "_rels/.rels"])
const TEXTS = "xl/sharedStrings.xml"

/** Writes the rows, and says after which of them a printed page ends. */
const writeRows = (sheet: SheetDraft, part: Part, writer: RowWriter): ReadonlyArray<number> => {
  const breaks: Array<number> = []
  const blocks = blocksByRow(sheet)
  let number = 0
  part.write("<sheetData>")
  for (const row of sheet.rows) {
    number++
    const covered = blocks.get(number) ?? []
    part.write(writer.write(number, row, (column) => covered.some(({ from, to }) => from <= column && column <= to)))
    if (row.breakAfter) breaks.push(number)
  }
  part.write("</sheetData>")
  return breaks
}

/** Row by row the columns that merged blocks cover, all but the first cell of each. */
const blocksByRow = ({
  merges,
}: SheetDraft): ReadonlyMap<number, ReadonlyArray<{ readonly from: number; readonly to: number }>> => {
  const rows = new Map<number, Array<{ readonly from: number; readonly to: number }>>()
  for (const [top, left, bottom, right] of merges) {
    for (let row = top; row <= bottom; row++) {
      const known = rows.get(row) ?? []
      known.push({ from: row === top ? left + 1 : left, to: right })
      rows.set(row, known)
    }
  }
  return rows
}

type Shell = Awaited<ReturnType<typeof writeShell>>

const xmlOf = (shell: Shell, position: number): string => {
  const found = shell.find(([name]) => name === sheetPart(position))
  if (found === undefined) throw new Error(`the workbook has no part ${sheetPart(position)}`)
  return strFromU8(found[1])
}

/** What stands before and after the cells of a sheet. Which cells there are is left out: it may be, and the shell does not know. */
const around = (shell: Shell, position: number): { readonly head: string; readonly tail: string } => {
  const found = /^(.*?)<sheetData(?:\/>|>.*<\/sheetData>)(.*)$/s.exec(xmlOf(shell, position))
  const [, head, tail] = found ?? []
  if (head === undefined || tail === undefined)
    throw new Error(`the part ${sheetPart(position)} has no place for cells`)
  return { head: head.replace(/<dimension [^>]*\/>/, ""), tail }
}

/** exceljs knows the ends of pages between rows only. */
const withColumnBreaks = (tail: string, columns: ReadonlyArray<number>): string => {
  if (columns.length === 0) return tail
  const each = columns.map((column) => `<brk id="${column}" max="1048575" man="1"/>`).join("")
  const breaks = `<colBreaks count="${columns.length}" manualBreakCount="${columns.length}">${each}</colBreaks>`
  const before = tail.includes("</rowBreaks>") ? "</rowBreaks>" : "</headerFooter>"
  return tail.replace(before, `${before}${breaks}`)
}

/** The numbers that cells were written with are those the shell gave to the same looks. */
const agree = (shell: Shell, looks: Looks): void => {
  const xml = xmlOf(shell, 0)
  const numbers = [...(/<row r="1".*?<\/row>/s.exec(xml)?.[0] ?? "").matchAll(/<c r="[A-Z]+1" s="(\d+)"/g)].map(
    ([, number]) => Number(number),
  )
  if (looks.all.some((_, index) => numbers[index] !== index + 1)) throw new Error("the looks of cells are not in order")
}
