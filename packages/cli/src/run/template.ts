import { join, resolve } from "node:path"
import { loadRubric, Unusable } from "@fadu/files"
import type { FormRequest } from "@fadu/report"
import { Console, Effect, FileSystem } from "effect"
import { UsedWrongly } from "../Done.ts"
import { Installation } from "../Installation.ts"
import { loadRound } from "../loadRound.ts"
import { writeForms } from "./writeForms.ts"

/** Writes one form for each agency of a round, or one blank form for each group of a rubric. */
export const runTemplate = Effect.fnUntraced(function* (given: {
  readonly of: string
  readonly out: string
  readonly self: boolean
}) {
  const fs = yield* FileSystem.FileSystem
  const isRound = yield* Effect.orElseSucceed(fs.exists(join(resolve(given.of), "round.yaml")), () => false)
  const forms = yield* isRound ? ofRound(given.of, given.self) : ofRubric(given.of, given.self)
  if (forms.length === 0) return yield* new UsedWrongly({ sentence: "单位名录中没有可以填报的单位;请检查分组" })
  yield* writeForms(forms, given.out)
  yield* Console.log(`已写出 ${forms.length} 份填报表到 ${given.out}`)
})

const ofRound = Effect.fnUntraced(function* (folder: string, self: boolean) {
  const { assessment, round } = yield* loadRound(folder)
  const { stamp } = assessment
  return assessment.parts.flatMap(({ plan, figures }) =>
    figures.units.flatMap((unit): ReadonlyArray<FormRequest> => {
      const group = plan.groups.find(({ id }) => id === unit.group)
      if (group === undefined) return []
      return [
        {
          plan,
          group,
          title: stamp.title,
          issuer: stamp.issuer,
          agency: { code: unit.code, name: unit.name },
          asOf: stamp.asOf,
          due: round?.due ?? null,
          evidenceDue: round?.evidenceDue ?? null,
          self,
          trial: self || round?.forms?.trial === true,
          filled: null,
        },
      ]
    }),
  )
})

const ofRubric = Effect.fnUntraced(function* (named: string, self: boolean) {
  const loaded = yield* loadRubric(named, { round: process.cwd(), installation: yield* Installation, cases: false })
  const { plan } = loaded
  if (plan === null) {
    return yield* new Unusable({ file: loaded.file, sentences: loaded.issues.map(({ message }) => message) })
  }
  return plan.groups.map(
    (group): FormRequest => ({
      plan,
      group,
      title: plan.rubric.title,
      issuer: plan.rubric.issued?.by ?? null,
      agency: null,
      asOf: plan.rubric.period.to,
      due: null,
      evidenceDue: null,
      self,
      trial: self,
      filled: null,
    }),
  )
})
