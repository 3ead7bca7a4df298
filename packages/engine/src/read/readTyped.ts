import type { Reading } from "../Entry.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { FieldNames, type KnownField } from "./FieldNames.ts"
import { didYouMean } from "./Names.ts"
import { readValue } from "./readValue.ts"

/** What somebody typed for a figure, understood as a cell of a sheet would be; or the sentence that says why not. */
export type Typed =
  | { readonly ok: true; readonly known: KnownField; readonly reading: Reading; readonly raw: string }
  | { readonly ok: false; readonly sentence: string }

/** Reads a figure by its id, label or alias, and the value typed for it: `85%`, 是, 2026年3月1日, 不涉及; nothing for 未填报. */
export const readTyped = (rubric: Rubric, name: string, text: string): Typed => {
  const names = new FieldNames(rubric)
  const known = names.only(name)
  if (known === null) {
    return { ok: false, sentence: `没有填报项“${name}”${didYouMean(names.nearest(name))};请写填报项的名称或编号` }
  }
  const { reading, notes } = readValue(known.field, text === "" ? null : { kind: "text", text })
  const wrong = notes.find(({ severity }) => severity === "error")
  return wrong === undefined
    ? { ok: true, known, reading, raw: text }
    : { ok: false, sentence: `“${known.field.label}”${wrong.message};${wrong.remedy}` }
}
