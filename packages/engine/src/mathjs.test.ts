import { assert, describe, it } from "@effect/vitest"
import { parseFormula } from "./mathjs.ts"

describe("parseFormula", () => {
  it.each([
    "court.appeared / (court.heard - court.excused)",
    "出庭.次数 ÷ （开庭.件次 － 出庭.认可）",
    'a >= 1 and not (b == "优") ? min(a, 2) : round(a, 2)',
  ])("reads %s", (text) => {
    const parsed = parseFormula(text)
    assert.isTrue(parsed.ok, JSON.stringify(parsed))
  })

  it.each([
    "100 - 5%",
    "2 a",
    "a <= b <= c",
    "ones(1e9)",
    "1:1e9",
    "f(n)=f(n+1)",
    'evaluate("1")',
    "a^2",
    "[1,2]",
    "{a:1}",
    "a=1",
    "a;b",
    "5 m",
    '"a".constructor',
    'cos.constructor("x")',
    "a[1]",
    "((((",
    "a!",
    "",
    `${"(".repeat(900)}1${")".repeat(900)}`,
    "9".repeat(1999),
    "a'",
    "constructor()",
    "min()",
    "1e400",
  ])("refuses %s", (text) => {
    const parsed = parseFormula(text)
    assert.isFalse(parsed.ok, JSON.stringify(parsed))
    if (!parsed.ok) assert.match(parsed.message + parsed.remedy, /\p{Script=Han}/u)
  })

  it.each([
    ["甲．开庭 ≥ ３ and 甲．开庭 ≠ ４", "甲.开庭 >= 3 and 甲.开庭 != 4"],
    ["max（a，b）－１", "max(a,b)-1"],
    ["a＞＝２ ？ ０．５ ： 1", "a>=2 ? 0.5 : 1"],
    ["level == “优（一）”", 'level == "优（一）"'],
    ["a ＊ b ／ c — d", "a * b / c - d"],
  ])("reads %s like %s", (typed, plain) => {
    const [one, other] = [parseFormula(typed), parseFormula(plain)]
    assert.isTrue(one.ok && other.ok, JSON.stringify(one))
    if (one.ok && other.ok) assert.deepStrictEqual(one.formula, other.formula)
  })

  it.each([
    ["a = 1", 2, "=="],
    ["a ≥ 1 and b ＝ 2", 12, "=="],
    ["a => 1", 2, ">="],
    ["a <> 1", 2, "!="],
    ["a > 1 && b > 1", 6, "and"],
    ["a > 1 且 b > 1", 6, "and"],
    ["a > 1 或者 b > 1", 6, "or"],
    ["a > 1 || b > 1", 6, "or"],
    ["!a", 0, "not"],
    ["100％ - a", 3, "1"],
    ["a - 5 个百分点", 4, "0.05"],
    ["held >= 4次", 8, "4"],
    ["max(a、b)", 5, "逗号"],
    ["a ^ 2", 2, "a * a"],
  ])("says of %s at %d to write %s", (typed, offset, remedy) => {
    const parsed = parseFormula(typed)
    assert.isFalse(parsed.ok, JSON.stringify(parsed))
    if (parsed.ok) return
    assert.include(parsed.remedy, remedy)
    assert.strictEqual(parsed.offset, offset, parsed.message)
  })
})
