import { type LossPlan, type MarkPlan, remedyText, type SlotId } from "@fadu/engine"
import { asideOf } from "../asideOf.ts"
import { type Cell, empty, live, number, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { formatsOf } from "../formats.ts"
import type { Role } from "../Role.ts"
import { linesIn } from "../width.ts"
import { quoted, UNSURE } from "./cellFormulas.ts"
import type { Live } from "./FieldWorking.ts"
import { sheetNames } from "./FormView.ts"
import { countedWords, ledgerWorkingsSheet } from "./ledgerTrial.ts"
import { wideText } from "./rows.ts"
import type { Workings } from "./Workings.ts"

const COLUMNS = 8
const FIRST = 7
/** Width of the column of sentences. */
const WORDS = 70

/**
 * 自评试算 and the hidden 试算过程 behind it: every mark, section and total as formulas over the cells that the bureau fills in.
 * What only `fadu self` can tell is 待核算, never another number.
 */
export const trialSheets = (workings: Workings): ReadonlyArray<SheetDraft> => {
  const words = remediesOf(workings)
  const ledgers = workings.ledgers.columns.length === 0 ? [] : [ledgerWorkingsSheet(workings)]
  return [trialSheet(workings, words), workingsSheet(workings, words), ...ledgers]
}

/** The sentences of one loss, kept in cells: a formula takes no text of more than 255 characters. */
interface LossWords {
  readonly loss: LossPlan
  readonly row: number
  /** What to do where an entry or a paper is missing, and where the deed itself falls short. */
  readonly lacking: string
  readonly short: string
}

const remediesOf = (workings: Workings): ReadonlyMap<LossPlan, LossWords> => {
  const { plan, group, evidenceDue } = workings.view.request
  const { period } = plan.rubric
  let at = workings.end
  return new Map(
    group.marks.flatMap((mark) =>
      mark.losses.map((loss) => {
        const said = (lacksProof: boolean): string =>
          remedyText(mark.remedy, {
            asOf: period.to,
            periodEnd: period.to,
            evidenceDue,
            objections: null,
            lacksProof,
          }).text ?? ""
        return [loss, { loss, row: at++, lacking: said(true), short: said(false) }] as const
      }),
    ),
  )
}

const trialSheet = (workings: Workings, words: ReadonlyMap<LossPlan, LossWords>): SheetDraft => {
  const { view } = workings
  const { plan, group, title } = view.request
  const { points, total } = formatsOf(plan.rubric)
  const cell = (slot: SlotId, format: string, role: Role = "figure"): Cell => {
    const { formula, value } = workings.shown(slot)
    return live(formula, value, { format, role })
  }
  const between = (low: string, high: string, values: readonly [number, number], role: Role, format = points): Cell =>
    live(`IF(COUNT(${low},${high})=2,ROUND(${high}-${low},6),"${UNSURE}")`, round(values[1] - values[0]), {
      format,
      role,
    })
  const numberOf = (slot: SlotId): number => Number(workings.slot(slot).value)

  const rows: Array<RowDraft> = []
  const merges: Array<readonly [number, number, number, number]> = [
    [1, 1, 1, COLUMNS],
    [2, 1, 2, COLUMNS],
    [3, 1, 3, COLUMNS],
    [4, 1, 4, COLUMNS],
  ]
  const add = (cells: ReadonlyArray<Cell>, height: number | null = null): number => {
    rows.push(row(cells, { height }))
    return FIRST + rows.length - 1
  }
  for (const section of group.sections) {
    const at = FIRST + rows.length
    const values = [numberOf(section.total), numberOf(section.high)] as const
    add(
      [
        text(section.section.code, "block"),
        text(`${section.section.title}${asideOf(section)}`, "block"),
        number(section.full, points, "blockFigure"),
        cell(section.total, points, "blockFigure"),
        cell(section.high, points, "blockFigure"),
        section.bonus
          ? text("", "blockFigure")
          : between(`$E${at}`, `$C${at}`, [values[1], section.full.toNumber()], "blockFigure"),
        between(`$D${at}`, `$E${at}`, values, "blockFigure"),
        text("", "block"),
      ],
      20,
    )
    for (const mark of group.marks.filter((each) => each.section === section.section)) {
      add(markRow(workings, mark, { at: FIRST + rows.length, points, cell, between }))
      for (const loss of mark.losses) {
        const height = heightFor(workings, loss, words.get(loss))
        add(lossRow(workings, words, { mark, loss, at: FIRST + rows.length, points }), height)
      }
    }
  }
  const relations = plan.checks.filter(({ needs }) => needs.every((id) => view.asked(id) !== null))
  if (relations.length > 0) {
    const at = add(wideText("勾稽关系(成立的不显示)", "block", COLUMNS), 20)
    merges.push([at, 1, at, COLUMNS])
    for (const check of relations) {
      const row = add([
        text(String(check.index + 1), "centre"),
        live(
          `IF(${workings.isUnsure(check.slot)},"${UNSURE}",IF(${workings.slot(check.slot).formula},"","不符:"&${quoted(check.otherwise)}))`,
          "",
          { role: "text" },
        ),
        ...Array.from({ length: COLUMNS - 2 }, () => empty("text")),
      ])
      merges.push([row, 2, row, COLUMNS])
    }
  }
  const counted = view.fields.flatMap((asked) => {
    const places = workings.ledgers.counted(asked.id)
    return places === null ? [] : [{ asked, places }]
  })
  if (counted.length > 0) {
    const at = add(wideText("台账计数(填报数应与台账一致)", "block", COLUMNS), 20)
    merges.push([at, 1, at, COLUMNS])
    for (const { asked, places } of counted) {
      const words = countedWords(workings, asked, places)
      const row = add([
        text("", "centre"),
        text(asked.field.label),
        live(words, "没有填报,台账也没有填写", { role: "text" }),
        ...Array.from({ length: COLUMNS - 3 }, () => empty("text")),
      ])
      merges.push([row, 3, row, COLUMNS])
    }
  }
  const { slots } = group
  const values = [numberOf(slots.total), numberOf(slots.high)] as const
  const rescaled = group.marks.some(({ fullSlot }) => fullSlot !== null)
    ? `&IF(${workings.slot(slots.applicable).formula}<>${group.full.toString()},"适用满分 "&TEXT(${workings.slot(slots.applicable).formula},"${points}")&" 分,已按 ${group.full.toString()} 分折算。","")`
    : ""
  return sheet({
    name: sheetNames.trial,
    widths: [8, 40, 8, 11, 11, 9, 9, WORDS],
    heading: { rows: FIRST - 1, columns: 2 },
    isProtected: true,
    merges,
    rows: [
      row(wideText(view.stamp, "note", COLUMNS)),
      row(wideText(`${title}自评试算`, "workTitle", COLUMNS), { height: 26 }),
      row(
        wideText(
          "按填报表现有内容随填随算,请勿改动。须由考核组评分、认定和其他机关提供数据的部分列为待定。",
          "note",
          COLUMNS,
        ),
      ),
      row(wideText("名次取决于其他单位,本表不算;最终得分以考核组审定为准。", "note", COLUMNS)),
      row(
        ["编号", "指标和计分规则", "满分", "已确定得分", "最高可得", "已失分", "待定", "情况和补救"].map((head) =>
          text(head, "head"),
        ),
      ),
      row(
        [
          text("", "strong"),
          text("总分", "strongText"),
          number(group.full, total, "strong"),
          cell(slots.total, total, "strong"),
          cell(slots.high, total, "strong"),
          text("", "strong"),
          between("$D6", "$E6", values, "strong", total),
          live(
            `IF(COUNT($D6,$E6)<2,"有的填报值须按“填报提示”改写,或用 fadu self 核算,才能算出总分。","已确定 "&TEXT($D6,"${total}")&" 分,待定 "&TEXT($G6,"${total}")&" 分,最终在 "&TEXT($D6,"${total}")&" 分至 "&TEXT($E6,"${total}")&" 分之间。"${rescaled})`,
            `已确定 ${values[0].toFixed(total.length - 2)} 分,待定 ${(values[1] - values[0]).toFixed(total.length - 2)} 分,最终在 ${values[0].toFixed(total.length - 2)} 分至 ${values[1].toFixed(total.length - 2)} 分之间。`,
            { role: "strongText" },
          ),
        ],
        { height: 24 },
      ),
      ...rows,
    ],
  })
}

/** High enough for the longest sentence that the row may have to show. */
const heightFor = (workings: Workings, loss: LossPlan, words: LossWords | undefined): number => {
  const longest = [words?.lacking ?? "", words?.short ?? ""].reduce((a, b) => (a.length >= b.length ? a : b))
  const lines = Math.max(
    2,
    linesIn(loss.says, 40),
    linesIn(`${workings.missing(loss).value}${longest}扣 10.00 分。`, WORDS),
  )
  return Math.min(120, lines * 13 + 5)
}

interface MarkRow {
  readonly at: number
  readonly points: string
  readonly cell: (slot: SlotId, format: string, role?: Role) => Cell
  readonly between: (low: string, high: string, values: readonly [number, number], role: Role) => Cell
}

const markRow = (workings: Workings, mark: MarkPlan, { at, points, cell, between }: MarkRow): ReadonlyArray<Cell> => {
  const full = mark.fullSlot === null ? mark.full.toNumber() : Number(workings.slot(mark.fullSlot).value)
  const [low, high] = [Number(workings.slot(mark.awarded).value), Number(workings.slot(mark.high).value)]
  const applies = mark.applies === null ? null : workings.slot(mark.applies)
  const spared = mark.out !== null && mark.treatment === null ? "不计入" : "不适用"
  const waits = mark.waits === null ? null : workings.slot(mark.waits)
  const known = `IF($G${at}>0,"待定",IF($F${at}>0,"失 "&$F${at}&" 分","满分"))`
  const state = `IF(ISTEXT($G${at}),"${UNSURE}",${known})`
  const shown = high - low > 0 ? "待定" : full - high > 0 ? `失 ${round(full - high)} 分` : "满分"
  const ruled = applies === null ? state : `IF(${applies.formula}=FALSE,"${spared}",${state})`
  return [
    text(mark.criterion.code, "strong"),
    text(mark.criterion.title, "strongText"),
    mark.fullSlot === null ? number(mark.full, points) : cell(mark.fullSlot, points),
    cell(mark.awarded, points, "strong"),
    cell(mark.high, points),
    mark.bonus ? text("", "figure") : between(`$E${at}`, `$C${at}`, [high, full], "figure"),
    between(`$D${at}`, `$E${at}`, [low, high], "figure"),
    mark.bonus
      ? text("加分项,经考核组认定后计分")
      : live(
          waits === null ? ruled : `IF(ISTEXT($G${at}),"${UNSURE}",IF(${waits.formula},"是否适用待定",${ruled}))`,
          waits?.value === true ? "是否适用待定" : applies?.value === false ? spared : shown,
          { role: "text" },
        ),
  ]
}

interface LossRow {
  readonly mark: MarkPlan
  readonly loss: LossPlan
  readonly at: number
  readonly points: string
}

const lossRow = (
  workings: Workings,
  words: ReadonlyMap<LossPlan, LossWords>,
  { mark, loss, at, points }: LossRow,
): ReadonlyArray<Cell> => {
  const opening = loss.before ?? mark.fullSlot
  const before: Live =
    opening !== null ? workings.slot(opening) : { formula: mark.full.toString(), value: mark.full.toNumber() }
  const after = workings.slot(loss.after)
  const open = loss.open === null ? null : workings.slot(loss.open)
  const missing = workings.missing(loss)
  const lacks = workings.lacks(loss)
  const own = words.get(loss)
  const remedy = (column: "label" | "word"): string => (own === undefined ? '""' : workings.at(column, own.row))
  const lost = round(Number(before.value) - Number(after.value))
  const waiting = round(Number(open?.value ?? 0))
  const unsure = `OR(${[loss.after, loss.asked, ...(loss.open === null ? [] : [loss.open])].map((slot) => workings.isUnsure(slot)).join(",")})`
  const judged = loss.judged ? "须考核人员评分;" : loss.comparisons.length > 0 ? "取决于其他单位;" : ""
  return [
    text(loss.id, "muted"),
    text(loss.says, "text"),
    number(loss.most, points, "muted"),
    empty("muted"),
    empty("muted"),
    live(orUnsure(unsure, `ROUND(${before.formula}-${after.formula},6)`), lost, { format: points }),
    open === null ? empty("muted") : live(orUnsure(unsure, `ROUND(${open.formula},6)`), waiting, { format: points }),
    live(
      `IF(ISTEXT($F${at}),${missing.formula}&"改写或核算后才能算出。",IF($F${at}>0,${missing.formula}&"${loss.verb} "&$F${at}&" 分。"&IF(${lacks.formula},${remedy("label")},${remedy("word")}),IF(N($G${at})>0,${missing.formula}&"${judged}待定,最多 "&$G${at}&" 分。","")))`,
      lost > 0
        ? `${missing.value}${loss.verb} ${lost} 分。${lacks.value === true ? (own?.lacking ?? "") : (own?.short ?? "")}`
        : waiting > 0
          ? `${missing.value}${judged}待定,最多 ${waiting} 分。`
          : "",
      { role: "text" },
    ),
  ]
}

const workingsSheet = (workings: Workings, words: ReadonlyMap<LossPlan, LossWords>): SheetDraft => {
  const { view } = workings
  const shown = ({ formula, value }: Live): Cell =>
    formula === null
      ? typeof value === "string"
        ? text(value, "muted")
        : { value, formula: null, role: "figure", format: "General" }
      : live(formula, value, { role: "figure" })
  return sheet({
    name: sheetNames.workings,
    widths: [20, 30, 16, 14, 14, 16, 40, 16, 16, 12, 14, 14, 12, 8],
    heading: { rows: 3, columns: 2 },
    isHidden: true,
    isProtected: true,
    rows: [
      row([text(view.stamp, "note")]),
      row([text("填报项的状态和值、各算项的算式,供自评试算取用;请勿改动。", "note")]),
      row(
        [
          "编号",
          "名称",
          "所填",
          "读法",
          "状态",
          "值",
          "说明",
          "所填文字",
          "去单位",
          "读数",
          "填报读法",
          "台账读法",
          "台账计数",
          UNSURE,
        ].map((head) => text(head, "head")),
      ),
      ...workings.fields.map(({ field, cells }) =>
        row(
          [
            text(field.id, "muted"),
            text(field.label),
            ...fieldColumns.map((column) => shown(cells[column])),
            empty("muted"),
          ],
          { height: 18 },
        ),
      ),
      ...workings.slots.map(({ id, label, value, unsure }) =>
        row(
          [
            text(id, "muted"),
            text(label),
            ...Array.from({ length: 3 }, () => empty("muted")),
            shown(value),
            ...Array.from({ length: 7 }, () => empty("muted")),
            shown(unsure),
          ],
          { height: 18 },
        ),
      ),
      ...[...words.values()].map(({ loss, lacking, short }) =>
        row([text(loss.id, "muted"), text(lacking), text(short)], { height: 18 }),
      ),
    ],
  })
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6

/** The cells of a field between its label and the end of its row. */
const fieldColumns = [
  "word",
  "reading",
  "state",
  "value",
  "phrase",
  "text",
  "plain",
  "number",
  "stated",
  "ledger",
  "counted",
] as const

const orUnsure = (unsure: string, formula: string): string => `IF(${unsure},"${UNSURE}",${formula})`
