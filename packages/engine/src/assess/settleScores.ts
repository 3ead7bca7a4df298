import type { Score } from "../Entry.ts"
import type { Issue } from "../Issue.ts"
import type { Plan } from "../plan/Plan.ts"
import { show } from "../show.ts"
import type { ScoreRows, Unit } from "./Figures.ts"

/** The scores that count, sorted by unit. A scorer counts once for a criterion, and never for more than the rule gives. */
export const settleScores = (
  plan: Plan,
  units: ReadonlyArray<Unit>,
  scores: ReadonlyArray<Score>,
  issues: Array<Issue>,
): ScoreRows => {
  const given = Map.groupBy(scores, ({ agency }) => agency)
  const mostByGroup = new Map(
    plan.groups.map(({ id, marks }) => [
      id,
      new Map(
        marks.flatMap(({ criterion, losses }) =>
          losses.flatMap((loss) => (loss.judged ? [[criterion.code, loss.most] as const] : [])),
        ),
      ),
    ]),
  )
  const sidesByGroup = new Map(
    plan.groups.map(({ id, marks }) => [
      id,
      new Map(
        marks.flatMap(({ criterion, losses }) =>
          losses.flatMap(({ rule }) =>
            rule.kind === "judged" && rule.sides !== undefined ? [[criterion.code, rule.sides] as const] : [],
          ),
        ),
      ),
    ]),
  )
  const offsets = new Int32Array(units.length + 1)
  const rows: Array<Score> = []
  units.forEach((unit, index) => {
    const tell = (score: Score, code: string, message: string, remedy: string): void => {
      issues.push({
        severity: "error",
        code,
        message: `${unit.name}指标 ${score.criterion} ${message}`,
        remedy,
        at: score.at,
        agency: unit.code,
      })
    }
    const fitting = (given.get(unit.code) ?? []).filter((score) => {
      const most = mostByGroup.get(unit.group)?.get(score.criterion)
      if (most === undefined) {
        tell(score, "score/not-judged", "不由考核人员评分,该评分未采用", "请核对指标编号")
        return false
      }
      const sides = sidesByGroup.get(unit.group)?.get(score.criterion)
      if (sides !== undefined && (score.side === undefined || !Object.hasOwn(sides, score.side))) {
        const known = Object.entries(sides).map(([id, { title }]) => `${id}(${title})`)
        tell(
          score,
          "score/no-side",
          `评分人“${score.scorer}”${score.side === undefined ? "没有写明属于哪一方" : `写作“${score.side}”一方,细则中没有`},该评分未采用`,
          `在 round.yaml 的 sides 中写明,或在评分表加“评分方”一列:${known.join("、")}`,
        )
        return false
      }
      if (score.points.sign >= 0 && score.points.compare(most) <= 0) return true
      const found = show(score.points, "points")
      tell(score, "score/range", `评 ${found} 分,应在 0 至 ${show(most, "points")} 分之间,未采用`, "请更正评分")
      return false
    })
    for (const [first, ...rest] of Map.groupBy(
      fitting,
      ({ criterion, scorer }) => `${criterion}\n${scorer}`,
    ).values()) {
      if (first === undefined) continue
      const other = rest.find(({ points }) => !points.equals(first.points))
      if (other === undefined) rows.push(first)
      else {
        const [one, two] = [first, other].map(({ points }) => show(points, "points"))
        tell(other, "score/duplicate", `有同一人的两次评分:${one} 分和 ${two} 分,都未采用`, "请只保留一次评分")
      }
    }
    offsets[index + 1] = rows.length
  })
  return { rows, offsets }
}
