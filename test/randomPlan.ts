import { type Formula, type Plan, Rational, type Slot } from "@fadu/engine"
import type { Random } from "./generatedRound.ts"

type Typed = "number" | "boolean"

interface Making {
  readonly random: Random
  readonly made: { readonly [T in Typed]: ReadonlyArray<string> }
  readonly depth: number
}

/**
 * The plan with random formulas instead of its own: over its fields and over earlier slots, with every kind of node, for every group
 * another. It must have the fields `heard`, `late` and `done` and scores of a criterion B2.
 */
export const randomPlan = (
  plan: Plan,
  { random, count }: { readonly random: Random; readonly count: number },
): Plan => {
  const slots: Array<Slot> = []
  const made: { readonly [T in Typed]: Array<string> } = { number: [], boolean: [] }
  const add = (id: string, type: Typed, make: () => Formula): void => {
    slots.push({
      id,
      label: id,
      type,
      format: "number",
      formulas: new Map(plan.groups.map((group) => [group.id, make()])),
    })
  }
  add("first", "number", () => number(Rational.one))
  made.number.push("first")
  for (let index = 0; index < count; index++) {
    const type = random.of(["number", "number", "number", "boolean"] as const)
    add(`s${index}`, type, () => formula(type, { random, made, depth: 3 }))
    made[type].push(`s${index}`)
  }
  addUnguarded(add)
  // over agencies: a rounded value that some do not have
  made.number.slice(0, 6).forEach((of, index) => {
    add(`c${index}`, "number", () => ({
      kind: "cases",
      cases: [
        [
          formula("boolean", { random, made, depth: 1 }),
          { kind: "step", of: { kind: "slot", slot: of }, step: Rational.ratio(1, 10), mode: "half-up" },
        ],
      ],
      otherwise: { kind: "constant", value: null, format: "number" },
    }))
    for (const how of ["sum", "count", "min", "max", "mean", "place", "placeFromLast", "dense"] as const) {
      const within = index % 2 === 0 ? "group" : "all"
      add(`c${index}.${how}`, "number", () => ({ kind: "cohort", of: `c${index}`, within, how }))
    }
  })
  for (const how of ["sum", "count", "min", "max"] as const) {
    add(`rows.${how}`, "number", () => ({ kind: "rows", table: "scores", of: "points", where: "B2", how }))
  }
  const totals = {
    base: "first",
    bonus: null,
    total: "first",
    high: "first",
    pending: "first",
    applicable: "first",
    place: null,
    placesAmong: [],
    ranked: null,
    graded: "first",
    worstGrade: null,
    grade: null,
  }
  return {
    ...plan,
    rubric: { ...plan.rubric, rankWithin: "none" },
    slots,
    groups: plan.groups.map((group) => ({ ...group, marks: [], sections: [], views: [], steps: [], slots: totals })),
    ledgers: [],
    checks: [],
  }
}

/** What nothing guards: figures that may be missing, divisors that may be zero, and what is made of them. */
const addUnguarded = (add: (id: string, type: Typed, make: () => Formula) => void): void => {
  const [late, heard] = [input("late"), input("heard")]
  add("quotient", "number", () => ({ kind: "/", of: [late, heard] }))
  add("difference", "number", () => ({ kind: "-", of: [late, heard] }))
  add("less", "number", () => ({ kind: "min", of: [late, heard, number(Rational.of(5))] }))
  add("more", "number", () => ({ kind: "max", of: [{ kind: "slot", slot: "quotient" }, number(Rational.zero)] }))
  add("many", "number", () => ({ kind: "+", of: [...Array.from({ length: 9 }, () => late), heard] }))
  add("reached", "boolean", () => ({
    kind: "compare",
    op: ">=",
    left: { kind: "slot", slot: "quotient" },
    right: number(Rational.ratio(1, 2)),
  }))
  add("rounded", "number", () => ({
    kind: "step",
    of: { kind: "slot", slot: "quotient" },
    step: Rational.ratio(1, 10_000),
    mode: "half-up",
  }))
}

const input = (field: string): Formula => ({ kind: "input", field })
const number = (value: Rational): Formula => ({ kind: "constant", value, format: "number" })
const truth = (value: boolean): Formula => ({ kind: "constant", value, format: "number" })

const formula = (type: Typed, making: Making): Formula => {
  if (making.depth === 0) return leaf(type, making)
  const inner = (of: Typed): Formula => formula(of, { ...making, depth: making.depth - 1 })
  return type === "boolean" ? condition(making.random, inner) : amount(making.random, inner)
}

const leaf = (type: Typed, { random, made }: Making): Formula => {
  const earlier = made[type]
  if (earlier.length > 0 && random.whole(3) === 0) return { kind: "slot", slot: random.of(earlier) }
  if (type === "boolean") {
    return random.of<Formula>([
      input("done"),
      truth(true),
      { kind: "state", field: "late", is: ["filled", "verified"] },
      { kind: "state", field: "heard", is: ["blank"] },
    ])
  }
  return random.of<Formula>([
    // multiples of half the steps below, so that ties are frequent
    number(Rational.ratio(random.whole(4000) - 1000, 200)),
    number(Rational.ratio(random.whole(40) - 10, random.of([3, 7, 8, 60]))),
    {
      kind: "cases",
      cases: [[{ kind: "state", field: "late", is: ["filled", "verified", "corrected"] }, input("late")]],
      otherwise: number(Rational.ratio(1, 8)),
    },
  ])
}

const condition = (random: Random, inner: (type: Typed) => Formula): Formula => {
  switch (random.whole(5)) {
    case 0:
      return { kind: random.of(["and", "or"] as const), of: [inner("boolean"), inner("boolean"), inner("boolean")] }
    case 1:
      return { kind: "not", of: [inner("boolean")] }
    case 2:
      return { kind: "compare", op: "=", left: inner("boolean"), right: inner("boolean") }
    default:
      return {
        kind: "compare",
        op: random.of([">=", ">", "="] as const),
        left: inner("number"),
        right: inner("number"),
      }
  }
}

const steps = [
  Rational.one,
  Rational.ratio(1, 10),
  Rational.ratio(1, 100),
  Rational.ratio(5, 100),
  Rational.ratio(1, 4),
  Rational.of(5),
  Rational.ratio(3, 10),
]

const amount = (random: Random, inner: (type: Typed) => Formula): Formula => {
  switch (random.whole(8)) {
    case 0:
      return {
        kind: "cases",
        cases: [
          [inner("boolean"), inner("number")],
          [inner("boolean"), inner("number")],
        ],
        otherwise: inner("number"),
      }
    case 1:
    case 2:
    case 3:
      return {
        kind: "step",
        of: inner("number"),
        step: random.of(steps),
        mode: random.of(["down", "up", "half-up", "half-even", "cut"] as const),
      }
    case 4:
      return { kind: random.of(["min", "max"] as const), of: [inner("number"), inner("number"), inner("number")] }
    case 5:
      return {
        kind: "/",
        of: [
          inner("number"),
          number(random.of([Rational.of(3), Rational.of(8), Rational.ratio(1, 5), Rational.of(-7)])),
        ],
      }
    case 6:
      return {
        kind: "*",
        of: [inner("number"), number(random.of([Rational.ratio(15, 100), Rational.ratio(1, 3), Rational.of(-2)]))],
      }
    default:
      return { kind: random.of(["+", "-"] as const), of: [inner("number"), inner("number")] }
  }
}
