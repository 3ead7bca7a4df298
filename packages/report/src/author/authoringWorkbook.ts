import type { Rubric } from "@fadu/engine"
import { type AuthoredColumn, type AuthoredSheet, type AuthoredValue, authoringTables } from "@fadu/engine/author"
import {
  type Allowed,
  type Cell,
  columnName,
  empty,
  number,
  type RowDraft,
  row,
  type SheetDraft,
  sheet,
  text,
} from "../Draft.ts"
import { wideText } from "../forms/rows.ts"
import { displayWidth } from "../width.ts"
import { writeXlsx } from "../writeXlsx.ts"

/** The rubric as a workbook to write in (编写工作簿), with drop-downs; `files` reads it back. Equal rubrics give equal bytes. */
export const authoringWorkbook = (rubric: Rubric): Promise<Uint8Array> => {
  const sheets = authoringTables(rubric)
  const lists = listsOf(sheets)
  return writeXlsx({
    title: rubric.title,
    author: "法度",
    asOf: rubric.period.from,
    foot: { left: rubric.title, middle: `版本 ${rubric.version}` },
    sheets: [...sheets.map((one) => draftOf(one, lists)), optionsSheet(lists)],
  })
}

const optionsName = "选项"

/** Lines below the last that are ready to be written in. */
const spare = 40

type Choices = ReadonlyArray<string>

/** What may be chosen, each list once; a list stands in one column of a hidden sheet, since words may hold commas. */
const listsOf = (sheets: ReadonlyArray<AuthoredSheet>): ReadonlyArray<Choices> => {
  const all = sheets.flatMap(({ columns, choicesByRow }) => [
    ...columns.map(({ choices }) => choices),
    ...(choicesByRow ?? []),
  ])
  return [...new Map(all.flatMap((choices) => (choices === null ? [] : [[choices.join("\n"), choices]]))).values()]
}

const optionsSheet = (lists: ReadonlyArray<Choices>): SheetDraft =>
  sheet({
    name: optionsName,
    widths: lists.map(() => 24),
    heading: { rows: 0, columns: 0 },
    isHidden: true,
    rows: Array.from({ length: Math.max(1, ...lists.map(({ length }) => length)) }, (_, index) =>
      row(lists.map((list): Cell => (list[index] === undefined ? empty() : text(list[index])))),
    ),
  })

const draftOf = (given: AuthoredSheet, lists: ReadonlyArray<Choices>): SheetDraft => {
  const { columns, choicesByRow } = given
  const levels = [...new Set(columns.map(({ level }) => level))].filter((level) => level !== "")
  const lead = Math.min(columns.length, 8)
  const above: ReadonlyArray<RowDraft> = [
    row(wideText(given.name, "workTitle", lead)),
    row(wideText(given.note, "note", lead)),
    ...(levels.length > 0 ? [row(bandOf(columns))] : []),
  ]
  const head = above.length + 1
  const rows = [
    ...above,
    row(columns.map(({ head: title }) => text(title, "head"))),
    ...given.rows.map((values) => row(values.map((value, index) => cellOf(value, columns[index])))),
    ...Array.from({ length: choicesByRow === null ? spare : 0 }, () =>
      row(columns.map((column) => cellOf(null, column))),
    ),
  ]
  return sheet({
    name: given.name,
    widths: columns.map(widthOf),
    // the two levels stay in sight beside the rules
    heading: { rows: head, columns: levels.length > 0 ? columns.findIndex(({ level }) => level === levels[1]) + 2 : 1 },
    pagesWide: levels.length > 0 ? 3 : 1,
    merges: [
      ...[1, 2].flatMap((line) => (lead > 1 ? [[line, 1, line, lead] as const] : [])),
      ...bandMerges(columns, head - 1),
    ],
    rows,
    allowed: [
      ...columns.flatMap(({ choices, head: title, hint }, index) =>
        choices === null
          ? []
          : Array.from({ length: rows.length - head }, (_, line) =>
              allowedAt({ row: head + 1 + line, column: index + 1 }, { head: title, hint, choices, lists }),
            ),
      ),
      ...(choicesByRow ?? []).flatMap((choices, line) =>
        choices === null
          ? []
          : [
              allowedAt(
                { row: head + 1 + line, column: 2 },
                { head: String(given.rows[line]?.[0] ?? ""), hint: "", choices, lists },
              ),
            ],
      ),
    ],
  })
}

/** One cell for each level, over its columns. */
const bandOf = (columns: ReadonlyArray<AuthoredColumn>): ReadonlyArray<Cell> =>
  columns.map(({ level }, index) => (columns[index - 1]?.level === level ? empty("block") : text(level, "block")))

const bandMerges = (
  columns: ReadonlyArray<AuthoredColumn>,
  line: number,
): ReadonlyArray<readonly [number, number, number, number]> =>
  [...new Set(columns.map(({ level }) => level))].flatMap((level) => {
    const from = columns.findIndex((one) => one.level === level) + 1
    const to = columns.findLastIndex((one) => one.level === level) + 1
    return level === "" || to === from ? [] : [[line, from, line, to] as const]
  })

const rooms = { short: 6, medium: 20, long: 36 } as const

const widthOf = ({ head, choices, room }: AuthoredColumn): number =>
  Math.max(
    rooms[room],
    Math.min(28, Math.max(displayWidth(head) + 3, ...(choices ?? []).map((choice) => displayWidth(choice) + 4))),
  )

const cellOf = (value: AuthoredValue, column: AuthoredColumn | undefined): Cell => {
  const role = column?.room === "short" ? "centre" : "text"
  if (value === null) return empty(role)
  return typeof value === "number" ? number(value, "General", role) : text(value, role)
}

const allowedAt = (
  place: { readonly row: number; readonly column: number },
  given: {
    readonly head: string
    readonly hint: string
    readonly choices: Choices
    readonly lists: ReadonlyArray<Choices>
  },
): Allowed => {
  const index = given.lists.findIndex((list) => list.join("\n") === given.choices.join("\n"))
  const letter = columnName(index + 1)
  return {
    ...place,
    by: { list: `${optionsName}!$${letter}$1:$${letter}$${given.choices.length}` },
    otherwise: `“${given.head}”请从下拉选项中选`,
    prompt: given.hint === "" ? null : given.hint.slice(0, 200),
  }
}
