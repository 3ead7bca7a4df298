import { type FieldId, noRowWords, spoken } from "@fadu/engine"
import { type Cell, columnName, empty, row, type SheetDraft, sheet, text } from "../Draft.ts"
import type { WordPlaces } from "./cellFormulas.ts"
import { type Asked, type FormView, sheetNames } from "./FormView.ts"

/** Longer lists do not fit into a drop-down itself. */
const LONGEST = 200
const FIRST = 3

type Words = keyof typeof spoken
const wordLists: ReadonlyArray<Words> = ["blank", "claimed", "none", "yes", "no", "noEvidence"]

/** 选项: what drop-downs and 自评试算 look things up in. Hidden. */
export const optionsSheet = (view: FormView): SheetDraft => {
  const columns = listsOf(view)
  const longest = Math.max(...columns.map(({ values }) => values.length))
  return sheet({
    name: sheetNames.options,
    widths: columns.map(() => 16),
    heading: { rows: 2, columns: 0 },
    isHidden: true,
    isProtected: true,
    rows: [
      row([text(view.stamp, "note")]),
      row(columns.map(({ title }) => text(title, "head"))),
      ...Array.from({ length: longest }, (_, index) =>
        row(
          columns.map(({ values }): Cell => {
            const value = values[index]
            return value === undefined ? empty() : text(value)
          }),
        ),
      ),
    ],
  })
}

/** Levels as a drop-down takes them: in quotes, or where they stand on 选项. */
export const levelList = (view: FormView, asked: Asked): string => {
  const levels = [...(asked.field.levels ?? []), "不涉及"]
  const inline = levels.join(",")
  return inline.length <= LONGEST && !levels.some((level) => /[,"]/.test(level))
    ? `"${inline}"`
    : rangeOf(view, asked.id)
}

/** Where the words stand that say there is no paper. */
export const noEvidenceRange = (view: FormView): string => rangeOf(view, "noEvidence")

/** Where the words stand by which the cells of every field are understood. */
export const wordPlaces = (view: FormView): Omit<WordPlaces, "levels"> => {
  return {
    blank: rangeOf(view, "blank"),
    claimed: rangeOf(view, "claimed"),
    none: rangeOf(view, "none"),
    yes: rangeOf(view, "yes"),
    no: rangeOf(view, "no"),
    numerals: rangeOf(view, NUMERALS),
  }
}

/** Where the words stand that say a ledger has no rows. */
export const noRowsRange = (view: FormView): string => rangeOf(view, NO_ROWS)

/** Where the levels of a ledger's column stand. */
export const columnLevels = (view: FormView, ledger: string, column: FieldId): string =>
  rangeOf(view, `${ledger}/${column}`)

/** Where the levels of a field stand, without 不涉及. */
export const levelRange = (view: FormView, asked: Asked): string => rangeOf(view, asked.id, 1)

interface List {
  readonly id: string
  readonly title: string
  readonly values: ReadonlyArray<string>
}

const listsOf = (view: FormView): ReadonlyArray<List> => [
  ...wordLists.map((id): List => ({ id, title: titles[id], values: spoken[id]() })),
  ...view.fields.flatMap(
    ({ id, field }): ReadonlyArray<List> =>
      field.kind === "level" ? [{ id, title: field.label, values: [...(field.levels ?? []), "不涉及"] }] : [],
  ),
  ...(view.request.trial
    ? [
        { id: NUMERALS, title: "中文数字", values: numerals },
        { id: NO_ROWS, title: "视为无记录", values: noRowWords },
        ...view.ledgers.flatMap(({ id: ledger, columns }) =>
          columns.flatMap(
            ({ id, label, field }): ReadonlyArray<List> =>
              field?.kind === "level" ? [{ id: `${ledger}/${id}`, title: label, values: field.levels ?? [] }] : [],
          ),
        ),
      ]
    : []),
]

const NUMERALS = "中文数字"
const NO_ROWS = "视为无记录"

const ones = ["", ..."一二三四五六七八九"]

/** From 零 to 九十九. */
const numerals: ReadonlyArray<string> = [
  "零",
  ...ones.slice(1),
  ...ones.slice(1).flatMap((ten) => ones.map((one) => `${ten === "一" ? "" : ten}十${one}`)),
]

const titles: { readonly [W in Words]: string } = {
  blank: "视为未填",
  claimed: "视为不涉及",
  none: "视为未办理",
  yes: "视为是",
  no: "视为否",
  noEvidence: "视为无佐证",
}

const rangeOf = (view: FormView, id: string, without = 0): string => {
  const lists = listsOf(view)
  const index = lists.findIndex((list) => list.id === id)
  const column = columnName(index + 1)
  const last = FIRST + (lists[index]?.values.length ?? 1) - 1 - without
  return `${sheetNames.options}!$${column}$${FIRST}:$${column}$${last}`
}
