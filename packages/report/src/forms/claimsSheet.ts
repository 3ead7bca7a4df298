import { floorFor } from "@fadu/engine"
import { asideOf } from "../asideOf.ts"
import { type Allowed, type Cell, empty, live, number, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { formatsOf } from "../formats.ts"
import { FIRST_ROW, type FormView, sheetNames } from "./FormView.ts"
import { formHeading, headingMerges } from "./rows.ts"
import type { Workings } from "./Workings.ts"

const COLUMNS = 7
const POINTS = 5
const REMARK = 6

/** 自评表: one row for each criterion, its clause word for word, and what the agency gives itself. */
export const claimsSheet = (view: FormView, workings: Workings | null): SheetDraft => {
  const { plan, group, agency, title, filled } = view.request
  const { points } = formatsOf(plan.rubric)
  const allowed: Array<Allowed> = []
  const sums: Array<string> = []
  let at = FIRST_ROW
  const rows = group.sections.flatMap((section) => {
    const marks = group.marks.filter((mark) => mark.section === section.section)
    const heading = at++
    const first = at
    const drafted = marks.map((mark) => {
      const { criterion } = mark
      const cell = `E${at}`
      const least = Math.min(0, floorFor(criterion, mark.section, group.id))
      const most = mark.full.toNumber()
      // where points move with what applies, the trial knows how many there are
      const full = mark.fullSlot === null || workings === null ? null : workings.shown(mark.fullSlot)
      allowed.push(
        {
          row: at,
          column: POINTS,
          by: { condition: `AND(ISNUMBER(${cell}),${cell}>=${least},${cell}<=${full === null ? most : `$D${at}`})` },
          otherwise: `${criterion.code} 自评得分请填 ${least} 至 ${full === null ? most : "分值"}之间的数`,
          prompt: null,
        },
        {
          row: at,
          column: REMARK,
          by: { condition: `LEN(F${at})<=200` },
          otherwise: "自评说明不超过 200 字",
          prompt: null,
        },
      )
      at++
      const claim = filled?.claims.get(criterion.code)
      return row([
        text(criterion.code, "centre"),
        text(criterion.title),
        text(criterion.clause.trim()),
        full === null ? number(mark.full, points) : live(full.formula, full.value, { format: points }),
        claim?.points == null
          ? { ...empty("entry"), format: points }
          : { value: claim.points, formula: null, role: "entry", format: points },
        text(claim?.remark ?? "", "entryText"),
        text("", "entry"),
      ])
    })
    sums.push(`$E$${heading}`)
    // the label stands beside the column of codes, so that the sum is nobody's claim when the form is read
    const cells: ReadonlyArray<Cell> = [
      text("", "block"),
      text(`${section.section.code} ${section.section.title}${asideOf(section)}`, "block"),
      text("", "block"),
      number(section.full, points, "blockFigure"),
      live(`SUM(E${first}:E${Math.max(first, at - 1)})`, 0, { role: "blockFigure", format: points }),
      text("", "block"),
      text("", "block"),
    ]
    return [row(cells, { height: 20 }), ...drafted]
  })
  const total = row([
    text("", "block"),
    text("自评总分", "block"),
    text("未计折算、取舍和封顶;各项自评得分相加", "block"),
    number(group.full, points, "blockFigure"),
    live(sums.join("+"), 0, { role: "blockFigure", format: points }),
    text("", "block"),
    text("", "block"),
  ])
  return sheet({
    name: sheetNames.claims,
    widths: [9, 20, 62, 8, 10, 40, 10],
    heading: { rows: FIRST_ROW - 1, columns: 2 },
    isProtected: true,
    merges: headingMerges(COLUMNS),
    allowed,
    rows: [
      ...formHeading(
        {
          stamp: view.stamp,
          title: `${title}自评表(不得填报涉密信息)`,
          agency: live(`${sheetNames.figures}!$B$3&""`, agency?.name ?? "", { role: "strongText" }),
        },
        COLUMNS,
      ),
      row(
        ["指标编号", "指标名称", "评分标准", "分值", "自评得分", "自评说明(限200字)", "佐证编号"].map((head) =>
          text(head, "head"),
        ),
      ),
      ...rows,
      total,
    ],
  })
}
