import { Script } from "node:vm"
import type { CellObject } from "@e965/xlsx"
import type { Cell, Content, Table } from "@fadu/engine"
import { Effect, Result } from "effect"
import { openCompoundFile } from "./CompoundFile.ts"
import { type FormatKind, simpleFormats } from "./numberFormat.ts"
import { damaged, type Refusal } from "./preflight.ts"
import { simplifyOldWorkbook } from "./simplifyOldWorkbook.ts"
import { figureOf, tableOf, textOf } from "./tableOf.ts"

/** Reads the sheets of a workbook of Excel 97-2003 (.xls) as they stand, formulas by their stored results. Null where it is another file. */
export const readOldWorkbook = Effect.fn("readOldWorkbook")(function* (
  bytes: Uint8Array,
  file: string,
): Effect.fn.Return<ReadonlyArray<Table> | null, Refusal> {
  const container = yield* Effect.fromResult(openCompoundFile(bytes))
  const stream =
    (yield* Effect.fromResult(container.part("Workbook"))) ?? (yield* Effect.fromResult(container.part("Book")))
  if (stream === null) return null
  const simple = yield* Effect.fromResult(simplifyOldWorkbook(stream))
  const sheetJs = yield* Effect.promise(() => import("@e965/xlsx"))
  // texts of Excel 95 are in the code page of the computer that wrote them
  sheetJs.set_cptable(yield* Effect.promise(() => import("@e965/xlsx/dist/cpexcel.full.mjs")))
  const workbook = yield* Effect.fromResult(
    bounded(() =>
      sheetJs.read(simple.stream, { type: "buffer", dense: true, cellNF: true, cellFormula: false, cellText: false }),
    ),
  )
  return simple.sheets.map((frame, index) => {
    const cells: Array<Cell> = []
    const rows = workbook.Sheets[String(index + 1)]?.["!data"] ?? []
    rows.forEach((row, r) => {
      row?.forEach((cell, c) => {
        const content = contentOf(cell, simple.date1904)
        if (content !== null) cells.push({ row: r + 1, column: c + 1, content })
      })
    })
    return tableOf(file, frame, cells)
  })
})

/**
 * Ends a computation that does not end, whatever it is doing. What is let through to it takes a tenth of this on the slowest computer;
 * so the clock never decides about a real file.
 */
const longest = 10_000

const bounded = <A>(compute: () => A): Result.Result<A, Refusal> => {
  let result: Result.Result<A, Refusal> = Result.fail(damaged)
  const run = () => {
    result = Result.succeed(compute())
  }
  const ended = Result.try({
    try: (): unknown => new Script("run()").runInNewContext({ run }, { timeout: longest }),
    catch: () => damaged,
  })
  return Result.flatMap(ended, () => result)
}

const contentOf = (cell: CellObject, date1904: boolean): Content | null => {
  const { v: value } = cell
  if (cell.t === "e") return { kind: "error", text: errors.get(Number(value)) ?? "#N/A" }
  switch (typeof value) {
    case "string":
      return textOf(value)
    case "boolean":
      return { kind: "boolean", value }
    case "number":
      return figureOf(value, kindOf(cell.z), date1904)
    default:
      return null
  }
}

/** What a number format of a workbook that was laid out anew is called here. */
const kindOf = (format: string | number | undefined): FormatKind =>
  format === simpleFormats.time.code
    ? "time"
    : format === dayCode
      ? "day"
      : format === simpleFormats.percent.code
        ? "percent"
        : "plain"

/** Format 14 as this reader spells it. */
const dayCode = "m/d/yy"

const errors: ReadonlyMap<number, string> = new Map([
  [0x00, "#NULL!"],
  [0x07, "#DIV/0!"],
  [0x0f, "#VALUE!"],
  [0x17, "#REF!"],
  [0x1d, "#NAME?"],
  [0x24, "#NUM!"],
  [0x2a, "#N/A"],
])
