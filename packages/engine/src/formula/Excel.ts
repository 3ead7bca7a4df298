import type { Rational } from "../Rational.ts"

/** A spreadsheet formula as data. One function prints it and owns precedence, quoting and the limits of the program. */
export type ExcelTree =
  | { readonly kind: "number"; readonly value: Rational }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "truth"; readonly value: boolean }
  /** A cell of the row in which the formula stands, on a named sheet or (null) on its own. */
  | { readonly kind: "cell"; readonly sheet: string | null; readonly column: string }
  /** A fixed cell. */
  | { readonly kind: "fixed"; readonly sheet: string | null; readonly column: string; readonly row: number }
  /** Fixed rows of a column. */
  | {
      readonly kind: "block"
      readonly sheet: string | null
      readonly column: string
      readonly from: number
      readonly to: number
    }
  | { readonly kind: "call"; readonly name: string; readonly args: ReadonlyArray<ExcelTree> }
  | {
      readonly kind: "operator"
      readonly op: "+" | "-" | "*" | "/" | "=" | "<>" | ">=" | ">" | "&"
      readonly of: ReadonlyArray<ExcelTree>
    }

export const call = (name: string, ...args: ReadonlyArray<ExcelTree>): ExcelTree => ({ kind: "call", name, args })
export const operator = (op: (ExcelTree & { kind: "operator" })["op"], ...of: ReadonlyArray<ExcelTree>): ExcelTree => ({
  kind: "operator",
  op,
  of,
})
export const excelText = (text: string): ExcelTree => ({ kind: "text", text })
export const excelNumber = (value: Rational): ExcelTree => ({ kind: "number", value })

/** A formula that no spreadsheet program would take. */
export interface TooLarge {
  readonly limit: "length" | "depth" | "arguments"
  readonly found: number
  readonly allowed: number
}

const LENGTH = 8192
const DEPTH = 64
const ARGUMENTS = 255

const strengths = { "&": 1, "=": 0, "<>": 0, ">=": 0, ">": 0, "+": 2, "-": 2, "*": 3, "/": 3 } as const

/** The text of the formula, without `=`, for the given row (1-based). Numbers are written as the shortest decimal of the double. */
export const printExcel = (tree: ExcelTree, row: number): string => print(tree, row, 0)

/** What is too large in a formula, or null. */
export const exceeds = (tree: ExcelTree): TooLarge | null => {
  const shape = measure(tree)
  if (shape.depth > DEPTH) return { limit: "depth", found: shape.depth, allowed: DEPTH }
  if (shape.args > ARGUMENTS) return { limit: "arguments", found: shape.args, allowed: ARGUMENTS }
  const length = printExcel(tree, 1_048_576).length
  return length > LENGTH ? { limit: "length", found: length, allowed: LENGTH } : null
}

const measure = (tree: ExcelTree): { readonly depth: number; readonly args: number } => {
  const parts = tree.kind === "call" ? tree.args : tree.kind === "operator" ? tree.of : []
  let depth = 0
  let args = tree.kind === "call" ? parts.length : 0
  for (const part of parts) {
    const inner = measure(part)
    depth = Math.max(depth, inner.depth)
    args = Math.max(args, inner.args)
  }
  return { depth: depth + (tree.kind === "call" ? 1 : 0), args }
}

const print = (tree: ExcelTree, row: number, outer: number): string => {
  switch (tree.kind) {
    case "number":
      return printNumber(tree.value, outer)
    case "text":
      return `"${tree.text.replaceAll('"', '""')}"`
    case "truth":
      return tree.value ? "TRUE" : "FALSE"
    case "cell":
      return `${sheetPrefix(tree.sheet)}$${tree.column}${row}`
    case "fixed":
      return `${sheetPrefix(tree.sheet)}$${tree.column}$${tree.row}`
    case "block":
      return `${sheetPrefix(tree.sheet)}$${tree.column}$${tree.from}:$${tree.column}$${tree.to}`
    case "call":
      return `${tree.name}(${tree.args.map((arg) => print(arg, row, 0)).join(",")})`
    case "operator": {
      const strength = strengths[tree.op]
      // the right side of - and / and of every comparison binds tighter than the operator itself
      const text = tree.of.map((part, index) => print(part, row, index === 0 ? strength : strength + 1)).join(tree.op)
      return strength < outer ? `(${text})` : text
    }
  }
}

const printNumber = (value: Rational, outer: number): string => {
  const decimal = value.toDecimal(15, null)
  if (decimal !== null) return decimal.startsWith("-") && outer > 0 ? `(${decimal})` : decimal
  const { n, d } = value.toFraction()
  return outer > 2 || n < 0n ? `(${n}/${d})` : `${n}/${d}`
}

const sheetPrefix = (sheet: string | null): string =>
  sheet === null ? "" : /^[\p{Script=Han}A-Za-z_]+$/u.test(sheet) ? `${sheet}!` : `'${sheet.replaceAll("'", "''")}'!`
