import type { Board } from "./Results.ts"
import type { Filter } from "./State.ts"

/** One line of the window of filters. */
export interface FilterChoice {
  readonly part: string
  readonly label: string
  readonly on: boolean
  /** The filter after this line was chosen; chosen again, it is taken away. */
  readonly next: Filter
}

const issues = { errors: "有错误", warnings: "有提醒", pending: "有待定" } as const
const kinds = ["errors", "warnings", "pending"] as const

export const filterChoices = (board: Board, filter: Filter): ReadonlyArray<FilterChoice> => [
  ...board.grades.map((grade) => ({
    part: "等次",
    label: grade,
    on: filter.grade === grade,
    next: { ...filter, grade: filter.grade === grade ? null : grade },
  })),
  ...kinds.map((issue) => ({
    part: "问题",
    label: issues[issue],
    on: filter.issue === issue,
    next: { ...filter, issue: filter.issue === issue ? null : issue },
  })),
  ...board.sections
    .filter(({ bonus }) => !bonus)
    .map((section) => ({
      part: "失分",
      label: `${section.code} ${section.title}`,
      on: filter.section === section.code,
      next: { ...filter, section: filter.section === section.code ? null : section.code },
    })),
]

/** A filter in words, empty where there is none. */
export const filterText = (filter: Filter): string =>
  [
    ...(filter.text === "" ? [] : [`“${filter.text}”`]),
    ...(filter.grade === null ? [] : [filter.grade]),
    ...(filter.issue === null ? [] : [issues[filter.issue]]),
    ...(filter.section === null ? [] : [`${filter.section} 有失分`]),
  ].join(" · ")
