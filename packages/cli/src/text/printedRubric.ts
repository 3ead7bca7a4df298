import { type PrintedCriterion, type PrintedRubric, type PrintedSection, printedHeads } from "@fadu/engine/author"
import type { Layout } from "./heading.ts"
import { wrap } from "./width.ts"

/** The rules on a terminal: eight columns do not fit, so that every criterion is a block with the heads of the table before its texts. */
export const printedRubricLines = (rubric: PrintedRubric, layout: Layout): ReadonlyArray<string> => {
  const { columns, paint } = layout
  return [
    ...wrap(rubric.title, columns).map(paint.title),
    ...wrap(rubric.about, columns).map(paint.faint),
    ...(rubric.notice === null ? [] : wrap(rubric.notice, columns).map(paint.faint)),
    ...rubric.sections.flatMap((section) => sectionLines(section, layout)),
    ...rubric.ledgers.flatMap(({ title, about, sections }) => [
      "",
      ...wrap(`台账:${title}`, columns).map(paint.title),
      ...about.flatMap((sentence) => wrap(`  ${sentence}。`, columns, 4)),
      ...sections.flatMap((section) => sectionLines(section, layout)),
    ]),
    ...(rubric.general.length === 0 ? [] : ["", paint.title("通用规定")]),
    ...rubric.general.flatMap((sentence) => wrap(`  ${sentence}。`, columns, 4)),
  ]
}

const sectionLines = (section: PrintedSection, layout: Layout): ReadonlyArray<string> => [
  "",
  ...wrap(`${section.code} ${section.title}(${points(section.full)})`, layout.columns).map(layout.paint.title),
  ...section.criteria.flatMap((criterion) => ["", ...criterionLines(criterion, layout)]),
]

const criterionLines = (criterion: PrintedCriterion, { columns, paint }: Layout): ReadonlyArray<string> => {
  const texts = [[criterion.clause], criterion.machine, criterion.figures, criterion.papers, criterion.basis]
  return [
    ...wrap(`${criterion.code} ${criterion.title}  ${points(criterion.full)}`, columns, 3).map(paint.title),
    ...texts.flatMap((lines, index) => {
      // the first three heads stand in the line above
      const head = printedHeads[index + 3] ?? ""
      return lines.flatMap((text, line) => wrap(`  ${line === 0 ? `${head}:` : "  "}${text}`, columns, 4))
    }),
  ]
}

const points = (full: string): string => `${full.replaceAll("\n", "、")}${/\d$/.test(full) ? " 分" : ""}`
