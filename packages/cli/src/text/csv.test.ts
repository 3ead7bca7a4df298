import { assert, describe, it } from "@effect/vitest"
import { parse } from "csv-parse/sync"
import { Schema } from "effect"
import { csv } from "./csv.ts"

const texts = [
  "=1+1",
  "@SUM(A1)",
  "-3",
  "+8",
  "＝1+1",
  "－3",
  "\n=1",
  "\0=1",
  "a,b",
  '"好"',
  "两\n行",
  "水务局",
  "",
  "'",
]
const Cell = Schema.Union([Schema.Literals(texts), Schema.Int, Schema.Null])
const Row = Schema.Tuple([Schema.Literal("甲局"), Cell, Cell, Cell])

/** What the apostrophe guards. */
const bare = (cell: string): string => cell.replace(/^'(?=[=+\-@＝－\n\0])/, "")

describe("delimited text", () => {
  it.prop("is read back cell by cell, and holds no formula", [Schema.Array(Row)], ([rows]) => {
    const read: ReadonlyArray<ReadonlyArray<string>> = parse(csv(rows), { bom: true, record_delimiter: "\r\n" })
    assert.deepStrictEqual(
      read.map((row) => row.map(bare)),
      rows.map((row) => row.map((cell) => (cell === null ? "" : String(cell)))),
    )
    const formulas = read.flatMap((row, at) =>
      row.filter((cell, column) => typeof rows[at]?.[column] === "string" && /^[=+\-@＝－\n\0]/.test(cell)),
    )
    assert.deepStrictEqual(formulas, [])
  })
})
