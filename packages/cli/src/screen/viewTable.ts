import { showAddress } from "@fadu/engine"
import { notice } from "../text/whatif.ts"
import { gradesText, placesText, totalOf } from "../text/yearOnYear.ts"
import { bare } from "./Colours.ts"
import { claimRows } from "./claimRows.ts"
import {
  cardLines,
  commonLines,
  compareLines,
  issueLines,
  lostOf,
  minus,
  type TrialLine,
  trialLines,
} from "./contents.ts"
import { filterText } from "./filterChoices.ts"
import { gapLines } from "./gapLines.ts"
import type { Results, Row } from "./Results.ts"
import { placeText, totalText } from "./rankingColumns.ts"
import type { Page, PageOf, State } from "./State.ts"
import { whyScreenLines } from "./whyScreenLines.ts"
import { yearRows } from "./yearRows.ts"

export type ViewCell = string | number | null

/** What a screen shows, uncut (本屏内容): one row for each line of its list, as filtered and sorted. For files, and for reading one line in full. */
export interface ViewTable {
  readonly title: string
  /** What a reader of the file has to know first; null where there is nothing. */
  readonly notice: string | null
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<ViewCell>>
  /** Beneath the list: sums, and what came of a trial. */
  readonly foot: ReadonlyArray<ReadonlyArray<ViewCell>>
}

/** `file`: what may not be handed on is left out. A figure that is closed for this period may be tried on the screen, never be written down. */
export const viewTable = (results: Results, state: State, page: Page, use: "screen" | "file"): ViewTable => {
  switch (page.kind) {
    case "ranking":
      return ranking(results, state, page)
    case "scorecard":
      return scorecard(results, page)
    case "why": {
      const mark = results.mark(page.agency, page.criterion)
      const { main, side } = whyScreenLines(results, page, textDrawing)
      const title = `${results.name(page.agency)} ${page.criterion} ${mark?.title ?? ""}`
      const points = mark === undefined ? [] : [`得 ${mark.awarded} 分(满分 ${mark.full} 分),${mark.state}`, ""]
      return text(title, [...points, ...main, ...side])
    }
    case "gap":
      return text(`${results.name(page.agency)} 差距`, gapLines(results, page.agency, textDrawing))
    case "common":
      return common(results, page)
    case "compare":
      return compare(results, page)
    case "whatif":
      return whatif(results, page, use)
    case "year":
      return year(results, page)
    case "claims":
      return claims(results, page)
    case "issues":
      return issues(results, page)
  }
}

/** As wide as a printed page. */
const textDrawing = { columns: 100, colours: bare }

/** Whether a screen is text and no list. */
export const isText = (page: Page): boolean => page.kind === "why" || page.kind === "gap"

/** One line of a list with nothing cut: `列名:内容`, a line each. */
export const fullText = (table: ViewTable, selected: number): string =>
  (table.rows[selected] ?? [])
    .flatMap((cell, index) => (cell === null || cell === "" ? [] : [`${table.columns[index] ?? ""}:${cell}`]))
    .join("\n")

const table = (
  title: string,
  columns: ReadonlyArray<string>,
  rows: ViewTable["rows"],
  { notice: told = null, foot = [] }: Partial<Pick<ViewTable, "notice" | "foot">> = {},
): ViewTable => ({ title, notice: told, columns, rows, foot })

const text = (title: string, lines: ReadonlyArray<string>): ViewTable =>
  table(
    title,
    ["内容"],
    lines.map((line) => [line]),
  )

const ranking = (results: Results, state: State, { view }: PageOf<"ranking">): ViewTable => {
  const board = results.boards[view.board]
  const rows = results.shown(view, state.initials)
  const sections = board?.sections ?? []
  const filter = filterText(view.filter)
  const hidden = (board?.rows.length ?? 0) - rows.length
  const notes = [
    ...(rows.some(({ card }) => card.provisional) ? ["名次、等次为暂列"] : []),
    ...(filter === "" ? [] : [`筛选:${filter};隐去 ${hidden} 个`]),
  ]
  return table(
    `${board?.title ?? ""}排名`,
    [
      "名次",
      "编号",
      "单位",
      "总分",
      "等次",
      ...sections.map(({ code, title }) => `${code} ${title}`),
      "基础分",
      "加分",
      "基础名次",
      "错误",
      "提醒",
    ],
    rows.map((row) => [
      row.card.place ?? placeText(row),
      row.card.agency.code,
      row.card.agency.name,
      row.card.total ?? totalText(row),
      row.card.grade,
      ...sections.map(({ code }) => sectionCell(row, code)),
      row.card.base,
      row.card.bonus,
      row.basePlace,
      row.errors,
      row.warnings,
    ]),
    { notice: notes.length === 0 ? null : notes.join(";") },
  )
}

const sectionCell = ({ card }: Row, code: string): ViewCell => {
  const own = card.sections.find((section) => section.code === code)
  return own === undefined ? null : own.high === own.awarded ? own.awarded : `${own.awarded}~${own.high}`
}

const scorecard = (results: Results, page: PageOf<"scorecard">): ViewTable => {
  const row = results.row(page.agency)
  return table(
    `${results.name(page.agency)}得分单`,
    ["编号", "指标", "满分", "得分", "失分", "待定", "组均", "最高", "状态", "理由"],
    cardLines(results, page).map((line) => {
      if (line.kind === "section") {
        const { section } = line
        const lost = section.bonus ? null : minus(section.full, section.high)
        const open = minus(section.high, section.awarded)
        return [section.code, section.title, section.full, section.awarded, lost, open, null, null, null, null]
      }
      const { mark } = line
      const peer = row === undefined ? undefined : results.peer(row.card, mark.criterion)
      return [
        mark.criterion,
        mark.title,
        mark.full,
        mark.awarded,
        mark.bonus ? null : lostOf(mark),
        mark.pending,
        peer?.mean ?? null,
        peer?.best ?? null,
        mark.state,
        [
          ...mark.deductions.flatMap(({ points, reason }) => (points === 0 ? [] : [reason])),
          ...mark.open.map(({ why }) => why),
        ].join(";"),
      ]
    }),
    {
      foot: row === undefined ? [] : [[null, "总分", row.card.full, row.card.total ?? totalText(row)]],
    },
  )
}

const common = (results: Results, page: PageOf<"common">): ViewTable =>
  table(
    `${results.boards[page.board]?.title ?? ""}共性问题`,
    ["编号", "指标", "满分", "失分单位数", "单位数", "共失", "涉及单位"],
    commonLines(results, page).map(({ criterion, title, full, agencies, of, lost }) => [
      criterion,
      title,
      full,
      agencies.length,
      of,
      lost,
      agencies.map((one) => `${one.name} ${one.lost}`).join("、"),
    ]),
  )

const compare = (results: Results, page: PageOf<"compare">): ViewTable => {
  const rows = page.agencies.map((agency) => results.row(agency))
  return table(
    `${page.agencies.map(results.name).join("、")}对比`,
    ["编号", "指标", "满分", ...page.agencies.map(results.name), "相差"],
    compareLines(results, page).map((line) => [
      line.code,
      line.title,
      line.full,
      ...line.awarded.map((one, at): ViewCell => {
        const open = line.pending[at] ?? 0
        return one === null || open === 0 ? one : `${one}(待定 ${open})`
      }),
      line.spread,
    ]),
    {
      foot: [
        [null, "总分", null, ...rows.map((row) => (row === undefined ? null : (row.card.total ?? totalText(row))))],
        [null, "名次", null, ...rows.map((row) => (row === undefined ? null : (row.card.place ?? placeText(row))))],
        [null, "等次", null, ...rows.map((row) => row?.card.grade ?? null)],
      ],
    },
  )
}

const mends = { evidence: "补佐证", correct: "更正", act: "期内办" } as const

const whatif = (results: Results, page: PageOf<"whatif">, use: "screen" | "file"): ViewTable => {
  const outcome = results.trials?.outcome(page.agency, page.tried) ?? null
  const own = ({ low, high }: { readonly low: number; readonly high: number }): ViewCell =>
    low === high ? low : `${low}~${high}`
  const foot: ViewTable["foot"] =
    outcome === null || page.tried.length === 0
      ? []
      : [
          [`${notice}:已试 ${page.tried.length} 次`],
          ...page.tried.map((one) => [use === "file" ? one.inFile : one.says]),
          ["", "原", "测算"],
          ["总分", own(outcome.before), own(outcome.after)],
          ["名次", outcome.before.place ?? "未定", outcome.after.place ?? "未定"],
          ["等次", outcome.before.grade ?? "未定", outcome.after.grade ?? "未定"],
        ]
  const title = `${results.name(page.agency)}测算`
  const lines = trialLines(results, page)
  return page.pane === "values"
    ? table(
        `${title} ${page.criterion}`,
        ["试填项", "现值", "试填", "说明"],
        lines.map((line) => valueRow(line, use)),
        { notice, foot },
      )
    : table(`${title}:先补什么`, ["编号", "指标", "可得", "已失", "办法", "办什么", "说明"], lines.map(mendRow), {
        notice,
        foot,
      })
}

const valueRow = (line: TrialLine, use: "screen" | "file"): ReadonlyArray<ViewCell> => {
  if (line.kind !== "value") return []
  const withheld = line.closed && line.tried !== null && use === "file"
  return [
    line.label,
    line.now,
    withheld ? null : line.tried,
    line.closed ? "本期已不可改变,只能测算,不列试填的值" : null,
  ]
}

const mendRow = (line: TrialLine): ReadonlyArray<ViewCell> =>
  line.kind === "value"
    ? []
    : line.kind === "open"
      ? [line.ids, line.title, line.points, null, mends[line.mend], line.tried.says, line.text]
      : [line.ids, line.title, null, line.points, "下一年度", null, line.text]

const year = (results: Results, page: PageOf<"year">): ViewTable => {
  const rows = yearRows(results, page)
  const told = results.year === null ? null : [`上年:${results.year.previous.title}`, ...results.year.notes].join(";")
  if (page.pane === "agency") {
    return table(
      `${results.name(page.agency)}同上年比较`,
      ["编号", "指标", "上年得分", "上年满分", "今年得分", "今年满分", "增减", "折合增减", "说明"],
      rows.map((row) => {
        if (row.kind !== "criterion") return []
        const { criterion, title, before, now, change, merit, kind, why } = row.line
        const both = [before?.awarded, before?.full, now?.awarded, now?.full].map((one) => one ?? null)
        return [criterion, title, ...both, change, kind === "matched" ? merit : null, why]
      }),
      { notice: told },
    )
  }
  return table(
    "同上年比较",
    ["编号", "单位", "上年总分", "今年总分", "增减", "名次", "等次", "差在哪里"],
    rows.map((row) => {
      if (row.kind !== "agency") return []
      const { now, before, change, lines } = row.own
      const made = lines.flatMap(({ criterion, merit, kind }) => (kind === "matched" ? [`${criterion} ${merit}`] : []))
      return [
        now.agency.code,
        now.agency.name,
        before.total ?? totalOf(before),
        now.total ?? totalOf(now),
        change,
        placesText(row.own),
        gradesText(row.own),
        made.join("、"),
      ]
    }),
    { notice: told },
  )
}

const claims = (results: Results, page: PageOf<"claims">): ViewTable => {
  const rows = claimRows(results, page)
  return page.pane === "agency"
    ? table(
        `${results.name(page.agency)}自评对照`,
        ["编号", "指标", "满分", "自评", "核定", "自评高出", "自评说明", "出处"],
        rows.map((row) => {
          if (row.kind !== "criterion") return []
          const { criterion, title, full, claimed, awarded, over, remark, at } = row.line
          return [criterion, title, full, claimed, awarded ?? "待定", over, remark, showAddress(at)]
        }),
      )
    : table(
        "自评对照",
        ["编号", "单位", "项数", "自评", "核定", "自评高出", "高出的指标"],
        rows.map((row) => {
          if (row.kind !== "agency") return []
          const { card, lines, claimed, awarded, over } = row.own
          const high = lines.flatMap((line) => ((line.over ?? 0) > 0 ? [`${line.criterion} ${line.over}`] : []))
          return [card.agency.code, card.agency.name, lines.length, claimed, awarded, over, high.join("、")]
        }),
      )
}

const severities = { error: "错误", warning: "提醒", note: "说明" } as const

const issues = (results: Results, page: PageOf<"issues">): ViewTable => {
  const lines = issueLines(results, page)
  const about = page.agency === null ? "" : results.name(page.agency)
  return page.pane === "issues"
    ? table(
        `${about}问题`,
        ["轻重", "单位", "问题", "办法", "出处"],
        lines.map((line) => {
          if (line.kind !== "issue") return []
          const { severity, agency, message, remedy, at } = line.issue
          const name = agency === null ? "细则、批次" : results.name(agency)
          return [severities[severity], name, message, remedy, at === null ? null : showAddress(at)]
        }),
      )
    : table(
        `${about}欠办事项`,
        ["谁办", "办什么", "单位", "指标"],
        lines.map((line) =>
          line.kind === "owed"
            ? [line.owed.who, line.owed.what, results.name(line.owed.agency), line.owed.criterion]
            : [],
        ),
      )
}
