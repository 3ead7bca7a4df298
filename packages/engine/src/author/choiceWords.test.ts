import { assert, describe, it } from "@effect/vitest"
import { Rubric } from "../rubric/Rubric.ts"
import { choiceWords } from "./choiceWords.ts"
import { choicesOf, entryOf, keysOf, membersOf, type Shape } from "./Shape.ts"

/** Every place of the language where a word is chosen among fixed ones. */
function* choicesBelow(shape: Shape, path: string, seen: ReadonlySet<Shape>): Generator<readonly [string, Shape]> {
  const around = new Set([...seen, shape])
  const fixed = membersOf(shape).filter((member) => member._tag === "Literal")
  if (fixed.length > 0) yield [path, shape]
  for (const member of membersOf(shape)) {
    if (seen.has(member)) continue
    const entry = entryOf(member)
    if (entry !== null) yield* choicesBelow(entry, `${path}[]`, around)
    for (const key of keysOf(member)) yield* choicesBelow(key.shape, `${path}.${key.name}`, around)
  }
}

describe("the fixed words of a rubric", () => {
  const all = [...choicesBelow(Rubric.ast, "", new Set())].filter(
    ([path]) => !path.endsWith(".rules[].kind") && !path.endsWith(".rule.kind"),
  )

  it("are all found", () => {
    assert.isAbove(all.length, 20)
  })

  it("have Chinese words in the description of their schema, written `word 中文;word 中文`", () => {
    const silent = all.flatMap(([path, shape]) =>
      membersOf(shape).flatMap((member) => {
        const [choice] = choicesOf(member) ?? []
        return typeof choice === "string" && !/\p{Script=Han}/u.test(choiceWords(shape, choice))
          ? [`${path}: ${choice}`]
          : []
      }),
    )
    assert.deepStrictEqual(silent, [])
  })
})
