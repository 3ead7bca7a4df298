import * as build from "../formula/build.ts"
import type { Formula, SlotId } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import type { Criterion, Treatment } from "../rubric/Rubric.ts"
import { shareOf } from "../rubric/Scalars.ts"
import { doubledBy, targetOf, treatmentsOf } from "../rubric/treatments.ts"
import type { Compiling } from "./Compiling.ts"
import type { AddSlot } from "./expandLoss.ts"
import type { MarkPlace } from "./expandRule.ts"
import { appliesField, appliesWords, type MarkPlan } from "./Plan.ts"

/** What a mark begins with, by whether it and others apply (不适用的处理). */
export interface Opening {
  /** Full marks, where they depend on whether criteria apply. */
  readonly fullSlot: SlotId | null
  /** What the rules take from: the criterion's own points. */
  readonly own: Formula
  /** The slot of those, where it has one. */
  readonly ownSlot: SlotId | null
  /** What is not earned for not being applicable. */
  readonly refused: SlotId | null
  /** Whether it is scored by the mean of those to whom it applies; null where it never is. */
  readonly averaged: SlotId | null
  /** The criteria whose points this one gets where they do not apply. */
  readonly movers: ReadonlyArray<string>
}

export const expandTreatment = (
  c: Compiling,
  { section, criterion, group, full, path }: MarkPlace,
  {
    treatment,
    notApplicable,
    out,
  }: {
    readonly treatment: MarkPlan["treatment"]
    readonly notApplicable: Formula
    readonly out: SlotId | null
  },
  add: AddSlot,
): Opening => {
  const { code } = criterion
  const isNotSampled = build.equal(build.input(appliesField(code)), build.text(appliesWords.notSampled))
  /** One value for not applying and another for not being sampled, where there are two. */
  const byTreatment = (value: (treatment: Treatment) => Formula, otherwise: Formula): Formula => {
    const left = out === null ? [] : [[build.slot(out), value("rescaled")] as const]
    if (treatment === null) return build.cases(left, otherwise)
    const [plain, unsampled] = [value(treatment.notApplicable), value(treatment.notSampled)]
    const differs = JSON.stringify(plain) !== JSON.stringify(unsampled)
    return build.cases(
      [
        ...left,
        ...(differs ? [[build.and(notApplicable, isNotSampled), unsampled] as const] : []),
        [notApplicable, plain],
      ],
      otherwise,
    )
  }
  const treatments = treatment === null ? [] : [treatment.notApplicable, treatment.notSampled]
  const takesOut = (one: Treatment): boolean => one === "rescaled" || targetOf(one) !== null

  for (const [key, one] of [
    ["otherwise", treatment?.notApplicable],
    ["notSampled", criterion.applies?.notSampled],
  ] as const) {
    const target = one === undefined ? null : targetOf(one)
    if (target === null) continue
    const found = section.criteria.find((other) => other.code === target)
    if (found !== undefined && found !== criterion && !moves(found)) continue
    c.tell({
      severity: "error",
      code: "rubric/move-to",
      message:
        found === criterion
          ? `${code} 不适用时,分值不能并入它自己`
          : found === undefined
            ? `${code} 不适用时,分值并入“${target}”,而“${section.title}”中没有这个指标`
            : `${code} 不适用时,分值并入 ${target},而 ${target} 不适用时又要并入别的指标`,
      remedy: "写同一部分中另一个指标的编号,它自己的分值不再并入别处",
      path: [...path, "applies", key, "moveTo"],
    })
  }
  if (treatments.some((one) => doubledBy(one) !== null)) {
    add(
      doublesSlot(code),
      `${code} 不适用,其他指标扣分加倍`,
      byTreatment((one) => build.truth(doubledBy(one) !== null), build.truth(false)),
      "boolean",
      "number",
    )
  }
  for (const [key, one] of [
    ["otherwise", treatment?.notApplicable],
    ["notSampled", criterion.applies?.notSampled],
  ] as const) {
    const target = one === undefined ? null : doubledBy(one)
    if (target === null || (target !== code && isCode(c, target))) continue
    c.tell({
      severity: "error",
      code: "rubric/double",
      message:
        target === code
          ? `${code} 不适用时,扣分加倍的不能是它自己`
          : `${code} 不适用时,“${target}”的扣分加倍,而没有这个编号的指标或部分`,
      remedy: "写另一个指标或部分的编号",
      path: [...path, "applies", key, "double"],
    })
  }
  if (treatments.some((one) => targetOf(one) !== null)) {
    add(
      `${code}.moved`,
      `${code} 并入其他指标的分值`,
      byTreatment((one) => build.points(targetOf(one) === null ? 0 : full), build.points(0)),
    )
  }

  const movers = (c.namedInTreatments.get(code) ?? []).filter(
    (other) => other !== criterion && section.criteria.includes(other) && movesTo(other, code),
  )
  const moved = movers.flatMap((other) => {
    const whole = c.findWhole(group, other.code)
    if (whole === "unknown" || whole === "not-in-group") return []
    if (!("cycle" in whole)) return [build.slot(`${other.code}.moved`)]
    c.tell({
      severity: "error",
      code: "rubric/cycle",
      message: `循环取用:${whole.cycle.join(" → ")}`,
      remedy: "一个指标的得分不能取决于它自己,去掉其中一处",
      path,
    })
    return []
  })

  const remaining = byTreatment((one) => build.points(takesOut(one) ? 0 : full), build.points(full))
  const isTakenOut = out !== null || treatments.some(takesOut)
  const fullSlot =
    moved.length > 0
      ? add(
          `${code}.full`,
          `${code} 满分`,
          byTreatment(
            (one) => (takesOut(one) ? build.points(0) : build.sum(build.points(full), ...moved)),
            build.sum(build.points(full), ...moved),
          ),
        )
      : isTakenOut
        ? add(`${code}.full`, `${code} 满分`, remaining)
        : null
  const ownSlot = moved.length > 0 ? add(`${code}.own`, `${code} 本项分值`, remaining) : fullSlot
  const own = ownSlot === null ? build.points(full) : build.slot(ownSlot)

  const lost = (one: Treatment): Rational =>
    one === "zero"
      ? full
      : typeof one === "object" && "share" in one
        ? full.minus(keptOf(c, full, one.share))
        : Rational.zero
  const refused = treatments.some((one) => lost(one).sign > 0)
    ? add(
        `${code}.refused`,
        `${code} 不适用未得`,
        byTreatment((one) => build.points(lost(one)), build.points(0)),
      )
    : null
  const averaged = treatments.includes("mean")
    ? add(
        `${code}.averaged`,
        `${code} 按平均得分率计`,
        byTreatment((one) => build.truth(one === "mean"), build.truth(false)),
        "boolean",
        "number",
      )
    : null
  if (averaged !== null && moved.length > 0) {
    c.tell({
      severity: "error",
      code: "rubric/move-to",
      message: `${movers.map((other) => other.code).join("、")} 不适用时分值并入 ${code},而 ${code} 不适用时按平均得分率计`,
      remedy: "满分会变的指标没有可比的得分率,两处改一处",
      path: [...path, "applies"],
    })
  }
  return {
    fullSlot,
    own,
    ownSlot,
    refused,
    averaged,
    movers: moved.length > 0 ? movers.map((other) => other.code) : [],
  }
}

const isCode = ({ rubric }: Compiling, code: string): boolean =>
  rubric.sections.some(
    (section) => section.code === code || section.criteria.some((criterion) => criterion.code === code),
  )

/** Yes/no: whether a criterion does not apply and others are deducted double for it. */
export const doublesSlot = (code: string): SlotId => `${code}.doubles`

/** The criteria that have the deductions of this one doubled where they do not apply. */
export const doublersOf = (
  { namedInTreatments }: Compiling,
  { section, criterion }: Pick<MarkPlace, "section" | "criterion">,
): ReadonlyArray<string> => {
  const codes = [criterion.code, section.code]
  const named = new Set(codes.flatMap((code) => namedInTreatments.get(code) ?? []))
  return [...named]
    .filter((other) => other !== criterion && treatmentsOf(other).some((one) => codes.includes(doubledBy(one) ?? "")))
    .map(({ code }) => code)
}

/** The share of the full marks that is given, rounded as points are. */
const keptOf = ({ precision: { points, mode } }: Compiling, full: Rational, share: string): Rational => {
  const kept = full.times(shareOf(share))
  return points === "exact" ? kept : kept.rounded(Rational.ratio(1, 10n ** BigInt(points)), mode)
}

const moves = (criterion: Criterion): boolean => treatmentsOf(criterion).some((one) => targetOf(one) !== null)

const movesTo = (criterion: Criterion, code: string): boolean =>
  treatmentsOf(criterion).some((one) => targetOf(one) === code)
