import { figure, figureEnds, readFigure } from "./numbers.ts"

/** What things are counted in. */
export const units = "人次|件次|学时|小时|次|件|起|例|个|处|项|份|人|名|家|户|批|卷|条|宗|篇|场|期|部|天|日"

/** `,最多扣 2 分,扣完为止` behind a deduction. */
export const limits = `(?:[,(](?:本项|该项|此项|累计|合计|总共)?(?:最多|最高|不超过|累计)(?:扣|扣分|扣分不超过|扣减|不超过)*(?<cap>${figure})分\\)?)?(?:[,(](?:本项)?(?:分值)?扣完为止\\)?)?`

/** What a rule is about must be a plain thing: no second rule, no second condition, no measure, no points of its own. */
export const isPlain = (what: string): boolean =>
  what.length >= 2 && what.length <= 60 && notPlain.every((pattern) => !pattern.test(what.replace(fixed, "")))

/** Measures that are the name of a fault: two officers must be there. */
const fixed = /(?:执法人员)?(?:少于|不足)(?:两|二|2)(?:人|名)/g

const notPlain: ReadonlyArray<RegExp> = [
  /扣|每|不得分|得分|满分|酌情|加倍|减半/,
  /其中|除外|以外|^除/,
  /%|[\d零一二三四五六七八九十百]\p{Script=Han}{0,2}以[上下]/u,
  // 超过 3 件 is a measure, 超过 7 个工作日 a plain delay
  new RegExp(`(?:超过|多于|少于|不足)${figure}${figureEnds}(?!个?工作日|日|天|小时|个?月)`),
  /第[\d一二三四五]+[起件次]|首次|再次|多次|累计/,
  /(?:\d|[一二三四五六七八九十])分(?!之|别|管|类)/u,
]

/** The thing itself: without 的 behind and without what only says that it shall be. */
export const thing = (what: string): string =>
  what
    .replace(/^(?:全年|每年|年度内|年内|本年度|对|因)(?=.{3})/, "")
    .replace(/[,、]$/, "")
    .replace(/(?:应当|应该|应|须|必须|要|需)$/, "")
    .replace(/(?:的|,)$/, "")

/** The cap that `limits` found. */
export const capOf = (text: string | undefined): { readonly cap?: number } => {
  const cap = readFigure(text)
  return cap === null ? {} : { cap }
}

/** How a thing of this unit is counted: hours may be broken, cases not. */
export const countKind = (unit: string): "number" | "count" => (/学时|小时|^分$/.test(unit) ? "number" : "count")

/** 法治学习: 已完成, where what is said would not be understood alone. */
export const under = (title: string, what: string): string =>
  what.length >= 5 || title === "" ? what : `${title}:${what}`
