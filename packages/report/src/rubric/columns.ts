import { type PrintedCriterion, type PrintedSection, printedHeads } from "@fadu/engine/author"

/** The columns of the printed rules (细则表), in order: head, share of the width of a page, and whether the texts stand in the middle. */
export const columns: ReadonlyArray<{ readonly head: string; readonly share: number; readonly isCentred: boolean }> = [
  [12, true],
  [14, false],
  [11, true],
  [42, false],
  [48, false],
  [27, false],
  [21, false],
  [26, false],
].map(([share, isCentred], index) => ({
  head: printedHeads[index] ?? "",
  share: Number(share),
  isCentred: isCentred === true,
}))

/** The text of every column for one line, the first for the section; lines of one text are broken by a line feed. */
export const textsOf = (section: PrintedSection, criterion: PrintedCriterion): ReadonlyArray<string> => [
  sectionText(section),
  `${criterion.code} ${criterion.title}`,
  criterion.full,
  criterion.clause,
  criterion.machine.join("\n"),
  criterion.figures.join("\n"),
  criterion.papers.join("\n"),
  criterion.basis.join("\n"),
]

const sectionText = ({ code, title, full }: PrintedSection): string =>
  `${code} ${title}\n(${full}${/\d$/.test(full) ? " 分" : ""})`
