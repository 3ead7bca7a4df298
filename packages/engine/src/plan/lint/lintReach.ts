import type { FieldId, Formula, SlotId } from "../../formula/Formula.ts"
import type { Bound } from "../../formula/Kind.ts"
import { nodesOf } from "../../formula/readings.ts"
import { Rational } from "../../Rational.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { amount } from "../../rubric/Scalars.ts"
import { boundsIn, everythingKnown } from "../boundsOf.ts"
import type { GroupPlan, MarkPlan, Plan, PlanField } from "../Plan.ts"
import { error, inPoints, pathOf } from "./told.ts"

/** How many pieces the figures are cut into at most. */
const PIECES = 400
/** Whole numbers so close together are looked at one by one. */
const ONE_BY_ONE = Rational.of(10)

/**
 * Full marks that no figures can reach because rules of one criterion want opposite things of the same figure (满分无人可得).
 *
 * Bounds forget that two rules read the same figure. So it is cut at every number that something is compared with, and each piece is
 * looked at alone: where none reaches the full mark, no figure does.
 */
export const lintReach = (plan: Plan): ReadonlyArray<Problem> => {
  const slots = new Map(plan.slots.map((slot) => [slot.id, slot]))
  const fields = new Map(plan.fields.map((field) => [field.id, field]))
  const told = new Set<string>()
  return plan.groups.flatMap((group) =>
    group.marks.flatMap((mark): ReadonlyArray<Problem> => {
      const { code, title } = mark.criterion
      if (told.has(code)) return []
      // with the points of other criteria it is worth more than it says
      const shared = mark.fullSlot === null ? sharedBy(mark, fields) : []
      if (shared.length === 0) return []
      const behind = formulasBehind(mark, (id) => slots.get(id)?.formulas.get(group.id) ?? null)
      const pieces = piecesOf(shared, behind)
      if (pieces.length === 0) return []
      const best = pieces.reduce((sofar: Rational | null, fields) => {
        const found = highest(plan, { group, mark }, fields)
        return sofar === null || found === null ? null : sofar.max(found)
      }, Rational.of(Number.MIN_SAFE_INTEGER))
      if (best === null || best.compare(mark.full) >= 0) return []
      told.add(code)
      const rules = mark.losses.filter(({ needs }) => shared.some(({ id }) => needs.includes(id))).map(({ id }) => id)
      const names = shared.map(({ label }) => `“${label}”`).join("、")
      return [
        error("unreachable-full", pathOf(plan.rubric, code), {
          message: `${code} ${title}(${group.title})满分 ${inPoints(mark.full)} 分无人可得:${rules.join("、")} 都看${names},无论填多少,至多得 ${inPoints(best)} 分`,
          remedy: "这几条规则要求相反,核对各自的条件和界限",
        }),
      ]
    }),
  )
}

/** Figures that several rules read. Where one rule alone is to blame it is told of the rule. */
const sharedBy = ({ losses }: MarkPlan, fields: ReadonlyMap<FieldId, PlanField>): ReadonlyArray<PlanField> => {
  const counts = new Map<FieldId, number>()
  for (const id of losses.flatMap(({ needs }) => needs)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].flatMap(([id, count]) => {
    const found = count > 1 ? fields.get(id) : undefined
    return found !== undefined && found.field !== null && found.type !== "text" ? [found] : []
  })
}

const formulasBehind = ({ losses }: MarkPlan, formulaOf: (slot: SlotId) => Formula | null): ReadonlyArray<Formula> => {
  const found = new Map<SlotId, Formula>()
  const visit = (formula: Formula): void => {
    for (const node of nodesOf(formula)) {
      if (node.kind !== "slot" || found.has(node.slot)) continue
      const inner = formulaOf(node.slot)
      if (inner === null) continue
      found.set(node.slot, inner)
      visit(inner)
    }
  }
  for (const { exact } of losses) visit(exact)
  return [...losses.map(({ exact }) => exact), ...found.values()]
}

const piecesOf = (
  shared: ReadonlyArray<PlanField>,
  formulas: ReadonlyArray<Formula>,
): ReadonlyArray<ReadonlyMap<FieldId, Bound>> => {
  let pieces: ReadonlyArray<ReadonlyMap<FieldId, Bound>> = [new Map()]
  for (const field of shared) {
    const own = cut(field, formulas)
    if (pieces.length * own.length > PIECES) return []
    pieces = pieces.flatMap((piece) => own.map((bound) => new Map([...piece, [field.id, bound]])))
  }
  return pieces
}

/** Every number that something is compared with by itself, and what lies between two of them. */
const cut = ({ type, format, field }: PlanField, formulas: ReadonlyArray<Formula>): ReadonlyArray<Bound> => {
  if (type === "boolean") return [true, false].map((is) => ({ type, canHold: is, canFail: !is }))
  const low = field?.min === undefined ? Rational.zero : amount(field.min)
  const high = field?.max === undefined ? null : amount(field.max)
  const cuts = formulas
    .flatMap((formula) => [...nodesOf(formula)])
    .flatMap((node) => (node.kind === "compare" ? [node.left, node.right] : []))
    .flatMap((part) => (part.kind === "constant" && part.value instanceof Rational ? [part.value] : []))
    .filter((value) => value.compare(low) >= 0 && (high === null || value.compare(high) <= 0))
    .sort((a, b) => a.compare(b))
    .filter((value, index, all) => all[index - 1]?.equals(value) !== true)
  const step = format === "count" || format === "day" ? Rational.one : Rational.zero
  const between = (from: Rational, to: Rational | null): ReadonlyArray<Bound> => {
    if (to !== null && from.compare(to) > 0) return []
    const wide = to === null || step.sign === 0 || to.minus(from).compare(ONE_BY_ONE) > 0
    if (wide) return [{ type: "number", low: from, high: to }]
    const many = to.minus(from).toNumber() + 1
    return Array.from({ length: many }, (_, index) => from.plus(Rational.of(index))).map((value) => ({
      type: "number",
      low: value,
      high: value,
    }))
  }
  const [first] = cuts
  return [
    ...between(low, first === undefined ? high : first.minus(step)),
    ...cuts.flatMap((value, index): ReadonlyArray<Bound> => {
      const next = cuts[index + 1]
      return [
        { type: "number", low: value, high: value },
        ...between(value.plus(step), next === undefined ? high : next.minus(step)),
      ]
    }),
  ]
}

/** The most that the criterion gives where it applies and everything is known; null where there is no limit to it. */
const highest = (
  plan: Plan,
  { group, mark }: { readonly group: GroupPlan; readonly mark: MarkPlan },
  fields: ReadonlyMap<FieldId, Bound>,
): Rational | null => {
  const slots = new Map<SlotId, Bound>()
  if (mark.applies !== null) slots.set(mark.applies, { type: "boolean", canHold: true, canFail: false })
  if (mark.waits !== null) slots.set(mark.waits, { type: "boolean", canHold: false, canFail: true })
  const found = boundsIn(plan, group.id, { state: everythingKnown, fields, slots })({
    kind: "slot",
    slot: mark.awarded,
  })
  return found.type === "number" ? found.high : null
}
