import { Arbitrary, Schema } from "effect"

/**
 * Chance as data: a list of numbers that decisions are read from, one after another. What comes later may depend on what came before,
 * and a failing list shrinks towards zeros, which every choice maps to its plainest case.
 */
export class Dice {
  private at = 0
  private readonly numbers: ReadonlyArray<number>

  constructor(numbers: ReadonlyArray<number>) {
    this.numbers = numbers
  }

  below(limit: number): number {
    const number = this.numbers[this.at++] ?? 0
    return number % limit
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  /** Happens once in so many times; never for a list of zeros. */
  once(inTimes: number): boolean {
    return this.below(inTimes) === inTimes - 1
  }

  pick<A>(first: A, ...rest: ReadonlyArray<A>): A {
    return [first, ...rest][this.below(rest.length + 1)] ?? first
  }
}

const number = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2 ** 30 })))

/** Whatever can be made of some dice. */
export const madeOf = <A>(make: (dice: Dice) => A, throws = 700): Arbitrary.Arbitrary<A> =>
  Arbitrary.map(Arbitrary.array(number, { minLength: throws, maxLength: throws }), (numbers) => make(new Dice(numbers)))
