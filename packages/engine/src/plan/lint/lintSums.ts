import { Rational } from "../../Rational.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { fullFor, isMean, type Rubric, type Section, weightFor } from "../../rubric/Rubric.ts"
import type { GroupPlan, Plan } from "../Plan.ts"
import { error, inPoints, type Path } from "./told.ts"

/** Whether what stands under a heading adds up to it (分值合计). */
export const lintSums = ({ rubric, groups }: Plan): ReadonlyArray<Problem> =>
  groups.flatMap((group) => [
    ...rubric.sections.flatMap((section, s) => [
      ...lintFloor(section, ["sections", s], group),
      ...(isMean(rubric, section)
        ? lintMean(section, ["sections", s], group)
        : lintSection(section, ["sections", s], group)),
    ]),
    ...(rubric.combine === "mean" ? lintMeanTotal(rubric, group) : lintTotal(rubric, group)),
  ])

const lintFloor = (section: Section, path: Path, group: GroupPlan): ReadonlyArray<Problem> => {
  const declared = fullFor(section.full, group.id)
  const floor = section.floor ?? 0
  if (declared === null || Rational.of(floor).compare(Rational.of(declared)) <= 0) return []
  return [
    error("floor-above-full", [...path, "floor"], {
      message: `${section.code} ${section.title}(${group.title})得分下限 ${inPoints(floor)} 分,高于分值 ${inPoints(declared)} 分`,
      remedy: "降低 floor,或提高本部分的分值",
    }),
  ]
}

/** What is averaged must be on one scale, or a criterion of twice the points would count twice. */
const lintMean = ({ full, criteria }: Section, path: Path, group: GroupPlan): ReadonlyArray<Problem> => {
  const declared = fullFor(full, group.id)
  return criteria.flatMap((criterion, c) => {
    const own = fullFor(criterion.full, group.id)
    return own === null || own === declared
      ? []
      : [
          error("mean-scale", [...path, "criteria", c, "full"], {
            message: `${criterion.code}(${group.title})分值 ${inPoints(own)} 分,所在部分${declared === null ? "没有分值" : ` ${inPoints(declared)} 分`}:取平均的,分值须相同`,
            remedy: "各指标都写本部分的分值;要各占不同比重的,不取平均(combine: sum)",
          }),
        ]
  })
}

const lintMeanTotal = (rubric: Rubric, group: GroupPlan): ReadonlyArray<Problem> => {
  const wanted = rubric.full ?? 100
  return rubric.sections.flatMap((section, s) => {
    const own = section.bonus === true ? null : fullFor(section.full, group.id)
    if (own === null) return []
    if (section.weight !== undefined)
      return [
        error("weight", ["sections", s, "weight"], {
          message: `总分由各部分取平均,${section.code} ${section.title}又写了权重`,
          remedy: "删去 weight;要按权重合成的,顶层不写 combine: mean,只在各部分写",
        }),
      ]
    return own === wanted
      ? []
      : [
          error("mean-scale", ["sections", s, "full"], {
            message: `${section.code} ${section.title}(${group.title})分值 ${inPoints(own)} 分,总分 ${inPoints(wanted)} 分:取平均的,各部分的分值须与总分相同`,
            remedy: "各部分都写总分的分值,或以 full 写明总分",
          }),
        ]
  })
}

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
