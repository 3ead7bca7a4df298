import type { Rational, Rounding } from "../../Rational.ts"
import { Rational as R } from "../../Rational.ts"
import { roundingWords } from "../../show.ts"
import { call, type ExcelTree, excelNumber, operator } from "../Excel.ts"
import type { Step } from "../Formula.ts"
import type { Kind } from "../Kind.ts"

/**
 * A spreadsheet works with doubles, where an exact tie can arrive a hair below itself: rounding at ten places first brings it back.
 * Only nodes that jump need this guard.
 */
const guard = (tree: ExcelTree): ExcelTree => call("ROUND", tree, excelNumber(R.of(10)))

const placesOf = (step: Rational): number | null => {
  const { n, d } = step.toFraction()
  const text = d.toString()
  return n === 1n && /^10*$/.test(text) ? text.length - 1 : null
}

const excelStep = (inner: ExcelTree, step: Rational, mode: Rounding): ExcelTree => {
  const places = placesOf(step)
  const size = excelNumber(step)
  const inSteps = step.equals(R.one) ? guard(inner) : guard(operator("/", inner, size))
  const back = (whole: ExcelTree): ExcelTree => (step.equals(R.one) ? whole : operator("*", whole, size))
  switch (mode) {
    case "half-up":
      return places === null
        ? back(call("ROUND", inSteps, excelNumber(R.zero)))
        : call("ROUND", guard(inner), excelNumber(R.of(places)))
    case "cut":
      return places === null ? back(call("TRUNC", inSteps)) : call("TRUNC", guard(inner), excelNumber(R.of(places)))
    case "down":
      return back(call("INT", inSteps))
    case "up":
      return back(operator("-", excelNumber(R.zero), call("INT", operator("-", excelNumber(R.zero), inSteps))))
    case "half-even": {
      // half away from zero, less one step where that went from a tie to an odd multiple
      const whole = call("ROUND", inSteps, excelNumber(R.zero))
      const tie = operator(
        "=",
        call("ROUND", operator("-", call("ABS", inSteps), call("INT", call("ABS", inSteps))), excelNumber(R.of(9))),
        excelNumber(R.ratio(1, 2)),
      )
      const odd = operator("=", call("MOD", call("ABS", whole), excelNumber(R.of(2))), excelNumber(R.one))
      return back(operator("-", whole, call("IF", call("AND", tie, odd), call("SIGN", inSteps), excelNumber(R.zero))))
    }
  }
}

export const step: Kind<Step> = {
  parts: ({ of }) => [of],
  type: ({ of }, scope) => {
    const found = scope.typeOf(of)
    if (found !== "number") scope.mismatch(of, found, "number")
    return "number"
  },
  evaluate: ({ of, step: size, mode }, scope) => {
    const inner = scope.number(of)
    return { type: "number", at: (unit) => inner(unit).rounded(size, mode) }
  },
  // to whole numbers, or to so many decimals: 四舍五入(3.14159, 2)
  words: ({ of, step: size, mode }, scope) => {
    const places = placesOf(size)
    const { text } = scope.words(of)
    return {
      text: `${roundingWords[mode]}(${text}${places === null || places === 0 ? "" : `, ${places}`})`,
      strength: 4,
    }
  },
  excel: ({ of, step: size, mode }, scope) => excelStep(scope.excel(of), size, mode),
  bounds: ({ of, step: size, mode }, scope) => {
    const { low, high } = scope.number(of)
    return { type: "number", low: low?.rounded(size, mode) ?? null, high: high?.rounded(size, mode) ?? null }
  },
}
