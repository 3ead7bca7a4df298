import type { Agency, Score } from "../Entry.ts"
import type { Rule } from "../methods/methods.ts"
import { Rational } from "../Rational.ts"
import { type Criterion, type Field, type Rubric, rulesOf } from "../rubric/Rubric.ts"
import { show } from "../show.ts"
import { agencyFinder, agencyNames } from "./agencyNames.ts"
import { criterionNames } from "./criteria.ts"
import { fold, key, quote } from "./fold.ts"
import { type Columns, type Line, type ListRead, openList, tellOthers, unknownColumn } from "./Lines.ts"
import { agencyHeadings, lineAgency } from "./lineAgency.ts"
import { didYouMean, type Names } from "./Names.ts"
import { readValue } from "./readValue.ts"
import type { Table } from "./Table.ts"

type Name = "agency" | "criterion" | "points" | "award" | "lose" | "reason" | "scorer" | "side"

const columns: Columns<Name> = {
  title: "评分表",
  words: {
    agency: agencyHeadings,
    criterion: ["指标", "指标编号", "指标名称", "评分指标", "考核指标", "编号", "criterion"],
    points: ["评分", "分数", "打分", "points"],
    award: ["得分", "评定得分"],
    lose: ["扣分", "扣减分"],
    reason: ["理由", "评分理由", "扣分理由", "说明", "评分说明", "reason"],
    side: ["评分方", "评分人类别", "评分组", "side"],
    scorer: ["评分人", "打分人", "考核人员", "scorer"],
  },
  needs: [["agency"], ["criterion"], ["points", "award", "lose"]],
}

/**
 * Reads one scorer's table (评分表). Points lie between 0 and the most that the judged rule of the criterion gives or takes. Two
 * different scores of one scorer for the same thing are told, and neither is used; an empty one has simply not been given yet.
 */
export const readScores = (rubric: Rubric, roster: ReadonlyArray<Agency>, table: Table): ListRead<Score> => {
  const list = openList(table, columns)
  const find = agencyFinder(agencyNames(roster))
  const criteria = criterionNames(rubric)
  const fileName = fold((table.file.split("/").at(-1) ?? "").replace(/\.[^.]*$/, ""))
  const scores = new Map<string, { readonly score: Score; isDisputed: boolean }>()

  for (const line of list.lines) {
    const agency = lineAgency(line, find)
    const criterion = agency === null ? null : criterionOf(line, criteria)
    if (agency === null || criterion === null) continue
    const judged = judgedOf(line, criterion, agency)
    if (judged !== null && abstains(line)) continue
    const points = judged === null ? null : pointsOf(line, judged, agency)
    if (judged === null || points === null) continue
    const score: Score = {
      agency: agency.code,
      criterion: criterion.code,
      scorer: line.optional("scorer") ?? fileName,
      ...sideOf(line, judgedRuleOf(criterion)),
      points,
      reason: line.optional("reason"),
      at: line.at(filled(line)[0] ?? "points"),
    }
    const place = `${score.agency}\n${score.criterion}\n${key(score.scorer)}`
    const earlier = scores.get(place)
    if (earlier === undefined) {
      scores.set(place, { score, isDisputed: false })
      if (score.reason === null && owesReason(points, judged)) tellNoReason(line, score)
      continue
    }
    const same = earlier.score.points.equals(points)
    if (!same) earlier.isDisputed = true
    line.reject(
      "criterion",
      {
        severity: "error",
        code: "score/duplicate",
        message: `${score.scorer} 对“${agency.name}”指标 ${criterion.code} 评了两次:${show(earlier.score.points, "points")} 分和 ${show(points, "points")} 分${same ? ",采用一次" : ",都未采用"}`,
        remedy: "请只保留一次评分",
      },
      agency.code,
    )
  }
  tellOthers(list, unknownColumn(columns))
  return {
    values: [...scores.values()].filter(({ isDisputed }) => !isDisputed).map(({ score }) => score),
    ...list.page.finish(),
  }
}

const criterionOf = (line: Line<Name>, criteria: Names<Criterion>): Criterion | null => {
  const text = line.required("criterion", "指标")
  if (text === null) return null
  const criterion = line
    .indexes("criterion")
    .map((index) => criteria.only(line.page.text(index)))
    .find((each) => each !== null)
  if (criterion) return criterion
  line.reject("criterion", {
    severity: "error",
    code: "score/unknown-criterion",
    message: `细则中没有指标${quote(text)}${didYouMean(criteria.nearest(text))},该行未采用`,
    remedy: "请填细则中的指标编号,如 C1",
  })
  return null
}

/** 不了解: the scorer leaves this one out, and is not counted. */
const abstains = (line: Line<Name>): boolean => {
  const [name, second] = filled(line)
  return name !== undefined && second === undefined && unknowing.has(key(line.text(name)))
}

const unknowing: ReadonlySet<string> = new Set("不了解 不清楚 不熟悉 弃权 回避".split(" "))

const judgedRuleOf = (criterion: Criterion): JudgedRule | null => {
  for (const { rule } of rulesOf(criterion)) if (rule.kind === "judged") return rule
  return null
}
type JudgedRule = Rule & { readonly kind: "judged" }

/** The side a row names, by id or title. */
const sideOf = (line: Line<Name>, rule: JudgedRule | null): { readonly side?: string } => {
  const text = line.optional("side")
  if (text === null || rule?.sides === undefined) return {}
  const found = Object.entries(rule.sides).find(([id, { title }]) => key(id) === key(text) || key(title) === key(text))
  return { side: found?.[0] ?? text }
}

/** Within what a scorer gives or takes points (评分幅度). */
export interface Judged {
  readonly most: Rational
  readonly lose: boolean
}

/** The judged rule of a criterion, for a group; null where people do not score it. */
export const judgedIn = (criterion: Criterion, group: string): Judged | null => {
  const rules = criterion.rules ?? (criterion.rule === undefined ? [] : [criterion.rule])
  for (const rule of rules) {
    if (rule.kind !== "judged") continue
    const most = typeof rule.most === "number" ? rule.most : rule.most[group]
    if (most !== undefined) return { most: Rational.of(most), lose: rule.how === "lose" }
  }
  return null
}

/** Points as a field is read. */
export const pointsField = ({ most }: Judged): Field => ({
  label: "评分",
  kind: "number",
  unit: "分",
  min: 0,
  max: most.toNumber(),
})

/** Whoever gives less than all has to say why. */
export const owesReason = (points: Rational, { most, lose }: Judged): boolean =>
  lose ? points.sign > 0 : points.compare(most) < 0

const judgedOf = (line: Line<Name>, criterion: Criterion, agency: Agency): Judged | null => {
  const judged = judgedIn(criterion, agency.group)
  if (judged !== null) return judged
  line.reject(
    "criterion",
    {
      severity: "error",
      code: "score/not-judged",
      message: `指标 ${criterion.code} 对“${agency.name}”所在的组不由考核人员评分,该行未采用`,
      remedy: "请核对指标编号;按数据计分的指标不用评分",
    },
    agency.code,
  )
  return null
}

const filled = (line: Line<Name>): ReadonlyArray<"points" | "award" | "lose"> =>
  (["points", "award", "lose"] as const).filter((name) => line.indexes(name).length > 0)

const pointsOf = (line: Line<Name>, judged: Judged, agency: Agency): Rational | null => {
  const [name, second] = filled(line)
  if (name === undefined) return null
  const wrong = judged.lose ? "award" : "lose"
  if (name === wrong || second !== undefined) {
    line.reject(
      second ?? name,
      {
        severity: "error",
        code: "score/direction",
        message: `本指标应评${judged.lose ? "扣分" : "得分"},表中填的是${second === undefined ? (judged.lose ? "得分" : "扣分") : "得分和扣分两样"},该行未采用`,
        remedy: `请只在“${judged.lose ? "扣分" : "得分"}”一列填写`,
      },
      agency.code,
    )
    return null
  }
  const { reading, notes } = readValue(pointsField(judged), line.content(name))
  for (const note of notes) line.tell(name, note, agency.code)
  if (reading.state === "filled" && reading.value instanceof Rational) return reading.value
  if (reading.state === "claimed" || reading.state === "none") {
    line.reject(
      name,
      {
        severity: "error",
        code: "sheet/unreadable",
        message: `评分写作${quote(line.text(name))},应为 0 至 ${show(judged.most, "points")} 的分数`,
        remedy: "指标不适用的,请写在适用指标表里,不在评分表中填写",
      },
      agency.code,
    )
  } else if (reading.state === "unreadable") line.page.nameRow(line.row)
  return null
}

const tellNoReason = (line: Line<Name>, score: Score): void => {
  line.tell(
    "reason",
    {
      severity: "warning",
      code: "score/no-reason",
      message: `指标 ${score.criterion} 没有评满分,也没有写理由`,
      remedy: "请写明扣分或未给满分的理由,以便反馈和复核",
    },
    score.agency,
  )
}
