import type { LedgerPlan, PlanField } from "@fadu/engine"
import { type Allowed, columnName, empty, live, number, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { isNumberFor } from "./allowed.ts"
import { FIRST_ROW, type FormView, HINT, LEDGER_ROWS, sheetNameOf, sheetNames } from "./FormView.ts"
import { formHeading, headingMerges, wideText } from "./rows.ts"
import type { Workings } from "./Workings.ts"

/** The ledgers from which the figures of this form are counted (台账), one sheet each, with lines to fill in. */
export const ledgerSheets = (view: FormView, workings: Workings | null): ReadonlyArray<SheetDraft> =>
  view.ledgers.map((ledger) => ledgerSheet(view, ledger, workings))

const ledgerSheet = (view: FormView, { id, ledger, columns }: LedgerPlan, workings: Workings | null): SheetDraft => {
  const { agency, title } = view.request
  const asked = columns.filter(({ field }) => field !== null)
  const rows = Array.from({ length: LEDGER_ROWS }, (_, index) => FIRST_ROW + index)
  const heads = [
    "序号",
    ...asked.map(({ label, unit }) => (unit === "" ? label : `${label}(${unit})`)),
    ...(workings === null ? [] : [HINT]),
  ]
  const explained = [
    ...(ledger.definition === undefined ? [] : [ledger.definition]),
    "确无记录的在第一行写“无”",
    workings === null
      ? "行数不够的接着往下填"
      : `行数不够的接着往下填,超过 ${LEDGER_ROWS} 行的自评试算不计,请用 fadu self 核算`,
  ].join(";")
  // the note stands beside the agency's name, over the columns that are left
  const beside = Math.max(2, heads.length - 3)
  const heading = formHeading(
    {
      stamp: view.stamp,
      title: `${title}${ledger.label}`,
      agency: live(`${sheetNames.figures}!$B$3&""`, agency?.name ?? "", { role: "strongText" }),
    },
    heads.length,
  ).map((line, index) =>
    index === 2 ? row([...line.cells, ...wideText(explained, "note", beside)], { height: 34 }) : line,
  )
  return sheet({
    name: sheetNameOf(ledger.label),
    widths: [10, ...asked.map((column) => widthOf(column)), ...(workings === null ? [] : [30])],
    heading: { rows: FIRST_ROW - 1, columns: 2 },
    merges: [...headingMerges(heads.length), [3, 4, 3, 3 + beside]],
    allowed: rows.flatMap((at) =>
      asked.flatMap((column, index): ReadonlyArray<Allowed> => {
        const allowed = allowedIn(column, `${columnName(index + 2)}${at}`)
        return allowed === null ? [] : [{ row: at, column: index + 2, prompt: null, ...allowed }]
      }),
    ),
    rows: [
      ...heading,
      row(heads.map((head) => text(head, "head"))),
      ...rows.map((at, index) =>
        row(
          [
            number(index + 1, "0", "centre"),
            ...asked.map(({ format }) => entry(format === "day")),
            ...(workings === null ? [] : [live(workings.ledgers.hint(id, at), "", { role: "question" })]),
          ],
          { height: 18 },
        ),
      ),
    ],
  })
}

const entry = (isDay: boolean) => (isDay ? { ...empty("entry"), format: "yyyy-mm-dd" } : empty("entry"))

const widthOf = ({ format, label, type }: PlanField): number =>
  Math.max(type === "text" ? 22 : format === "day" ? 13 : 10, Math.min(24, label.length * 2 + 2))

const allowedIn = ({ field, label }: PlanField, cell: string): Pick<Allowed, "by" | "otherwise"> | null => {
  if (field === null) return null
  switch (field.kind) {
    case "text":
      return null
    case "yes-no":
      return { by: { list: '"是,否"' }, otherwise: `“${label}”请选“是”或“否”` }
    case "level": {
      const words = (field.levels ?? []).join(",")
      return words.length > 250 || /"/.test(words)
        ? null
        : { by: { list: `"${words}"` }, otherwise: `“${label}”请从下拉列表中选择` }
    }
    case "day":
      return {
        by: {
          condition: `OR(AND(ISNUMBER(${cell}),${cell}>=DATE(2000,1,1),${cell}<DATE(2100,1,1)),LEFT(${cell},1)="未")`,
        },
        otherwise: `“${label}”请填写到日的日期,如 2026-3-1;尚未办理的填“未办理”`,
      }
    case "count":
    case "number":
    case "rate":
      return {
        by: { condition: isNumberFor(field, cell) },
        otherwise: `“${label}”请填${field.kind === "count" ? "整数" : field.kind === "rate" ? "百分数,如 85%" : "数字"}`,
      }
  }
}
