import { figure, readFigure } from "./numbers.ts"
import { groupsOf, type Pattern, taking } from "./Proposal.ts"
import { capOf, limits } from "./words.ts"

const missingOne = `每?(?:缺少|缺|少)(?:一|1)项(?:的)?,?扣(?<points>${figure})分${limits}$`
// 制定清单、公布清单、开展宣传三项,每缺一项扣 1 分
const countedPattern = new RegExp(`^(?<list>[^,扣]{4,80}?)(?<many>${figure})项(?<kind>[^,扣]{0,12}),${missingOne}`)
// 制度、台账、公示栏齐全,缺一项扣 1 分
const wholePattern = new RegExp(`^(?<list>[^,扣]{4,80}?)(?:应当?)?(?:齐全|完备|健全|完整|齐备)(?:的)?,${missingOne}`)

/** How many things a list names, in either way of reading 和 and 、. */
const countsOf = (list: string): ReadonlySet<number> =>
  new Set([list.split("、").length, list.split(/、|和|与|及/).length])

/** So much for each thing of a list that is not there. */
export const listed: Pattern = {
  name: "缺一项扣…",
  read: (sentence, { title }) => {
    const counted = groupsOf(countedPattern, sentence)
    const found = counted ?? groupsOf(wholePattern, sentence)
    const points = readFigure(found?.points)
    const list = (found?.list ?? "").replace(/^(?:应当?)?(?:具备|有|包括|包含)/, "")
    if (found === null || points === null || /等$|等的|其中|除外/.test(list)) return null
    const named = countsOf(list)
    const many = counted === null ? (named.size === 1 ? ([...named][0] ?? null) : null) : readFigure(counted.many)
    // the number is of the things that are named
    if (many === null || many < 2 || !named.has(many)) return null
    return taking(
      ([count]) => ({ kind: "too-few", count, atLeast: many, points, ...capOf(found.cap) }),
      [{ label: `${title}:具备的项数`, kind: "count", unit: "项", max: many, definition: list }],
    )
  },
}
