import { parseDay } from "../../Day.ts"
import { figure, readFigure } from "./numbers.ts"
import { groupsOf, type Pattern, taking } from "./Proposal.ts"
import { isPlain, limits } from "./words.ts"

const lateWords = "(?:迟|逾期|延迟|超期|晚)(?:报送|报告|公开|公布|印发|提交|完成|报|交)?"

/** Not in time, and so also not at all. */
const neverWords = "未(?:按时|按期|及时)(?:报送|报告|公开|公布|印发|提交|完成)?"

// 应当于 4 月 1 日之前公开,每迟一日扣 0.1 分,最多扣 1 分
const deadlinePattern = new RegExp(
  `^(?:每年)?(?<what>[^,]{0,40}?)(?:应当|应|须|需|必须)?(?:于|在)?(?<next>次年|下一年度?)?(?<month>${figure})月(?:(?<day>${figure})日|(?<end>底))(?<edge>之前|以前|前\\((?:含当日|含)\\)|\\((?:含当日|含)\\)前|前)(?<verb>[^,扣]{2,20}?)(?:的)?,(?:每${lateWords}(?:一|1)(?:日|天)(?:的)?,?扣(?<each>${figure})分${limits}|(?:${lateWords}|(?<never>${neverWords}))的?,?(?:扣(?<once>${figure})分|(?<none>不得分)))$`,
)
/** 未公开的不得分, of what the sentence before asked for. */
const undonePattern = new RegExp(
  `^未(?:按要求)?(?<verb>\\p{Script=Han}{1,6}?)的?,?(?:(?:本项|该项|此项)?(?<none>不得分|得0分)|扣(?<points>${figure})分)$`,
  "u",
)

/** By a day of the year; late by the day or at once, and not at all. */
export const deadline: Pattern = {
  name: "…月…日前…迟…扣…",
  read: (sentence, { year, next, full }) => {
    const found = groupsOf(deadlinePattern, sentence)
    const month = readFigure(found?.month)
    const dueYear = found?.next === undefined ? year : year + 1
    const day = found?.end === undefined ? readFigure(found?.day) : lastDay(dueYear, month ?? 0)
    if (found === null || month === null || day === null || !isPlain(`${found.what}${found.verb}`)) return null
    const due = `${dueYear}-${twoDigits(month)}-${twoDigits(day)}`
    const daily = found.each !== undefined
    const points = found.none !== undefined ? full : readFigure(found.each ?? found.once)
    const cap = found.cap === undefined ? null : readFigure(found.cap)
    if (parseDay(due) === null || points === null || (found.cap !== undefined && cap === null)) return null
    const undone = next === null ? null : groupsOf(undonePattern, next)
    const { verb = "", edge = "" } = found
    const what = (found.what ?? "").replace(/(?:应当|应|须|需|必须)$/, "")
    const isOfThis = undone !== null && verb.includes(undone.verb ?? "")
    const never = found.never === undefined ? "all" : points
    const notDone = isOfThis ? (undone.points === undefined ? "all" : readFigure(undone.points)) : never
    // not doing it costs at least what being late may cost
    const mostLate = daily ? (cap ?? full) : points
    if (notDone === null || (notDone === "all" ? full : notDone) < mostLate) return null
    const openly =
      edge === "之前" || found.end !== undefined ? null : /含/.test(edge) ? null : "期限当日算不算按时,暂按算"
    const open = [
      ...(openly === null ? [] : [openly]),
      ...(isOfThis ? [] : [`未办的怎么算,暂按${never === "all" ? "本项不得分" : `扣 ${points} 分`}`]),
    ]
    return {
      ...taking(
        ([value]) => ({
          kind: "deadline",
          day: value,
          due,
          boundary: edge === "之前" && found.end === undefined ? "excluded" : "included",
          late: { points, ...(daily ? { each: "day" } : { each: "once" }), ...(cap === null ? {} : { cap }) },
          notDone,
        }),
        [{ label: what === "" ? `${verb}的日期` : `${what}:${verb}的日期`, kind: "day" }],
        `期限的年份暂按 ${due.slice(0, 4)} 年${open.length === 0 ? "" : `;原文没有写${open.join(";没有写")}`}`,
      ),
      ...(isOfThis ? { readsNext: true } : {}),
    }
  },
}

const twoDigits = (value: number): string => String(value).padStart(2, "0")

/** The last day of a month of that year. */
const lastDay = (year: number, month: number): number | null =>
  [31, 30, 29, 28].find((day) => parseDay(`${year}-${twoDigits(month)}-${twoDigits(day)}`) !== null) ?? null
