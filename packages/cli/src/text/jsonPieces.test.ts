import { describe, expect, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import { jsonPieces } from "./jsonPieces.ts"

const text = Schema.Literals(["", "甲\n乙", '"', "x".repeat(40_000)])
const one = Schema.Struct({ name: text, list: Schema.Array(Schema.NullOr(text)) })
const document = Arbitrary.schema(
  Schema.Struct({
    first: text,
    none: Schema.Array(text),
    cards: Schema.Array(one),
    left: Schema.optionalKey(Schema.Undefined),
    texts: Schema.Array(text),
    last: Schema.Union([one, Schema.Finite, Schema.Boolean]),
  }),
)

describe("a document in pieces", () => {
  it.prop(
    "is the text that would be written at once",
    [document],
    ([value]) => {
      expect([...jsonPieces(value)].join("\n")).toBe(JSON.stringify(value, null, 2))
    },
    { arbitrary: { runs: 60 } },
  )

  it("is given out piece by piece where a list is long", () => {
    const long = { a: 1, list: Array.from({ length: 40 }, () => "x".repeat(10_000)), b: [], c: {} }
    const pieces = [...jsonPieces(long)]
    expect(pieces.length).toBeGreaterThan(3)
    expect(pieces.join("\n")).toBe(JSON.stringify(long, null, 2))
    expect([...jsonPieces({})]).toEqual(["{}"])
    expect([...jsonPieces([1, 2])].join("\n")).toBe(JSON.stringify([1, 2], null, 2))
  })
})
