import { Schema } from "effect"

/** The one document that every output reads, and that `--json` prints. Additions are free; a change of meaning raises `version`. */

const Text = Schema.String
const TextOrNull = Schema.NullOr(Schema.String)
/** Decimal points without binary noise. */
const Points = Schema.Finite

export const At = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("cell"), file: Text, sheet: TextOrNull, cell: Text }),
  Schema.Struct({ kind: Schema.Literal("place"), file: Text, line: Schema.Int, column: Schema.Int, path: Text }),
  Schema.Struct({ kind: Schema.Literal("file"), file: Text }),
]).annotate({ identifier: "At", description: "出处:单元格、来源表的行、评分、认定意见,或文件中的位置" })

export const BasisCited = Schema.Struct({
  id: Text,
  text: Text.annotate({ description: "《文件名》条款" }),
  inForce: TextOrNull,
  verified: Schema.Literals(["text", "web", "no"]),
}).annotate({ identifier: "Basis" })

export const DecisionCited = Schema.Struct({
  kind: Text,
  reason: Text,
  basis: TextOrNull,
  by: Schema.Array(Text).annotate({ description: "认定人;仅内部可见" }),
  on: TextOrNull,
  stage: TextOrNull,
  at: At,
}).annotate({ identifier: "Decision" })

export const FindingCited = Schema.Struct({
  field: Text,
  label: Text,
  text: Text,
  state: Text.annotate({ description: "填报状态" }),
  source: Text,
  evidence: TextOrNull,
  selfReported: TextOrNull.annotate({ description: "自报数与认定数据不同时的自报数" }),
  at: Schema.NullOr(At),
}).annotate({ identifier: "Finding" })

export const DeductionDocument = Schema.Struct({
  id: Text.annotate({ description: "编号,如 C1-a" }),
  rule: Text,
  method: Text.annotate({ description: "计分方法" }),
  points: Points,
  exact: Text.annotate({ description: "取舍前的精确值,小数或分数" }),
  verb: Schema.Literals(["扣", "未得"]),
  clause: Text.annotate({ description: "本款所读的评分标准原文" }),
  reason: Text,
  found: Text.annotate({ description: "认定情况" }),
  required: Text,
  compared: Schema.optionalKey(
    Schema.Struct({
      units: Schema.Int.annotate({ description: "参与比较的单位数" }),
      text: Text.annotate({ description: "统计值,也写在认定情况的最后" }),
    }),
  ).annotate({ description: "与其他单位比较的规则才有" }),
  workings: Text.annotate({ description: "计算过程,可据以手工复算" }),
  limit: Text.annotate({ description: "扣完为止的说明;没有则为空" }),
  basis: Schema.Array(BasisCited),
  remedy: TextOrNull,
  mend: Schema.NullOr(Schema.Literals(["evidence", "correct", "act", "closed"])),
  at: Schema.Array(At),
  source: Text,
  rows: Schema.Array(
    Schema.Struct({
      ledger: Text,
      key: Text.annotate({ description: "标识记录的列名,如 案号" }),
      count: Schema.Int.annotate({ description: "涉及多少条" }),
      named: Schema.Array(
        Schema.Struct({
          key: Text,
          at: At,
          words: TextOrNull.annotate({ description: "逐件评分的,得多少分、因何失分" }),
        }),
      ).annotate({ description: "其中列名的,至多 20 条" }),
    }),
  ).annotate({ description: "涉及的台账记录:没有这些记录,失分就会减少" }),
  scores: Schema.Array(Schema.Struct({ scorer: Text, points: Points, reason: TextOrNull, at: At })).annotate({
    description: "各评分人的评分;仅内部可见",
  }),
  decision: Schema.NullOr(DecisionCited),
}).annotate({ identifier: "Deduction" })
export type DeductionDocument = typeof DeductionDocument.Type

export const PendingDocument = Schema.Struct({
  id: Text,
  points: Points.annotate({ description: "最多还可能失去多少分" }),
  why: Text,
  owes: Schema.Array(Schema.Struct({ who: Text, what: Text })).annotate({ description: "待谁办理、办什么" }),
}).annotate({ identifier: "Pending" })

export const MarkDocument = Schema.Struct({
  criterion: Text,
  was: Schema.optionalKey(Text).annotate({ description: "上年评分细则中的编号;没有改的不写" }),
  title: Text,
  section: Text,
  bonus: Schema.Boolean,
  full: Points,
  awarded: Points,
  pending: Points,
  exact: Schema.optionalKey(Text).annotate({ description: "得分不取舍的,未取舍的得分,小数或分数" }),
  state: Text,
  clause: Text,
  reading: TextOrNull,
  findings: Schema.Array(FindingCited),
  deductions: Schema.Array(DeductionDocument),
  open: Schema.Array(PendingDocument),
  notes: Schema.Array(Text),
  shown: Schema.optionalKey(Schema.Array(Text)).annotate({ description: "认定前已向认定人显示的影响;仅内部可见" }),
}).annotate({ identifier: "Mark" })
export type MarkDocument = typeof MarkDocument.Type

export const SectionDocument = Schema.Struct({
  code: Text,
  title: Text,
  bonus: Schema.Boolean,
  full: Points,
  awarded: Points,
  high: Points,
  mean: Schema.optionalKey(Schema.Literal(true)).annotate({ description: "得分是所属各指标的平均数" }),
  exact: Schema.optionalKey(Text).annotate({ description: "得分不取舍的,未取舍的得分,小数或分数" }),
}).annotate({
  identifier: "Section",
})

export const LimitDocument = Schema.Struct({
  id: Text,
  what: Text.annotate({ description: "何种情形" }),
  effect: Text.annotate({ description: "如何限制,如 等次不高于合格" }),
  state: Schema.Literals(["成立", "待定"]),
  found: Text.annotate({ description: "认定情况" }),
  waits: TextOrNull.annotate({ description: "待定的,还取决于什么;只缺数据的为 null" }),
  clause: TextOrNull,
  basis: Schema.Array(BasisCited),
  remedy: Schema.optionalKey(TextOrNull).annotate({ description: "怎样解除、截至何时;细则没有写的为 null" }),
  owes: Schema.Array(Schema.Struct({ who: Text, what: Text })).annotate({ description: "待谁办理、办什么" }),
}).annotate({ identifier: "Limit", description: "等次限制" })

export const ViewDocument = Schema.Struct({
  title: Text.annotate({ description: "分法,如 按主题" }),
  parts: Schema.Array(
    Schema.Struct({
      title: Text,
      full: Points,
      awarded: Points,
      high: Points,
      exact: Schema.optionalKey(Text).annotate({ description: "得分不取舍的,未取舍的得分,小数或分数" }),
      rate: Schema.NullOr(Points).annotate({ description: "得分率,四位小数;没有满分的为 null" }),
    }),
  ),
}).annotate({ identifier: "View" })

export const PlaceAmong = Schema.Struct({
  label: Text.annotate({ description: "按什么分类,如 地区" }),
  kind: Text.annotate({ description: "属于哪一类,如 东部" }),
  place: Schema.NullOr(Schema.Int),
  of: Schema.Int.annotate({ description: "这一类中有名次的单位数" }),
}).annotate({ identifier: "PlaceAmong" })

export const ScorecardDocument = Schema.Struct({
  agency: Schema.Struct({
    code: Text,
    name: Text,
    short: TextOrNull,
    group: Text,
    groupTitle: Text,
    order: Schema.NullOr(Schema.Finite),
    status: Schema.Literals(["参加排名", "不参加排名", "未报送"]),
    remark: TextOrNull,
  }),
  rubric: Text,
  total: Schema.NullOr(Points).annotate({ description: "总分;有待定分值的为 null" }),
  exact: Schema.optionalKey(Text).annotate({ description: "得分不取舍的,未取舍的总分,小数或分数" }),
  range: Schema.Struct({ low: Points, high: Points }),
  base: Points,
  bonus: Points,
  applicableFull: Points,
  leastApplicable: Schema.optionalKey(Points).annotate({
    description: "适用满分低于此数,所以不参加排名、不定等次;够的不写",
  }),
  full: Points,
  place: Schema.NullOr(Schema.Int),
  provisional: Schema.Boolean.annotate({ description: "名次、等次为暂列:尚有单位的分值待定,或尚未审定" }),
  of: Schema.Int.annotate({ description: "同一排名范围内有名次的单位数" }),
  among: Schema.optionalKey(Schema.Array(PlaceAmong)).annotate({
    description: "各种分类之内的名次;细则写明 rankAlso 的才有",
  }),
  grade: TextOrNull,
  limits: Schema.Array(LimitDocument),
  quota: Schema.optionalKey(Text).annotate({ description: "等次名额对本单位的影响;没有影响的不写" }),
  adjustments: Schema.Array(
    Schema.Struct({
      label: Text,
      points: Points,
      basis: TextOrNull,
      shown: Schema.optionalKey(Schema.Array(Text)).annotate({
        description: "会议决定前已向认定人显示的影响;仅内部可见",
      }),
    }),
  ),
  sections: Schema.Array(SectionDocument),
  views: Schema.optionalKey(Schema.Array(ViewDocument)).annotate({
    description: "同一些指标的其他分法;细则写明 views 的才有,不影响总分",
  }),
  marks: Schema.Array(MarkDocument),
}).annotate({ identifier: "Scorecard" })
export type ScorecardDocument = typeof ScorecardDocument.Type

export const RankingDocument = Schema.Struct({
  rubric: Text,
  group: TextOrNull.annotate({ description: "组编号;统一排名的为 null" }),
  title: Text,
  rule: Text.annotate({ description: "总分相同的怎样排名" }),
  places: Schema.Array(
    Schema.Struct({ place: Schema.Int, code: Text, name: Text, total: Schema.NullOr(Points), grade: TextOrNull }),
  ),
  pending: Schema.Array(Schema.Struct({ code: Text, low: Points, high: Points })),
  apart: Schema.Array(Schema.Struct({ code: Text, status: Text, remark: TextOrNull })),
}).annotate({ identifier: "Ranking" })
export type RankingDocument = typeof RankingDocument.Type

export const IssueDocument = Schema.Struct({
  severity: Schema.Literals(["error", "warning", "note"]),
  code: Text,
  message: Text,
  remedy: Text,
  at: Schema.NullOr(At),
  also: Schema.optionalKey(Schema.Array(At).annotate({ description: "所涉的其他单元格" })),
  agency: TextOrNull,
  forTeam: Schema.optionalKey(Schema.Literal(true).annotate({ description: "涉及其他单位,不给被考核单位看" })),
}).annotate({ identifier: "Issue" })

export const OwedDocument = Schema.Struct({ who: Text, agency: Text, criterion: Text, what: Text }).annotate({
  identifier: "Owed",
  description: "欠办事项:谁欠、关于哪个单位、哪项指标、办什么",
})
export type OwedDocument = typeof OwedDocument.Type

const Mark = Schema.Struct({ title: Text, full: Points, awarded: Points, pending: Points, state: Text })
const Rates = Schema.NullOr(Schema.Struct({ before: Points, now: Points })).annotate({
  description: "得分率;只在满分不同时给出",
})

export const YearLine = Schema.Struct({
  criterion: TextOrNull.annotate({ description: "指标编号;总分的调整为 null" }),
  title: Text,
  before: Schema.NullOr(Mark),
  now: Schema.NullOr(Mark),
  change: Points.annotate({ description: "今年的确定得分减上年的;各行相加就是总分的增减" }),
  rate: Rates,
  merit: Points.annotate({ description: "好了或差了多少:满分相同的即增减;不同的为得分率之差乘以今年满分" }),
  kind: Schema.Literals(["matched", "other"]),
  why: Schema.Literals(["", "今年新设", "今年取消", "上年不计", "今年不计", "分值待定", "总分调整"]).annotate({
    description: "不能比较的原因;可比的为空",
  }),
}).annotate({ identifier: "YearLine" })
export type YearLine = typeof YearLine.Type

export const YearDocument = Schema.Struct({
  title: Text,
  stage: Text,
  asOf: Text,
  notes: Schema.Array(Text).annotate({ description: "比较之前须知:细则不同、上年未审定等" }),
  agencies: Schema.Array(
    Schema.Struct({
      code: Text,
      name: Text,
      total: Schema.Struct({ before: Schema.NullOr(Points), now: Schema.NullOr(Points) }),
      change: Points,
      open: Schema.Boolean.annotate({ description: "两年中有待定分值,增减按已确定的分计" }),
      rate: Rates,
      place: Schema.Struct({ before: Schema.NullOr(Schema.Int), now: Schema.NullOr(Schema.Int) }),
      grade: Schema.Struct({ before: TextOrNull, now: TextOrNull }),
      lines: Schema.Array(YearLine).annotate({ description: "差在哪里,影响大的在前;不能比较的在最后" }),
    }),
  ),
  gone: Schema.Array(Text).annotate({ description: "上年有结果、今年不在名录的单位" }),
}).annotate({ identifier: "Previous", description: "同上年比较" })
export type YearDocument = typeof YearDocument.Type

export const AssessmentDocument = Schema.Struct({
  format: Schema.Literal("fadu/assessment"),
  version: Schema.Literal(1),
  for: Schema.Literals(["internal", "leaders", "agency", "public"]),
  stamp: Schema.Struct({
    title: Text,
    rubric: Schema.Array(Schema.Struct({ id: Text, version: Text, title: Text, hash: Text, notice: TextOrNull })),
    engine: Text,
    stage: Text,
    asOf: Text,
    issuer: TextOrNull,
    inputs: Schema.Array(Schema.Struct({ file: Text, hash: Text, agency: TextOrNull })),
    decisions: Schema.Int.annotate({ description: "采用的认定意见份数" }),
    persons: Schema.Array(Text).annotate({ description: "评分、认定人员;仅内部可见" }),
    publish: Schema.Struct({ totals: Schema.Boolean, places: Schema.Boolean }).annotate({
      description: "可对外公布的内容",
    }),
  }),
  scorecards: Schema.Array(ScorecardDocument),
  rankings: Schema.Array(RankingDocument),
  peers: Schema.Array(
    Schema.Struct({ rubric: Text, group: Text, criterion: TextOrNull, mean: Points, best: Points, of: Schema.Int }),
  ).annotate({ description: "同组平均与最高;五个单位以上才给出。criterion 为 null 的是总分" }),
  issues: Schema.Array(IssueDocument),
  owed: Schema.Array(OwedDocument),
  previous: Schema.optionalKey(YearDocument),
}).annotate({ identifier: "Assessment", title: "法度考核结果" })
export type AssessmentDocument = typeof AssessmentDocument.Type
