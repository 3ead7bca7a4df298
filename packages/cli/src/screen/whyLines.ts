import {
  type DeductionDocument,
  type MarkDocument,
  rowsText,
  type ScorecardDocument,
  showAddress,
  states,
  stateWords,
} from "@fadu/engine"
import { places } from "../text/explanation.ts"
import { owesText } from "../text/owes.ts"
import { brief, fixed } from "../text/points.ts"
import { clip, padEnd, padStart, width, wrap } from "../text/width.ts"
import { bar } from "./bar.ts"
import type { Colours } from "./Colours.ts"
import { lostOf } from "./contents.ts"
import type { Results, Row } from "./Results.ts"

/** How something is drawn: in so many columns, with these colours. */
export interface Drawing {
  readonly columns: number
  readonly colours: Colours
}

/** Everything about one mark: each loss with its workings and places, the figures, the clause. */
export const whyLines = (mark: MarkDocument, drawing: Drawing): ReadonlyArray<string> => {
  const { colours } = drawing
  const line = (label: string, text: string | null): ReadonlyArray<string> => labelled(label, text, drawing)
  const losses = mark.deductions.filter(({ points, limit }) => points !== 0 || limit !== "")
  return [
    ...losses.flatMap((deduction) => [...deductionLines(deduction, mark, drawing), ""]),
    ...mark.open.flatMap((open) => [
      colours.waiting(`待定  ${open.id}  最多 ${brief(open.points)} 分`),
      ...line("缘由", open.why),
      ...line("待办", owesText(open.owes)),
      "",
    ]),
    ...(losses.length === 0 && mark.open.length === 0
      ? [mark.bonus ? colours.faint("未得加分") : colours.good("本项未失分"), ""]
      : []),
    ...mark.notes.flatMap((note) => line("说明", note)),
    ...(mark.shown ?? []).flatMap((shown) => line("影响", `认定时已显示:${shown}`)),
    ...(mark.notes.length + (mark.shown ?? []).length === 0 ? [] : [""]),
    ...line("评分标准", mark.clause),
    ...line("评分口径", mark.reading),
    ...findingLines(mark, drawing),
  ]
}

/** Label and text in two columns. */
export const labelled = (label: string, text: string | null, { columns, colours }: Drawing): ReadonlyArray<string> => {
  if (text === null || text === "") return []
  const indent = 10
  return wrap(text, Math.max(20, columns - indent)).map(
    (one, index) => `${index === 0 ? colours.faint(padEnd(label, indent)) : " ".repeat(indent)}${one}`,
  )
}

const mends: { readonly [M in NonNullable<DeductionDocument["mend"]>]: string } = {
  evidence: "可补正佐证",
  correct: "可更正口径",
  act: "期内可办",
  closed: "下一年度",
}

const deductionLines = (deduction: DeductionDocument, mark: MarkDocument, drawing: Drawing): ReadonlyArray<string> => {
  const { colours } = drawing
  const line = (label: string, text: string | null): ReadonlyArray<string> => labelled(label, text, drawing)
  const verified = deduction.basis.filter(({ verified }) => verified !== "no").map(({ text }) => text)
  return [
    `${colours.lost(`${deduction.verb} ${brief(deduction.points)} 分`)}  ${colours.title(deduction.id)}  ${colours.faint(deduction.method)}`,
    ...line("理由", deduction.reason),
    ...line("计算", deduction.workings.split(/[;\uFF1B]/).join("\n")),
    ...line("限额", deduction.limit),
    ...line("认定情况", deduction.found),
    ...deduction.rows.flatMap((rows) => line("涉及记录", rowsText(rows).join("\n"))),
    ...line("出处", places(deduction)),
    ...deduction.scores.flatMap((score) =>
      line("评分", `${score.scorer} ${brief(score.points)} 分${score.reason === null ? "" : `:${score.reason}`}`),
    ),
    ...(deduction.decision === null ? [] : line("认定意见", decisionText(deduction.decision))),
    ...(deduction.clause === mark.clause ? [] : line("适用条款", deduction.clause)),
    ...line("依据", [`本细则 ${mark.criterion}`, ...verified].join(";")),
    ...line(
      "整改",
      deduction.remedy === null
        ? null
        : `${deduction.mend === null ? "" : `〔${mends[deduction.mend]}〕`}${deduction.remedy}`,
    ),
  ]
}

const decisionText = (decision: NonNullable<DeductionDocument["decision"]>): string =>
  [
    `${decision.kind}:${decision.reason}${decision.basis === null ? "" : `(${decision.basis})`}`,
    ...(decision.by.length === 0 ? [] : [decision.by.join("、")]),
    ...(decision.on === null ? [] : [decision.on]),
    ...(decision.at.kind === "file" ? [] : [showAddress(decision.at)]),
  ].join(",")

const wordOf = (state: string): string => states.flatMap((one) => (one === state ? [stateWords[one]] : []))[0] ?? state

const findingLines = (mark: MarkDocument, drawing: Drawing): ReadonlyArray<string> => {
  if (mark.findings.length === 0) return []
  const { columns, colours } = drawing
  const room = Math.min(30, Math.max(...mark.findings.map(({ label }) => width(label))))
  return [
    "",
    colours.title("填报数据"),
    ...mark.findings.flatMap((finding) => {
      const place = finding.at === null ? "" : showAddress(finding.at)
      const text = [
        finding.text,
        ...(finding.state === "filled" ? [] : [`〔${wordOf(finding.state)}〕`]),
        ...(finding.selfReported === null ? [] : [`自报 ${finding.selfReported}`]),
        finding.source,
        ...(finding.evidence === null ? [] : [`佐证 ${finding.evidence}`]),
      ].join("  ")
      const head = `${padEnd(clip(finding.label, room), room)}  `
      const own = width(head) + width(text) + 2 + width(place) <= columns
      return own
        ? [`${head}${text}  ${colours.faint(place)}`]
        : [
            ...wrap(head + text, columns, room + 2),
            ...(place === "" ? [] : [`${" ".repeat(room + 2)}${colours.faint(clip(place, columns - room - 2))}`]),
          ]
    }),
  ]
}

/** How the group did: how many agencies got how much, with this one's place among them. */
export const distributionLines = (
  {
    results,
    rows,
    card,
    mark,
  }: {
    readonly results: Results
    readonly rows: ReadonlyArray<Row>
    readonly card: ScorecardDocument
    readonly mark: MarkDocument
  },
  { columns, colours }: Drawing,
): ReadonlyArray<string> => {
  const known = rows.flatMap((row) => {
    const one = row.card.agency.status === "未报送" ? undefined : results.mark(row.card.agency.code, mark.criterion)
    return one === undefined || one.pending !== 0 ? [] : [one.awarded]
  })
  if (known.length < 2) return []
  const bins = binsOf(known, mark.full)
  const most = Math.max(...bins.map(({ count }) => count))
  const labels = Math.max(...bins.map(({ label }) => width(label)))
  const room = Math.max(6, Math.min(40, columns - labels - 18))
  const better = known.filter((awarded) => awarded > mark.awarded).length
  const peer = results.peer(card, mark.criterion)
  return [
    colours.title("同组情况"),
    ...wrap(
      `${known.length} 个单位${peer === undefined ? "" : `,平均 ${fixed(peer.mean)},最高 ${fixed(peer.best)}`}${
        mark.pending === 0 ? `;高于本单位的 ${better} 个` : ""
      }。`,
      columns,
    ),
    ...bins.map(({ label, count, holds }) => {
      const own = mark.pending === 0 && holds(mark.awarded)
      const text = `${padStart(label, labels)}  ${padStart(String(count), 4)} ${"━".repeat(Math.max(count > 0 ? 1 : 0, Math.round((count / most) * room)))}`
      return own ? `${colours.own(text)}  ${colours.own("本单位")}` : text
    }),
  ]
}

interface Bin {
  readonly label: string
  readonly count: number
  readonly holds: (value: number) => boolean
}

/** Every value its own line where they are few, else eight equal ranges from nothing to full. */
const binsOf = (values: ReadonlyArray<number>, full: number): ReadonlyArray<Bin> => {
  const distinct = [...new Set(values)].sort((a, b) => b - a)
  if (distinct.length <= 8) {
    return distinct.map((value) => ({
      label: fixed(value),
      count: values.filter((one) => one === value).length,
      holds: (one) => one === value,
    }))
  }
  const high = values.reduce((most, value) => Math.max(most, value), full)
  const low = values.reduce((least, value) => Math.min(least, value), 0)
  const step = (high - low) / 8
  return Array.from({ length: 8 }, (_, index) => {
    const from = low + step * (7 - index)
    const to = index === 0 ? Number.POSITIVE_INFINITY : low + step * (8 - index)
    const holds = (one: number): boolean => one >= from && one < to
    return { label: `${from.toFixed(2)} 起`, count: values.filter(holds).length, holds }
  })
}

/** The points of a mark in one line, with a bar. */
export const markHeadline = (
  {
    mark,
    peer,
  }: { readonly mark: MarkDocument; readonly peer: { readonly mean: number; readonly best: number } | undefined },
  { columns, colours }: Drawing,
): string => {
  const lost = lostOf(mark)
  const text = `得 ${fixed(mark.awarded)} / ${fixed(mark.full)}`
  const rest = [
    ...(lost > 0 ? [colours.lost(`失 ${fixed(lost)}`)] : []),
    ...(mark.pending === 0 ? [] : [colours.waiting(`待定 ${fixed(mark.pending)}`)]),
    mark.state,
    ...(peer === undefined ? [] : [colours.faint(`组均 ${fixed(peer.mean)}  最高 ${fixed(peer.best)}`)]),
  ].join("  ")
  const room = Math.max(8, Math.min(30, columns - width(text) - width(rest) - 6))
  return `${colours.title(text)}  ${bar({ low: mark.awarded, high: mark.awarded + mark.pending, most: mark.full }, room, colours)}  ${rest}`
}

/** The sentence that is copied: the agency, the loss, why, and where it stands. */
export const sentencesOf = (card: ScorecardDocument, mark: MarkDocument): string => {
  const losses = mark.deductions.filter(({ points }) => points !== 0)
  const head = `${card.agency.name} ${mark.criterion} ${mark.title}:得 ${brief(mark.awarded)} 分(满分 ${brief(mark.full)} 分)。`
  return [
    head,
    ...losses.map((deduction) =>
      [
        `${deduction.verb} ${brief(deduction.points)} 分(编号 ${deduction.id}):${deduction.reason}`,
        ...(deduction.found === "" ? [] : [`认定情况:${deduction.found}`]),
        ...(deduction.workings === "" ? [] : [`计算:${deduction.workings}`]),
        ...(deduction.at.length === 0 ? [] : [`出处:${places(deduction)}`]),
        ...(deduction.remedy === null ? [] : [`整改:${deduction.remedy}`]),
      ]
        .map((text) => (/[。;]$/.test(text) ? text : `${text}。`))
        .join(""),
    ),
    ...mark.open.map(
      (open) =>
        `${open.id} 待定,最多 ${brief(open.points)} 分:${open.why}${open.owes.length === 0 ? "。" : `;${owesText(open.owes)}`}`,
    ),
  ].join("")
}
