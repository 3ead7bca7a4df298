import type { SchemaAST, SchemaIssue } from "effect"
import { nearest } from "../nearest.ts"
import type { Problem } from "./Problem.ts"

/**
 * Says in Chinese what a schema refuses in a file that people write. `input` is the value that was decoded, so that a message can say
 * what stood there. The path of a missing key ends with that key. Codes: `schema/missing-key`, `schema/unexpected-key`, `schema/type`,
 * `schema/choice`, `schema/value`.
 */
export const describeSchemaIssue = (issue: SchemaIssue.Issue, input: unknown): ReadonlyArray<Problem> => {
  const problems = walk(issue, { path: [], value: input, said: null })
  const misspelt = problems.filter(({ code }) => code === "schema/unexpected-key")
  return problems.filter(
    (missing) =>
      missing.code !== "schema/missing-key" || !misspelt.some((unexpected) => isMeant(unexpected.path, missing.path)),
  )
}

/** Whether a key is most likely another one of the same place, misspelt: the one is then told, not the other as well. */
const isMeant = (written: Problem["path"], missing: Problem["path"]): boolean =>
  written.length === missing.length &&
  written.slice(0, -1).every((segment, depth) => missing[depth] === segment) &&
  nearest(String(written.at(-1)), [String(missing.at(-1))]) !== null

interface Place {
  readonly path: ReadonlyArray<string | number>
  readonly value: unknown
  /** What a check around this place has to say, if it has a sentence. */
  readonly said: string | null
}

const walk = (issue: SchemaIssue.Issue, place: Place): ReadonlyArray<Problem> => {
  switch (issue._tag) {
    case "Pointer":
      return walk(issue.issue, issue.path.reduce(step, place))
    case "Composite":
      return issue.issues.flatMap((inner) => walk(inner, place))
    case "Encoding":
      return walk(issue.issue, place)
    case "Filter":
      return walk(issue.issue, {
        ...place,
        said: place.said ?? message(issue.filter.annotations) ?? check(issue.filter),
      })
    case "AnyOf":
      return union(issue, place)
    case "MissingKey":
      return [missing(place)]
    case "UnexpectedKey":
      return [unexpected(issue.ast, place)]
    case "InvalidType":
      return [wrongType(issue.ast, place)]
    case "InvalidValue":
    case "Forbidden":
      return [wrongValue(message(issue.annotations) ?? place.said, place)]
    case "OneOf":
      return [wrongValue(place.said, place)]
  }
}

const step = ({ path, value }: Place, key: PropertyKey): Place => {
  const segment = typeof key === "symbol" ? String(key) : key
  return { path: [...path, segment], value: valueAt(value, segment), said: null }
}

const valueAt = (value: unknown, key: string | number): unknown => {
  if (typeof value !== "object" || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}

const problem = (place: Place, code: string, sentence: string, remedy: string): Problem => ({
  severity: "error",
  code: `schema/${code}`,
  message: sentence,
  remedy,
  path: place.path,
  offset: null,
})

const missing = (place: Place): Problem => {
  const key = place.path.at(-1)
  return typeof key === "number"
    ? problem(place, "missing-key", `列表至少应有 ${key + 1} 项`, "请补上")
    : problem(place, "missing-key", `缺少“${key}”`, `请补写“${key}: …”`)
}

const unexpected = (ast: SchemaAST.AST, place: Place): Problem => {
  const key = String(place.path.at(-1))
  const [keys, pattern] =
    ast._tag === "Objects"
      ? [ast.propertySignatures.map(({ name }) => String(name)), ast.indexSignatures[0]?.parameter]
      : [[], undefined]
  const rule = pattern?.checks
    ?.map((filter) => message(filter.annotations) ?? check(filter))
    .find((said) => said !== null)
  if (pattern !== undefined) {
    return problem(
      place,
      "unexpected-key",
      `“${key}”不能作名称${rule === undefined ? "" : `:${rule}`}`,
      "请改用符合要求的名称",
    )
  }
  // { otherwise: 前半句, 后半句 } is two keys, the second without a value
  if (place.value === null && /\p{Script=Han}/u.test(key)) {
    return problem(
      place,
      "unexpected-key",
      `“${key}”前面的逗号把一句话断成了两截`,
      `请给整句话加引号;不是一句话的请删除(这里可用:${keys.join("、")})`,
    )
  }
  const known = keys.length === 0 ? "请删除" : `这里可用:${keys.join("、")};请改正或删除`
  return choose(place, "unexpected-key", `“${key}”不是这里可用的键`, { word: key, among: keys, otherwise: known })
}

const choose = (
  place: Place,
  code: string,
  sentence: string,
  choice: { readonly word: string; readonly among: ReadonlyArray<string>; readonly otherwise: string },
): Problem => {
  const near = nearest(choice.word, choice.among)
  return near === null
    ? problem(place, code, sentence, choice.otherwise)
    : problem(place, code, `${sentence},是否为“${near}”?`, choice.otherwise)
}

const wrongType = (ast: SchemaAST.AST, place: Place): Problem => {
  const said = message(ast.annotations)
  if (said !== null) return wrongValue(said, place)
  const remedy =
    ast._tag === "String" && (typeof place.value === "number" || typeof place.value === "boolean")
      ? `请加引号,写作 "${place.value}"`
      : `请改为${expected(ast)}`
  return problem(place, "type", `现为${found(place.value)},应为${expected(ast)}`, remedy)
}

const wrongValue = (said: string | null, place: Place): Problem =>
  problem(place, "value", `现为${found(place.value)},${said ?? "不符合要求"}`, "请按要求改写")

const union = (issue: SchemaIssue.AnyOf, place: Place): ReadonlyArray<Problem> => {
  const types = issue.ast.types
  const literals = types.flatMap((type) => (type._tag === "Literal" ? [String(type.literal)] : []))
  if (literals.length === types.length) return [wrongChoice(literals, place)]
  const kinds = kindsOf(types)
  if (kinds !== null && typeof place.value === "object" && place.value !== null && !Array.isArray(place.value)) {
    const at = step(place, kinds.key)
    const known = kinds.values.find((value) => value === at.value)
    if (known === undefined)
      return [at.value === undefined ? missingKind(kinds.values, at) : wrongChoice(kinds.values, at)]
  }
  // Only members of the shape that stands there have said anything.
  const [first] = issue.issues
  const said = message(issue.ast.annotations)
  return first !== undefined && said === null ? walk(first, place) : [wrongType(issue.ast, place)]
}

const missingKind = (values: ReadonlyArray<string>, place: Place): Problem =>
  problem(place, "missing-key", `缺少“${place.path.at(-1)}”`, `可用:${values.join("、")}`)

const wrongChoice = (values: ReadonlyArray<string>, place: Place): Problem =>
  choose(place, "choice", `${found(place.value).replace(/^ (.*)$/, "“$1”")}不是可用的值`, {
    word: typeof place.value === "string" ? place.value : "",
    among: values,
    otherwise: `可用:${values.join("、")}`,
  })

/** The key by which the members of a union call themselves, and what each of them calls itself there. */
const kindsOf = (
  types: ReadonlyArray<SchemaAST.AST>,
): { readonly key: string; readonly values: ReadonlyArray<string> } | null => {
  const tags = types.map((member) =>
    member._tag === "Objects"
      ? member.propertySignatures.flatMap(({ name, type }) =>
          type._tag === "Literal" && typeof type.literal === "string"
            ? [{ key: String(name), value: type.literal }]
            : [],
        )
      : [],
  )
  const key = tags[0]?.map((tag) => tag.key).find((name) => tags.every((of) => of.some((tag) => tag.key === name)))
  if (key === undefined) return null
  return { key, values: tags.flatMap((of) => of.filter((tag) => tag.key === key).map((tag) => tag.value)) }
}

const message = (annotations: { readonly [key: string]: unknown } | undefined): string | null =>
  typeof annotations?.message === "string" ? annotations.message : null

/** What a check of the library asks for; null for one it does not know, which should have a sentence of its own. */
const check = (filter: SchemaAST.Check<never>): string | null => {
  const representation = filter.annotations?.representation
  const bounds = new Map<string, unknown>(Object.entries(Object(representation?.payload)))
  switch (representation?.id) {
    case "effect/schema/isFinite":
      return "应为有限的数"
    case "effect/schema/isInt":
      return "应为整数"
    case "effect/schema/isBetween":
      return `应在 ${bounds.get("minimum")} 到 ${bounds.get("maximum")} 之间`
    case "effect/schema/isGreaterThan":
      return `应大于 ${bounds.get("exclusiveMinimum")}`
    case "effect/schema/isGreaterThanOrEqualTo":
      return `应不小于 ${bounds.get("minimum")}`
    case "effect/schema/isLessThan":
      return `应小于 ${bounds.get("exclusiveMaximum")}`
    case "effect/schema/isLessThanOrEqualTo":
      return `应不大于 ${bounds.get("maximum")}`
    case "effect/schema/isMinLength":
      return bounds.get("minLength") === 1 ? "不能为空" : `长度应不小于 ${bounds.get("minLength")}`
    case "effect/schema/isMaxLength":
      return `长度应不大于 ${bounds.get("maxLength")}`
    case "effect/schema/isUnique":
      return "不应有重复"
    default:
      return null
  }
}

const expected = (ast: SchemaAST.AST): string => {
  switch (ast._tag) {
    case "String":
    case "TemplateLiteral":
      return "文字"
    case "Number":
      return "数字"
    case "Boolean":
      return " true 或 false"
    case "Null":
      return " null"
    case "Literal":
      return typeof ast.literal === "string" ? `“${ast.literal}”` : ` ${ast.literal}`
    case "Arrays":
      return "列表(每项以 - 开头,或写在 [ ] 中)"
    case "Objects":
      return "若干“键: 值”"
    case "Union":
      return [...new Set(ast.types.map(expected))].join("或")
    default:
      return "其他写法"
  }
}

const found = (value: unknown): string => {
  if (value === undefined || value === null || value === "") return "空"
  if (typeof value === "string") return `“${value.length > 30 ? `${value.slice(0, 30)}…` : value}”`
  if (typeof value === "number" || typeof value === "boolean") return ` ${value}`
  return Array.isArray(value) ? "列表" : "若干“键: 值”"
}
