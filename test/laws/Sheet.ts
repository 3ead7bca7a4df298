import { type ExcelTree, Rational } from "@fadu/engine"

/** What a cell of a spreadsheet can hold. An error is one value here: which error does not matter. */
export type CellValue = number | string | boolean | null | typeof ERROR
export const ERROR = Symbol("error")

/** Where a formula stands and what it can see. Columns are addressed by the names that the test gave them. */
export interface Sheet {
  readonly row: number
  readonly cell: (sheet: string | null, column: string, row: number) => CellValue
}

class Failed extends Error {}
const fail = (): never => {
  throw new Failed()
}

/** A spreadsheet program in doubles, with the few functions that the engine writes. */
export const compute = (tree: ExcelTree, sheet: Sheet): CellValue => {
  try {
    return resultOf(tree, sheet)
  } catch (error) {
    if (error instanceof Failed) return ERROR
    throw error
  }
}

const resultOf = (tree: ExcelTree, sheet: Sheet): CellValue => {
  switch (tree.kind) {
    case "number":
      return tree.value.toNumber()
    case "text":
      return tree.text
    case "truth":
      return tree.value
    case "cell": {
      const value = sheet.cell(tree.sheet, tree.column, sheet.row)
      return value === ERROR ? fail() : value
    }
    case "fixed": {
      const value = sheet.cell(tree.sheet, tree.column, tree.row)
      return value === ERROR ? fail() : value
    }
    case "block":
      return fail()
    case "operator":
      return operated(tree, sheet)
    case "call":
      return called(tree, sheet)
  }
}

/** An empty cell counts as zero, a text never as a number. */
const number = (tree: ExcelTree, sheet: Sheet): number => {
  const value = resultOf(tree, sheet)
  if (value === null) return 0
  return typeof value === "number" ? value : typeof value === "boolean" ? Number(value) : fail()
}

const truth = (tree: ExcelTree, sheet: Sheet): boolean => {
  const value = resultOf(tree, sheet)
  return typeof value === "boolean" ? value : typeof value === "number" ? value !== 0 : value === null ? false : fail()
}

const operated = ({ op, of }: ExcelTree & { readonly kind: "operator" }, sheet: Sheet): CellValue => {
  const [first, ...rest] = of
  if (first === undefined) return fail()
  switch (op) {
    case "+":
    case "-":
    case "*":
    case "/":
      return rest.reduce(
        (left, part) => {
          const right = number(part, sheet)
          if (op === "/" && right === 0) return fail()
          return { "+": left + right, "-": left - right, "*": left * right, "/": left / right }[op]
        },
        number(first, sheet),
      )
    case "=":
    case "<>": {
      const [left, right] = [first, rest[0] ?? first].map((part) => resultOf(part, sheet))
      return sameCell(left ?? null, right ?? null) === (op === "=")
    }
    case ">=":
    case ">": {
      const [left, right] = [number(first, sheet), number(rest[0] ?? first, sheet)]
      return op === ">=" ? left >= right : left > right
    }
    case "&":
      return of.map((part) => String(resultOf(part, sheet) ?? "")).join("")
  }
}

/** An empty cell equals the empty text and zero; texts are compared without regard to case. */
const sameCell = (a: CellValue, b: CellValue): boolean => {
  if (a === null) return b === null || b === "" || b === 0 || b === false
  if (b === null) return sameCell(b, a)
  return typeof a === "string" && typeof b === "string" ? a.toLowerCase() === b.toLowerCase() : a === b
}

const blockOf = (tree: ExcelTree | undefined, sheet: Sheet): ReadonlyArray<CellValue> => {
  if (tree?.kind !== "block") return fail()
  const { sheet: name, column, from, to } = tree
  return Array.from({ length: to - from + 1 }, (_, index) => sheet.cell(name, column, from + index))
}

/** Numbers among arguments: a cell or block is passed over where it holds none, a computed text is an error. */
const numbers = (args: ReadonlyArray<ExcelTree>, sheet: Sheet): ReadonlyArray<number> =>
  args.flatMap((arg) => {
    if (arg.kind !== "block" && arg.kind !== "cell" && arg.kind !== "fixed") return [number(arg, sheet)]
    const held = arg.kind === "block" ? blockOf(arg, sheet) : [resultOf(arg, sheet)]
    return held.flatMap((value) => (value === ERROR ? [fail()] : typeof value === "number" ? [value] : []))
  })

/** To so many places, half away from zero, as spreadsheet programs do: on the decimal text of the double. */
const round = (value: number, places: number): number => {
  const [mantissa = "0", exponent = "0"] = Math.abs(value).toPrecision(15).split("e")
  const scaled = Number(`${mantissa}e${Number(exponent) + places}`)
  const whole = Math.floor(scaled + 0.5)
  return Math.sign(value) * Number(`${whole}e${-places}`)
}

const matching = (args: ReadonlyArray<ExcelTree>, sheet: Sheet): ((index: number) => boolean) => {
  const pairs: Array<{ readonly block: ReadonlyArray<CellValue>; readonly wanted: CellValue }> = []
  for (let at = 0; at + 1 < args.length; at += 2) {
    const wanted = args[at + 1]
    if (wanted !== undefined) pairs.push({ block: blockOf(args[at], sheet), wanted: resultOf(wanted, sheet) })
  }
  return (index) => pairs.every(({ block, wanted }) => sameCell(block[index] ?? null, wanted))
}

/** A formula over whole columns, cell by cell; what is no column is the same for every cell. */
const arrayOf = (tree: ExcelTree, sheet: Sheet): ((index: number) => CellValue) => {
  if (tree.kind === "block") {
    const block = blockOf(tree, sheet)
    return (index) => block[index] ?? null
  }
  if (tree.kind === "call" && tree.name === "COUNTIF") {
    const [range, wanted] = tree.args
    const block = blockOf(range, sheet)
    const each = wanted === undefined ? fail() : arrayOf(wanted, sheet)
    return (index) => block.filter((value) => typeof value === "number" && value === each(index)).length
  }
  if (tree.kind === "call" && tree.name === "COUNTIFS") {
    // blocks and what is wanted in each, by turns
    const pairs = tree.args.flatMap((range, place) => {
      const wanted = tree.args[place + 1]
      return place % 2 === 0 && wanted !== undefined
        ? [{ block: blockOf(range, sheet), each: arrayOf(wanted, sheet) }]
        : []
    })
    const rows = pairs[0]?.block ?? []
    return (index) =>
      rows.filter((_, row) => pairs.every(({ block, each }) => isWanted(block[row], each(index)))).length
  }
  const parts = tree.kind === "call" ? tree.args : tree.kind === "operator" ? tree.of : []
  if (parts.length === 0) return () => resultOf(tree, sheet)
  const inner = parts.map((part) => arrayOf(part, sheet))
  return (index) => {
    const values = inner.map((at) => at(index))
    const [left, right] = values
    // a text is above every number
    if (tree.kind === "operator" && tree.op === ">")
      return typeof left === "string" || (typeof left === "number" && typeof right === "number" && left > right)
    const literal = values.map(
      (value): ExcelTree =>
        typeof value === "number"
          ? { kind: "number", value: Rational.of(value) }
          : typeof value === "boolean"
            ? { kind: "truth", value }
            : { kind: "text", text: typeof value === "string" ? value : "" },
    )
    if (tree.kind === "call") return called({ ...tree, args: literal }, sheet)
    return tree.kind === "operator" ? operated({ ...tree, of: literal }, sheet) : fail()
  }
}

const lengthOf = (tree: ExcelTree): number => {
  if (tree.kind === "block") return tree.to - tree.from + 1
  const parts = tree.kind === "call" ? tree.args : tree.kind === "operator" ? tree.of : []
  return Math.max(0, ...parts.map(lengthOf))
}

const called = ({ name, args }: ExcelTree & { readonly kind: "call" }, sheet: Sheet): CellValue => {
  const [first, second, third] = args
  const at = (tree: ExcelTree | undefined): number => (tree === undefined ? fail() : number(tree, sheet))
  switch (name) {
    case "IF":
      if (first === undefined || second === undefined || third === undefined) return fail()
      return resultOf(truth(first, sheet) ? second : third, sheet)
    // every argument is computed, so that an error in one is an error of the whole
    case "AND":
      return args.map((arg) => truth(arg, sheet)).every((value) => value)
    case "OR":
      return args.map((arg) => truth(arg, sheet)).some((value) => value)
    case "NOT":
      return first === undefined ? fail() : !truth(first, sheet)
    case "MIN":
      return Math.min(...nonEmpty(numbers(args, sheet)))
    case "MAX":
      return Math.max(...nonEmpty(numbers(args, sheet)))
    case "SUM":
      return numbers(args, sheet).reduce((sum, value) => sum + value, 0)
    case "ISNUMBER":
      return typeof (first === undefined ? fail() : resultOf(first, sheet)) === "number"
    case "INDEX": {
      const found = blockOf(first, sheet)[at(second) - 1]
      return found === undefined || found === ERROR ? fail() : found
    }
    case "COUNT":
      return blockOf(first, sheet).filter((value) => typeof value === "number").length
    case "ROUND":
      return round(at(first), at(second))
    case "TRUNC": {
      const places = second === undefined ? 0 : at(second)
      return Math.sign(at(first)) * Number(`${Math.floor(Number(`${shift(Math.abs(at(first)), places)}`))}e${-places}`)
    }
    case "INT":
      return Math.floor(at(first))
    case "ABS":
      return Math.abs(at(first))
    case "SIGN":
      return Math.sign(at(first))
    case "MOD":
      return at(first) - at(second) * Math.floor(at(first) / at(second))
    case "RANK": {
      const own = at(first)
      const ascending = args[2] !== undefined && at(args[2]) !== 0
      return (
        1 +
        blockOf(second, sheet).filter((value) => typeof value === "number" && (ascending ? value < own : value > own))
          .length
      )
    }
    case "AVERAGE": {
      const values = blockOf(first, sheet).filter((value) => typeof value === "number")
      return values.length === 0 ? fail() : values.reduce((sum, value) => sum + value, 0) / values.length
    }
    case "SUMPRODUCT": {
      // of an array, computed row by row, the largest
      const [of] = first?.kind === "call" && first.name === "MAX" ? first.args : []
      if (of !== undefined) {
        const rows = Array.from({ length: rowsIn(of, sheet) }, (_, index) => number(rowOf(of, index, sheet), sheet))
        return Math.max(...nonEmpty(rows))
      }
      const each = first === undefined ? fail() : arrayOf(first, sheet)
      const values = Array.from({ length: first === undefined ? 0 : lengthOf(first) }, (_, index) => each(index))
      return values.reduce<number>((sum, value) => sum + (typeof value === "number" ? value : 0), 0)
    }
    case "COUNTIFS": {
      const fits = matching(args, sheet)
      return blockOf(first, sheet).filter((_, index) => fits(index)).length
    }
    case "SUMIFS": {
      const fits = matching(args.slice(1), sheet)
      return blockOf(first, sheet).reduce<number>(
        (sum, value, index) => (fits(index) && typeof value === "number" ? sum + value : sum),
        0,
      )
    }
    default:
      throw new Error(`this spreadsheet has no ${name}`)
  }
}

/** As a criterion: a number is a number, and an empty text is found nowhere. */
const isWanted = (value: CellValue | undefined, wanted: CellValue): boolean =>
  (typeof value === "number" || (typeof value === "string" && value !== "")) && value === wanted

/** How many rows the blocks of a formula have. */
const rowsIn = (tree: ExcelTree, sheet: Sheet): number => {
  if (tree.kind === "block") return blockOf(tree, sheet).length
  // what a function makes of a block is one value
  return tree.kind === "operator" ? Math.max(0, ...tree.of.map((part) => rowsIn(part, sheet))) : 0
}

/** A formula over blocks as it is for one row of them. */
const rowOf = (tree: ExcelTree, index: number, sheet: Sheet): ExcelTree => {
  if (tree.kind === "operator") return { ...tree, of: tree.of.map((part) => rowOf(part, index, sheet)) }
  if (tree.kind !== "block") return tree
  const value = blockOf(tree, sheet)[index]
  if (typeof value === "number") return { kind: "number", value: Rational.of(value) }
  return typeof value === "boolean" ? { kind: "truth", value } : { kind: "text", text: String(value ?? "") }
}

const nonEmpty = (values: ReadonlyArray<number>): ReadonlyArray<number> => (values.length === 0 ? [0] : values)

const shift = (value: number, places: number): string => {
  const [mantissa = "0", exponent = "0"] = String(value).split("e")
  return `${mantissa}e${Number(exponent) + places}`
}
