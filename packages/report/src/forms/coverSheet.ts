import { type Cell, live, type RowDraft, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { dayWords } from "../heading.ts"
import { type FormView, sheetNames } from "./FormView.ts"
import { wide, wideText } from "./rows.ts"

const COLUMNS = 4

/** 封面: what the form is, whose it is, by when, and how it is filled in. */
export const coverSheet = (view: FormView): SheetDraft => {
  const { plan, group, title, agency, due, evidenceDue, self, trial, filled } = view.request
  const { rubric } = plan
  const facts: ReadonlyArray<readonly [string, Cell]> = [
    [
      "填报单位",
      agency === null
        ? live(
            `IF(${sheetNames.figures}!$B$3="","(在填报表第 3 行填写)",${sheetNames.figures}!$B$3)`,
            "(在填报表第 3 行填写)",
            {
              role: "text",
            },
          )
        : text(agency.name),
    ],
    ...(agency === null ? [] : [["单位代码", text(agency.code)] as const]),
    ["分组", text(group.title)],
    ["评分细则", text(`${rubric.title}(${rubric.version})`)],
    ["考核期", text(`${dayWords(rubric.period.from)}至${dayWords(rubric.period.to)}`)],
    ...(due === null ? [] : [["填报截止", text(`${dayWords(due)}(含当日)`)] as const]),
    ...(evidenceDue === null ? [] : [["佐证补正截止", text(`${dayWords(evidenceDue)}(含当日)`)] as const]),
    ["填报核对", live(view.tally, "已填 0 项,数值合计 0", { role: "text" })],
  ]
  const lines: ReadonlyArray<RowDraft> = [
    row(wideText(view.stamp, "note", COLUMNS)),
    row(wideText("", "note", COLUMNS), { height: 40 }),
    row(wideText(title, "coverTitle", COLUMNS), { height: 72 }),
    row(wideText(filled === null ? (self ? "单位自查表" : "单位填报表") : "退回修改", "title", COLUMNS), {
      height: 36,
    }),
    row(wideText("不得填报涉密信息", "warning", COLUMNS), { height: 30 }),
    row(wideText(rubric.notice ?? "", "note", COLUMNS), { height: 30 }),
    ...facts.map(([label, cell]) => row([text(label, "head"), ...wide(cell, COLUMNS - 1)], { height: 24 })),
    row(wideText("", "note", COLUMNS), { height: 12 }),
    ...(filled === null || filled.general.length === 0
      ? []
      : [
          row(wideText("退回意见", "block", COLUMNS)),
          ...filled.general.map((question, index) => row(wideText(`${index + 1}. ${question}`, "question", COLUMNS))),
        ]),
    row(wideText("填写说明", "block", COLUMNS)),
    ...instructions({ self, trial, isReturned: filled !== null }).map((line, index) =>
      row(wideText(`${index + 1}. ${line}`, "text", COLUMNS)),
    ),
  ]
  return sheet({
    name: sheetNames.cover,
    widths: [16, 26, 26, 26],
    heading: { rows: 0, columns: 0 },
    isProtected: true,
    isPortrait: true,
    merges: lines.map((line, index) =>
      line.cells[0]?.role === "head" ? [index + 1, 2, index + 1, COLUMNS] : [index + 1, 1, index + 1, COLUMNS],
    ),
    rows: lines,
  })
}

const instructions = ({
  self,
  trial,
  isReturned,
}: {
  readonly self: boolean
  readonly trial: boolean
  readonly isReturned: boolean
}): ReadonlyArray<string> => [
  ...(isReturned ? ["着色的单元格需要核对,问题写在同一行的“退回意见”栏;请直接在着色处更正后重新报送。"] : []),
  "只填浅色的单元格,其余部分已保护。请勿改动表号、编号和填报项名称。",
  "数为零的填 0,不要留空;确不涉及的填“不涉及”,由考核组认定是否适用;尚未办理的事项在日期栏填“未办理”。留空视为未填报。",
  "数字只填确切数,不写“约”“余”“近”;日期写到日,如 2026-3-1;比率带百分号,如 85%。",
  "要求附佐证的,先在“佐证材料目录”登记,再把编号填入“佐证编号”栏;有几份的写作 1、2。没有编号的,按未见佐证材料处理。",
  "“自评表”按评分标准逐项写自评得分;扣分的写明理由,不超过 200 字。",
  ...(self ? ["标有“以……提供的为准”的填报项由指定机关提供,此处填写仅供本单位测算。"] : []),
  ...(trial ? ["“自评试算”随填随算,所列为按现有填报的测算;最终得分以考核组审定为准。"] : []),
  "填报人、审核人、主要负责人在“填报表”末尾签字,加盖公章。扫描件须与电子表的“填报核对”一致。",
]
