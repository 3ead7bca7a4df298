import {
  type Agency,
  appliesField,
  type Decision,
  type DecisionKind,
  decisionKinds,
  findings,
  type GroupPlan,
  kindsFor,
  type MarkPlan,
  overrules,
  type Part,
  type PlanField,
  papersOf,
  type Reader,
  type Reported,
  reported,
  type Scorecard,
  scorecard,
  showAddress,
  sourceName,
  stateAt,
  stateWords,
  truthAt,
  written,
} from "@fadu/engine"
import { fixed } from "../../text/points.ts"

/** One agency of a part, with what it takes to read it. */
export interface Home {
  readonly part: Part
  readonly reader: Reader
  readonly index: number
  readonly unit: Agency
  readonly group: GroupPlan
}

/** Something that can be decided about an agency (认定事项): a figure, whether a criterion applies, its total. */
export interface Matter {
  readonly id: string
  readonly what: "field" | "criterion" | "agency"
  /** Field id, criterion code, or nothing for the total: what a decision names as its target. */
  readonly target: string
  readonly title: string
  readonly mark: MarkPlan | null
}

/** How it stands now, in a few words. */
export interface MatterLine {
  readonly matter: Matter
  readonly now: string
  readonly state: string
  /** How many decisions there are on it. */
  readonly decided: number
}

export const totalMatter: Matter = { id: "total", what: "agency", target: "", title: "总分(会议决定调整)", mark: null }

const criterionMatter = (mark: MarkPlan): Matter => ({
  id: `criterion:${mark.criterion.code}`,
  what: "criterion",
  target: mark.criterion.code,
  title: `${mark.criterion.code} ${mark.criterion.title}`,
  mark,
})

const fieldMatter = (field: PlanField, mark: MarkPlan): Matter => ({
  id: `field:${field.id}`,
  what: "field",
  target: field.id,
  title: field.label,
  mark,
})

/** Everything that can be decided about an agency: each criterion, with the figures it reads beneath the first that reads them. */
export const mattersOf = ({ reader, group }: Home): ReadonlyArray<Matter> => {
  const known = mattersByGroup.get(group)
  if (known !== undefined) return known
  const seen = new Set<string>()
  const matters = group.marks.flatMap((mark) => {
    const needs = new Set([...mark.losses.flatMap((loss) => loss.needs), ...mark.appliesNeeds])
    const fields = [...needs].flatMap((needed) => {
      // papers are accepted for the figure beside which they stand
      const id = papersOf(needed) ?? needed
      const field = reader.field(id)
      if (field?.field == null || seen.has(id)) return []
      seen.add(id)
      return [fieldMatter(field, mark)]
    })
    return [criterionMatter(mark), ...fields]
  })
  mattersByGroup.set(group, matters)
  return matters
}

/** The same for every agency of a group, and thousands of them ask. */
const mattersByGroup = new WeakMap<GroupPlan, ReadonlyArray<Matter>>()

export const lineOf = (home: Home, matter: Matter): MatterLine => {
  const { part, reader, index } = home
  const decided = decisionsOn(home, matter).length
  switch (matter.what) {
    case "field": {
      const [found] = findings(reader, index, [matter.target])
      const state = stateWords[stateAt(part.figures, matter.target, index)]
      return { matter, now: found?.text ?? "", state, decided }
    }
    case "criterion":
      return { matter, now: applicability(home, matter), state: "", decided }
    case "agency":
      return { matter, now: "", state: "", decided }
  }
}

/** 适用, 不适用, 未抽查, 不计入 or 是否适用未定; nothing where it applies to everybody. */
const applicability = ({ part, index }: Home, { mark, target }: Matter): string => {
  if (mark === null) return ""
  const column = part.figures.fields.get(appliesField(target))?.column
  const word = column?.type === "text" ? (column.values[index] ?? "") : ""
  if (word !== "") return word
  if (mark.waits !== null && truthAt(part.slots, mark.waits, index)) return "是否适用未定"
  if (mark.out !== null && truthAt(part.slots, mark.out, index)) return "不计入"
  return mark.applies !== null && !truthAt(part.slots, mark.applies, index) ? "不适用" : ""
}

/** What waits for the team: claims, disputes, what cannot be read, what may not apply. */
export const waitingOf = (home: Home): ReadonlyArray<MatterLine> => {
  const { part, index, group } = home
  const idle = (mark: MarkPlan): boolean => mark.applies !== null && !truthAt(part.slots, mark.applies, index)
  const matters = mattersOf(home)
  const waiting = matters.filter(({ what, target, mark }) => {
    if (mark === null || (idle(mark) && (mark.waits === null || !truthAt(part.slots, mark.waits, index)))) return false
    if (what === "field") {
      const state = stateAt(part.figures, target, index)
      return state === "awaitingRecognition" || state === "disputed" || state === "unreadable"
    }
    return (
      (mark.waits !== null && truthAt(part.slots, mark.waits, index)) ||
      (mark.treatment !== null &&
        matters.some((one) => one.mark === mark && one.what === "field" && isClaimed(home, one.target)))
    )
  })
  return group === undefined
    ? []
    : waiting.map((matter) => {
        const line = lineOf(home, matter)
        return matter.what === "criterion" && line.now === "" ? { ...line, now: "申报不涉及,待认定是否适用" } : line
      })
}

const isClaimed = ({ part, index }: Home, field: string): boolean => stateAt(part.figures, field, index) === "claimed"

const speaksOf = (what: Matter["what"]): ReadonlySet<DecisionKind> => new Set(kindsFor(what))

/** Decisions on a matter that are on the record, whoever made them. */
export const decisionsOn = ({ part, unit }: Home, { what, target }: Matter): ReadonlyArray<Decision> => {
  const kinds = speaksOf(what)
  const all = part.given.byAgency.get(unit.code)?.decisions ?? []
  return all.filter((decision) => kinds.has(decision.kind) && decision.target === target)
}

/** Whether another on the record expressly sets it aside. */
export const isSetAside = (home: Home, matter: Matter, decision: Decision): boolean =>
  decisionsOn(home, matter).some((other) => overrules(other, decision) && !overrules(decision, other))

/** `更正数值为 3:其中一次无学习内容(核查底稿第3号),闻守正、方执中,2027-01-14,decisions/全体.csv 第 2 行` */
export const decisionText = ({ reader }: Home, decision: Decision): string => {
  const field = reader.field(decision.target)
  const value = decision.new === null ? "" : valueText(decision.new, field)
  return [
    `${decisionKinds[decision.kind]}${value === "" ? "" : `为 ${value}`}${decision.reason === "" ? "" : `:${decision.reason}`}${decision.basis === null ? "" : `(${decision.basis})`}`,
    ...(decision.by.length === 0 ? [] : [decision.by.join("、")]),
    ...(decision.on === null ? [] : [decision.on]),
    ...(decision.overrules === undefined ? [] : ["改判"]),
    placeText(decision),
  ].join(",")
}

export const placeText = ({ at }: Pick<Decision, "at">): string =>
  at.kind === "place" ? `${at.file} 第 ${at.line} 条` : showAddress(at)

/** Points that belong to no field. */
export const plainPoints: PlanField = { id: "", label: "", type: "number", format: "points", unit: "分", field: null }

export const valueText = (reading: Reported["reading"], field: PlanField | undefined): string => {
  if (reading.state === "blank") return "空白"
  if (reading.state === "unreadable") return "无法识别"
  const text = written(reading, field ?? plainPoints)
  const unit = (field ?? plainPoints).format === "rate" ? "" : (field ?? plainPoints).unit
  return unit === "" || reading.state !== "filled" || typeof reading.value !== "object" ? text : `${text} ${unit}`
}

/** Label and text of everything that is to be looked at before deciding. */
export const textsOf = (home: Home, matter: Matter, isLead: boolean): ReadonlyArray<readonly [string, string]> => {
  const { part, reader, index, unit } = home
  const decisions = decisionsOn(home, matter).map(
    (decision) => [isSetAside(home, matter, decision) ? "已被改判" : "已有认定", decisionText(home, decision)] as const,
  )
  const { mark } = matter
  const clause: ReadonlyArray<readonly [string, string]> =
    mark === null
      ? []
      : [
          ["指标", `${mark.criterion.code} ${mark.criterion.title}`],
          ["评分标准", mark.criterion.clause],
          ...(mark.criterion.reading === undefined ? [] : [["评分口径", mark.criterion.reading] as const]),
        ]
  switch (matter.what) {
    case "field": {
      const field = reader.field(matter.target)
      const before = reported(part, unit.code).get(matter.target)
      const now = lineOf(home, matter)
      const entries = [...(before?.entry == null ? [] : [before.entry]), ...(before?.others ?? [])]
      return [
        ["现在", `${now.now}${now.now.includes(now.state) ? "" : `(${now.state})`}`],
        ...entries.map(
          ({ source, raw, evidence, at }) =>
            [
              sourceName(part.plan.rubric, source),
              `${raw === "" ? "空白" : raw}${evidence === null ? "" : `(佐证:${evidence})`},${showAddress(at)}`,
            ] as const,
        ),
        ...decisions,
        ...(field?.field?.definition === undefined ? [] : [["口径", field.field.definition] as const]),
        ...clause,
      ]
    }
    case "criterion": {
      const line = part.figures.fields.get(appliesField(matter.target))?.origins.at(index)?.line ?? null
      const table = line === null ? null : part.given.byAgency.get(unit.code)?.applicability.find((one) => one === line)
      const word = applicability(home, matter)
      return [
        ["现在", word === "" ? "适用" : word],
        ...(table == null
          ? []
          : [
              [
                "适用指标表",
                `${table.reason ?? ""}${table.basis === null ? "" : `(${table.basis})`},${showAddress(table.at)}`,
              ] as const,
            ]),
        ...decisions,
        ...mattersOf(home)
          .filter((one) => one.what === "field" && one.mark === mark)
          .map((one) => [one.title, lineOf(home, one).now] as const),
        ...(mark?.treatment === null ? [["说明", "评分细则没有写明本项不适用时如何计分,只能确认适用"] as const] : []),
        ...clause,
      ]
    }
    case "agency": {
      const card = isLead ? scorecard(part, index) : null
      return [...(card === null ? [] : [["现在", standingText(card)] as const]), ...decisions]
    }
  }
}

const standingText = ({ low, high, place, grade }: Scorecard): string =>
  `${low.equals(high) ? `总分 ${fixed(low.toNumber())}` : `总分 ${fixed(low.toNumber())}~${fixed(high.toNumber())}`},${place === null ? "名次未定" : `第 ${place} 名`}${grade === null ? "" : `,${grade}`}`
