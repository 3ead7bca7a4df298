import { describe, expect, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import { fold, key } from "./fold.ts"

/** Texts as people type them: letters of both widths, Chinese, blanks, brackets and marks. */
const Typed = Schema.Array(
  Schema.Literals([..."aZ09.()%+-/_[]{}*:;,　 \u00a0\u200b、。,：；（）【】％＋－—–★ＡｂＺ０局水務é\n\t\ufeff"]),
)

/** What folding means, step by step, without the short way for texts that have nothing to fold. */
const slowFold = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, "")
    .replace(/\s+/g, " ")
    .replace(/[\u2010-\u2013\u2212]/g, "-")
    .replace(/[。;\s]+$/, "")
    .trimStart()

describe("folding", () => {
  it.prop("takes the short way only where it leads to the same", [Arbitrary.schema(Typed)], ([characters]) => {
    const text = characters.join("")
    expect(fold(text)).toBe(slowFold(text))
    if (!/[A-Z]/.test(text)) expect(key(text)).toBe(key(slowFold(text)))
    expect(key(text)).toBe(key(`${text} `))
  })
})
