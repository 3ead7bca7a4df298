import { nearest } from "../../nearest.ts"
import type { Problem } from "../../rubric/Problem.ts"
import type { Rubric } from "../../rubric/Rubric.ts"
import { rulesOf } from "../../rubric/Rubric.ts"
import { error, type Path } from "./told.ts"

/** Points written for groups that nobody declared (分组). */
export const lintGroups = (rubric: Rubric): ReadonlyArray<Problem> => {
  const groups = Object.keys(rubric.groups)
  const unknown = (path: Path, given: string): Problem => {
    const guess = nearest(given, groups)
    return error("unknown-group", [...path, given], {
      message: `没有编号为“${given}”的组`,
      remedy: `${guess === null ? "" : `是否为“${guess}”?`}已声明的组:${groups.join("、")}`,
    })
  }
  const check = (value: unknown, path: Path): ReadonlyArray<Problem> =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.keys(value).flatMap((key) => (groups.includes(key) ? [] : [unknown(path, key)]))
      : []
  /** Wherever a rule writes points, also inside its tiers, parts and ends. */
  const points = (value: object, path: Path, kind: string): ReadonlyArray<Problem> =>
    Object.entries(value).flatMap(([name, inner]: readonly [string, unknown]) => {
      const at = [...path, Array.isArray(value) ? Number(name) : name]
      if (typeof inner !== "object" || inner === null) return []
      if (kind === "level" && name === "points")
        return Object.entries(inner).flatMap(([level, share]) => check(share, [...at, level]))
      return pointKeys.has(name) ? check(inner, at) : points(inner, at, kind)
    })
  return [
    ...(groups.length === 0
      ? [error("no-group", ["groups"], { message: "没有声明任何组", remedy: "至少声明一个组,如 all: 全体单位" })]
      : []),
    ...rubric.sections.flatMap((section, s) => [
      ...check(section.full, ["sections", s, "full"]),
      ...section.criteria.flatMap((criterion, c) => [
        ...check(criterion.full, ["sections", s, "criteria", c, "full"]),
        ...rulesOf(criterion).flatMap(({ rule, path }) =>
          points(rule, ["sections", s, "criteria", c, ...path], rule.kind),
        ),
      ]),
    ]),
  ]
}

const pointKeys = new Set(["points", "again", "cap", "most", "notDone", "otherwise"])
