/** What a cell is for, which decides how it looks. Restrained: one shade for headings, one for blocks, colour only for links and faults. */
export type Role =
  | "title"
  | "workTitle"
  | "subtitle"
  | "head"
  | "block"
  | "blockFigure"
  | "text"
  | "lead"
  | "centre"
  | "figure"
  | "strong"
  | "strongText"
  | "muted"
  | "link"
  | "note"
  | "coverTitle"
  | "warning"
  | "entry"
  | "entryText"
  | "doubtful"
  | "doubtfulText"
  | "question"

export interface Appearance {
  readonly font: { readonly name: string; readonly size: number; readonly bold?: boolean; readonly color?: string }
  readonly fill: string | null
  readonly border: boolean
  /** May be filled in where the rest of the sheet is protected. */
  readonly isOpen?: boolean
  readonly horizontal: "left" | "center" | "right"
  /** Where it stands in a high cell; in the middle if nothing is said. */
  readonly vertical?: "top"
}

const song = (size: number, color?: string): Appearance["font"] => ({
  name: "宋体",
  size,
  ...(color === undefined ? {} : { color }),
})
const hei = (size: number): Appearance["font"] => ({ name: "黑体", size })

const SHADE = "FFE7ECF2"
const PALE = "FFF5F7FA"
/** Cells to fill in, and those among them that are asked about. */
const ENTRY = "FFFFFDF0"
const DOUBT = "FFFFE2CC"

export const appearances: { readonly [R in Role]: Appearance } = {
  title: { font: hei(16), fill: null, border: false, horizontal: "center" },
  workTitle: { font: hei(12), fill: null, border: false, horizontal: "left" },
  subtitle: { font: song(9, "FF595959"), fill: null, border: false, horizontal: "center" },
  head: { font: hei(10), fill: SHADE, border: true, horizontal: "center" },
  block: { font: hei(10), fill: PALE, border: true, horizontal: "left" },
  blockFigure: { font: song(10, "FF595959"), fill: PALE, border: true, horizontal: "center" },
  text: { font: song(10), fill: null, border: true, horizontal: "left" },
  lead: { font: hei(10), fill: null, border: true, horizontal: "center", vertical: "top" },
  centre: { font: song(10), fill: null, border: true, horizontal: "center" },
  figure: { font: song(10), fill: null, border: true, horizontal: "center" },
  strong: { font: { ...song(10), bold: true }, fill: null, border: true, horizontal: "center" },
  strongText: { font: { ...song(10), bold: true }, fill: null, border: true, horizontal: "left" },
  muted: { font: song(10, "FF8C8C8C"), fill: null, border: true, horizontal: "center" },
  link: { font: song(10, "FF1F4E79"), fill: null, border: true, horizontal: "left" },
  note: { font: song(9, "FF595959"), fill: null, border: false, horizontal: "left" },
  coverTitle: { font: hei(22), fill: null, border: false, horizontal: "center" },
  warning: { font: { ...hei(12), color: "FFC00000" }, fill: null, border: false, horizontal: "center" },
  entry: { font: song(11), fill: ENTRY, border: true, horizontal: "center", isOpen: true },
  entryText: { font: song(10), fill: ENTRY, border: true, horizontal: "left", isOpen: true },
  doubtful: { font: { ...song(11), bold: true }, fill: DOUBT, border: true, horizontal: "center", isOpen: true },
  doubtfulText: { font: { ...song(10), bold: true }, fill: DOUBT, border: true, horizontal: "left", isOpen: true },
  question: { font: song(10, "FFC00000"), fill: null, border: true, horizontal: "left" },
}
