import type { Plan } from "@fadu/engine"
import { type LoadedRubric, loadRubric, unusable } from "@fadu/files"
import { Effect } from "effect"
import { Installation } from "./Installation.ts"

/** Rules that were asked for by file or name, understood; what is wrong with them is in `issues`. */
export interface LoadedRules extends LoadedRubric {
  readonly plan: Plan
}

/** Reads rules from where the command was typed. Rules that cannot be understood at all end the command. */
export const loadRules = Effect.fnUntraced(function* (
  named: string,
  { cases }: { readonly cases: boolean } = { cases: false },
) {
  const loaded = yield* loadRubric(named, { round: process.cwd(), installation: yield* Installation, cases })
  const { plan } = loaded
  if (plan !== null) return { ...loaded, plan } satisfies LoadedRules
  return yield* unusable(loaded.file, loaded.issues)
})
