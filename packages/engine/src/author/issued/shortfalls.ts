import { figure, readFigure } from "./numbers.ts"
import { groupsOf, type Pattern, taking } from "./Proposal.ts"
import { capOf, countKind, isPlain, limits, thing, under } from "./words.ts"

const partSteps: ReadonlyArray<readonly [RegExp, string]> = [
  [/按比例/, "proportional"],
  [/按(?:一|1|\d+|[一二三四五六七八九十]+)?个?(?:百分点|分)(?:计|算|扣)/, "whole"],
  [/不(?:扣|计)/, "ignored"],
]

const behind = `(?<per>${figure})?个?百分点的?,?扣(?<points>${figure})分(?:,不足(?<begun>${figure})个百分点的?,?(?<part>[^,]+))?${limits}$`

// 办结率达到 95%,每低 1 个百分点扣 0.2 分
const statedPattern = new RegExp(
  `^(?<what>[^,]+?)(?<verb>不低于|不少于|不高于|不超过|未达到|未达|不足|达到|达|为|低于|高于|超过)(?<target>\\d+(?:\\.\\d+)?)%(?:以上)?(?:的)?(?:,?得(?:满分|(?<all>${figure})分))?,每(?<side>低|降低|下降|少|高|超)(?:于|出|过)?${behind}`,
)
// 满意度 80% 以上得满分,每低 1 个百分点扣 0.1 分
const reachedPattern = new RegExp(
  `^(?<what>[^,\\d]+?)(?<target>\\d+(?:\\.\\d+)?)%(?:及)?以上(?:的)?,?得(?:满分|(?<all>${figure})分),每(?<side>低|降低|下降|少)(?:于)?${behind}`,
)
// 应当全部经审核,审核率每低 5 个百分点扣 1 分
const wholePattern = new RegExp(
  `^(?<asked>[^扣得]*(?:全部|全覆盖|全员|均应|100%)[^,扣得]*),(?<rate>[^,每]{0,12}?)每(?<side>低|降低|下降|少)(?:于)?(?:100%)?${behind}`,
)
// 审核人员应当不少于执法人员总数的 5%,每低 1 个百分点扣 0.5 分
const sidesPattern = new RegExp(
  `^(?<mine>\\p{Script=Han}{2,12}?)(?:应当|应|须)?(?:不少于|不低于|达到)(?<base>\\p{Script=Han}{2,12}?)(?:总数)?的(?<target>\\d+(?:\\.\\d+)?)%(?:以上)?,每(?<side>低|降低|下降|少)(?:于)?${behind}`,
  "u",
)
// 平均分 90 分以上的得满分,每低 1 分扣 1.5 分,不足 1 分的按比例计
const scorePattern = new RegExp(
  `^(?<what>[^,]+?(?:分|得分|分数))(?:不低于|达到|在)?(?<target>${figure})分(?:以上)?(?:的)?,?得满分,每(?<side>低|降低|少)(?:于)?(?<per>${figure})分的?,?扣(?<points>${figure})分(?:,不足(?<begun>${figure})分的?,?(?<part>[^,]+))?${limits}$`,
)

/** So many points for each step that a value falls short. */
export const shortfall: Pattern = {
  name: "每低(高)…扣…",
  read: (sentence, { title, full }) => {
    const score = groupsOf(scorePattern, sentence)
    const stated = groupsOf(statedPattern, sentence) ?? groupsOf(reachedPattern, sentence)
    const whole = groupsOf(wholePattern, sentence)
    const sides = groupsOf(sidesPattern, sentence)
    const found = score ?? sides ?? stated ?? whole
    const [per, points] = [readFigure(found?.per ?? "1"), readFigure(found?.points)]
    if (found === null || per === null || points === null) return null
    // points for reaching it that are not all there are leave the rest open
    if (found.all !== undefined && readFigure(found.all) !== full) return null
    const above = /高|超/.test(found.side ?? "")
    // 不低于 95%,每高…: one of the two is a slip of the pen; 低于 5% 的,每低… speaks of those below
    if (stated !== null && found === stated && above !== /^(?:不高于|不超过|高于|超过)$/.test(stated.verb ?? ""))
      return null
    const part =
      found.part === undefined ? null : (partSteps.find(([words]) => words.test(found.part ?? ""))?.[1] ?? null)
    if (found.part !== undefined && (part === null || readFigure(found.begun) !== per)) return null
    const what =
      found === whole
        ? under(title, whole.rate === undefined || whole.rate === "" ? "达标率" : whole.rate)
        : sides === null
          ? thing(found.what ?? "")
          : `${sides.mine}占${sides.base}的比例`
    if (!isPlain(score === null ? what : what.replace(/得分$|分$/, ""))) return null
    const target = found === whole ? "100%" : score === null ? `${found.target}%` : (readFigure(found.target) ?? 0)
    const unit = score === null ? "个百分点" : "分"
    return taking(
      ([value]) => ({
        kind: "shortfall",
        value,
        target,
        ...(above ? { side: "above" } : {}),
        per: score === null ? `${per}pp` : per,
        points,
        partStep: part ?? "ignored",
        ...capOf(found.cap),
      }),
      [score === null ? { label: what, kind: "rate" } : { label: what, kind: countKind("分"), unit: "分" }],
      part === null ? `原文没有写不足 ${per} ${unit}的怎么算,暂按不计` : null,
    )
  },
}
