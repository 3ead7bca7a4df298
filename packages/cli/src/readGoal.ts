import { type Goal, Rational } from "@fadu/engine"

/** What is to be reached: `90`, `90分` a total, anything else the name of a grade; null where it is neither. */
export const readGoal = (text: string, grades: ReadonlyArray<string>): Goal | null => {
  const wanted = text.normalize("NFKC").trim().replace(/分$/, "").trim()
  const total = Rational.parse(wanted)
  if (total !== null && !total.isUndefined) return { total }
  return grades.includes(wanted) ? { grade: wanted } : null
}
