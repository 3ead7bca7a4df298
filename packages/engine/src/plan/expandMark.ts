import * as build from "../formula/build.ts"
import type { FieldId, Format, Formula, SlotId, Type } from "../formula/Formula.ts"
import { nearest } from "../nearest.ts"
import { ruleLetter } from "../rubric/citedRules.ts"
import { floorFor, onlyTakes, rulesOf } from "../rubric/Rubric.ts"
import { leavable, type State } from "../State.ts"
import { type Compiling, FILLED, fieldsIn } from "./Compiling.ts"
import { expandAverage } from "./expandAverage.ts"
import { expandDoubling } from "./expandDoubling.ts"
import { type AddSlot, expandLoss } from "./expandLoss.ts"
import { expandRuleOf, type MarkPlace } from "./expandRule.ts"
import { expandTreatment } from "./expandTreatment.ts"
import { appliesField, appliesWords, type LossPlan, type MarkPlan } from "./Plan.ts"
import { readFormula } from "./readFormula.ts"
import { roundedPoints } from "./roundedPoints.ts"
import { absenceOf } from "./settlementOf.ts"

/** One criterion for one group: opening balance, a balance after each loss, certain points. */
export const expandMark = (c: Compiling, given: Omit<MarkPlace, "applies" | "waits">): MarkPlan => {
  const { section, criterion, group, full, path } = given
  const { code } = criterion
  const add = (id: SlotId, label: string, formula: Formula, type: Type = "number", format: Format = "points"): SlotId =>
    c.slots.add(group, id, { label, type, format }, formula)

  const leaving = leavingOf(c, given)
  // what it depends on is known when the rules are expanded; until then only its name is
  const out = leaving === null ? null : add(`${code}.out`, `${code} 不计入`, build.truth(false), "boolean", "number")
  const applicability = applicabilityOf(c, { ...given, out }, add)
  const { applies, waits, treatment, notApplicable } = applicability
  const place: MarkPlace = { ...given, applies, waits }

  const { fullSlot, own, ownSlot, refused, averaged, movers } = expandTreatment(c, place, applicability, add)
  const least = floorFor(criterion, section, group)
  const below = Math.min(0, least)
  // a floor above 0 protects nobody to whom the criterion does not apply
  const floor = least > 0 ? build.cases([[notApplicable, build.points(0)]], build.points(least)) : build.points(below)

  let balance: Formula = own
  let before: SlotId | null = movers.length > 0 ? ownSlot : null
  if (refused !== null) {
    before = add(`${code}.left`, `${code} 余额`, build.minus(balance, build.slot(refused)))
    balance = build.slot(before)
  }

  const losses: Array<LossPlan> = []
  // nothing is taken where the criterion does not apply, and nothing yet where that is not known
  const spared = waits === null ? notApplicable : build.or(notApplicable, build.slot(waits))
  // what is certain after a limit, and the losses since: points that are open may be lost to the limit or to their own rule, never to both
  let limitedTo: Formula | null = null
  let since: Array<LossPlan> = []
  const certain = (): Formula => {
    const opens = since.flatMap(({ open }) => (open === null ? [] : [build.slot(open)]))
    const gone = limitedTo === null ? opens : [...since.map(({ asked }) => build.slot(asked)), ...opens]
    const from = limitedTo ?? balance
    return gone.length === 0 ? from : build.max(build.minus(from, build.sum(...gone)), floor)
  }
  const doubling = expandDoubling(c, given)
  const rules = rulesOf(criterion)
  rules.forEach(({ rule, path: rulePath }, index) => {
    const ruleId = rule.id ?? ruleLetter(index)
    const given = expandRuleOf(c, { ...place, path: [...path, ...rulePath] }, { rule, ruleId, balance })
    for (const { loss, kept } of given) {
      const name = `${code}.${ruleId}${loss.part}`
      const plan = expandLoss(c, { place, rule, ruleId, loss, kept, name, spared, doubling }, add)
      const after = add(
        name,
        `${code}-${ruleId}${loss.part} 扣后余额`,
        build.max(build.minus(balance, build.slot(plan.asked)), floor),
      )
      const done = { ...plan, before, after }
      losses.push(done)
      if (loss.limit === null) since.push(done)
      else {
        const limited = build.cases(
          [
            [spared, certain()],
            [loss.limit.when, build.max(build.min(certain(), build.points(loss.limit.at)), floor)],
          ],
          certain(),
        )
        limitedTo = build.slot(add(`${name}.least`, `${code}-${ruleId} 限高后确定余额`, limited))
        since = []
      }
      before = after
      balance = build.slot(after)
    }
  })

  if (out !== null && leaving !== null) {
    // a mean leaves out what is missing by itself, until nothing of it is left
    const needs = [
      ...new Set(losses.flatMap(({ loss, needs: own }) => (loss.byParts && loss.leaves !== null ? [] : own))),
    ]
    const states = needs.flatMap((field) => (leaving.states.length === 0 ? [] : [build.state(field, leaving.states)]))
    const answers = losses.flatMap(({ loss }) => loss.leaves ?? [])
    add(out, `${code} 不计入`, build.or(...states, ...answers), "boolean", "number")
  }

  const settled = waits === null ? certain() : build.cases([[build.slot(waits), build.points(below)]], certain())
  // the last balance; an own column only where there is none
  const last = before ?? add(`${code}.high`, `${code} 最高可得`, balance)
  // with the points of others the mark is what it was worth of its own, of all it now can be
  const scaled = (formula: Formula): Formula =>
    fullSlot === null || movers.length === 0
      ? formula
      : build.cases(
          // what lies below zero is no part of anything
          [[build.atLeast(build.points(0), formula), formula]],
          roundedPoints(c, build.over(build.times(formula, build.slot(fullSlot)), build.points(full))),
        )
  const top = movers.length === 0 ? last : add(`${code}.high`, `${code} 最高可得(折算)`, scaled(build.slot(last)))
  const mean = averaged === null || movers.length > 0 ? null : expandAverage(c, place, { averaged, settled, last }, add)
  const high = mean?.high ?? top
  const awarded = add(`${code}.awarded`, `${code} 得分`, mean?.awarded ?? scaled(settled))
  const basis = (criterion.basis ?? []).flatMap((id, index) => {
    const found = c.rubric.basis?.[id]
    if (found === undefined) {
      const guess = nearest(id, Object.keys(c.rubric.basis ?? {}))
      c.tell({
        severity: "error",
        code: "rubric/unknown-basis",
        message: `依据“${id}”没有在 basis 中列出`,
        remedy: guess === null ? "在 basis 中列出它" : `是否为“${guess}”?否则在 basis 中列出它`,
        path: [...path, "basis", index],
      })
      return []
    }
    return [{ id, basis: found }]
  })
  return {
    criterion,
    section,
    // what has no points of its own can only take them: that is no bonus that was not earned
    bonus: section.bonus === true && !onlyTakes(criterion),
    full,
    fullSlot,
    applies,
    waits,
    appliesNeeds: applicability.needs,
    treatment,
    out,
    refused,
    average: mean?.average ?? null,
    moved: movers.length === 0 || ownSlot === null ? null : { own: ownSlot, last, from: movers },
    losses,
    awarded,
    high,
    basis,
    remedy: criterion.remedy ?? null,
  }
}

/** What leaves the criterion out (不计入): states of its figures, or answers that say nothing. Null where nothing does. */
const leavingOf = (
  c: Compiling,
  { criterion, section }: Pick<MarkPlace, "criterion" | "section">,
): { readonly states: ReadonlyArray<State> } | null => {
  const absence = absenceOf(c, { criterion, section })
  const states = leavable.filter((state) => absence[state] === "out")
  const answers = rulesOf(criterion).some(
    ({ rule }) =>
      (rule.kind === "level" && Object.values(rule.points).includes("out")) ||
      (rule.kind === "mean" && Object.values(rule.letters ?? {}).includes("out")),
  )
  return states.length > 0 || answers ? { states } : null
}

interface Applicability {
  readonly out: SlotId | null
  readonly applies: SlotId | null
  readonly waits: SlotId | null
  readonly needs: ReadonlyArray<FieldId>
  readonly treatment: MarkPlan["treatment"]
  readonly notApplicable: Formula
}

/** Whether the criterion applies: the team says so, or a condition over figures that the agency does not supply itself. */
const applicabilityOf = (
  c: Compiling,
  { criterion, group, path, out }: Omit<MarkPlace, "applies" | "waits"> & { readonly out: SlotId | null },
  add: AddSlot,
): Applicability => {
  const { applies } = criterion
  const counts = (formula: Formula): SlotId =>
    add(`${criterion.code}.applies`, `${criterion.code} 适用`, formula, "boolean", "number")
  if (applies === undefined) {
    const own = out === null ? null : counts(build.not(build.slot(out)))
    const notApplicable = own === null ? build.truth(false) : build.not(build.slot(own))
    return { applies: own, waits: null, needs: [], treatment: null, notApplicable, out }
  }
  const table = build.input(appliesField(criterion.code))
  const says = (word: string): Formula => build.equal(table, build.text(word))
  const condition =
    applies.when === undefined
      ? null
      : readFormula(c, applies.when, "boolean", { use: "applies", group, path: [...path, "applies", "when"] })
  const beyond = condition === null ? [] : c.conditionsOf([condition])
  const needs = condition === null ? [] : [...new Set([...fieldsIn(condition), ...beyond.flatMap((one) => one.needs)])]
  const settled = build.and(...needs.map((field) => build.state(field, FILLED)), ...beyond.map(({ known }) => known))
  const waits =
    settled.kind === "constant"
      ? null
      : add(
          `${criterion.code}.waits`,
          `${criterion.code} 适用待定`,
          build.and(build.equal(table, build.text("")), build.not(settled)),
          "boolean",
          "number",
        )
  const slot = counts(
    build.cases(
      [
        ...(out === null ? [] : [[build.slot(out), build.truth(false)] as const]),
        [build.or(says(appliesWords.notApplicable), says(appliesWords.notSampled)), build.truth(false)],
        [says(appliesWords.applies), build.truth(true)],
        ...(waits === null ? [] : [[build.slot(waits), build.truth(true)] as const]),
      ],
      condition ?? build.truth(true),
    ),
  )
  return {
    applies: slot,
    waits,
    needs,
    treatment: { notApplicable: applies.otherwise, notSampled: applies.notSampled ?? applies.otherwise },
    notApplicable: build.not(build.slot(slot)),
    out,
  }
}
