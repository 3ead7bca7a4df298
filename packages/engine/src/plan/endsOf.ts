import * as build from "../formula/build.ts"
import type { Cases, Compare, Formula, SlotId, Type } from "../formula/Formula.ts"
import type { Bound } from "../formula/Kind.ts"
import { bounds, nodesOf } from "../formula/readings.ts"
import type { Rational } from "../Rational.ts"
import { fieldBound } from "./boundsOf.ts"
import type { Compiling } from "./Compiling.ts"
import { between, closed, type Ends, type NumberEnds, perhaps, type TruthEnds } from "./Ends.ts"

/** Where a formula stands that may read what is open. */
export interface EndsPlace {
  readonly group: string
  /** Intermediate results that the formula may go through. */
  readonly kept: ReadonlyArray<SlotId>
  /** Begins the ids and labels of what is kept for the ends. */
  readonly name: string
  readonly label: string
}

/**
 * Interval arithmetic as formulas: from the ends of the open slots in a formula those of the formula itself. They are never narrower than
 * the truth, narrow where the open slots do, and meet where nothing is open.
 */
export class EndsOf {
  /** What must hold besides, or the ends say nothing: a divisor that is open must not reach zero. */
  readonly conditions: Array<Formula> = []
  /** The columns that the ends needed. */
  readonly made: Array<SlotId> = []
  private readonly c: Compiling
  private readonly place: EndsPlace
  private readonly found = new Map<SlotId, Ends | null>()
  private readonly limits = new Map<SlotId, Bound>()

  constructor(c: Compiling, place: EndsPlace) {
    this.c = c
    this.place = place
  }

  /** Whether anything in the formula is open. */
  isOpen(formula: Formula): boolean {
    return [...nodesOf(formula)].some(
      (node) =>
        node.kind === "slot" && (this.c.endsIn(this.place.group, node.slot) !== null || this.isKeptOpen(node.slot)),
    )
  }

  /** Null where the ends cannot be told: a text that is open, or a day. */
  of(formula: Formula): Ends | null {
    if (!this.isOpen(formula)) return closed(formula, this.c.typeOf(formula))
    switch (formula.kind) {
      case "slot":
        return this.slot(formula.slot)
      case "+":
      case "-":
      case "*":
      case "/":
      case "min":
      case "max": {
        const [first, ...rest] = this.numbers(formula.of) ?? []
        if (first === undefined) return null
        return rest.reduce((so, next) => this.joined(formula.kind, so, next), first)
      }
      case "step": {
        const inner = this.number(formula.of)
        if (inner === null) return null
        const stepped = (of: Formula): Formula => ({ ...formula, of })
        return between(stepped(inner.least), stepped(inner.most))
      }
      case "compare":
        return this.compared(formula)
      case "and":
      case "or":
      case "not": {
        const parts = this.truths(formula.of)
        if (parts === null) return null
        const join = formula.kind === "or" ? build.or : build.and
        const [holds, mayHold] = [join(...parts.map((part) => part.holds)), join(...parts.map((part) => part.mayHold))]
        return formula.kind === "not" ? perhaps(build.not(mayHold), build.not(holds)) : perhaps(holds, mayHold)
      }
      case "cases":
        return this.cases(formula)
      default:
        // a day that is open: nobody counts days up to a mark
        return null
    }
  }

  private number(formula: Formula): NumberEnds | null {
    const ends = this.of(formula)
    return ends?.type === "number" ? ends : null
  }

  private truth(formula: Formula): TruthEnds | null {
    const ends = this.of(formula)
    return ends?.type === "boolean" ? ends : null
  }

  private numbers(formulas: ReadonlyArray<Formula>): ReadonlyArray<NumberEnds> | null {
    const ends = formulas.flatMap((formula) => this.number(formula) ?? [])
    return ends.length === formulas.length ? ends : null
  }

  private truths(formulas: ReadonlyArray<Formula>): ReadonlyArray<TruthEnds> | null {
    const ends = formulas.flatMap((formula) => this.truth(formula) ?? [])
    return ends.length === formulas.length ? ends : null
  }

  private joined(kind: "+" | "-" | "*" | "/" | "min" | "max", a: NumberEnds, b: NumberEnds): NumberEnds {
    switch (kind) {
      case "+":
        return between(build.sum(a.least, b.least), build.sum(a.most, b.most))
      case "-":
        return between(build.minus(a.least, b.most), build.minus(a.most, b.least))
      case "min":
        return between(build.min(a.least, b.least), build.min(a.most, b.most))
      case "max":
        return between(build.max(a.least, b.least), build.max(a.most, b.most))
      case "*":
        return (
          this.scaled(a, b, (x) => build.times(x, b.least)) ??
          this.scaled(b, a, (x) => build.times(a.least, x)) ??
          this.corners(a, b, (x, y) => build.times(x, y))
        )
      case "/":
        // a divisor that is certain is looked at where all divisors are
        if (b.least !== b.most) {
          const zero = build.number(0)
          this.conditions.push(build.or(build.above(b.least, zero), build.above(zero, b.most)))
        }
        return this.scaled(a, b, (x) => build.over(x, b.least)) ?? this.corners(a, b, (x, y) => build.over(x, y))
    }
  }

  /** By a factor that is certain and whose sign is; null for others. */
  private scaled(open: NumberEnds, factor: NumberEnds, by: (of: Formula) => Formula): NumberEnds | null {
    if (factor.least !== factor.most) return null
    const { low, high } = this.rangeOf(factor.least)
    if (low !== null && low.sign >= 0) return between(by(open.least), by(open.most))
    return high !== null && high.sign <= 0 ? between(by(open.most), by(open.least)) : null
  }

  /** Whatever two ends give the least, and the most. */
  private corners(a: NumberEnds, b: NumberEnds, by: (a: Formula, b: Formula) => Formula): NumberEnds {
    const ends = ({ least, most }: NumberEnds): ReadonlyArray<Formula> =>
      least === most ? [this.kept(least)] : [this.kept(least), this.kept(most)]
    const seconds = ends(b)
    const all = ends(a).flatMap((x) => seconds.map((y) => by(x, y)))
    return between(build.min(...all), build.max(...all))
  }

  private compared({ op, left, right }: Compare): TruthEnds | null {
    const [a, b] = [this.of(left), this.of(right)]
    if (a === null || b === null) return null
    if (a.type === "boolean" && b.type === "boolean") {
      const differs = build.or(build.and(a.holds, build.not(b.mayHold)), build.and(b.holds, build.not(a.mayHold)))
      const same = build.or(build.and(a.holds, b.holds), build.and(build.not(a.mayHold), build.not(b.mayHold)))
      return perhaps(same, build.not(differs))
    }
    if (a.type !== "number" || b.type !== "number") return null
    switch (op) {
      case ">=":
        return perhaps(build.atLeast(a.least, b.most), build.atLeast(a.most, b.least))
      case ">":
        return perhaps(build.above(a.least, b.most), build.above(a.most, b.least))
      case "=":
        return perhaps(
          build.and(build.atLeast(a.least, b.most), build.atLeast(b.least, a.most)),
          build.and(build.atLeast(a.most, b.least), build.atLeast(b.most, a.least)),
        )
    }
  }

  /** Backwards: a case that may hold leaves what follows from it and what follows from the rest. */
  private cases({ cases: list, otherwise }: Cases): Ends | null {
    let rest = this.of(otherwise)
    for (const [when, then] of [...list].reverse()) {
      const [chance, own] = [this.truth(when), this.of(then)]
      if (chance === null || own === null || rest === null || own.type !== rest.type) return null
      rest = this.choice(chance, own, rest)
    }
    return rest
  }

  private choice(when: TruthEnds, own: Ends, rest: Ends): Ends | null {
    const choose = (certain: Formula, either: (a: Formula, b: Formula) => Formula, others: Formula): Formula => {
      if (when.holds === when.mayHold) return build.cases([[when.holds, certain]], others)
      const joint = either(certain, others)
      if (joint === certain) return build.cases([[when.mayHold, certain]], others)
      if (joint === others) return build.cases([[when.holds, certain]], others)
      const kept = this.kept(others)
      return build.cases(
        [
          [when.holds, certain],
          [when.mayHold, either(certain, kept)],
        ],
        kept,
      )
    }
    if (own.type === "number" && rest.type === "number")
      return between(
        choose(own.least, (a, b) => this.lesser(a, b), rest.least),
        choose(own.most, (a, b) => this.greater(a, b), rest.most),
      )
    if (own.type === "boolean" && rest.type === "boolean")
      return perhaps(
        choose(own.holds, (a, b) => build.and(a, b), rest.holds),
        choose(own.mayHold, (a, b) => build.or(a, b), rest.mayHold),
      )
    return null
  }

  /** One of the two where it is known beforehand which, so that formulas stay as short as those of the rule. */
  private lesser(a: Formula, b: Formula): Formula {
    if (this.isNeverAbove(a, b)) return a
    return this.isNeverAbove(b, a) ? b : build.min(a, b)
  }

  private greater(a: Formula, b: Formula): Formula {
    if (this.isNeverAbove(a, b)) return b
    return this.isNeverAbove(b, a) ? a : build.max(a, b)
  }

  private isNeverAbove(a: Formula, b: Formula): boolean {
    const [{ high }, { low }] = [this.rangeOf(a), this.rangeOf(b)]
    return high !== null && low !== null && high.compare(low) <= 0
  }

  private slot(id: SlotId): Ends | null {
    const known = this.c.endsIn(this.place.group, id) ?? this.found.get(id)
    if (known !== undefined) return known
    const formula = this.c.slots.formula(id, this.place.group)
    const ends = formula === undefined ? null : this.of(formula)
    const kept =
      ends === null
        ? null
        : ends.type === "number"
          ? between(this.kept(ends.least), this.kept(ends.most))
          : perhaps(this.kept(ends.holds), this.kept(ends.mayHold))
    this.found.set(id, kept)
    return kept
  }

  private isKeptOpen(id: SlotId): boolean {
    const formula = this.place.kept.includes(id) ? this.c.slots.formula(id, this.place.group) : undefined
    return formula !== undefined && this.isOpen(formula)
  }

  /** A column of its own for what stands in several places. */
  private kept(formula: Formula): Formula {
    if (formula.kind === "slot" || formula.kind === "constant" || formula.kind === "input") return formula
    const type = this.c.typeOf(formula)
    const { group, name, label } = this.place
    let number = 1
    while (this.c.slots.formula(`${name}.end${number}`, group) !== undefined) number++
    const id = this.c.slots.add(
      group,
      `${name}.end${number}`,
      { label: `${label} 区间 ${number}`, type, format: "number" },
      formula,
    )
    this.limits.set(id, this.boundsOf(formula))
    this.made.push(id)
    return build.slot(id)
  }

  private rangeOf(formula: Formula): { readonly low: Rational | null; readonly high: Rational | null } {
    const found = this.boundsOf(formula)
    return found.type === "number" ? found : { low: null, high: null }
  }

  private boundsOf(formula: Formula): Bound {
    return bounds(formula, {
      field: (id) => {
        const field = this.c.fields.get(id)
        return field === undefined ? unknown("number") : fieldBound(field)
      },
      state: () => ({ canHold: true, canFail: true }),
      slot: (id) => this.limits.get(id) ?? unknown(this.c.slots.typeOf(id)),
      rowSlot: () => unknown("number"),
    })
  }
}

const unknown = (type: Type): Bound =>
  type === "number"
    ? { type, low: null, high: null }
    : type === "boolean"
      ? { type, canHold: true, canFail: true }
      : { type }
