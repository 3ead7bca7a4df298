import { figure, readFigure } from "./numbers.ts"
import type { Pattern } from "./Proposal.ts"
import { countKind, isPlain, thing, units } from "./words.ts"

/** 得 3 分, 得满分, 不得分 behind one case of several. */
const award = `(?:,)?(?:[得计](?<points>${figure})分|(?<whole>得满分)|(?<none>不得分|得0分|不计分))`

const pointsIn = (found: { readonly [name: string]: string | undefined }, full: number): number | null =>
  found.whole !== undefined ? full : found.none !== undefined ? 0 : readFigure(found.points)

const measures = `%|分|${units}`
const tierPattern = new RegExp(
  `^(?<what>.*?)(?:(?:达到|达|为|不低于)(?<at1>${figure})(?<unit1>${measures})(?:以上)?|(?:在)?(?<at2>${figure})(?<unit2>${measures})(?:\\(含\\))?(?:以上|及以上)|(?:在)?(?<at3>${figure})(?<unit3>${measures})?(?:-|至|到)(?<to>${figure})(?<unit4>${measures})(?:之间)?)(?:(?:、|,)?(?:但)?(?:不足|不满|未达到|低于)(?<below>${figure})(?:${measures})?)?(?:的)?${award}$`,
)
const lastPattern = new RegExp(
  `^(?:不足|低于|不满|未达到|在)?(?<below>${figure})(?<unit>${measures})(?:以下)?(?:的)?${award}$`,
)

// 达到 90% 以上的得 3 分,80% 以上不足 90% 的得 2 分,不足 80% 的不得分
export const tiers: Pattern = {
  name: "分档",
  read: (sentence, { full, title }) => {
    const pieces = sentence.split(/,(?=(?:达到|在|不足|低于|不满|未达到|不低于)?\d)/)
    if (pieces.length < 2) return null
    let what = ""
    let unit = ""
    let otherwise: number | null = null
    const list: Array<{ readonly at: number; readonly points: number }> = []
    for (const [index, piece] of pieces.entries()) {
      const previous = list.at(-1)
      const tier = tierPattern.exec(piece)?.groups
      if (tier !== undefined) {
        const [at, points] = [readFigure(tier.at1 ?? tier.at2 ?? tier.at3), pointsIn(tier, full)]
        const own = tier.unit1 ?? tier.unit2 ?? tier.unit4 ?? ""
        if (tier.unit3 !== undefined && tier.unit3 !== own) return null
        const top = previous?.at ?? (own === "%" ? 100 : null)
        if (tier.to !== undefined && readFigure(tier.to) !== top) return null
        if (at === null || points === null || otherwise !== null) return null
        if (index === 0) {
          what = tier.what === "" ? title : (tier.what ?? "")
          unit = own
        } else if (tier.what !== "" || own !== unit) return null
        if (previous !== undefined && (at >= previous.at || points >= previous.points)) return null
        if (tier.below !== undefined && readFigure(tier.below) !== previous?.at) return null
        list.push({ at, points })
        continue
      }
      const last = lastPattern.exec(piece)?.groups
      if (last === undefined || previous === undefined || index !== pieces.length - 1) return null
      if (last.unit !== unit || readFigure(last.below) !== previous.at) return null
      otherwise = pointsIn(last, full)
      if (otherwise === null || otherwise >= previous.points) return null
    }
    const [best] = list
    // what is itself a score may speak of points
    if (best === undefined || !isPlain(unit === "分" ? what.replace(/(?:得)?分$/, "") : what)) return null
    const isRate = unit === "%"
    return {
      rule: ([value]) => ({
        kind: "tiers",
        value,
        tiers: list.map(({ at, points }) => ({ at: isRate ? `${at}%` : at, points })),
        ...(otherwise === null || otherwise === 0 ? {} : { otherwise }),
      }),
      fields: [isRate ? { label: thing(what), kind: "rate" } : { label: thing(what), kind: countKind(unit), unit }],
      gives: best.points,
      assumed: otherwise === null ? "原文没有写各档之外的怎么算,暂按不得分" : null,
    }
  },
}

const levelNames = "优秀|优|良好|良|中|较好|好|一般|基本合格|合格|不合格|较差|差|均有|仅有其一|均无|[A-E](?=级)"
const levelPattern = new RegExp(
  `^(?<what>[^,]*?)(?:被?评为|等次为|等级为|结果为|为)?(?<level>${levelNames})(?:等次|等级|级)?的?${award}$`,
)

// 评议结果为好的得 2 分,较好的得 1.5 分,一般的得 1 分,差的不得分
export const levels: Pattern = {
  name: "等级",
  read: (sentence, { full, title }) => {
    const pieces = sentence.split(",")
    if (pieces.length < 2) return null
    const points: Array<readonly [string, number]> = []
    let what = ""
    for (const [index, piece] of pieces.entries()) {
      const found = levelPattern.exec(piece)?.groups
      const given = found === undefined ? null : pointsIn(found, full)
      if (found === undefined || given === null || found.level === undefined) return null
      if (index === 0) what = found.what ?? ""
      else if (found.what !== "") return null
      if (points.some(([name, before]) => name === found.level || given > before)) return null
      points.push([found.level, given])
    }
    if (what !== "" && !isPlain(what)) return null
    const isOfTwo = points.some(([name]) => name === "仅有其一")
    const label = isOfTwo
      ? `${thing(what)}配备情况`
      : thing(what) === ""
        ? `${title}等次`
        : `${thing(what)}${/(?:等次|等级|结果)$/.test(thing(what)) ? "" : "等次"}`
    return {
      rule: ([value]) => ({ kind: "level", value, points: Object.fromEntries(points) }),
      fields: [{ label, kind: "level", levels: points.map(([name]) => name) }],
      gives: points[0]?.[1] ?? 0,
      assumed: null,
    }
  },
}

const rankNames = "国家级|国家|省部级|省级以上|省级|省|市级以上|市级|市|县级|区县级|县区级|区级|县|区"
const rungPattern = new RegExp(
  `^(?<what>[^,]*?)(?<rank>${rankNames})(?<kind>[^,得加计\\d]{0,20}?)的?,?[得加计](?<points>${figure})分$`,
)
const highestOnly = /就高|只计最高|取最高|按最高|不重复计/

// 被省级采用的得 3 分,被市级采用的得 2 分;就高计分,不重复
export const ladder: Pattern = {
  name: "就高计分",
  read: (sentence, { next, title }) => {
    // several may be had at once; only where the clause says so does the best alone count
    const isNext = next !== null && highestOnly.test(next) && !/\d|同一|同类|每/.test(next)
    const own = sentence.replace(/,(?:就高|只计最高|取最高|按最高|不重复)[^,\d]*(?:,不重复[^,\d]*)?$/, "")
    const pieces = own.split(",")
    if (pieces.length < 2 || !(isNext || own !== sentence)) return null
    const rungs: Array<{ readonly title: string; readonly points: number }> = []
    for (const piece of pieces) {
      const found = rungPattern.exec(piece)?.groups
      const points = readFigure(found?.points)
      const before = rungs.at(-1)
      if (found === undefined || points === null || (before !== undefined && points >= before.points)) return null
      if (/每|不|未|扣/.test(`${found.what}${found.kind}`) || rungs.some((rung) => rung.title === found.rank))
        return null
      rungs.push({ title: found.rank ?? "", points })
    }
    return {
      rule: (ids) => ({
        kind: "ladder",
        rungs: rungs.map((rung, index) => ({ title: rung.title, value: ids[index], points: rung.points })),
      }),
      fields: rungs.map((rung) => ({ label: `${title}:${rung.title}`, kind: "yes-no" as const })),
      gives: rungs[0]?.points ?? 0,
      assumed: null,
      ...(isNext ? { readsNext: true as const } : {}),
    }
  },
}

const partPattern = new RegExp(`^(?<what>[^,]+?)(?:的)?,?得(?<points>${figure})分$`)

/** 制定清单的得 1 分: one part of a checklist, where nothing in it is a measure. */
export const partOf = (sentence: string): { readonly label: string; readonly points: number } | null => {
  const found = partPattern.exec(sentence)?.groups
  const points = readFigure(found?.points)
  const what = found?.what ?? ""
  if (
    points === null ||
    !isPlain(what) ||
    /\d|不(?!足)|未|较|优|良|差|达到|超过|至少|一般/.test(what) ||
    new RegExp(`${figure}(?:${units})`).test(what)
  )
    return null
  return { label: `已${thing(what).replace(/^已/, "")}`, points }
}
