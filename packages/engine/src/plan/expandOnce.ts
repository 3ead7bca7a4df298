import * as build from "../formula/build.ts"
import type { Formula, SlotId } from "../formula/Formula.ts"
import type { Loss } from "../methods/Method.ts"
import { citedRules } from "../rubric/citedRules.ts"
import { fullFor, type Once, type Rubric } from "../rubric/Rubric.ts"
import type { AddSlot } from "./expandLoss.ts"
import type { LossPlan, OncePlan } from "./Plan.ts"

/** One of the rules that may take points for the same matter, in the order of the rubric. */
interface Member {
  readonly criterion: string
  /** C1-a */
  readonly id: string
  /** C1.a, with which its slots begin. */
  readonly name: string
}

interface Among {
  readonly set: Once
  readonly own: Member
  readonly before: ReadonlyArray<Member>
  readonly after: ReadonlyArray<Member>
}

/** The rules that a group has of a set, in the order of the rubric; among equals the first one takes the points. */
export const membersOf = (rubric: Rubric, group: string, rules: ReadonlyArray<string>): ReadonlyArray<Member> =>
  rubric.sections.flatMap((section) =>
    section.criteria.flatMap((criterion) =>
      fullFor(criterion.full, group) === null || fullFor(section.full, group) === null
        ? []
        : citedRules(criterion).flatMap(({ id }) => {
            const { code } = criterion
            return rules.includes(`${code}-${id}`)
              ? [{ criterion: code, id: `${code}-${id}`, name: `${code}.${id}` }]
              : []
          }),
    ),
  )

/** The rules beside which this one stands; null where it stands alone. */
const amongOf = (rubric: Rubric, group: string, id: string): Among | null => {
  const set = rubric.once?.find(({ rules }) => rules.includes(id))
  if (set === undefined) return null
  const members = membersOf(rubric, group, set.rules)
  const at = members.findIndex((member) => member.id === id)
  const own = members[at]
  return own === undefined || members.length < 2
    ? null
    : { set, own, before: members.slice(0, at), after: members.slice(at + 1) }
}

const sureSlot = ({ name }: Member): SlotId => `${name}.sure`
const maySlot = ({ name }: Member): SlotId => `${name}.may`

/** What a rule takes and leaves open, and of that what it found: what is missing is no matter that another rule could have met. */
export interface Standing {
  readonly asked: Formula
  /** Whether its mark waits for the team to say if it applies. */
  readonly waits: Formula
  readonly spared: Formula
  /** Whether all it reads was found, and its points are known. */
  readonly found: Formula
  /** Whether what is missing has cost its points. */
  readonly missed: Formula
  /** Whether that can be, in whatever state its figures are. */
  readonly canMiss: boolean
  readonly loss: Loss
}

/**
 * Of the rules that may take points for the same matter the dearest one takes them. While that is not known, each that may still be it has
 * its points open.
 */
export const expandOnce = (
  place: { readonly rubric: Rubric; readonly group: string; readonly id: string },
  { asked, waits, spared, found, missed, canMiss, loss }: Standing,
  add: AddSlot,
): (Pick<LossPlan, "asked" | "alone" | "open"> & { readonly once: OncePlan }) | null => {
  const among = amongOf(place.rubric, place.group, place.id)
  if (among === null) return null
  const { own, before, after, set } = among
  const { name, id } = own
  const nothing = build.points(0)
  // where something is missing all of it is open: of two that are partly known no one could say which is dearer
  const isSettled = build.slot(
    add(`${name}.settled`, `${id} 单计已定`, build.or(spared, found, missed), "boolean", "number"),
  )
  const alone = add(`${name}.alone`, `${id} 应扣(单计)`, build.cases([[isSettled, asked]], nothing))
  const alsoOpen = build.slot(
    add(`${name}.alone.open`, `${id} 待定(单计)`, build.cases([[isSettled, nothing]], build.points(loss.most))),
  )
  // what the mark cannot bear costs nothing, so it is not compared
  const costs = build.min(build.slot(alone), build.points(loss.most))
  const sure = add(sureSlot(own), `${id} 同一事项确定`, build.cases([[missed, nothing]], costs))
  const may = add(
    maySlot(own),
    `${id} 同一事项至多`,
    build.cases(
      [
        [missed, nothing],
        [build.or(waits, build.not(isSettled)), build.points(loss.most)],
      ],
      costs,
    ),
  )
  const rivals = [...before, ...after]
  // what is open may still turn out to be missing, and then nobody spares it
  const isComparable = canMiss ? build.and(isSettled, build.not(missed)) : build.truth(true)
  const struck = add(
    `${name}.struck`,
    `${id} 同一事项他处已扣`,
    build.and(
      isComparable,
      build.or(
        ...before.map((one) => build.atLeast(build.slot(sureSlot(one)), build.slot(may))),
        ...after.map((one) => build.above(build.slot(sureSlot(one)), build.slot(may))),
      ),
    ),
    "boolean",
    "number",
  )
  const stands = build.and(
    ...before.map((one) =>
      build.or(build.equal(build.slot(maySlot(one)), nothing), build.above(build.slot(sure), build.slot(maySlot(one)))),
    ),
    ...after.map((one) => build.atLeast(build.slot(sure), build.slot(maySlot(one)))),
  )
  const settled = build.slot(add(`${name}.stands`, `${id} 在本处扣`, build.or(missed, stands), "boolean", "number"))
  const taken = (here: Formula, undecided: Formula): Formula =>
    build.cases(
      [
        [build.slot(struck), nothing],
        [settled, here],
      ],
      undecided,
    )
  return {
    alone,
    asked: add(`${name}.lost`, `${id} 应扣`, taken(build.slot(alone), nothing)),
    open: add(`${name}.open`, `${id} 待定`, taken(alsoOpen, build.slot(may))),
    once: {
      set,
      struck,
      sure,
      may,
      rivals: rivals.map((one) => ({
        id: one.id,
        criterion: one.criterion,
        sure: sureSlot(one),
        may: maySlot(one),
      })),
    },
  }
}
