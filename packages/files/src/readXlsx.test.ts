import { describe, expect, it } from "@effect/vitest"
import type { Content } from "@fadu/engine"
import { Arbitrary, Effect, Result, Schema } from "effect"
import ExcelJS from "exceljs"
import { readWorkbook } from "./readWorkbook.ts"

/** What somebody may have put into a cell, written by another program than ours. */
const Put = Schema.Union([
  Schema.Literals([
    "甲局",
    " 前后 ",
    "<&>\"'",
    "第一行\n第二行",
    "=1+1",
    "_x000D_",
    "&amp;",
    "朱镕基𠮷",
    "]]>",
    "constructor",
  ]),
  Schema.Int.check(Schema.isBetween({ minimum: -100_000, maximum: 100_000 })),
  Schema.Literals([0.1 + 0.2, 1e-7, 123456789012345, 1 / 3, true, false]),
  Schema.Struct({ percent: Schema.Literals([0, 0.5, 0.6557]) }),
  Schema.Struct({ day: Schema.Int.check(Schema.isBetween({ minimum: 61, maximum: 60_000 })) }),
  Schema.Struct({
    formula: Schema.Literals(["A1+1", 'IF(A1>3,"是","<否>")']),
    result: Schema.Literals([0, 12.5, "合格", true, false]),
  }),
  Schema.Struct({ error: Schema.Literals(["#N/A", "#DIV/0!"]) }),
  Schema.Struct({ runs: Schema.Array(Schema.Literals(["完成", "率 ", "\n"])) }),
])
type Put = typeof Put.Type

const place = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 30 }))
const Sheet = Schema.Array(Schema.Struct({ row: place, column: place, put: Put }))

const write = (cell: ExcelJS.Cell, put: Put): void => {
  if (typeof put !== "object") cell.value = put
  else if ("percent" in put) {
    cell.value = put.percent
    cell.numFmt = "0.00%"
  } else if ("day" in put) {
    cell.value = new Date((put.day - 25_569) * 86_400_000)
    cell.numFmt = 'yyyy"年"m"月"d"日"'
  } else if ("formula" in put) cell.value = { formula: put.formula, result: put.result }
  else if ("error" in put) cell.value = { error: put.error === "#N/A" ? "#N/A" : "#DIV/0!" }
  else cell.value = { richText: put.runs.map((text) => ({ text })) }
}

const expected = (put: Put | string): Content | null => {
  if (typeof put === "string") return text(put)
  if (typeof put === "number") return { kind: "number", value: Number(put.toPrecision(15)), percent: false }
  if (typeof put === "boolean") return { kind: "boolean", value: put }
  if ("percent" in put) return { kind: "number", value: put.percent, percent: true }
  if ("day" in put) return { kind: "day", day: put.day }
  if ("formula" in put) return expected(put.result)
  return "error" in put ? { kind: "error", text: put.error } : text(put.runs.join(""))
}
const text = (words: string): Content | null =>
  words.replace("_x000D_", "").trim() === "" ? null : { kind: "text", text: words.replace("_x000D_", "") }

describe("a workbook that exceljs wrote", () => {
  it.effect.prop("is read cell by cell as it was written", [Arbitrary.schema(Sheet)], ([sheet]) =>
    Effect.gen(function* () {
      const book = new ExcelJS.Workbook()
      const page = book.addWorksheet("甲 & 乙")
      const last = new Map(sheet.map(({ row, column, put }) => [row * 100 + column, put]))
      for (const [at, put] of last) write(page.getCell(Math.floor(at / 100), at % 100), put)
      const bytes = new Uint8Array(yield* Effect.promise(() => book.xlsx.writeBuffer()))
      const [table] = Result.getOrThrow(readWorkbook(bytes, "甲局.xlsx"))
      expect(table?.sheet).toBe("甲 & 乙")
      const wanted = [...last]
        .sort(([a], [b]) => a - b)
        .flatMap(([at, put]) => {
          const content = expected(put)
          return content === null ? [] : [{ row: Math.floor(at / 100), column: at % 100, content }]
        })
      expect(table?.cells).toEqual(wanted)
    }),
  )
})
