import type { Criterion, Rubric, Treatment } from "./Rubric.ts"

/** What is to be done with a criterion that does not apply or was not sampled (不适用的处理); none where it always applies. */
export const treatmentsOf = ({ applies }: Criterion): ReadonlyArray<Treatment> =>
  applies === undefined ? [] : [applies.otherwise, ...(applies.notSampled === undefined ? [] : [applies.notSampled])]

/** The criterion that gets the points, for a treatment that moves them. */
export const targetOf = (treatment: Treatment): string | null =>
  typeof treatment === "object" && "moveTo" in treatment ? treatment.moveTo : null

/** The criterion or section of which the deductions then count double. */
export const doubledBy = (treatment: Treatment): string | null =>
  typeof treatment === "object" && "double" in treatment ? treatment.double : null

/** The criteria whose treatments name a code, in the order of the rubric: asked for at every criterion, so looked up once. */
export const namedInTreatments = ({ sections }: Rubric): ReadonlyMap<string, ReadonlyArray<Criterion>> => {
  const named = new Map<string, Array<Criterion>>()
  for (const criterion of sections.flatMap((section) => section.criteria)) {
    const codes = treatmentsOf(criterion).flatMap((one) => targetOf(one) ?? doubledBy(one) ?? [])
    for (const code of new Set(codes)) {
      const others = named.get(code)
      if (others === undefined) named.set(code, [criterion])
      else others.push(criterion)
    }
  }
  return named
}
