import { Rational } from "../../Rational.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { fullFor, type Rubric, type Section, weightFor } from "../../rubric/Rubric.ts"
import type { GroupPlan, Plan } from "../Plan.ts"
import { error, inPoints, type Path } from "./told.ts"

/** Whether what stands under a heading adds up to it (分值合计). */
export const lintSums = ({ rubric, groups }: Plan): ReadonlyArray<Problem> =>
  groups.flatMap((group) => [
    ...rubric.sections.flatMap((section, s) => lintSection(section, ["sections", s], group)),
    ...lintTotal(rubric, group),
  ])

const lintSection = (section: Section, path: Path, group: GroupPlan): ReadonlyArray<Problem> => {
  const declared = fullFor(section.full, group.id)
  const sum = section.criteria.reduce(
    (so, { full }) => so.plus(Rational.of(fullFor(full, group.id) ?? 0)),
    Rational.zero,
  )
  const title = `${section.code} ${section.title}(${group.title})`
  if (declared === null) {
    return sum.sign === 0
      ? []
      : [
          error("sum", [...path, "full"], {
            message: `${title}没有分值,但其指标合计 ${inPoints(sum)} 分`,
            remedy: "补上该组的分值,或从指标的分值中去掉该组",
          }),
        ]
  }
  const floor = section.floor ?? 0
  if (Rational.of(floor).compare(Rational.of(declared)) > 0) {
    return [
      error("floor-above-full", [...path, "floor"], {
        message: `${title}得分下限 ${inPoints(floor)} 分,高于分值 ${inPoints(declared)} 分`,
        remedy: "降低 floor,或提高本部分的分值",
      }),
    ]
  }
  const difference = sum.minus(Rational.of(declared))
  if (difference.sign === 0 || (section.bonus === true && difference.sign > 0)) return []
  return [
    error("sum", [...path, "full"], {
      message: `${title}分值 ${inPoints(declared)} 分,各指标合计 ${inPoints(sum)} 分,${difference.sign > 0 ? "多" : "少"} ${inPoints(difference.sign > 0 ? difference : difference.negated())} 分`,
      remedy: "调整指标的分值,或更正本部分的分值",
    }),
  ]
}

const lintTotal = (rubric: Rubric, group: GroupPlan): ReadonlyArray<Problem> => {
  const wanted = Rational.of(rubric.full ?? 100)
  const own = rubric.sections.filter(({ bonus, full }) => bonus !== true && fullFor(full, group.id) !== null)
  const weights = own.map((section) => weightFor(section, group.id))
  const weighs = weights.some((weight) => weight !== null)
  const missing = own[weights.indexOf(null)]
  if (missing !== undefined && weighs) {
    return [
      error("weight", ["sections", rubric.sections.indexOf(missing)], {
        message: `${group.title}有的部分写了权重,${missing.code} ${missing.title}没有写`,
        remedy: "各部分都写 weight,或都不写",
      }),
    ]
  }
  const sum = own.reduce(
    (so, { full }, index) => so.plus(Rational.of(fullFor(full, group.id) ?? 0).times(weights[index] ?? Rational.one)),
    Rational.zero,
  )
  return sum.equals(wanted)
    ? []
    : [
        error("total", ["sections"], {
          message: `${group.title}各部分${weighs ? "乘以权重" : ""}合计 ${inPoints(sum)} 分,总分应为 ${inPoints(wanted)} 分`,
          remedy: "调整各部分的分值,或以 full 写明总分",
        }),
      ]
}
