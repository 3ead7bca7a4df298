import type { PrintedRubric, PrintedSection } from "@fadu/engine/author"
import { columns, textsOf } from "./columns.ts"

/** The rules as a Markdown page. Markdown has no merged cells: the section stands in its first line only. */
export const rubricMarkdown = (rubric: PrintedRubric): string =>
  [
    `# ${escaped(rubric.title)}`,
    "",
    escaped(rubric.about),
    ...(rubric.notice === null ? [] : ["", `> ${escaped(rubric.notice)}`]),
    "",
    ...table(rubric.sections),
    "",
    ...rubric.ledgers.flatMap(({ title, about, sections }) => [
      `## 台账:${escaped(title)}`,
      "",
      ...about.map((sentence) => `- ${escaped(sentence)}。`),
      "",
      ...(sections.length === 0 ? [] : [...table(sections), ""]),
    ]),
    ...rubric.general.map((sentence) => `- ${escaped(sentence)}。`),
    "",
  ].join("\n")

const table = (sections: ReadonlyArray<PrintedSection>): ReadonlyArray<string> => [
  line(columns.map(({ head }) => head)),
  line(columns.map(({ isCentred }) => (isCentred ? ":---:" : "---"))),
  ...sections.flatMap((section) =>
    section.criteria.map((criterion, index) =>
      line(textsOf(section, criterion).map((text, column) => (column === 0 && index > 0 ? "" : escaped(text)))),
    ),
  ),
]

const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(" | ")} |`

/** What a table or a page of Markdown would take for its own. */
const escaped = (text: string): string =>
  text.replace(/[\\`*_[\]<>|#~]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, "<br>")
