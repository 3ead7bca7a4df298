import { figure, readFigure } from "./numbers.ts"
import type { Pattern, Proposal } from "./Proposal.ts"
import { isPlain, limits, thing, units } from "./words.ts"

/** Groups of a match as a table; a group that is not there is undefined. */
const groupsOf = (pattern: RegExp, sentence: string): { readonly [name: string]: string | undefined } | null =>
  pattern.exec(sentence)?.groups ?? null

const taking = (kind: Proposal["rule"], fields: Proposal["fields"], assumed: string | null = null): Proposal => ({
  rule: kind,
  fields,
  gives: null,
  assumed,
})

const capOf = (text: string | undefined): { readonly cap?: number } => {
  const cap = readFigure(text)
  return cap === null ? {} : { cap }
}

const countKind = (unit: string): "number" | "count" => (/学时|小时/.test(unit) ? "number" : "count")

// 集体学法不少于 4 次,每少一次扣 0.5 分
const tooFewPattern = new RegExp(
  `^(?<what>.+?)(?:不少于|不低于|不得少于|至少(?:开展|召开|组织|举办)?|达到)(?<least>${figure})(?<unit>${units})(?:以上)?(?:的)?(?:得满分)?,每(?:减)?少(?<per>${figure})?(?:个)?(?<missing>${units})(?:的)?,?扣(?<points>${figure})分${limits}$`,
)
const tooFew: Pattern = {
  name: "不少于…每少…扣…",
  read: (sentence, around) => {
    const found = groupsOf(tooFewPattern, sentence)
    // what stands before a comma asks for something else
    const own = found?.what?.split(",").at(-1) ?? ""
    const what = /^(?:全年|每年|年度|年内|年度内|本年度)$/.test(own) ? around.title : own
    if (found === null || found.unit !== found.missing || !isPlain(what)) return null
    const [least, points, per] = [readFigure(found.least), readFigure(found.points), readFigure(found.per ?? "1")]
    if (least === null || points === null || per === null || !Number.isInteger(per)) return null
    const unit = found.unit ?? ""
    return taking(
      ([count]) => ({
        kind: "too-few",
        count,
        atLeast: least,
        ...(per === 1 ? {} : { per }),
        points,
        ...capOf(found.cap),
      }),
      [{ label: thing(what), kind: countKind(unit), unit }],
    )
  },
}

// 超期公示的,每发现一件扣 0.3 分,最多扣 1.5 分
const perEventPattern = new RegExp(
  `^(?<what>.+?)(?:的)?,?每(?:发现|发生|出现|有|查实|存在|逾期)?(?:一|1)?(?<unit>${units})(?:的)?,?扣(?<points>${figure})分${limits}$`,
)
const perEvent: Pattern = {
  name: "每…扣…",
  read: (sentence) => {
    const found = groupsOf(perEventPattern, sentence)
    const points = readFigure(found?.points)
    // a day late is a matter of dates, not of counting
    if (found === null || points === null || !isPlain(found.what ?? "") || /^[日天]$/.test(found.unit ?? ""))
      return null
    const unit = found.unit ?? ""
    return taking(
      ([count]) => ({ kind: "per-event", count, points, ...capOf(found.cap) }),
      [{ label: thing(found.what ?? ""), kind: countKind(unit), unit }],
    )
  },
}

// 获得省级表彰的,每项加 1 分,最多加 2 分
const perAwardPattern = new RegExp(
  `^(?<what>.+?)(?:的)?,?每(?:有|获得|发布|刊发|采用)?(?:一|1)?(?<unit>${units})(?:的)?,?[得加计](?<points>${figure})分(?:[,(](?:本项|累计|合计|总共)?(?:最多|最高|累计|不超过)(?:得|加|计|不超过|加分|得分)*(?<cap>${figure})分\\)?)?$`,
)
const perAward: Pattern = {
  name: "每…得(加)…",
  read: (sentence, { full }) => {
    const found = groupsOf(perAwardPattern, sentence)
    const points = readFigure(found?.points)
    if (found === null || points === null || !isPlain(found.what ?? "")) return null
    const unit = found.unit ?? ""
    const stated = readFigure(found.cap)
    const cap = stated ?? full
    return {
      rule: ([count]) => ({ kind: "per-award", count, points, cap }),
      fields: [{ label: thing(found.what ?? ""), kind: countKind(unit), unit }],
      gives: cap,
      assumed: stated === null ? `原文没有写最多得多少分,暂按本项分值 ${full} 分` : null,
    }
  },
}

const partSteps: ReadonlyArray<readonly [RegExp, string]> = [
  [/按比例/, "proportional"],
  [/按(?:一|1|\d+|[一二三四五六七八九十]+)?个?百分点(?:计|算|扣)/, "whole"],
  [/不(?:扣|计)/, "ignored"],
]

// 办结率达到 95%,每低 1 个百分点扣 0.2 分
const shortfallPattern = new RegExp(
  `^(?<what>[^,]+?)(?:不低于|不高于|不超过|达到|达|为)(?<target>\\d+(?:\\.\\d+)?)%(?:以上)?(?:的)?(?:,?得满分)?,每(?<side>低|降低|下降|少|高|超)(?:于|出)?(?<per>${figure})?个?百分点的?,?扣(?<points>${figure})分(?:,不足(?:${figure})个百分点的?,?(?<part>[^,]+))?${limits}$`,
)
const shortfall: Pattern = {
  name: "每低(高)…个百分点扣…",
  read: (sentence) => {
    const found = groupsOf(shortfallPattern, sentence)
    const [per, points] = [readFigure(found?.per ?? "1"), readFigure(found?.points)]
    if (found === null || per === null || points === null || !isPlain(found.what ?? "")) return null
    const above = /高|超/.test(found.side ?? "")
    // 不低于 95%,每高…: one of the two is a slip of the pen
    if (
      above !==
      /^不(?:高于|超过)$/.test(
        /不低于|不高于|不超过|达到|达|为/.exec(sentence.slice((found.what ?? "").length))?.[0] ?? "",
      )
    )
      return null
    const part =
      found.part === undefined ? null : (partSteps.find(([words]) => words.test(found.part ?? ""))?.[1] ?? null)
    if (found.part !== undefined && part === null) return null
    return taking(
      ([value]) => ({
        kind: "shortfall",
        value,
        target: `${found.target}%`,
        ...(above ? { side: "above" } : {}),
        per: `${per}pp`,
        points,
        partStep: part ?? "ignored",
        ...capOf(found.cap),
      }),
      [{ label: thing(found.what ?? ""), kind: "rate" }],
      part === null ? `原文没有写不足 ${per} 个百分点的怎么算,暂按不计` : null,
    )
  },
}

// 未制定年度计划的,不得分
const missingPattern = new RegExp(
  `^(?<subject>[^,未]*)(?:未|没有)(?<verb>[^,未]{2,40}?)的?,?(?:(?:本项|该项|此项)?(?:不得分|得0分)|扣(?<points>${figure})分)$`,
)
const twofold = /或|、|且|和(?!谐)|及(?!时)|并|均|全部|等(?!级|次)|任何|被|造成|导致|引发|致使|而|即|就|便|后/
/** 因未履行职责被通报: what follows is the reason and not the thing. */
const led = /或|、|且|^(?:因|由于|凡|对|经|应|须|需|该)|(?:而|尚|还|仍|从|并)$/
const missing: Pattern = {
  name: "未…的不得分(扣…)",
  read: (sentence, around) => {
    const found = groupsOf(missingPattern, sentence)
    if (found === null) return null
    const what = `${found.subject}${found.verb}`
    // 未制定或者公布: of two things one may be there
    if (!isPlain(what) || twofold.test(found.verb ?? "") || led.test(found.subject ?? "")) return null
    const points = found.points === undefined ? "all" : readFigure(found.points)
    if (points === null) return null
    return taking(
      ([value]) => ({ kind: "yes-no", value, points }),
      // 未报送的不得分 says what was not sent in the sentence before
      [
        {
          label: what.length > 3 ? `${found.subject}已${found.verb}` : `${around.title}:已${found.verb}`,
          kind: "yes-no",
        },
      ],
    )
  },
}

// 酌情扣 1-3 分
const judgedPattern = new RegExp(
  `^(?<what>[^,]*)(?:的)?,?(?:视情|视情节|根据情况|视情况|酌情)(?:轻重)?(?:,)?(?:酌情)?扣(?:减)?(?:${figure}(?:-|至|到))?(?<most>${figure})分${limits}$`,
)
const judged: Pattern = {
  name: "酌情扣…",
  read: (sentence) => {
    const found = groupsOf(judgedPattern, sentence)
    const most = readFigure(found?.cap ?? found?.most)
    if (found === null || most === null || /扣|每|不得分/.test(found.what ?? "")) return null
    return taking(() => ({ kind: "judged", how: "lose", most, scorers: 1 }), [], "原文没有写几人评分,暂按 1 人")
  },
}

/** Every way that is known, the narrower first. */
export const patterns: ReadonlyArray<Pattern> = [tooFew, shortfall, perEvent, perAward, missing, judged]
