import { createHash } from "node:crypto"
import {
  type Agency,
  type Criterion,
  findings,
  type GroupPlan,
  judgedIn,
  type MarkPlan,
  type Part,
  Reader,
  readTypedScore,
  type Score,
  show,
  showAddress,
  truthAt,
} from "@fadu/engine"
import type { Recorded } from "@fadu/files"
import { lineIn } from "./applied.ts"
import type { Recorder, RoundAtHand } from "./Desk.ts"

/** One criterion that people score, with the agencies in the order in which this scorer meets them. */
export interface ScoringTask {
  readonly criterion: string
  readonly title: string
  /** `0~2 分`; several where groups differ. */
  readonly range: string
  readonly agencies: ReadonlyArray<string>
}

/** What this scorer gave. */
export interface OwnScore {
  readonly points: string
  readonly reason: string
  readonly place: string
  /** Its line in his own log; null where it stands in a table that people edit. */
  readonly line: number | null
  /** Said where the same scorer gave two different scores in two places. */
  readonly clash: string | null
}

/** One agency before one scorer: what the criterion asks and what this agency says of itself. */
export interface ScoringSheet {
  readonly name: string
  readonly group: string
  readonly range: string
  readonly lose: boolean
  /** Label and text, in the order in which they are read. An empty label is a heading. */
  readonly texts: ReadonlyArray<readonly [label: string, text: string]>
}

/** What a scorer works from: blind, with no total, no place and nobody else's mark. */
export interface Scoring {
  readonly tasks: ReadonlyArray<ScoringTask>
  readonly sheet: (criterion: string, agency: string) => ScoringSheet | null
  readonly own: (criterion: string, agency: string) => OwnScore | null
  /** Reasons that this scorer gave on this criterion, the last one first. */
  readonly reasons: (criterion: string) => ReadonlyArray<string>
  readonly read: (
    criterion: string,
    agency: string,
    typed: { readonly points: string; readonly reason: string },
  ) =>
    | { readonly recorded: Recorded; readonly says: string }
    | { readonly slot: "points" | "reason"; readonly sentence: string }
}

interface Judging {
  readonly part: Part
  readonly reader: Reader
  readonly index: number
  readonly unit: Agency
  readonly group: GroupPlan
  readonly mark: MarkPlan
}

export const scoringOf = (
  { claims, papers }: RoundAtHand,
  parts: ReadonlyArray<Part>,
  { name, files }: Recorder,
): Scoring => {
  const readers = parts.map((part) => new Reader(part))
  const judgings = new Map<string, Judging>()
  const order = new Map<
    string,
    { readonly criterion: Criterion; readonly agencies: Array<string>; readonly ranges: Set<string> }
  >()
  parts.forEach((part, at) => {
    const reader = readers[at]
    if (reader === undefined) return
    part.figures.units.forEach((unit, index) => {
      const group = part.plan.groups.find(({ id }) => id === unit.group)
      for (const mark of group?.marks ?? []) {
        const { criterion } = mark
        if (group === undefined || judgedIn(criterion, unit.group) === null) continue
        // what does not apply to an agency is not scored
        if (mark.applies !== null && !truthAt(part.slots, mark.applies, index)) continue
        judgings.set(keyOf(criterion.code, unit.code), { part, reader, index, unit, group, mark })
        const task = order.get(criterion.code) ?? { criterion, agencies: [], ranges: new Set() }
        task.agencies.push(unit.code)
        task.ranges.add(rangeOf(criterion, unit.group))
        order.set(criterion.code, task)
      }
    })
  })
  const own = (criterion: string, agency: string): OwnScore | null => {
    const judging = judgings.get(keyOf(criterion, agency))
    const scores = judging?.part.given.byAgency.get(agency)?.scores ?? []
    return ownScore(
      scores.filter((score) => score.criterion === criterion && score.scorer === name),
      files.scores,
    )
  }
  const tasks = [...order.values()]
    .sort((a, b) => natural(a.criterion.code, b.criterion.code))
    .map(
      ({ criterion, agencies, ranges }): ScoringTask => ({
        criterion: criterion.code,
        title: criterion.title,
        range: [...ranges].join("、"),
        agencies: shuffled(agencies, `${name}\n${criterion.code}`),
      }),
    )
  return {
    tasks,
    own,
    sheet: (criterion, agency) => {
      const judging = judgings.get(keyOf(criterion, agency))
      if (judging === undefined) return null
      return {
        name: judging.unit.name,
        group: judging.group.title,
        range: rangeOf(judging.mark.criterion, judging.unit.group),
        lose: judgedIn(judging.mark.criterion, judging.unit.group)?.lose ?? false,
        texts: [
          ...asked(judging.mark),
          ...claims
            .filter((claim) => claim.agency === agency && claim.criterion === criterion)
            .map(
              ({ points, remark }) =>
                [
                  "自评",
                  [
                    ...(points === null ? [] : [`${show(points, "points")} 分`]),
                    ...(remark === null ? [] : [remark]),
                  ].join(":"),
                ] as const,
            ),
          ...papers
            .filter((paper) => paper.agency === agency && paper.criteria.includes(criterion))
            .map(
              ({ number, title, document, files: names }) =>
                [
                  "佐证材料",
                  [number, title, document, ...names].filter((one) => one !== null && one !== "").join("  "),
                ] as const,
            ),
          ...reportedTexts(judging),
        ],
      }
    },
    reasons: (criterion) => {
      const task = tasks.find((one) => one.criterion === criterion)
      const given = (task?.agencies ?? []).flatMap((agency) => {
        const score = own(criterion, agency)
        return score === null || score.reason === "" ? [] : [score]
      })
      return [...new Set(given.sort((a, b) => (b.line ?? 0) - (a.line ?? 0)).map(({ reason }) => reason))]
    },
    read: (criterion, agency, typed) => {
      const judging = judgings.get(keyOf(criterion, agency))
      if (judging === undefined) return { slot: "points", sentence: "这个单位不评这项指标" }
      const there = own(criterion, agency)
      if (there !== null && there.line === null)
        return { slot: "points", sentence: `这一分写在 ${there.place},由人编辑的表不在这里改;请改那一份` }
      const read = readTypedScore({ agency: judging.unit, criterion: judging.mark.criterion, scorer: name }, typed)
      if (!read.ok) return read
      return {
        recorded: { score: read.score, ...(there === null || there.line === null ? {} : { replaces: there.line }) },
        says: `${judging.unit.name} ${criterion} ${show(read.score.points, "points")} 分`,
      }
    },
  }
}

const keyOf = (criterion: string, agency: string): string => `${criterion}\n${agency}`

/** Nobody before or after whom an agency comes with every scorer and criterion; the same each time, whoever else is on the roster. */
const shuffled = (agencies: ReadonlyArray<string>, seed: string): ReadonlyArray<string> =>
  agencies
    .map((agency) => ({ agency, key: createHash("sha256").update(`${seed}\n${agency}`).digest("hex") }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ agency }) => agency)

/** A2 before A10. */
const natural = (a: string, b: string): number => {
  const [, head = "", digits = ""] = /^(\D*)(\d*)/.exec(a) ?? []
  const [, other = "", others = ""] = /^(\D*)(\d*)/.exec(b) ?? []
  return head === other ? Number(digits) - Number(others) : head < other ? -1 : 1
}

const rangeOf = (criterion: Criterion, group: string): string => {
  const judged = judgedIn(criterion, group)
  return judged === null ? "" : `${judged.lose ? "扣 " : ""}0~${show(judged.most, "points")} 分`
}

const ownScore = (scores: ReadonlyArray<Score>, log: string): OwnScore | null => {
  const sorted = [...scores].sort((a, b) => (lineIn(b.at, log) ?? 0) - (lineIn(a.at, log) ?? 0))
  const [first] = sorted
  if (first === undefined) return null
  const other = sorted.find(({ points }) => !points.equals(first.points))
  return {
    points: show(first.points, "points"),
    reason: first.reason ?? "",
    place: placeText(first),
    line: lineIn(first.at, log),
    clash:
      other === undefined
        ? null
        : `您在两处评了不同的分:${placeText(first)} 为 ${show(first.points, "points")},${placeText(other)} 为 ${show(other.points, "points")};两处一致之前都不采用`,
  }
}

const placeText = ({ at }: Score): string => (at.kind === "place" ? `${at.file} 第 ${at.line} 条` : showAddress(at))

const asked = ({ criterion }: MarkPlan): ReadonlyArray<readonly [string, string]> => [
  ["评分标准", criterion.clause],
  ...(criterion.reading === undefined ? [] : [["评分口径", criterion.reading] as const]),
]

/** What the agency reported for this criterion, and for the others of its section. */
const reportedTexts = ({ reader, index, group, mark }: Judging): ReadonlyArray<readonly [string, string]> => {
  const needs = (marks: ReadonlyArray<MarkPlan>): ReadonlyArray<string> => [
    ...new Set(marks.flatMap(({ losses }) => losses.flatMap((loss) => loss.needs))),
  ]
  const own = needs([mark])
  const near = needs(group.marks.filter(({ section }) => section.code === mark.section.code))
  const texts = (fields: ReadonlyArray<string>) =>
    findings(reader, index, fields).map((found) => {
      const more = [
        ...(found.source === "自报" ? [] : [`据${found.source}`]),
        ...(found.evidence === null ? [] : [`佐证:${found.evidence}`]),
        ...(found.at === null ? [] : [showAddress(found.at)]),
      ]
      return [found.label, `${found.text}${more.length === 0 ? "" : `(${more.join(";")})`}`] as const
    })
  return [
    ...(own.length === 0 ? [] : [["", "本项填报"] as const, ...texts(own)]),
    ...(near.length === 0 ? [] : [["", `${mark.section.title}部分的填报(供参考)`] as const, ...texts(near)]),
  ]
}
