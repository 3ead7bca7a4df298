import { type MathNode, parse } from "mathjs/number"
import * as build from "./formula/build.ts"
import { type Call, type FunctionName, functionNames, isFunctionName } from "./formula/Call.ts"
import type { Formula } from "./formula/Formula.ts"
import { partsOf } from "./formula/readings.ts"
import { plainSigns, refusedSign } from "./formula/typedSigns.ts"
import { nearest } from "./nearest.ts"
import { Rational } from "./Rational.ts"
import type { ParsedFormula } from "./rubric/Problem.ts"

/**
 * The text of a formula as a tree. mathjs only parses: its tree is copied node by node through the allow-list below, nothing it knows how to
 * evaluate is ever evaluated, and no text becomes code.
 *
 * Fields are names such as `court.heard` or `出庭.开庭数`; operators `+ - * /`, comparisons, `and or not`, `甲 ? 乙 : 丙`;
 * functions `min max abs floor ceil round`, `workdays(from, to)`, the working days after one day up to and including another, and those of
 * `formula/Call.ts`, which are kept as calls. `%`, powers, implied products and chained comparisons are refused: each has been read in
 * two ways.
 */
export const parseFormula = (text: string): ParsedFormula => {
  const { text: clean, at } = plainSigns(text)
  const parsed = parsePlain(clean, text)
  return parsed.ok
    ? {
        ...parsed,
        calls: parsed.calls.map((call) => ({ ...call, offset: at(call.offset) })),
        offsets: new Map([...parsed.offsets].map(([name, offset]) => [name, at(offset)])),
      }
    : { ...parsed, offset: at(parsed.offset) }
}

const parsePlain = (clean: string, typed: string): ParsedFormula => {
  const early = refuseEarly(clean)
  if (early !== null) return early
  try {
    const place: Place = { text: clean, depth: 0, budget: { nodes: 0 }, calls: [], read: new Map() }
    const formula = translate(parse(clean), place)
    return {
      ok: true,
      formula,
      calls: place.calls,
      offsets: offsetsOf([formula, ...place.calls.flatMap(({ of }) => of)], clean),
    }
  } catch (error) {
    if (error instanceof Refusal) return error.problem
    if (error instanceof SyntaxError || error instanceof RangeError) {
      return refusal(`算式“${shorten(typed)}”写法有误`, "检查括号是否成对、运算符两边是否都有内容", charOf(error))
    }
    throw error
  }
}

const MOST_TEXT = 2000
const MOST_NODES = 400
const MOST_DEPTH = 40

// names of fields may be Chinese
const isAlpha = parse.isAlpha
parse.isAlpha = (c, previous, next) => isAlpha(c, previous, next) || /\p{Script=Han}/u.test(c)

const refusal = (message: string, remedy: string, offset: number): ParsedFormula & { ok: false } => ({
  ok: false,
  message,
  remedy,
  offset,
})

class Refusal extends Error {
  readonly problem: ParsedFormula & { ok: false }
  constructor(problem: ParsedFormula & { ok: false }) {
    super(problem.message)
    this.problem = problem
  }
}

const refuse = (message: string, remedy: string, offset = 0): never => {
  throw new Refusal(refusal(message, remedy, offset))
}

const refuseEarly = (text: string): ParsedFormula | null => {
  if (text.length > MOST_TEXT)
    return refusal(`算式有 ${text.length} 个字符,最多 ${MOST_TEXT} 个`, "拆成几条规则,或先在填报项中汇总", MOST_TEXT)
  const percent = text.indexOf("%")
  if (percent >= 0) {
    const number = /(\d+(?:\.\d+)?)\s*%$/.exec(text.slice(0, percent + 1))?.[1]
    const share = number === undefined ? null : Rational.parse(number)?.over(Rational.of(100)).toString()
    return refusal(
      "算式中不能写百分号",
      share === null || share === undefined ? "写成小数,如 0.95" : `写成小数 ${share}`,
      percent,
    )
  }
  const sign = refusedSign(text)
  if (sign !== null) return refusal(sign.message, sign.remedy, sign.offset)
  const long = /\d[\d.]{15,}/.exec(text)
  if (long !== null) return refusal(`数字“${long[0]}”位数过多`, "最多 15 位", long.index)
  return null
}

interface Place {
  readonly text: string
  readonly depth: number
  readonly budget: { nodes: number }
  /** What was called so far. */
  readonly calls: Array<Call>
  /** How far the text was searched for the name of each function. */
  readonly read: Map<string, number>
}

const isKind = <K extends keyof NodesByType>(node: MathNode, type: K): node is NodesByType[K] => node.type === type
interface NodesByType {
  readonly ConstantNode: import("mathjs").ConstantNode
  readonly SymbolNode: import("mathjs").SymbolNode
  readonly AccessorNode: import("mathjs").AccessorNode
  readonly ParenthesisNode: import("mathjs").ParenthesisNode
  readonly OperatorNode: import("mathjs").OperatorNode
  readonly ConditionalNode: import("mathjs").ConditionalNode
  readonly FunctionNode: import("mathjs").FunctionNode
}

const translate = (node: MathNode, outer: Place): Formula => {
  const place: Place = { ...outer, depth: outer.depth + 1 }
  place.budget.nodes++
  if (place.budget.nodes > MOST_NODES) refuse(`算式超过 ${MOST_NODES} 个部分`, "拆成几条规则")
  if (place.depth > MOST_DEPTH) refuse(`算式嵌套超过 ${MOST_DEPTH} 层`, "去掉多余的括号,或拆成几条规则")
  const inner = (part: MathNode): Formula => translate(part, place)

  if (isKind(node, "ConstantNode")) return constant(node.value)
  if (isKind(node, "SymbolNode"))
    return node.name === "true"
      ? build.truth(true)
      : node.name === "false"
        ? build.truth(false)
        : build.input(node.name)
  if (isKind(node, "AccessorNode")) return build.input(dottedName(node, place))
  if (isKind(node, "ParenthesisNode")) return inner(node.content)
  if (isKind(node, "ConditionalNode")) {
    return build.cases([[inner(node.condition), inner(node.trueExpr)]], inner(node.falseExpr))
  }
  if (isKind(node, "OperatorNode")) return operator(node, place, inner)
  if (isKind(node, "FunctionNode")) return applied(node, place, inner)
  if (node.type === "RelationalNode") return refuse("比较不能连写", "写成两个比较用 and 连接,如 a <= b and b <= c")
  return refuse("算式中只能有数、填报项编号、加减乘除、比较、and or not 和条件", "改写这一部分,或换用其他计分方法")
}

const constant = (value: unknown): Formula => {
  if (typeof value === "number" && Number.isFinite(value)) return build.number(Rational.of(value))
  if (typeof value === "boolean") return build.truth(value)
  if (typeof value === "string") return build.text(value)
  return refuse("算式中有不能识别的数", "写成普通的数,如 0.5")
}

const dottedName = (node: MathNode, place: Place): string => {
  if (isKind(node, "SymbolNode")) return node.name
  if (isKind(node, "AccessorNode") && node.index.dotNotation) {
    const [property] = node.index.dimensions
    if (property !== undefined && isKind(property, "ConstantNode") && typeof property.value === "string") {
      return `${dottedName(node.object, place)}.${property.value}`
    }
  }
  return refuse("填报项编号写法有误", "写作以点相连的名称,如 court.heard")
}

const operator = (node: NodesByType["OperatorNode"], place: Place, inner: (part: MathNode) => Formula): Formula => {
  if (node.implicit) {
    return refuse(`“${shorten(node.toString())}”省略了乘号`, "写明乘号 *")
  }
  const [left, right] = node.args
  if (left === undefined) return refuse("运算符缺少内容", "补全算式")
  if (right === undefined) {
    switch (node.fn) {
      case "unaryMinus":
        return negative(inner(left))
      case "unaryPlus":
        return inner(left)
      case "not":
        return build.not(inner(left))
      default:
        return refuse(`不能使用运算符“${node.op}”`, "可用 + - * / 、比较、and or not")
    }
  }
  const [a, b] = [inner(left), inner(right)]
  switch (node.fn) {
    case "add":
      return { kind: "+", of: [a, b] }
    case "subtract":
      return { kind: "-", of: [a, b] }
    case "multiply":
      return { kind: "*", of: [a, b] }
    case "divide":
      return { kind: "/", of: [a, b] }
    case "larger":
      return build.above(a, b)
    case "largerEq":
      return build.atLeast(a, b)
    case "smaller":
      return build.above(b, a)
    case "smallerEq":
      return build.atLeast(b, a)
    case "equal":
      return build.equal(a, b)
    case "unequal":
      return build.not(build.equal(a, b))
    case "and":
      return build.and(a, b)
    case "or":
      return build.or(a, b)
    default:
      return refuse(
        `不能使用运算符“${node.op}”`,
        "可用 + - * / 、比较、and or not",
        Math.max(0, place.text.indexOf(node.op)),
      )
  }
}

const negative = (formula: Formula): Formula =>
  formula.kind === "constant" && formula.value instanceof Rational
    ? build.number(formula.value.negated())
    : { kind: "-", of: [build.number(0), formula] }

const functions = ["min", "max", "abs", "floor", "ceil", "round", "workdays"] as const

const applied = (node: NodesByType["FunctionNode"], place: Place, inner: (part: MathNode) => Formula): Formula => {
  const name = isKind(node.fn, "SymbolNode") ? node.fn.name : ""
  const at = nextOffset(name, place)
  const args = node.args.map(inner)
  const [first, second] = args
  // of all figures, or of those that it names
  if (first === undefined)
    return name === "refuted" ? called(name, args, { place, at }) : refuse(`${name}() 中没有内容`, "补上所算的内容", at)
  switch (name) {
    case "min":
      return build.min(...args)
    case "max":
      return build.max(...args)
    case "abs":
      return build.max(first, negative(first))
    case "workdays":
      if (second === undefined || args.length > 2)
        return refuse("workdays() 应有两个日期", "写作 workdays(起始日, 完成日),如 workdays(decided, published)", at)
      return build.workdays(first, second)
    case "floor":
      return build.step(first, Rational.one, "down")
    case "ceil":
      return build.step(first, Rational.one, "up")
    case "round": {
      if (second === undefined) return build.step(first, Rational.one, "half-up")
      const places =
        second.kind === "constant" && second.value instanceof Rational ? second.value.toNumber() : Number.NaN
      if (!Number.isInteger(places) || places < 0 || places > 8)
        return refuse("round 的小数位数应为 0 至 8 的整数", "如 round(x, 2)", at)
      return build.rounded(first, places, "half-up")
    }
    default: {
      if (isFunctionName(name)) return called(name, args, { place, at })
      const all = [...functions, ...Object.keys(functionNames)]
      const guess = nearest(name, all)
      return refuse(
        `不能使用函数“${name}”`,
        guess === null ? `可用 ${all.join("、")}` : `是否为“${guess}”?可用 ${all.join("、")}`,
        at,
      )
    }
  }
}

const called = (
  name: FunctionName,
  of: ReadonlyArray<Formula>,
  { place, at }: { readonly place: Place; readonly at: number },
): Formula => {
  const placeholder = `:call.${place.calls.length}`
  place.calls.push({ placeholder, name, of, offset: at })
  return build.input(placeholder)
}

/** Where a function's name stands; one that is called twice is found twice. */
const nextOffset = (name: string, { text, read }: Place): number => {
  const at = text.indexOf(name, read.get(name) ?? 0)
  if (at < 0) return 0
  read.set(name, at + 1)
  return at
}

const charOf = (error: Error): number =>
  "char" in error && typeof error.char === "number" ? Math.max(0, error.char - 1) : 0

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

const offsetsOf = (formulas: ReadonlyArray<Formula>, text: string): ReadonlyMap<string, number> => {
  const names = new Map<string, number>()
  const visit = (part: Formula): void => {
    if (part.kind === "input" && !names.has(part.field))
      names.set(part.field, Math.max(0, text.replace(/\s*\.\s*/g, ".").indexOf(part.field)))
    for (const child of partsOf(part)) visit(child)
  }
  formulas.forEach(visit)
  return names
}
