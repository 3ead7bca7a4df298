import type { FieldId, SlotId } from "../../formula/Formula.ts"
import { nodesOf } from "../../formula/readings.ts"
import { Rational } from "../../Rational.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { show } from "../../show.ts"
import type { GroupPlan, LossPlan, MarkPlan, Plan, PlanField } from "../Plan.ts"
import { type Figures, formulasOf, lotFrom, type Placed, Trial, type Value, writtenValue } from "../Trial.ts"
import { note, rulePath } from "./told.ts"

/** How many surroundings a pair of rules is tried in. */
const CONTEXTS = 6
/** With how many earlier rules a rule is tried at most. */
const TRIED = 6

/**
 * The same fact deducted twice (一事二罚): one figure gets worse, and two rules take more for it. Told with the figures that show it.
 *
 * Only rules that look at the same thing are held against each other: at the very same figures, or at counts of which one is part of the
 * other. A rate and its denominator are not the same fact. Inside one criterion a second rule that begins later, or that the clause itself
 * adds (再扣), is how the clause is meant.
 */
export const lintTwice = (plan: Plan): ReadonlyArray<Problem> => {
  const told = new Map<string, Problem>()
  for (const group of plan.groups) {
    const formulas = formulasOf(plan, group)
    const facts = group.marks.flatMap((mark) =>
      mark.losses.flatMap((loss) => {
        const fact = factOf(loss, { plan, formulas })
        return fact === null ? [] : [{ ...fact, mark, loss }]
      }),
    )
    for (const [other, earlier] of withEarlier(facts)) {
      // one finding for a rule: what is deducted ten times is not told forty-five times
      if (told.has(other.loss.id)) continue
      for (const one of earlier) {
        const pair = { one, other }
        const witness = witnessOf(new Trial(plan, formulas, [one.loss.asked, other.loss.asked]), pair)
        if (witness === null) continue
        told.set(other.loss.id, problemOf(plan, group, { pair, witness }))
        break
      }
    }
  }
  return [...told.values()]
}

/** What a rule deducts for. */
interface Fact {
  readonly mark: MarkPlan
  readonly loss: LossPlan
  readonly fields: ReadonlySet<FieldId>
  /** Whether it only counts: nothing is divided. */
  readonly counts: boolean
}

interface Pair {
  readonly one: Fact
  readonly other: Fact
}

/** Every rule with the first of those before it that look at the same figures. */
function* withEarlier(facts: ReadonlyArray<Fact>): Generator<readonly [Fact, ReadonlyArray<Fact>]> {
  const readers = new Map<FieldId, Array<Fact>>()
  for (const other of facts) {
    const earlier = new Set<Fact>()
    for (const id of other.fields) {
      const own = readers.get(id) ?? []
      for (const one of own) {
        if (earlier.size === TRIED) break
        if (looksAtTheSame({ one, other })) earlier.add(one)
      }
      own.push(other)
      readers.set(id, own)
    }
    if (earlier.size > 0) yield [other, [...earlier]]
  }
}

const factOf = (
  { loss, kept, needs, judged, comparisons }: LossPlan,
  { plan, formulas }: { readonly plan: Plan; readonly formulas: ReadonlyMap<SlotId, Placed> },
): Pick<Fact, "fields" | "counts"> | null => {
  if (loss.how !== "lose" || loss.limit !== null || judged || comparisons.length > 0) return null
  const own = [loss.points, ...kept.flatMap((slot) => formulas.get(slot)?.formula ?? [])]
  const nodes = own.flatMap((formula) => [...nodesOf(formula)])
  // what looks at another mark is meant to follow from it
  if (nodes.some((node) => node.kind === "slot" && !kept.includes(node.slot))) return null
  const fields = new Set(needs.filter((id) => plan.rubric.fields[id]?.source !== "attribute"))
  return fields.size === 0 ? null : { fields, counts: nodes.every(({ kind }) => kind !== "/") }
}

const isWithin = (one: ReadonlySet<FieldId>, other: ReadonlySet<FieldId>): boolean =>
  [...one].every((id) => other.has(id))

const looksAtTheSame = ({ one, other }: Pair): boolean => {
  if (one.mark === other.mark && addsItself.test(one.mark.criterion.clause)) return false
  const [inner, outer] = [isWithin(one.fields, other.fields), isWithin(other.fields, one.fields)]
  return (inner && outer) || (one.counts && other.counts && (inner || outer))
}

/** Words by which a clause takes for the same thing again. */
const addsItself = /再扣|另扣|另行扣|并扣|加扣|同时扣|还应扣|加倍/

interface Witness {
  readonly field: PlanField
  readonly from: Value
  readonly to: Value
  readonly costs: readonly [Rational, Rational]
}

const witnessOf = (trial: Trial, { one, other }: Pair): Witness | null => {
  const isSameClause = one.mark === other.mark
  const shared = trial.fields.filter(({ id }) => one.fields.has(id) && other.fields.has(id))
  for (const field of shared) {
    const beside = trial.fields.filter((another) => another !== field)
    const lot = lotFrom(11)
    const contexts = Array.from({ length: beside.length === 0 ? 1 : CONTEXTS }, () => trial.drawn(beside, lot))
    const values = trial.valuesOf(field)
    const slotValue = trial.compute(
      contexts.flatMap((context) => values.map((value): Figures => new Map([...context, [field.id, value]]))),
    )
    for (const at of contexts.keys()) {
      const lost = values.map((value, index) => {
        const unit = at * values.length + index
        return { value, losses: [one, other].map(({ loss }) => slotValue(loss.asked, unit)) }
      })
      for (const steps of [lost, [...lost].reverse()])
        for (const [index, after] of steps.entries()) {
          const before = steps[index - 1]
          if (before === undefined) continue
          const costs = before.losses.map((was, which) => {
            const is = after.losses[which]
            const begins = !isSameClause || (was instanceof Rational && was.sign === 0)
            return was instanceof Rational && is instanceof Rational && begins ? is.minus(was) : Rational.zero
          })
          const [first, second] = costs
          if (first !== undefined && second !== undefined && first.sign > 0 && second.sign > 0)
            return { field, from: before.value, to: after.value, costs: [first, second] }
        }
    }
  }
  return null
}

const problemOf = (
  plan: Plan,
  group: GroupPlan,
  { pair: { one, other }, witness }: { readonly pair: Pair; readonly witness: Witness },
): Problem => {
  const { field, from, to, costs } = witness
  return note("deducted-twice", rulePath(plan.rubric, other.mark, other.loss), {
    message: `${one.loss.id} 和 ${other.loss.id}(${group.title})都因“${field.label}”扣分:由${written(field, from)}到${written(field, to)},前者多扣 ${show(costs[0], "points")} 分,后者多扣 ${show(costs[1], "points")} 分`,
    remedy: "两条各自成立的不必改;同一件事只应扣一次的,删去一条,或把两条列入 once",
  })
}

const written = (field: PlanField, value: Value): string =>
  value instanceof Rational ? ` ${writtenValue(field, value)}` : `“${writtenValue(field, value)}”`
