import type { Assessment, Audience } from "@fadu/engine"
import { nearest } from "@fadu/engine"
import { Effect } from "effect"
import { UsedWrongly } from "./Done.ts"

/** Joins the two words of `--for agency CODE` into one value, which is how the flag is declared. */
export const joinAudience = (args: ReadonlyArray<string>): ReadonlyArray<string> => {
  const at = args.findIndex(
    (arg, index) => arg === "agency" && args[index - 1] === "--for" && args[index + 1] !== undefined,
  )
  return at < 0 ? args : [...args.slice(0, at), `agency:${args[at + 1]}`, ...args.slice(at + 2)]
}

/** Reads `internal`, `leaders`, `public`, `agency:101` or `agency:公安局`. */
export const readAudience = Effect.fnUntraced(function* (
  text: string,
  assessment: Assessment,
): Effect.fn.Return<Audience, UsedWrongly> {
  switch (text) {
    case "internal":
    case "leaders":
    case "public":
      return { kind: text }
    default: {
      const named = /^agency:(.+)$/.exec(text)?.[1]
      if (named === undefined) {
        return yield* new UsedWrongly({
          sentence: `选项 --for 写作“${text}”,不能识别;应为 internal、leaders、agency 单位编号、public`,
        })
      }
      return { kind: "agency", code: yield* findAgency(named, assessment) }
    }
  }
})

/** One agency and who looks at it; refused where that audience may not see `what` of this agency. */
export const oneAgency = Effect.fnUntraced(function* (
  given: { readonly agency: string; readonly for: string },
  assessment: Assessment,
  what: string,
): Effect.fn.Return<{ readonly code: string; readonly audience: Audience }, UsedWrongly> {
  const code = yield* findAgency(given.agency, assessment)
  const audience = yield* readAudience(given.for, assessment)
  if (audience.kind === "public" || (audience.kind === "agency" && audience.code !== code)) {
    return yield* new UsedWrongly({ sentence: `--for ${given.for} 看不到${given.agency}的${what}` })
  }
  return { code, audience }
})

/** The code of the agency that a person named by code, name or short name. */
export const findAgency = Effect.fnUntraced(function* (
  named: string,
  assessment: Assessment,
): Effect.fn.Return<string, UsedWrongly> {
  const units = assessment.parts.flatMap(({ figures }) => figures.units)
  const wanted = named.normalize("NFKC").trim()
  const exact = units.filter((unit) => [unit.code, unit.name, unit.short, ...unit.aliases].includes(wanted))
  const matches = exact.length > 0 ? exact : units.filter((unit) => unit.name.includes(wanted))
  const [only] = matches
  if (only !== undefined && matches.length === 1) return only.code
  if (matches.length > 1) {
    return yield* new UsedWrongly({
      sentence: `“${named}”可指 ${matches.map(({ name }) => name).join("、")};请写全称或编号`,
    })
  }
  const guess = nearest(
    wanted,
    units.flatMap((unit) => [unit.name, ...(unit.short === null ? [] : [unit.short])]),
  )
  return yield* new UsedWrongly({
    sentence: `名录中没有“${named}”${guess === null ? "" : `,是否为“${guess}”?`};请写单位编号、全称或简称`,
  })
})
