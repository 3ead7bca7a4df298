import type { QuotaPlan } from "../plan/Plan.ts"
import { show } from "../show.ts"
import { numberAt, type Part, truthAt } from "./Assessment.ts"
import type { Scorecard } from "./scorecard.ts"

/**
 * What grades of which only so many are given (等次名额) do to an agency, as a sentence without a full stop: 总分达到优秀,但本组优秀名额 2 个,
 * 按名次不在其内,等次为良好. Empty where they do nothing to it.
 */
export const quotaText = ({ plan, slots }: Part, { group, index, total }: Scorecard): string => {
  const has = (slot: string): boolean => truthAt(slots, slot, index)
  const concerning = group.quotas.filter(({ may }) => has(may))
  const gone = concerning.filter(({ out }) => has(out))
  // while its own points are open that is what the grade waits for
  const open = total === null ? undefined : concerning.find(({ out, inside }) => !has(out) && !has(inside))
  const scope = plan.rubric.rankWithin === "all" ? "全体" : "本组"
  const seats = (one: QuotaPlan): string => `${one.grade}名额 ${show(numberAt(slots, one.seats, index), "count")} 个`
  const [first] = gone
  const last = gone.at(-1)
  const waits =
    open === undefined ? "" : `${scope}${seats(open)},尚有单位总分待定,本单位是否在其内待各单位总分确定后再定`
  if (first === undefined || last === undefined) return open === undefined ? "" : `总分达到${open.grade},${waits}`
  const lost = `总分达到${first.grade},但${scope}${gone.map(seats).join("、")},按名次${gone.length > 1 ? "都" : ""}不在其内`
  return waits === "" ? `${lost},等次为${last.next}` : `${lost};${waits}`
}
