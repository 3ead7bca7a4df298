import { nearest } from "../../nearest.ts"
import type { Problem } from "../../rubric/Problem.ts"
import { bandsFor, type Rubric } from "../../rubric/Rubric.ts"
import type { Plan } from "../Plan.ts"
import { error, inPoints, type Path } from "./told.ts"

/** What contradicts itself about grades, limits and what a bonus needs. */
export const lintGrades = ({ rubric }: Plan): ReadonlyArray<Problem> => [
  ...lintBands(rubric),
  ...lintQuota(rubric),
  ...lintLimits(rubric),
  ...lintNeeds(rubric),
]

const lintBands = (rubric: Rubric): ReadonlyArray<Problem> => {
  const { bands = [], groups } = rubric
  const twice = bands.flatMap(({ grade }, index) =>
    bands.findIndex((band) => band.grade === grade) === index
      ? []
      : [
          error("band-twice", ["bands", index, "grade"], {
            message: `等次“${grade}”写了两次`,
            remedy: "每个等次一条",
          }),
        ],
  )
  const strange = bands.flatMap(({ from }, index) =>
    typeof from === "number"
      ? []
      : Object.keys(from).flatMap((group) => unknownGroup(rubric, group, ["bands", index, "from", group])),
  )
  const seen = new Set<string>()
  const ordered = Object.entries(groups).flatMap(([group, title]) => {
    const own = bandsFor(rubric, group)
    const of = bands.some(({ from }) => typeof from !== "number") ? `(${title})` : ""
    const at = (grade: string): Path => ["bands", bands.findIndex((band) => band.grade === grade), "from"]
    const found = own.flatMap((band, index): ReadonlyArray<Problem> => {
      const above = own[index - 1]
      const isLast = index === own.length - 1
      return [
        ...(above !== undefined && band.from >= above.from
          ? [
              error("band-order", above.grade === band.grade ? ["bands", index, "from"] : at(band.grade), {
                message: `等次“${band.grade}”从 ${inPoints(band.from)} 分起${of},不低于上一等次“${above.grade}”的 ${inPoints(above.from)} 分`,
                remedy: "等次由高到低排列",
              }),
            ]
          : []),
        ...(isLast && band.from > 0
          ? [
              error("band-gap", ["bands", bands.length - 1, "from"], {
                message: `最低等次从 ${inPoints(band.from)} 分起${of},低于此的没有等次`,
                remedy: "最低等次写 from: 0",
              }),
            ]
          : []),
      ]
    })
    return found.filter(({ message }) => {
      const isNew = !seen.has(message)
      seen.add(message)
      return isNew
    })
  })
  return [...ordered, ...twice, ...strange]
}

/** Shares of those ranked that get a grade, and what has to be said of them. */
const lintQuota = (rubric: Rubric): ReadonlyArray<Problem> => {
  const { bands = [], quota, rankWithin } = rubric
  const rationed = bands.flatMap((band, index) => (band.atMost === undefined ? [] : [{ ...band, index }]))
  const [first] = rationed
  if (first === undefined)
    return quota === undefined
      ? []
      : [
          error("quota", ["quota"], {
            message: "写了名额的算法,而没有等次写名额",
            remedy: "在 bands 中限名额的等次写 atMost,如 atMost: 20%;不限的删去 quota",
          }),
        ]
  const at = (index: number): Path => ["bands", index, "atMost"]
  return [
    ...(quota === undefined
      ? [
          error("quota", at(first.index), {
            message: `等次“${first.grade}”限名额,而没有写名额怎么算`,
            remedy:
              "在顶层写 quota: { rounding, ties, fallen }:不是整数的怎样取整,并列的评不评,因名额评为下一等次的占不占它的名额",
          }),
        ]
      : []),
    ...(rankWithin === "none"
      ? [
          error("quota", at(first.index), {
            message: `等次“${first.grade}”限名额,而本细则不排名`,
            remedy: "名额按名次给出:把 rankWithin 写为 group 或 all,或删去 atMost",
          }),
        ]
      : []),
    ...rationed.flatMap(
      ({ grade, index, atMost }): ReadonlyArray<Problem> => [
        ...(index === bands.length - 1
          ? [
              error("quota", at(index), {
                message: `最低等次“${grade}”限名额,超出的没有等次可评`,
                remedy: "删去最低等次的 atMost",
              }),
            ]
          : []),
        ...Object.keys(typeof atMost === "object" ? atMost : {}).flatMap((group) =>
          unknownGroup(rubric, group, [...at(index), group]),
        ),
      ],
    ),
  ]
}

const unknownGroup = ({ groups }: Rubric, group: string, path: Path): ReadonlyArray<Problem> => {
  if (Object.hasOwn(groups, group)) return []
  const guess = nearest(group, Object.keys(groups))
  return [
    error("unknown-group", path, {
      message: `没有编号为“${group}”的组`,
      remedy: `${guess === null ? "" : `是否为“${guess}”?`}已声明的组:${Object.keys(groups).join("、")}`,
    }),
  ]
}

const lintLimits = (rubric: Rubric): ReadonlyArray<Problem> => {
  const grades = (rubric.bands ?? []).map(({ grade }) => grade)
  const ids = new Set<string>()
  return (rubric.limits ?? []).flatMap((limit, index): ReadonlyArray<Problem> => {
    const path: Path = ["limits", index]
    const isTwice = ids.has(limit.id)
    ids.add(limit.id)
    const named = (["gradeAtMost", "grade"] as const).flatMap((key): ReadonlyArray<Problem> => {
      const grade = limit[key]
      if (grade === undefined || grades.includes(grade)) return []
      const guess = nearest(grade, grades)
      return [
        error("unknown-grade", [...path, key], {
          message: `没有名为“${grade}”的等次`,
          remedy: `${guess === null ? "" : `是否为“${guess}”?`}${grades.length === 0 ? "先在 bands 中写明等次" : `bands 中的等次:${grades.join("、")}`}`,
        }),
      ]
    })
    const idle =
      (limit.total === undefined && limit.gradeAtMost === undefined && limit.grade === undefined) ||
      limit.gradeAtMost === grades[0]
    return [
      ...(isTwice
        ? [
            error("duplicate-limit", [...path, "id"], {
              message: `限制的编号 ${limit.id} 用了两次`,
              remedy: "各条限制的编号须各不相同,通常写 a、b、c",
            }),
          ]
        : []),
      ...(idle && limit.total === undefined && limit.grade === undefined
        ? [
            error("idle-limit", path, {
              message: `限制 ${limit.id}(${limit.what})什么也没有限制`,
              remedy: "写 total 总分不高于多少分、gradeAtMost 等次不高于,或 grade 等次定为",
            }),
          ]
        : []),
      ...named,
      ...(limit.groups ?? []).flatMap((group, at) => unknownGroup(rubric, group, [...path, "groups", at])),
      ...(limit.basis ?? []).flatMap((id, at) =>
        Object.hasOwn(rubric.basis ?? {}, id)
          ? []
          : [
              error("unknown-basis", [...path, "basis", at], {
                message: `依据“${id}”没有在 basis 中列出`,
                remedy: "在 basis 中列出它",
              }),
            ],
      ),
    ]
  })
}

const lintNeeds = (rubric: Rubric): ReadonlyArray<Problem> =>
  rubric.sections.flatMap(({ code, title, needs, bonus }, index) =>
    needs === undefined || bonus === true
      ? []
      : [
          error("needs-without-bonus", ["sections", index, "needs"], {
            message: `${code} ${title}不是加分部分,而写了计入总分的条件`,
            remedy: "加分部分写 bonus: true;不是加分的,把条件写进计分规则或 limits",
          }),
        ],
  )
