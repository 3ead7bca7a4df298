import { deadline } from "./deadlines.ts"
import { listed } from "./lists.ts"
import { figure, readFigure } from "./numbers.ts"
import { groupsOf, type Pattern, taking } from "./Proposal.ts"
import { proportion, rescaled } from "./proportions.ts"
import { shortfall } from "./shortfalls.ts"
import { capOf, countKind, isPlain, limits, thing, units } from "./words.ts"

// 集体学法不少于 4 次,每少一次扣 0.5 分
const tooFewPattern = new RegExp(
  `^(?<what>.+?)(?:不少于|不低于|不得少于|至少(?:开展|召开|组织|举办)?|达到|(?<short>不足|少于|低于))(?<least>${figure})(?<unit>${units})(?:以上)?(?:的)?(?:得满分)?,(?:每(?:减少|缺少|少|缺)|(?:少|缺)(?=一|1))(?<per>${figure})?(?:个)?(?<missing>${units})(?:的)?,?扣(?<points>${figure})分(?:,不足(?<part>${figure})个?(?<partUnit>${units})的?,?按(?<whole>${figure})个?(?:${units})(?:计|算|扣)(?:分)?)?${limits}$`,
)
const tooFew: Pattern = {
  name: "不少于…每少…扣…",
  read: (sentence, around) => {
    const found = groupsOf(tooFewPattern, sentence)
    // what stands before a comma asks for something else
    const own = found?.what?.split(",").at(-1) ?? ""
    // a year is what is assessed
    const what = /^(?:全年|每年|年度|年内|年度内|本年度)$/.test(own) ? around.title : own.replace("每年", "")
    if (found === null || found.unit !== found.missing || !isPlain(what)) return null
    const [least, points, per] = [readFigure(found.least), readFigure(found.points), readFigure(found.per ?? "1")]
    if (least === null || points === null || per === null || !Number.isInteger(per)) return null
    // a started step is a whole one; what says otherwise is another rule
    const isSame = readFigure(found.part) === per && readFigure(found.whole) === per && found.partUnit === found.unit
    if (found.part !== undefined && !isSame) return null
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
      per === 1 || found.part !== undefined ? null : `原文没有写不足 ${per} ${unit}的怎么算,暂按 ${per} ${unit}计`,
    )
  },
}

// 超期公示的,每发现一件扣 0.3 分,最多扣 1.5 分
const perEventPattern = new RegExp(
  `^(?<what>.+?)(?:的)?(?:,?每(?:发现|发生|出现|有|查实|存在|逾期)?(?:一|1)?|,(?<found>发现|查实)(?:一|1))(?<unit>${units})(?:的)?,?(?<again>再|另)?扣(?<points>${figure})分${limits}$`,
)
/** 每发生一起安全事故扣 3 分 */
const eventOfPattern = new RegExp(
  `^(?:每|凡?每)(?:发现|发生|出现|有|查实|存在)(?:一|1)(?<unit>${units})(?<what>[^,]{2,30}?)(?:的)?,?扣(?<points>${figure})分${limits}$`,
)
/** 合计与分项应当一致,每有一处不符的扣 2 分 */
const faultOfPattern = new RegExp(
  `^(?<what>[^扣每]{4,60}),每?(?<is>有|发现)(?:一|1)(?<unit>${units})(?<fault>(?:不|未|没)[^,扣]{1,10})(?:的)?,?扣(?<points>${figure})分${limits}$`,
)
const perEvent: Pattern = {
  name: "每…扣…",
  read: (sentence, { title }) => {
    const fault = groupsOf(faultOfPattern, sentence)
    const found = fault ?? groupsOf(eventOfPattern, sentence) ?? groupsOf(perEventPattern, sentence)
    const points = readFigure(found?.points)
    if (found === null || points === null) return null
    // what is taken on top stands beside a rule that is read by itself
    const whole = (found.what ?? "").replace(/,除计入[^,]{2,20}外$/, "")
    const stated = found.again === undefined ? whole : whole.replace(/^其中/, "")
    // a day late is a matter of dates, not of counting
    if (!isPlain(stated) || /^[日天]$/.test(found.unit ?? "")) return null
    const unit = found.unit ?? ""
    const label =
      fault === null
        ? stated === whole
          ? thing(stated)
          : `${title}:${thing(stated)}`
        : `${title}:${(fault.fault ?? "").replace(/的$/, "")}`
    return taking(
      ([count]) => ({ kind: "per-event", count, points, ...capOf(found.cap) }),
      [{ label, kind: countKind(unit), unit }],
      found.found === undefined && (fault === null || sentence.includes(",每"))
        ? null
        : `原文写“${found.found ?? "有"}一${unit}”,暂按每${unit}扣 ${points} 分`,
    )
  },
}

// 逾期答复的,第一次扣 0.5 分,再次发生的不得分
const againPattern = new RegExp(
  `^(?<what>[^,]+?)的?,第(?:一|1)(?<unit>${units})扣(?<points>${figure})分,(?:(?:再次|第(?:二|2)(?:${units})起?)(?:发生|发现|出现)?的?,?(?:本项)?不得分|第(?:二|2)(?<second>${units})起,?每(?<each>${units})扣(?<again>${figure})分${limits})$`,
)
const again: Pattern = {
  name: "第一次扣…,再次…",
  read: (sentence) => {
    const found = groupsOf(againPattern, sentence)
    const points = readFigure(found?.points)
    const more = found?.again === undefined ? "all" : readFigure(found.again)
    if (found === null || points === null || more === null || !isPlain(found.what ?? "")) return null
    const unit = found.unit ?? ""
    if (found.again !== undefined && (found.second !== unit || found.each !== unit)) return null
    return taking(
      ([count]) => ({ kind: "per-event", count, points, again: more, ...capOf(found.cap) }),
      [{ label: thing(found.what ?? ""), kind: countKind(unit), unit }],
    )
  },
}

// 逾期未履行的,发现一件即不得分;生效裁判应当按期履行,有一件未履行的,本项不得分
const anyPattern = new RegExp(
  `^(?<what>[^,]+?)(?:的)?,(?:发现|有|发生|出现)?(?:一|1)(?<unit>${units})(?<fault>[^,]{0,12}?)(?:的)?,?即?(?:本项)?(?:不得分|得0分)$`,
)
const any: Pattern = {
  name: "一件即不得分",
  read: (sentence, { title }) => {
    const found = groupsOf(anyPattern, sentence)
    if (found === null || !isPlain(found.what ?? "")) return null
    const { fault = "", unit = "" } = found
    if (fault !== "" && !/^(?:未|不|没)/.test(fault)) return null
    const what = thing(found.what ?? "")
    // 应当全部履行,有一件不得分 does not say what is counted
    if (fault === "" && /应当|应$|须/.test(found.what ?? "")) return null
    return taking(
      ([count]) => ({ kind: "yes-no", value: `${count} == 0`, points: "all" }),
      [{ label: fault === "" ? what : `${title}:${fault.replace(/的$/, "")}`, kind: "count", unit }],
    )
  },
}

// 获得省级表彰的,每项加 1 分,最多加 2 分
const perAwardPattern = new RegExp(
  `^(?<what>.+?)(?:的)?,?每(?:有|获得|发布|刊发|采用|完成|开展|组织|举办|建成)?(?:一|1)?(?<unit>${units})(?:的)?,?[得加计](?<points>${figure})分(?:[,(](?:本项|累计|合计|总共)?(?:最多|最高|累计|不超过)(?:得|加|计|不超过|加分|得分)*(?<cap>${figure})分\\)?)?$`,
)
/** 每采用一篇信息得 0.5 分,最多得 2 分 */
const awardOfPattern = new RegExp(
  `^每(?<verb>有|\\p{Script=Han}{2,6}?)(?:一|1)(?<unit>${units})(?<noun>[^,得加计]{0,20}?)(?:的)?,?[得加计](?<points>${figure})分(?:[,(](?:本项|累计|合计|总共)?(?:最多|最高|累计|不超过)(?:得|加|计|不超过|加分|得分)*(?<cap>${figure})分\\)?)?$`,
  "u",
)
/** 自选的制度,每有一项实际运行的加 0.2 分,最多加 1 分 */
const kindOfPattern = new RegExp(
  `^(?<what>[^,每]{2,30}?),?每有(?:一|1)(?<unit>${units})(?<kind>\\p{Script=Han}{2,10}?)的,?[得加计](?<points>${figure})分(?:[,(](?:本项|累计|合计|总共)?(?:最多|最高|累计|不超过)(?:得|加|计|不超过|加分|得分)*(?<cap>${figure})分\\)?)?$`,
  "u",
)
const perAward: Pattern = {
  name: "每…得(加)…",
  read: (sentence, { full, title }) => {
    const spoken = groupsOf(awardOfPattern, sentence)
    const kind = groupsOf(kindOfPattern, sentence)
    const found =
      kind !== null
        ? { ...kind, what: `${kind.what}(${kind.kind})` }
        : spoken === null
          ? groupsOf(perAwardPattern, sentence)
          : {
              ...spoken,
              what:
                spoken.noun === ""
                  ? `${title}${spoken.verb}`
                  : `${spoken.verb === "有" ? "" : spoken.verb}${spoken.noun}`,
            }
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

// 未制定年度计划的,不得分
const missingPattern = new RegExp(
  `^(?<subject>[^,未]*)(?:未|没有)(?<verb>[^,未]{2,40}?)的?,?(?:(?:本项|该项|此项)?(?:不得分|得0分)|扣(?<points>${figure})分)$`,
)
/** 应当制定并公布清单,未公布的不得分: what was asked for is named before. */
const neglectPattern = new RegExp(
  `^(?<asked>[^,扣得]{4,60}),未(?<verb>\\p{Script=Han}{2,6}?)的?,?(?:(?:本项|该项|此项)?(?:不得分|得0分)|扣(?<points>${figure})分)$`,
  "u",
)
/** 其中未经合法性审查的,本项不得分 */
const amongPattern = /^其中(?<what>[^,]{2,30}?)的,?(?:本项|该项|此项)?(?:不得分|得0分)$/
const twofold = /或|、|且|和(?!谐)|及(?!时)|并|均|全部|等(?!级|次)|任何|被|造成|导致|引发|致使|而|即|就|便|后/
/** 因未履行职责被通报: what follows is the reason and not the thing. */
const led = /或|、|且|^(?:因|由于|凡|对|经|应|须|需|该)|(?:而|尚|还|仍|从|并)$/
const missing: Pattern = {
  name: "未…的不得分(扣…)",
  read: (sentence, around) => {
    const among = groupsOf(amongPattern, sentence)
    if (among !== null)
      return isPlain(among.what ?? "") && !/或|、|且/.test(among.what ?? "")
        ? taking(
            ([count]) => ({ kind: "yes-no", value: `${count} == 0`, points: "all" }),
            [{ label: `${around.title}:${among.what}`, kind: "count" }],
          )
        : null
    const neglect = groupsOf(neglectPattern, sentence)
    if (neglect !== null) {
      const points = neglect.points === undefined ? "all" : readFigure(neglect.points)
      const { asked = "", verb = "" } = neglect
      // only what the sentence asked for can have been left undone
      const several = new RegExp(`(?!1(?!\\d)|一)${figure}(?:${units})`).test(asked)
      return points === null || several || !asked.includes(verb) || !/应|须|要/.test(asked)
        ? null
        : taking(
            ([value]) => ({ kind: "yes-no", value, points }),
            [{ label: `${around.title}:已${verb}`, kind: "yes-no" }],
          )
    }
    const found = groupsOf(missingPattern, sentence)
    if (found === null || /的$/.test(found.verb ?? "")) return null
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

// 未制定计划、未公布清单的,各扣 1 分
const eachPattern = new RegExp(`^(?<list>(?:未|没有)[^,扣]{2,60}?)的?,?(?:各|均|分别)扣(?<points>${figure})分$`)
const eachMissing: Pattern = {
  name: "未…、未…的各扣…",
  read: (sentence, around) => {
    const found = groupsOf(eachPattern, sentence)
    const pieces = (found?.list ?? "").split(/、|和(?=未|没有)|或者?(?=未|没有)/)
    if (found === null || pieces.length < 2) return null
    const proposals = pieces.flatMap((piece) => missing.read(`${piece}的,扣${found.points}分`, around) ?? [])
    const [first, ...also] = proposals
    return first === undefined || proposals.length !== pieces.length ? null : { ...first, also }
  },
}

// 酌情扣 1-3 分
const judgedPattern = new RegExp(
  `^(?<what>[^,]*)(?:的)?,?(?:由\\p{Script=Han}{2,10}(?:组|人员|部门|办))?(?:视情|视情节|根据情况|视情况|酌情)(?:轻重)?(?:,)?(?:酌情)?扣(?:减)?(?:${figure}(?:-|至|到))?(?<most>${figure})分${limits}$`,
  "u",
)
// 由两名考核人员在满分以内分别评分,取平均数
const scoredPattern = new RegExp(
  `^(?:(?<what>[^,]+?)(?:的)?,)?由(?<scorers>${figure})名\\p{Script=Han}{2,8}在(?:(?<most>${figure})分|满分)以内(?:分别)?评分,取(?<trimmed>去掉(?:一个)?最高分?(?:和|、)(?:一个)?最低分?后的?)?平均(?:数|分|值)$`,
  "u",
)
const judged: Pattern = {
  name: "酌情扣(评分)…",
  read: (sentence, { full }) => {
    const scored = groupsOf(scoredPattern, sentence)
    if (scored !== null) {
      const [scorers, most] = [readFigure(scored.scorers), scored.most === undefined ? full : readFigure(scored.most)]
      if (scorers === null || most === null || /扣|每|不得分/.test(scored.what ?? "")) return null
      const combine = scored.trimmed === undefined ? {} : { combine: "trimmed" }
      return {
        rule: () => ({ kind: "judged", how: "award", most, scorers, ...combine }),
        fields: [],
        gives: most,
        assumed: null,
      }
    }
    const found = groupsOf(judgedPattern, sentence)
    const most = readFigure(found?.cap ?? found?.most)
    if (found === null || most === null || /扣|每|不得分/.test(found.what ?? "")) return null
    return taking(() => ({ kind: "judged", how: "lose", most, scorers: 1 }), [], "原文没有写几人评分,暂按 1 人")
  },
}

/** Every way that is known, the narrower first. */
export const patterns: ReadonlyArray<Pattern> = [
  listed,
  tooFew,
  shortfall,
  proportion,
  rescaled,
  deadline,
  again,
  any,
  perEvent,
  perAward,
  missing,
  eachMissing,
  judged,
]
