import type { Paper } from "@fadu/engine"
import { type Allowed, type Cell, empty, live, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { FIRST_ROW, type FormView, sheetNames } from "./FormView.ts"
import { formHeading, headingMerges } from "./rows.ts"

const COLUMNS = 7
const FEWEST = 40

/** 佐证材料目录: numbered lines to list what supports the figures. */
export const papersSheet = (view: FormView): SheetDraft => {
  const { agency, title, filled } = view.request
  const proved = view.fields.filter(({ field }) => field.evidence !== undefined).length
  const count = Math.max(FEWEST, Math.ceil((proved * 3) / 20) * 10)
  const listed = filled?.papers ?? []
  const rows = Array.from({ length: Math.max(count, listed.length + 10) }, (_, index) => FIRST_ROW + index)
  return sheet({
    name: sheetNames.papers,
    widths: [8, 16, 46, 24, 14, 8, 40],
    heading: { rows: FIRST_ROW - 1, columns: 1 },
    isProtected: true,
    merges: headingMerges(COLUMNS),
    allowed: rows.flatMap(
      (at): ReadonlyArray<Allowed> => [
        {
          row: at,
          column: 5,
          by: { condition: `AND(ISNUMBER(E${at}),E${at}>=DATE(1950,1,1),E${at}<DATE(2100,1,1))` },
          otherwise: "成文日期请写到日,如 2026-3-1",
          prompt: null,
        },
        {
          row: at,
          column: 6,
          by: { condition: `AND(ISNUMBER(F${at}),F${at}>0,F${at}=INT(F${at}))` },
          otherwise: "页数请填整数",
          prompt: null,
        },
      ],
    ),
    rows: [
      ...formHeading(
        {
          stamp: view.stamp,
          title: `${title}佐证材料目录(不得列入涉密材料)`,
          agency: live(`${sheetNames.figures}!$B$3&""`, agency?.name ?? "", { role: "strongText" }),
        },
        COLUMNS,
      ),
      row(["编号", "对应指标", "材料名称", "文号", "成文日期", "页数", "文件名"].map((head) => text(head, "head"))),
      ...rows.map((_, index) => row(paperRow(listed[index], index), { height: 20 })),
    ],
  })
}

const paperRow = (paper: Paper | undefined, index: number): ReadonlyArray<Cell> => {
  const written = (value: string | null | undefined, role: "entry" | "entryText"): Cell =>
    value == null || value === "" ? empty(role) : text(value, role)
  const number = paper?.number ?? String(index + 1)
  return [
    /^\d{1,9}$/.test(number) ? figure(Number(number), "0") : text(number, "entry"),
    written(paper?.criteria.join("、"), "entry"),
    written(paper?.title, "entryText"),
    written(paper?.document, "entryText"),
    paper?.on == null ? { ...empty("entry"), format: DAY } : figure(paper.on, DAY),
    /^\d{1,9}$/.test(paper?.pages ?? "") ? figure(Number(paper?.pages), "0") : written(paper?.pages, "entry"),
    written(paper?.files.join(";"), "entryText"),
  ]
}

const DAY = "yyyy-mm-dd"
const figure = (value: number, format: string): Cell => ({ value, formula: null, role: "entry", format })
