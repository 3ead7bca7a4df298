import { Schema } from "effect"
import * as scalars from "../rubric/Scalars.ts"
import { choicesOf, descriptionsOf, type KeyShape, membersOf, type Shape } from "./Shape.ts"

/** What the keys of a rubric are called on paper. A key that is not here is called by what its schema says of it. */
const titles: { readonly [key: string]: string } = {
  again: "再次发生",
  double: "加倍",
  instead: "改为",
  of: "基数",
  others: "其余折算",
  rungs: "各级",
  small: "小基数",
  times: "倍数",
  under: "少于",
  absence: "缺失",
  aliases: "别名",
  applies: "适用性",
  article: "条款",
  at: "达到",
  atLeast: "不少于",
  awarded: "得分",
  bands: "等次",
  basis: "依据",
  before: "早于",
  better: "优劣",
  blank: "未填报",
  bonus: "加分部分",
  boundary: "期限当日",
  by: "机关",
  cap: "封顶",
  ceiling: "总分上限",
  checks: "勾稽关系",
  claimed: "申报不涉及",
  clause: "评分标准原文",
  awaitingSource: "待数据",
  combine: "合成",
  rankAlso: "分类内排名",
  values: "取平均的各项",
  worst: "最差",
  best: "最好",
  letters: "各等级的数值",
  shown: "印出位数",
  views: "其他分法",
  code: "编号",
  count: "件数",
  criteria: "二级指标",
  day: "日期",
  definition: "口径",
  due: "期限",
  each: "每",
  early: "早办",
  evidence: "佐证",
  fields: "填报项",
  floor: "下限",
  found: "所算名称",
  from: "起",
  full: "分值",
  grade: "等次",
  groups: "分组",
  how: "得扣",
  id: "编号",
  inForce: "施行日期",
  issued: "印发",
  kind: "类型",
  label: "名称",
  late: "迟办",
  levels: "等级",
  max: "最大",
  mend: "能否补救",
  min: "最小",
  mode: "取舍方式",
  most: "最多",
  need: "要求",
  next: "下一年度",
  noEvidence: "未见佐证",
  not: "非",
  note: "说明",
  notDone: "未办",
  notice: "声明",
  notSampled: "未抽查时",
  now: "现在可做",
  number: "文号",
  office: "提供科室",
  on: "日期",
  otherwise: "否则",
  parts: "分项",
  partStep: "不足一档",
  per: "每",
  period: "考核期",
  points: "分值",
  precision: "取舍",
  rank: "排名用",
  rankWithin: "排名范围",
  rate: "比率位数",
  reading: "评分口径",
  recognise: "须认定",
  refuted: "查实虚报",
  remedy: "整改",
  rule: "计分规则",
  rules: "计分规则",
  says: "所读原文",
  scorers: "评分人数",
  sections: "一级指标",
  side: "方向",
  source: "来源",
  sources: "数据来源",
  target: "目标",
  that: "应当成立",
  tiers: "各档",
  title: "名称",
  to: "止",
  total: "总分位数",
  unconfirmed: "待确认",
  unit: "单位",
  unreadable: "无法识别",
  until: "失效日期",
  value: "数值或条件",
  verified: "核对",
  version: "版本",
  what: "何种材料",
  when: "适用条件",
}

/** Where a key means something else than everywhere else. */
const within: { readonly [outer: string]: { readonly [key: string]: string } } = {
  applies: { otherwise: "不适用时" },
  checks: { otherwise: "不成立时告知" },
  fields: { kind: "类型", otherwise: "暂缺时", title: "名称" },
  bands: { from: "总分达到" },
  basis: { title: "文件名称" },
  precision: { points: "得分位数", grade: "等次用" },
  remedy: { by: "办理期限" },
  rules: { kind: "计分方法", id: "规则编号", from: "低端", to: "高端", otherwise: "各档之外", points: "扣(得)分" },
  late: { points: "扣分" },
  early: { points: "扣分" },
  issued: { number: "文号", on: "日期" },
  period: { from: "自", to: "至" },
}

/** What a key is called in tables and sentences. `outer` is the key around it. */
export const titleOf = (key: KeyShape, outer: string): string =>
  key.shape.context?.annotations?.title ??
  within[outer]?.[key.name] ??
  titles[key.name] ??
  saidOf(key.shape) ??
  key.name

/** A message about a rubric for people who write it in a workbook: keys by what their columns are called. Ids are left alone. */
export const inTitles = (message: string): string =>
  message
    .replace(/(\d+(?:\.\d+)?)% of target/g, "“目标值的 $1%”")
    .replace(/(\d+(?:\.\d+)?)pp/g, "“$1 个百分点”")
    .replace(/ ?(?<![\w.\p{Script=Han}])[A-Za-z]+(?![\w.\p{Script=Han}]) ?/gu, (found) => {
      const title = Object.hasOwn(titles, found.trim()) ? titles[found.trim()] : undefined
      return title === undefined ? found : `“${title}”`
    })

/** What the schema says of this very key: the first clause of its description, if that is not the one of every formula, day or point. */
export const saidOf = (shape: Shape): string | null => {
  const said = descriptionsOf(shape).find((one) => !ofEvery.has(one))
  if (said === undefined) return null
  const [first = ""] = said.split(/[:;。]/)
  const fixed = membersOf(shape).flatMap((member) => choicesOf(member) ?? [])
  const isChoice = fixed.some((choice) => typeof choice === "string" && first.startsWith(`${choice} `))
  return isChoice ? null : first.replace(/\([^()]*\)$/, "").trim() || null
}

const ofEvery: ReadonlySet<string> = new Set(
  Object.values(scalars).flatMap((scalar) => (Schema.isSchema(scalar) ? descriptionsOf(scalar.ast) : [])),
)
