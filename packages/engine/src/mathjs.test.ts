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
})
