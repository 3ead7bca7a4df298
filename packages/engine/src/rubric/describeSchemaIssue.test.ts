import { Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { describeSchemaIssue } from "./describeSchemaIssue.ts"

const told = (schema: Schema.Codec<unknown>, input: unknown): ReadonlyArray<string> =>
  Result.match(Schema.decodeUnknownResult(schema, { errors: "all", onExcessProperty: "error" })(input), {
    onSuccess: () => [],
    onFailure: ({ issue }) =>
      describeSchemaIssue(issue, input).map(
        ({ code, path, message, remedy }) => `${path.join(".")} ${code}:${message}。${remedy}`,
      ),
  })

const Line = Schema.Struct({ full: Schema.Finite, title: Schema.NonEmptyString })
const Rule = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("tiers"), at: Schema.Int }),
  Schema.Struct({ kind: Schema.Literal("yes-no"), worth: Schema.Finite }),
])
const Amount = Schema.Union([
  Schema.Finite,
  Schema.String.check(Schema.isPattern(/%$/, { message: "应为数字或百分数,如 0.5、95%" })),
])

describe("a problem with a key", () => {
  it("names what is not known with the key that was meant, which is then not missing as well", () => {
    expect(told(Line, { title: "甲", fulll: 5 })).toEqual([
      "fulll schema/unexpected-key:“fulll”不是这里可用的键,是否为“full”?。这里可用:full、title;请改正或删除",
    ])
    expect(told(Line, { title: "甲", full: 5, 每少一次扣一分: null })).toEqual([
      "每少一次扣一分 schema/unexpected-key:“每少一次扣一分”前面的逗号把一句话断成了两截。请给整句话加引号;不是一句话的请删除(这里可用:full、title)",
    ])
    expect(told(Line, { title: "甲", points: 5 })).toEqual([
      "points schema/unexpected-key:“points”不是这里可用的键。这里可用:full、title;请改正或删除",
      "full schema/missing-key:缺少“full”。请补写“full: …”",
    ])
  })

  it("tells which names a table of names allows", () => {
    const Fields = Schema.Record(
      Schema.String.check(Schema.isPattern(/^[a-z]+$/, { message: "编号由小写字母组成" })),
      Line,
    )
    expect(told(Fields, { A1: { full: 1, title: "甲" } })).toEqual([
      "A1 schema/unexpected-key:“A1”不能作名称:编号由小写字母组成。请改用符合要求的名称",
    ])
  })

  it("tells an empty list that needs an element", () => {
    expect(told(Schema.NonEmptyArray(Line), [])).toEqual(["0 schema/missing-key:列表至少应有 1 项。请补上"])
  })
})

describe("a problem with a value", () => {
  it("says what was found and what was expected, at any depth", () => {
    expect(told(Schema.Struct({ lines: Schema.Array(Line) }), { lines: [{ full: "5分", title: "" }, 7] })).toEqual([
      "lines.0.full schema/type:现为“5分”,应为数字。请改为数字",
      "lines.0.title schema/value:现为空,不能为空。请按要求改写",
      "lines.1 schema/type:现为 7,应为若干“键: 值”。请改为若干“键: 值”",
    ])
  })

  it("asks for quotation marks around a number that is meant as text", () => {
    expect(told(Line, { full: 1, title: 2026 })).toEqual(['title schema/type:现为 2026,应为文字。请加引号,写作 "2026"'])
  })

  it("lists the choices and guesses the one that was meant", () => {
    const Grade = Schema.Literals(["pending", "zero"])
    expect(told(Grade, "pendng")).toEqual([" schema/choice:“pendng”不是可用的值,是否为“pending”?。可用:pending、zero"])
    expect(told(Grade, true)).toEqual([" schema/choice:“true”不是可用的值。可用:pending、zero"])
  })

  it("uses the sentence of a check, or a Chinese one of its own", () => {
    const Day = Schema.String.check(Schema.makeFilter((text) => text === "x" || "应为日期,写作 2026-03-01"))
    expect(told(Day, "3月1日")).toEqual([" schema/value:现为“3月1日”,应为日期,写作 2026-03-01。请按要求改写"])
    expect(told(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 8 })), 9)).toEqual([
      " schema/value:现为 9,应在 0 到 8 之间。请按要求改写",
    ])
    expect(told(Schema.Int, 1.5)).toEqual([" schema/value:现为 1.5,应为整数。请按要求改写"])
    expect(told(Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0)), -1)).toEqual([
      " schema/value:现为 -1,应不小于 0。请按要求改写",
    ])
  })
})

describe("one of several shapes", () => {
  it("is told by the shape that calls itself so", () => {
    expect(told(Rule, { kind: "tiers", at: 1.5, worth: 3 })).toEqual([
      "worth schema/unexpected-key:“worth”不是这里可用的键。这里可用:kind、at;请改正或删除",
      "at schema/value:现为 1.5,应为整数。请按要求改写",
    ])
  })

  it("is told when it calls itself by an unknown name, or by none", () => {
    expect(told(Rule, { kind: "teirs" })).toEqual([
      "kind schema/choice:“teirs”不是可用的值,是否为“tiers”?。可用:tiers、yes-no",
    ])
    expect(told(Rule, { at: 1 })).toEqual(["kind schema/missing-key:缺少“kind”。可用:tiers、yes-no"])
    expect(told(Rule, "tiers")).toEqual([" schema/type:现为“tiers”,应为若干“键: 值”。请改为若干“键: 值”"])
  })

  it("is told by the shape of what stands there", () => {
    expect(told(Amount, "95")).toEqual([" schema/value:现为“95”,应为数字或百分数,如 0.5、95%。请按要求改写"])
    expect(told(Amount, true)).toEqual([" schema/type:现为 true,应为数字或文字。请改为数字或文字"])
    expect(told(Schema.NullOr(Schema.String), 4)).toEqual([" schema/type:现为 4,应为文字或 null。请改为文字或 null"])
  })
})

it("never lets a sentence of the library through", () => {
  const Everything = Schema.Struct({
    line: Line,
    rules: Schema.Array(Rule),
    amount: Amount,
    pair: Schema.Tuple([Schema.String, Schema.Int]),
    flag: Schema.Boolean,
    word: Schema.TemplateLiteral(["C", Schema.Int]),
  })
  const inputs: ReadonlyArray<unknown> = [null, 1, "x", true, [], {}, [1], { line: [] }, { __proto__: null }, undefined]
  const spread = inputs.map((value) => ({
    line: value,
    rules: [value],
    amount: value,
    pair: value,
    flag: value,
    word: value,
  }))
  for (const input of [...inputs, ...spread]) {
    for (const sentence of told(Everything, input)) expect(sentence).not.toMatch(/Expected|Missing|Invalid|undefined/)
  }
})
