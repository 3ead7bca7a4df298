import { Rational } from "@fadu/engine"
import {
  type Allowed,
  type Cell,
  columnName,
  empty,
  GENERAL,
  live,
  type RowDraft,
  row,
  type SheetDraft,
  sheet,
  text,
} from "../Draft.ts"
import { formatsOf } from "../formats.ts"
import { allowedFor } from "./allowed.ts"
import type { Live } from "./FieldWorking.ts"
import { type Asked, FIRST_ROW, type FormView, HINT, sheetNames, unitOf, VALUE } from "./FormView.ts"
import { formHeading, headingMerges, wide, wideText } from "./rows.ts"
import type { Workings } from "./Workings.ts"

/** 填报表: one row for each field, in blocks by section, and at its foot the promise and the signatures. */
export const figuresSheet = (view: FormView, workings: Workings | null): SheetDraft => {
  const { filled, agency, title } = view.request
  const heads: ReadonlyArray<readonly [string, number]> = [
    ["编号", 17],
    ["填报项", 22],
    ["口径", 44],
    ["单位", 7],
    ["填报值", 14],
    ["佐证编号", 12],
    ["填写要求", 26],
    ["对应指标", 10],
    ...(workings === null ? [] : [[HINT, 22] as const]),
    ...(filled === null ? [] : [["退回意见", 36] as const]),
  ]
  const columns = heads.length
  const rows: ReadonlyArray<RowDraft> = [
    ...formHeading(
      {
        stamp: view.stamp,
        title: `${title}填报表(不得填报涉密信息)`,
        agency: agency === null ? empty("entryText") : text(agency.name, "strongText"),
      },
      columns,
    ),
    row(heads.map(([head]) => text(head === "单位" ? "计量单位" : head, "head"))),
    ...view.blocks.flatMap((block) => [
      row(wideText(block.title, "block", columns), { height: 20 }),
      ...block.fields.map((asked) => row(fieldRow(view, asked, workings))),
    ]),
  ]
  const foot = footRows(view, columns)
  const below = rows.length
  return sheet({
    name: sheetNames.figures,
    widths: heads.map(([, width]) => width),
    heading: { rows: FIRST_ROW - 1, columns: 2 },
    isProtected: true,
    merges: [
      ...headingMerges(columns),
      ...view.blocks.map(({ row: at }): readonly [number, number, number, number] => [at, 1, at, columns]),
      ...foot.flatMap(({ merges }, index) =>
        merges.map(([from, to]): readonly [number, number, number, number] => [
          below + index + 1,
          from,
          below + index + 1,
          to,
        ]),
      ),
    ],
    // what the cell beside asks to be rewritten
    marked:
      workings === null
        ? []
        : view.fields.map(({ row: at }) => ({
            ref: `${VALUE}${at}`,
            when: `LEN($${columnName(heads.findIndex(([head]) => head === HINT) + 1)}${at})>0`,
            as: "bad" as const,
          })),
    allowed: view.fields.flatMap((asked): ReadonlyArray<Allowed> => {
      const one = allowedFor(view, asked)
      return one === null ? [] : [one]
    }),
    rows: [...rows, ...foot.map(({ cells, height }) => row(cells, { height }))],
  })
}

const fieldRow = (view: FormView, asked: Asked, workings: Workings | null): ReadonlyArray<Cell> => {
  const { id, field, criteria } = asked
  const { filled } = view.request
  const questions = filled?.questions.get(id) ?? []
  const supplier = view.supplier(asked)
  const proof = field.evidence
  const demands = [
    ...(proof === undefined
      ? []
      : [`${proof.need === "required" ? "须附佐证" : "可附佐证"}${proof.what === undefined ? "" : `:${proof.what}`}`]),
    ...(supplier === null ? [] : [`以${supplier}提供的为准`]),
    ...(field.office === undefined ? [] : [`一般由${field.office}填`]),
  ]
  return [
    text(id, "muted"),
    text(field.label),
    text((field.definition ?? "").trim()),
    text(unitOf(field), "centre"),
    valueCell(view, asked, questions.length > 0),
    text(filled?.values.get(id)?.evidence ?? "", field.kind === "text" ? "entryText" : "entry"),
    text(demands.join(";\n")),
    text(criteria.join("、"), "centre"),
    ...(workings === null ? [] : [hintCell(workings.hint(id))]),
    ...(filled === null ? [] : [text(questions.join("\n"), "question")]),
  ]
}

const hintCell = (hint: Live | null): Cell =>
  hint?.formula == null ? text("", "question") : live(hint.formula, hint.value, { role: "question" })

/** Empty, or what stood there: the value where it was understood, else the text as it stood. */
const valueCell = (view: FormView, { id, field }: Asked, isDoubtful: boolean): Cell => {
  const role = field.kind === "text" ? (isDoubtful ? "doubtfulText" : "entryText") : isDoubtful ? "doubtful" : "entry"
  const rate = formatsOf(view.request.plan.rubric).of("rate")
  const format = {
    count: GENERAL,
    number: GENERAL,
    day: "yyyy-mm-dd",
    rate,
    text: "@",
    "yes-no": GENERAL,
    level: GENERAL,
  }[field.kind]
  const cell = (value: string | number | null): Cell => ({
    value,
    formula: null,
    role,
    format: typeof value === "string" ? "@" : format,
  })
  const found = view.request.filled?.values.get(id)
  if (found === undefined) return cell(null)
  const { reading, raw } = found
  switch (reading.state) {
    case "filled": {
      const { value } = reading
      if (value instanceof Rational) return cell(value.toNumber())
      return cell(typeof value === "boolean" ? (value ? "是" : "否") : value)
    }
    case "blank":
      return cell(null)
    case "claimed":
    case "none":
    case "unreadable":
      return cell(raw)
  }
}

interface FootRow {
  readonly cells: ReadonlyArray<Cell>
  readonly merges: ReadonlyArray<readonly [from: number, to: number]>
  readonly height: number
}

const footRows = (view: FormView, columns: number): ReadonlyArray<FootRow> => {
  const pair = (left: string, right: string): FootRow => ({
    cells: [
      text(left, "head"),
      ...wide(empty("entryText"), 2),
      ...wideText(right, "head", 2),
      ...wide(empty("entryText"), columns - 5),
    ],
    merges: [
      [2, 3],
      [4, 5],
      [6, columns],
    ],
    height: 30,
  })
  return [
    {
      cells: [
        text("填报核对", "head"),
        ...wide(live(view.tally, "已填 0 项,数值合计 0", { role: "text" }), columns - 1),
      ],
      merges: [[2, columns]],
      height: 22,
    },
    {
      cells: wideText(
        "真实性承诺:本单位对填报数据和佐证材料的真实性、准确性、完整性负责;所填内容不含国家秘密、工作秘密和依法不得公开的个人信息。",
        "text",
        columns,
      ),
      merges: [[1, columns]],
      height: 30,
    },
    pair("填报人(签字)", "审核人(签字)"),
    pair("主要负责人(签字)", "单位(盖章)"),
    pair("填报日期", "联系电话"),
  ]
}
