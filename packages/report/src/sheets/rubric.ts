import type { Criterion, Section } from "@fadu/engine"
import { type Cell, number, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { heading, headingMerges } from "../heading.ts"
import type { PartView } from "../PartView.ts"

/** 评分细则: the rules the points rest on, word for word, with how the team reads them. */
export const rubricSheet = (view: PartView): SheetDraft => {
  const { plan } = view.part
  const { rubric } = plan
  const shown = plan.groups.filter((group) => view.members.some((member) => member.group === group))
  const heads: ReadonlyArray<readonly [string, number]> = [
    ["编号", 7],
    ["指标", 18],
    ...shown.map((group): readonly [string, number] => [shown.length === 1 ? "分值" : `分值(${group.title})`, 10]),
    ["评分标准", 56],
    ["评分口径", 36],
    ["依据", 34],
    ["填报项", 26],
  ]
  const labels = new Map(plan.fields.map(({ id, label }) => [id, label]))
  const sectionRow = (section: Section): ReadonlyArray<Cell> => [
    text(section.code, "block"),
    text(section.title, "block"),
    ...shown.map((group): Cell => {
      const own = group.sections.find(({ section: { code } }) => code === section.code)
      return own === undefined ? text("—", "blockFigure") : number(own.full, view.formats.points, "blockFigure")
    }),
    ...["", "", "", ""].map((blank) => text(blank, "block")),
  ]
  const criterionRow = (criterion: Criterion): ReadonlyArray<Cell> => {
    const marks = plan.groups.flatMap(({ marks: all }) => all.filter((mark) => mark.criterion.code === criterion.code))
    const fields = [...new Set(marks.flatMap((mark) => mark.losses.flatMap(({ needs }) => needs)))]
    const bases = new Map(marks.flatMap((mark) => mark.basis.map(({ id, basis }) => [id, basis] as const)))
    return [
      text(criterion.code, "centre"),
      text(criterion.title),
      ...shown.map((group): Cell => {
        const own = group.marks.find((mark) => mark.criterion.code === criterion.code)
        return own === undefined ? text("—", "muted") : number(own.full, view.formats.points)
      }),
      text(criterion.clause.trim()),
      text((criterion.reading ?? "").trim()),
      text(
        [...bases.values()]
          .filter(({ verified }) => verified !== "no" || view.audience.kind === "internal")
          .map(
            ({ title, number: of, article, verified }) =>
              `《${title}》${of === undefined ? "" : `(${of})`}${article ?? ""}${verified === "no" ? "(未核对)" : ""}`,
          )
          .join(";\n"),
      ),
      text(fields.map((id) => labels.get(id) ?? id).join("、")),
    ]
  }
  return sheet({
    name: view.names.rubric,
    widths: heads.map(([, width]) => width),
    heading: { rows: 3, columns: 2 },
    merges: headingMerges(heads.length),
    rows: [
      ...heading(view, "评分细则", { columns: heads.length }),
      row(heads.map(([title]) => text(title, "head"))),
      ...rubric.sections.flatMap((section) => {
        const criteria = section.criteria.filter(({ code }) =>
          shown.some((group) => group.marks.some((mark) => mark.criterion.code === code)),
        )
        return criteria.length === 0
          ? []
          : [row(sectionRow(section), { height: 20 }), ...criteria.map((criterion) => row(criterionRow(criterion)))]
      }),
    ],
  })
}
