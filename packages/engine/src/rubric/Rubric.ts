import { Schema } from "effect"
import { relationKeys } from "../check/relations.ts"
import { AnyRule, type Rule } from "../methods/methods.ts"
import type { Rational } from "../Rational.ts"
import { settleable } from "../State.ts"
import { Counted, ledgerKeys } from "./Ledger.ts"
import {
  Amount,
  amount,
  DayText,
  FieldKind,
  FieldName,
  FormulaText,
  GroupPoints,
  groupIn,
  Points,
  Share,
  Text,
} from "./Scalars.ts"

export const Code = Schema.String.check(Schema.isPattern(/^[A-Za-z0-9]+$/, { message: "编号由字母和数字组成,如 C1" }))

/** What happens to the points of a rule when a value it needs is in one of these states. */
export const Settlement = Schema.Literals(["pending", "zero"]).annotate({
  identifier: "Settlement",
  description: "pending 待定,不计入确定得分;zero 该项不得分",
})

/** As a settlement, or the criterion is left out: neither its points nor its full marks count. */
export const Leaving = Schema.Literals(["pending", "zero", "out"]).annotate({
  identifier: "Leaving",
  description: "pending 待定,不计入确定得分;zero 该项不得分;out 该指标不计入,由其余的折算或平均",
})

export const Absence = Schema.Struct({
  blank: Schema.optionalKey(Leaving).pipe(Schema.annotateKey({ description: "未填报的" })),
  unreadable: Schema.optionalKey(Settlement).pipe(Schema.annotateKey({ description: "无法识别的" })),
  claimed: Schema.optionalKey(Leaving).pipe(Schema.annotateKey({ description: "申报不涉及的" })),
  noEvidence: Schema.optionalKey(Settlement).pipe(Schema.annotateKey({ description: "未见佐证材料的" })),
  refuted: Schema.optionalKey(Settlement).pipe(Schema.annotateKey({ description: "查实虚报的" })),
  awaitingSource: Schema.optionalKey(
    Schema.Literals(["pending", "out"]).annotate({
      description: "指定来源没有数据的:pending 待定(默认);out 该指标不计入",
    }),
  ),
}).annotate({
  identifier: "Absence",
  description: `数值缺失时如何计分:${settleable.join("、")}。未写明的为 pending`,
})
export type Absence = typeof Absence.Type

export const Precision = Schema.Struct({
  rate: Schema.Union([
    Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 8 })),
    Schema.Literal("exact"),
  ]).annotate({ description: "比率形成时保留的小数位数(4 即 65.57%);exact 为不取舍" }),
  points: Schema.Union([
    Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 6 })),
    Schema.Literal("exact"),
  ]).annotate({ description: "得分、扣分形成时保留的小数位数;exact 为不取舍,只在印出时取舍" }),
  shown: Schema.optionalKey(
    Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 6 })).annotate({
      description: "印出时保留的小数位数:得分不取舍(exact)的才用,默认 2",
    }),
  ),
  total: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 6 })).annotate({ description: "总分保留的小数位数" }),
  mode: Schema.Literals(["half-up", "half-even", "cut"]).annotate({
    description: "half-up 四舍五入;half-even 四舍六入五成双;cut 舍去",
  }),
  rank: Schema.Literals(["published", "exact"]).annotate({
    description: "排名用的总分:published 公布的;exact 未取舍的",
  }),
  grade: Schema.Literals(["published", "exact"]).annotate({
    description: "定等次用的总分:published 公布的;exact 未取舍的",
  }),
}).annotate({ identifier: "Precision" })
export type Precision = typeof Precision.Type

/** How many decimal places points have on paper. Under `exact` they have more in truth. */
export const placesShown = ({ points, shown = 2 }: Pick<Precision, "points" | "shown">): number =>
  points === "exact" ? shown : points

export const Evidence = Schema.Struct({
  need: Schema.Literals(["required", "optional"]).annotate({
    description: "required 须有佐证;optional 可附佐证",
  }),
  what: Schema.optionalKey(Text.annotate({ description: "何种佐证材料" })),
  count: Schema.optionalKey(
    Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({ description: "至少几份;不足的告知,不影响得分" }),
  ),
  each: Schema.optionalKey(
    Schema.Literal(true).annotate({ description: "每件(次)各一份:份数不少于所填的数,如 6 次会议 6 份纪要" }),
  ),
}).annotate({
  identifier: "Evidence",
  description: "佐证材料要求。required:填报的有利数值没有佐证的,按 noEvidence 处理",
})

/** One datum that somebody supplies (填报项). */
export const Field = Schema.Struct({
  label: Text.annotate({ description: "名称,填报表的表头" }),
  kind: FieldKind,
  unit: Schema.optionalKey(Text.annotate({ description: "计量单位,如 件次" })),
  definition: Schema.optionalKey(Text.annotate({ description: "口径" })),
  aliases: Schema.optionalKey(Schema.Array(Text).annotate({ description: "表头的其他写法" })),
  source: Schema.optionalKey(
    Text.annotate({
      description: "由谁提供:self 自报(默认);given 全批次统一给定;attribute 单位名录中的属性;或 sources 中声明的编号",
    }),
  ),
  otherwise: Schema.optionalKey(
    Schema.Literal("self").annotate({ description: "指定来源尚无数据时:self 暂以自报数计分" }),
  ),
  recognise: Schema.optionalKey(
    Schema.Literal(true).annotate({ description: "自报仅为申报,经考核组认定后才计分(加分事项)" }),
  ),
  levels: Schema.optionalKey(Schema.Array(Text).annotate({ description: "等级,由好到差;仅用于 level" })),
  min: Schema.optionalKey(Amount),
  max: Schema.optionalKey(Amount),
  evidence: Schema.optionalKey(Evidence),
  office: Schema.optionalKey(Text.annotate({ description: "通常由单位内哪个科室提供" })),
  counted: Schema.optionalKey(Counted),
  scope: Schema.optionalKey(
    Text.annotate({ description: "统计范围和时段,如 全市、局本级、冬季行动;都写明的,只有写法相同的项才互相核对" }),
  ),
  comparable: Schema.optionalKey(
    Schema.Boolean.annotate({
      description: "同组各单位可否互比:相差悬殊的提示考核组核对。率和计数不写为 true,其余不写为 false",
    }),
  ),
  ...relationKeys,
}).annotate({ identifier: "Field" })
export type Field = typeof Field.Type

/** A document that a rule rests on (依据). */
export const Basis = Schema.Struct({
  title: Text.annotate({ description: "文件名称,不带书名号" }),
  number: Schema.optionalKey(Text.annotate({ description: "文号" })),
  article: Schema.optionalKey(Text.annotate({ description: "条款" })),
  inForce: Schema.optionalKey(DayText.annotate({ description: "施行日期" })),
  until: Schema.optionalKey(DayText.annotate({ description: "失效日期" })),
  verified: Schema.Literals(["text", "web", "no"]).annotate({
    description: "text 已核对原文;web 仅见于网络转载;no 未核对,不写入对外文书",
  }),
  note: Schema.optionalKey(Text),
}).annotate({ identifier: "Basis" })
export type Basis = typeof Basis.Type

/** Whether and how a loss can still be mended (整改). */
export const Remedy = Schema.Struct({
  mend: Schema.Literals(["evidence", "correct", "act", "closed"]).annotate({
    description: "evidence 补正佐证;correct 口径更正;act 须在期内办理;closed 本期已不可改变",
  }),
  now: Schema.optionalKey(Text.annotate({ description: "现在可做什么" })),
  by: Schema.optionalKey(DayText.annotate({ description: "办理期限" })),
  next: Schema.optionalKey(Text.annotate({ description: "下一年度应如何" })),
}).annotate({ identifier: "Remedy" })
export type Remedy = typeof Remedy.Type

export const Treatment = Schema.Union([
  Schema.Literals(["full", "zero", "rescaled", "mean"]),
  Schema.Struct({ share: Share.pipe(Schema.annotateKey({ description: "得本项分值的" })) }),
  Schema.Struct({ moveTo: Code.pipe(Schema.annotateKey({ description: "分值并入同一部分的指标" })) }),
  Schema.Struct({ double: Code.pipe(Schema.annotateKey({ description: "得满分,而扣分加倍的指标或部分" })) }),
]).annotate({
  identifier: "Treatment",
  description:
    "full 得满分;zero 不得分;rescaled 不计入满分,其余指标折算;mean 按适用单位的平均得分率得分;或写 { share: 60% }、{ moveTo: C2 }、{ double: C2 }",
})
export type Treatment = typeof Treatment.Type

export const Applies = Schema.Struct({
  when: Schema.optionalKey(FormulaText.annotate({ description: "适用条件:只能用指定来源或单位属性的填报项" })),
  otherwise: Treatment.pipe(Schema.annotateKey({ description: "不适用的" })),
  notSampled: Schema.optionalKey(Treatment).pipe(Schema.annotateKey({ description: "未抽查的(不写则同不适用)" })),
}).annotate({ identifier: "Applies", description: "适用性。考核组适用指标表优先于 when" })

/** One number for every group, or one for each group that has the criterion. */
export const FullMarks = Schema.Union([Points, Schema.Record(Schema.String, Points)]).annotate({
  identifier: "FullMarks",
  description: "分值;各组不同的写作 { 组编号: 分值 },未列出的组不考核此项",
})
export type FullMarks = typeof FullMarks.Type

/** One scored line (评分指标). */
export const Criterion = Schema.Struct({
  code: Code,
  title: Text,
  full: FullMarks,
  was: Schema.optionalKey(Code).pipe(
    Schema.annotateKey({ description: "上年编号:上年评分细则中的编号,编号改了的写;同上年比较、对照修订都以此相认" }),
  ),
  clause: Text.annotate({ description: "评分标准原文,逐字" }),
  reading: Schema.optionalKey(Text.annotate({ description: "评分口径:考核组如何理解原文" })),
  applies: Schema.optionalKey(Applies),
  absence: Schema.optionalKey(Absence),
  floor: Schema.optionalKey(
    Schema.Union([Schema.Finite, Schema.Literal("section")]).annotate({
      description: "扣至多少为止,默认 0;可为负数;section 本项不够扣的,从本部分其他指标的得分中扣",
    }),
  ),
  rules: Schema.optionalKey(Schema.Array(AnyRule)),
  rule: Schema.optionalKey(AnyRule),
  basis: Schema.optionalKey(Schema.Array(Schema.String)),
  remedy: Schema.optionalKey(Remedy),
}).annotate({ identifier: "Criterion" })
export type Criterion = typeof Criterion.Type

const combineWords = "sum 相加;mean 取平均"
export const Combine = Schema.Literals(["sum", "mean"])

/** A block of criteria (一级指标). */
export const Section = Schema.Struct({
  code: Code,
  title: Text,
  full: FullMarks.annotate({ description: "本部分分值:须等于各指标分值之和;加分部分为封顶分值" }),
  bonus: Schema.optionalKey(
    Schema.Literal(true).annotate({
      description: "加分部分,在总分之外另计;full 为 0、floor 为负数的是从总分中扣的部分",
    }),
  ),
  floor: Schema.optionalKey(Schema.Finite.annotate({ description: "本部分得分下限,默认 0" })),
  weight: Schema.optionalKey(
    Schema.Union([Share, Schema.Record(Schema.String, Share)]).annotate({
      description: "权重,如 30%:本部分得分乘以它计入总分;各组不同的写作 { 组编号: 权重 }",
    }),
  ),
  needs: Schema.optionalKey(FormulaText.pipe(Schema.annotateKey({ description: "加分部分计入总分的条件" }))),
  combine: Schema.optionalKey(Combine.annotate({ description: `各指标的合成:${combineWords};不写的同顶层` })),
  criteria: Schema.Array(Criterion),
}).annotate({ identifier: "Section" })
export type Section = typeof Section.Type

/** How each row of a ledger is scored by itself (逐件评查): a small rubric over the columns of the row. */
export const Scored = Schema.Struct({
  by: Schema.optionalKey(FieldName.annotate({ description: "分类的列:各类的指标、分值可以不同" })),
  groups: Schema.optionalKey(
    Schema.Record(Schema.String, Text).annotate({ description: "分类列中的词: 这一类的名称;不分类的不写" }),
  ),
  full: Schema.optionalKey(Points.annotate({ description: "每件的满分,默认 100" })),
  absence: Schema.optionalKey(Absence),
  sections: Schema.NonEmptyArray(Section),
}).annotate({
  identifier: "Scored",
  description: "逐件评分:每一行是一个被评的对象,各列是它的填报项;算出的得分在 counted 的算式中写作 score",
})
export type Scored = typeof Scored.Type

/** Rows of one kind that an agency or a source keeps (台账): cases, sampled files, awards. */
export const Ledger = Schema.Struct({ ...ledgerKeys, scored: Schema.optionalKey(Scored) }).annotate({
  identifier: "Ledger",
})
export type Ledger = typeof Ledger.Type

/** With whom an agency is compared (比较范围), and what becomes of a value that is not known. */
export const Cohort = Schema.Struct({
  within: Schema.optionalKey(
    Schema.Literals(["group", "all"]).annotate({ description: "group 与同组单位比(默认);all 与全体单位比" }),
  ),
  absent: Schema.optionalKey(
    Schema.Literals(["wait", "zero", "out"]).annotate({
      description: "有单位的数值未定时:wait 各单位都待定(默认);zero 按 0 参与;out 不参与",
    }),
  ),
  least: Schema.optionalKey(
    Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1000 })).annotate({
      description: "至少几个单位方可比较,默认 3",
    }),
  ),
}).annotate({ identifier: "Cohort", description: "与其他单位比较:范围和缺数据时的处理" })
export type CohortRules = Required<typeof Cohort.Type>

export const Band = Schema.Struct({
  grade: Text,
  from: Schema.Union([Schema.Finite, Schema.Record(Schema.String, Schema.Finite)]).annotate({
    description: "总分达到多少分(含);各组不同的写作 { 组编号: 分数 },未列出的组没有这一等次",
  }),
  atMost: Schema.optionalKey(
    Schema.Union([Share, Schema.Record(Schema.String, Share)]).annotate({
      description: "名额:不超过参加排名单位的百分之几,按名次;各组不同的写作 { 组编号: 20% },未列出的组不限",
    }),
  ),
}).annotate({ identifier: "Band" })

/** What becomes of grades of which only so many are given (等次名额). Nothing of it goes without saying. */
export const Quota = Schema.Struct({
  rounding: Schema.Literals(["cut", "half-up", "up"]).annotate({
    description: "名额不是整数的。cut 舍去;half-up 四舍五入;up 进一",
  }),
  ties: Schema.Literals(["in", "out"]).annotate({
    description: "名次并列而名额不够的。in 都评;out 都不评",
  }),
  fallen: Schema.Literals(["counted", "besides"]).annotate({
    description: "因名额评为下一等次的。counted 占下一等次的名额;besides 不占",
  }),
}).annotate({ identifier: "Quota", description: "等次名额的算法" })

/** How places are given and listed (排名办法). */
export const Rank = Schema.Struct({
  ties: Schema.optionalKey(
    Schema.Literals(["shared", "dense"]).annotate({
      description: "shared 并列的占名次(1、2、2、4,默认);dense 并列的不占名次(1、2、2、3)",
    }),
  ),
  by: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({ description: "总分相同的依次比较哪些一级指标或评分指标的得分" }),
  ),
  list: Schema.optionalKey(
    Schema.Literals(["code", "pinyin", "strokes"]).annotate({
      description: "名次相同的按何次序列出:code 单位代码(默认);pinyin 名称的拼音;strokes 名称的笔画",
    }),
  ),
}).annotate({ identifier: "Rank", description: "排名办法" })

/** Something that limits the whole score or the grade, however many points there are (等次限制). */
export const Limit = Schema.Struct({
  id: Schema.String.check(
    Schema.isPattern(/^[a-z][a-z0-9]*$/, { message: "限制的编号由小写字母和数字组成,如 a" }),
  ).annotate({ description: "编号" }),
  when: FormulaText.pipe(Schema.annotateKey({ description: "条件" })),
  what: Text.annotate({ description: "何种情形" }),
  says: Schema.optionalKey(Text.annotate({ description: "原文" })),
  total: Schema.optionalKey(Points.pipe(Schema.annotateKey({ description: "总分不高于多少分" }))),
  gradeAtMost: Schema.optionalKey(Text.annotate({ description: "等次不高于" })),
  grade: Schema.optionalKey(Text.annotate({ description: "等次定为" })),
  groups: Schema.optionalKey(Schema.Array(Schema.String).annotate({ description: "只限这些组" })),
  basis: Schema.optionalKey(Schema.Array(Schema.String)),
  remedy: Schema.optionalKey(Remedy),
}).annotate({ identifier: "Limit", description: "等次限制" })
export type Limit = typeof Limit.Type

/** Rules that may take points for one and the same matter, of which only the dearest does (一事不二罚). */
export const Once = Schema.Struct({
  rules: Schema.NonEmptyArray(
    Schema.String.check(
      Schema.isPattern(/^[A-Za-z0-9]+-[A-Za-z0-9]+$/, { message: "写规则的全称:指标编号-规则编号,如 B3-b" }),
    ),
  ).annotate({ description: "互为同一事项的规则:指标编号-规则编号,如 B3-b" }),
  what: Schema.optionalKey(Text.annotate({ description: "何种事项" })),
  says: Schema.optionalKey(Text.annotate({ description: "原文" })),
}).annotate({ identifier: "Once", description: "同一事项只扣一次:所列规则中只按扣分最高的一条扣" })
export type Once = typeof Once.Type

export const Check = Schema.Struct({
  that: FormulaText.pipe(Schema.annotateKey({ description: "应当成立的关系" })),
  otherwise: Text.annotate({ description: "不成立时告知" }),
}).annotate({ identifier: "Check", description: "勾稽关系" })

/** The published rules (评分细则), as written in rubric.yaml. */
export const Rubric = Schema.Struct({
  id: Schema.String.check(Schema.isPattern(/^[a-z0-9][a-z0-9-]*$/, { message: "编号由小写字母、数字和连字符组成" })),
  title: Text,
  version: Text,
  notice: Schema.optionalKey(Text.annotate({ description: "声明,印在每份输出上" })),
  issued: Schema.optionalKey(
    Schema.Struct({
      by: Schema.NullOr(Text),
      number: Schema.NullOr(Text),
      on: Schema.NullOr(DayText),
    }),
  ),
  period: Schema.Struct({ from: DayText, to: DayText }),
  full: Schema.optionalKey(Points.annotate({ description: "总分满分(默认 100);各组指标分值之和须等于它" })),
  precision: Schema.optionalKey(Precision),
  groups: Schema.Record(Schema.String, Text),
  rankWithin: Schema.Literals(["group", "all", "none"]).annotate({
    description: "group 组内排名;all 统一排名;none 不排名",
  }),
  rank: Schema.optionalKey(Rank),
  rankAlso: Schema.optionalKey(
    Schema.Array(FormulaText).annotate({
      description: "同时还在各分类之内排名:单位属性(source 为 attribute,kind 为 text 或 level 的填报项)的编号",
    }),
  ),
  cohort: Schema.optionalKey(Cohort),
  combine: Schema.optionalKey(
    Combine.annotate({
      description: `各级得分的合成:sum 相加(默认);mean 取平均`,
    }),
  ),
  views: Schema.optionalKey(
    Schema.Record(Text, Schema.Record(Text, Schema.NonEmptyArray(Schema.String))).annotate({
      description:
        "同一些指标的其他分法(按主题、按文件):{ 分法: { 一类的名称: [A1, B, C1-b] } },写指标、部分或规则的编号,可以重复;只列出,不影响总分",
    }),
  ),
  minApplicable: Schema.optionalKey(
    GroupPoints.pipe(Schema.annotateKey({ description: "适用满分低于多少分的不参加排名、不定等次" })),
  ),
  bands: Schema.optionalKey(Schema.Array(Band)),
  quota: Schema.optionalKey(Quota),
  limits: Schema.optionalKey(Schema.Array(Limit).annotate({ description: "对总分、等次的限制,按次序" })),
  once: Schema.optionalKey(
    Schema.Array(Once).annotate({ description: "同一事项只扣一次:所列规则中只按扣分最高的一条扣" }),
  ),
  sources: Schema.optionalKey(Schema.Record(Schema.String, Text).annotate({ description: "提供数据的机关" })),
  absence: Schema.optionalKey(Absence),
  ceiling: Schema.optionalKey(Schema.Finite.annotate({ description: "含加分的总分上限" })),
  basis: Schema.optionalKey(Schema.Record(Schema.String, Basis)),
  fields: Schema.Record(FieldName, Field),
  ledgers: Schema.optionalKey(
    Schema.Record(FieldName, Ledger).annotate({ description: "台账:一行一件(案件、案卷、事项);填报项可由台账计数" }),
  ),
  checks: Schema.optionalKey(Schema.Array(Check)),
  sections: Schema.NonEmptyArray(Section),
}).annotate({ identifier: "Rubric", description: "评分细则" })
export type Rubric = typeof Rubric.Type

export const defaultPrecision: Precision = {
  rate: 4,
  points: 2,
  total: 2,
  mode: "half-up",
  rank: "published",
  grade: "published",
}

/** How agencies are compared, with what goes without saying. */
export const cohortRulesOf = ({ cohort }: Rubric): CohortRules => ({
  within: "group",
  absent: "wait",
  least: 3,
  ...cohort,
})

/** Where a field's value comes from: `self`, `given`, `attribute` or the id of a declared source. */
export const sourceOf = (field: Field): string => field.source ?? "self"

/** The full marks for a group; null where the group does not have the criterion. */
export const fullFor = (full: FullMarks, group: string): number | null =>
  typeof full === "number" ? full : (groupIn(full, group) ?? null)

/** Whether a criterion has no points of its own in any group, so that it can only take from elsewhere (从总分中扣). */
export const onlyTakes = ({ full }: Pick<Criterion, "full">): boolean =>
  typeof full === "number" ? full === 0 : Object.values(full).every((own) => own === 0)

/** The bands of a group, best first. */
export const bandsFor = (
  rubric: Pick<Rubric, "bands">,
  group: string,
): ReadonlyArray<{
  readonly grade: string
  readonly from: number
  /** Whether only so many get it, so that the points alone do not give it. */
  readonly rationed: boolean
}> =>
  (rubric.bands ?? []).flatMap(({ grade, from }) => {
    const least = typeof from === "number" ? from : groupIn(from, group)
    return least === undefined ? [] : [{ grade, from: least, rationed: quotaFor(rubric, grade, group) !== null }]
  })

/** At most which share of those ranked may get a grade; null where any number may. */
export const quotaFor = ({ bands }: Pick<Rubric, "bands">, grade: string, group: string): string | null => {
  const share = bands?.find((band) => band.grade === grade)?.atMost
  return (typeof share === "object" ? groupIn(share, group) : share) ?? null
}

/** The share with which a section counts towards the total; null where sections are simply added. */
export const weightFor = ({ weight }: Section, group: string): Rational | null => {
  const own = typeof weight === "string" || weight === undefined ? weight : groupIn(weight, group)
  return own === undefined ? null : amount(own)
}

/** Whether the score of a section is the mean of its criteria. A bonus is always a sum. */
export const isMean = ({ combine }: Pick<Rubric, "combine">, section: Pick<Section, "combine" | "bonus">): boolean =>
  section.bonus !== true && (section.combine ?? combine) === "mean"

/** Down to where a criterion may be charged: what goes beyond its own points is charged to its section, up to all of that. */
export const floorFor = (criterion: Criterion, section: Section, group: string): number =>
  criterion.floor === "section" ? -(fullFor(section.full, group) ?? 0) : (criterion.floor ?? 0)

/** Rules in the order of the clause, however they are written. */
export const rulesOf = (
  criterion: Criterion,
): ReadonlyArray<{ readonly rule: Rule; readonly path: ReadonlyArray<string | number> }> => [
  ...(criterion.rule === undefined ? [] : [{ rule: criterion.rule, path: ["rule"] }]),
  ...(criterion.rules ?? []).map((rule, index) => ({ rule, path: ["rules", index] })),
]
