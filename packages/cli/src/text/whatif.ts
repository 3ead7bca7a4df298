import {
  type AssessmentDocument,
  type Gap,
  type Mendable,
  type Mending,
  mendableTitle,
  type Part,
  quotaFor,
  Rational,
  type Reach,
  type Reading,
  type ScorecardDocument,
  show,
  type ValueEdit,
} from "@fadu/engine"
import { heading, type Layout } from "./heading.ts"
import { brief, fixed } from "./points.ts"
import { table } from "./table.ts"
import { wrap } from "./width.ts"

export const notice = "测算,不作填报依据"

export interface Tried {
  readonly edit: ValueEdit
  readonly label: string
  /** Nothing that it feeds can still be mended in this period. */
  readonly closed: boolean
}

/** A trial and what comes of it. */
export interface Trial {
  readonly agency: string
  readonly tried: ReadonlyArray<Tried>
  readonly parts: { readonly before: Part; readonly after: Part }
  readonly documents: { readonly before: AssessmentDocument; readonly after: AssessmentDocument }
  readonly sees: { readonly place: boolean; readonly others: boolean }
  readonly mending: Mending | null
  readonly gap: Gap
  readonly reach: Reach | null
  /** The grade that is to be reached, where it is one. */
  readonly grade: string | null
}

/** Old beside new, what to mend first, and the fewest things that reach a goal: each under the notice. */
export const whatifLines = (trial: Trial, layout: Layout): ReadonlyArray<string> => {
  const { documents, agency } = trial
  const [before, after] = [documents.before, documents.after].map(({ scorecards }) =>
    scorecards.find((card) => card.agency.code === agency),
  )
  if (before === undefined || after === undefined) return []
  const cards: Cards = { before, after }
  return [
    ...heading(documents.before, layout),
    "",
    layout.paint.title(`${before.agency.name}(${before.agency.groupTitle})`),
    ...(trial.tried.length === 0 ? [] : triedLines(trial, cards, layout)),
    ...(trial.mending === null ? [] : mendingLines(trial, cards, layout)),
    ...(trial.reach === null ? [] : reachLines(trial, trial.reach, layout)),
  ]
}

interface Cards {
  readonly before: ScorecardDocument
  readonly after: ScorecardDocument
}

const section = (title: string, { columns, paint }: Layout): ReadonlyArray<string> => [
  "",
  ...wrap(`${title}(${notice})`, columns).map(paint.title),
]

// ── old beside new ──────────────────────────────────────────────────────────────────────────────────────────

const triedLines = (trial: Trial, { before, after }: Cards, layout: Layout): ReadonlyArray<string> => {
  const { columns, paint } = layout
  const marks = before.marks.flatMap((mark) => {
    const then = after.marks.find(({ criterion }) => criterion === mark.criterion)
    const isSame = then === undefined || (then.awarded === mark.awarded && then.pending === mark.pending)
    return isSame
      ? []
      : [[`${mark.criterion} ${mark.title}`, points(mark), points(then), signed(then.awarded, mark.awarded)]]
  })
  const whole = [
    ["总分", total(before), total(after), signed(after.range.low, before.range.low)],
    ...(trial.sees.place ? [["名次", placeOf(before), placeOf(after), ""]] : []),
    ["等次", before.grade ?? "待定", after.grade ?? "待定", ""],
  ]
  const others = trial.sees.others ? movedOthers(trial) : { lines: [], grades: false }
  return [
    ...section("试改", layout),
    ...trial.tried.flatMap((one) => wrap(`  ${changeText(trial, one)}`, columns, 4)),
    ...section("原得分与测算得分", layout),
    ...table(
      [
        { title: "", align: "left", shrinks: true },
        { title: "原", align: "right" },
        { title: "测算", align: "right" },
        { title: "增减", align: "right" },
      ],
      [...marks, ...whole],
      columns,
    ).map((line, index) => (index === 0 ? paint.faint(line) : line)),
    ...(marks.length === 0 ? wrap("各项得分没有变化。", columns) : []),
    ...(others.lines.length === 0
      ? []
      : [
          ...section(others.grades ? "名次、等次随之变动的其他单位" : "名次随之变动的其他单位", layout),
          ...table(
            [
              { title: "单位", align: "left", shrinks: true },
              { title: "原", align: "right" },
              { title: "测算", align: "right" },
            ],
            others.lines,
            columns,
          ),
        ]),
  ]
}

const points = (mark: { readonly awarded: number; readonly pending: number }): string =>
  mark.pending === 0 ? fixed(mark.awarded) : `${fixed(mark.awarded)}(待定 ${brief(mark.pending)})`

const total = (card: ScorecardDocument): string =>
  card.total === null ? `${fixed(card.range.low)}~${fixed(card.range.high)}` : fixed(card.total)

const placeOf = (card: ScorecardDocument): string => (card.place === null ? "无" : String(card.place))

const signed = (after: number, before: number): string => {
  const difference = Rational.of(after).minus(Rational.of(before))
  if (difference.sign === 0) return ""
  const text = show(difference.sign < 0 ? difference.negated() : difference, "points")
  return `${difference.sign < 0 ? "−" : "+"}${text}`
}

interface Moved {
  readonly lines: ReadonlyArray<ReadonlyArray<string>>
  /** Whether grades move, too: of those of which only so many are given. */
  readonly grades: boolean
}

const movedOthers = ({ documents, agency }: Trial): Moved => {
  const pairs = documents.before.scorecards.flatMap((card) => {
    const then = documents.after.scorecards.find((one) => one.agency.code === card.agency.code)
    const isMoved = then !== undefined && (then.place !== card.place || then.grade !== card.grade)
    return card.agency.code !== agency && isMoved ? [{ card, then }] : []
  })
  const grades = pairs.some(({ card, then }) => card.grade !== then.grade)
  const said = (card: ScorecardDocument): string => `${placeOf(card)}${grades ? ` ${card.grade ?? "未定"}` : ""}`
  return { lines: pairs.map(({ card, then }) => [card.agency.name, said(card), said(then)]), grades }
}

/** `“出庭”由 27 件次改为 35 件次`, and what a decision or missing evidence makes of it. */
const changeText = ({ parts, agency }: Trial, { edit, label, closed }: Tried): string => {
  const describe = (part: Part) => {
    const index = part.figures.units.findIndex(({ code }) => code === agency)
    const origin = part.figures.fields.get(edit.field)?.origins.at(index)
    return { said: origin?.entry?.raw ?? "", decided: (origin?.decisions.length ?? 0) > 0 }
  }
  const [before, after] = [describe(parts.before), describe(parts.after)]
  const notes = [
    ...(after.decided ? ["该项已有认定意见,以认定意见为准"] : []),
    ...(before.decided && !after.decided ? ["原认定意见所据数据已变,测算中不再适用"] : []),
    ...(closed ? ["本期已不可改变,仅供测算"] : []),
  ]
  const quoted = (text: string): string => (text === "" ? "未填报" : text)
  return `“${label}”由 ${quoted(before.said)} 改为 ${quoted(edit.raw ?? "")}${notes.length === 0 ? "" : `(${notes.join(";")})`}`
}

// ── what to mend first ──────────────────────────────────────────────────────────────────────────────────────

const mendingLines = (trial: Trial, { before }: Cards, layout: Layout): ReadonlyArray<string> => {
  const { columns } = layout
  const { mending } = trial
  if (mending === null) return []
  const { open, closed } = mending
  return [
    ...wrap(`${before.total === null ? "现已确定" : "总分"} ${fixed(before.range.low)} 分。${gapText(trial)}`, columns),
    ...section("先补什么", layout),
    ...(open.length === 0 ? ["  没有还可补救的失分。"] : []),
    ...open.flatMap((item, index) => [
      ...wrap(`  ${index + 1} ${titleOf(item)}:${gainText(item)}`, columns, 4),
      ...itemLines(trial, item, layout),
    ]),
    ...(closed.length === 0
      ? []
      : [
          ...section("下一年度:本期已不可改变的失分", layout),
          ...closed.flatMap(({ id, mark, points: lost, text }) =>
            wrap(
              `  ${id} ${mark.criterion.title}:${pointsText(lost)} 分${text === null ? "" : `。${text}`}`,
              columns,
              4,
            ),
          ),
        ]),
  ]
}

const gainText = ({ points, lifts }: Mendable): string =>
  points.sign !== 0
    ? `可得回 ${pointsText(points)} 分${lifts ? ",并解除对等次的限制" : ""}`
    : lifts
      ? "不加分,解除对等次的限制"
      : "单独办不加分,与同项其他事项一并办理才加分"

const pointsText = (value: Rational): string => show(value, "points")

const gapText = (trial: Trial): string => {
  const { gap, sees, documents } = trial
  const nameOf = (code: string): string =>
    documents.before.scorecards.find((card) => card.agency.code === code)?.agency.name ?? code
  return [
    ...(sees.others && gap.above !== null
      ? [`距上一名(${nameOf(gap.above.agency)})${pointsText(gap.above.points)} 分`]
      : []),
    ...(sees.others && gap.below !== null
      ? [`领先下一名(${nameOf(gap.below.agency)})${pointsText(gap.below.points)} 分`]
      : []),
    ...(gap.grade === null
      ? []
      : [
          `距${gap.grade.grade}${isGradeRationed(trial, gap.grade.grade) ? "(限名额)" : ""} ${pointsText(gap.grade.points)} 分`,
        ]),
  ]
    .map((text, index, all) => `${text}${index === all.length - 1 ? "。" : ";"}`)
    .join("")
}

const titleOf = (item: Mendable): string => `${item.ids.join("、")} ${mendableTitle(item)}`

const itemLines = ({ parts }: Trial, item: Mendable, { columns, paint }: Layout): ReadonlyArray<string> => {
  const fields = new Map(parts.after.plan.fields.map((field) => [field.id, field]))
  const what = item.edits.map(({ field, reading }) => {
    const known = fields.get(field)
    const label = `“${known?.label ?? field}”`
    return item.reported
      ? `补正${label}的佐证材料`
      : `${label}为 ${[said(reading, known?.format ?? "number"), known?.unit ?? ""].join(" ").trim()}`
  })
  const how = item.reported ? what.join(";") : `按最好情形:${what.join(",")}`
  // what to do next year is no part of mending
  const now = (item.text ?? "").replace(/(?:^|;)下一年度:.*$/su, "")
  return wrap(`    ${how}。${now === "" ? "" : `${now}。`}`, columns, 4).map(paint.faint)
}

const said = (reading: Reading, format: Parameters<typeof show>[1]): string => {
  if (reading.state !== "filled") return "未填报"
  const { value } = reading
  return value instanceof Rational ? show(value, format) : typeof value === "boolean" ? (value ? "是" : "否") : value
}

// ── what it takes ───────────────────────────────────────────────────────────────────────────────────────────

const isGradeRationed = ({ parts, documents, agency }: Trial, grade: string): boolean => {
  const group = documents.before.scorecards.find((card) => card.agency.code === agency)?.agency.group
  return group !== undefined && quotaFor(parts.before.plan.rubric, grade, group) !== null
}

const reachLines = (trial: Trial, reach: Reach, layout: Layout): ReadonlyArray<string> => {
  const { columns } = layout
  const [goal, before, after] = [reach.goal, reach.before, reach.after].map(pointsText)
  const isRationed = trial.grade !== null && isGradeRationed(trial, trial.grade)
  const title = [
    ...section(trial.grade === null ? `达到 ${goal} 分` : `达到“${trial.grade}”(${goal} 分)`, layout),
    ...(isRationed ? [`  “${trial.grade}”限名额:到了这个分数,还须按名次在名额之内。`] : []),
  ]
  if (reach.steps.length === 0) {
    return [
      ...title,
      reach.reached ? `  现已确定 ${before} 分,已经达到。` : `  现已确定 ${before} 分,没有还可补救的失分,本期达不到。`,
    ]
  }
  const lead = reach.reached
    ? `  现已确定 ${before} 分,最少还须办 ${reach.steps.length} 件,办后 ${after} 分。${
        reach.exact ? "" : "事项较多,未逐一比较,可能还有更少的办法。"
      }`
    : `  现已确定 ${before} 分,还可补救的 ${reach.steps.length} 件全部办到,也只到 ${after} 分,本期达不到。`
  return [
    ...title,
    ...wrap(lead.replace(reach.exact ? "" : "最少", ""), columns, 2),
    ...reach.steps.flatMap(({ item, points: gained }, index) => [
      ...wrap(`  ${index + 1} ${titleOf(item)}:+${pointsText(gained)} 分`, columns, 4),
      ...itemLines(trial, item, layout),
    ]),
  ]
}
