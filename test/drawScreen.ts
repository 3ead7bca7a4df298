// A terminal screen as a picture (SVG). Every character is placed on the grid of the terminal by itself, so that Chinese and Latin letters
// stand where they stand on the screen, whatever fonts the reader has. Lines and bars are drawn, not written.

/** Columns that a character takes. */
export type Measure = (character: string) => number

export interface Screen {
  readonly title: string
  readonly columns: number
  readonly rows: number
  /** The frame with its colours (SGR sequences). */
  readonly frame: string
}

interface Style {
  readonly colour: "plain" | "lost" | "good" | "waiting" | "key"
  readonly bold: boolean
  readonly faint: boolean
  readonly underlined: boolean
  readonly reversed: boolean
}

interface Cell {
  readonly text: string
  readonly column: number
  readonly columns: number
  readonly style: Style
}

const plain: Style = { colour: "plain", bold: false, faint: false, underlined: false, reversed: false }

const codes: { readonly [code: string]: Partial<Style> } = {
  "1": { bold: true },
  "2": { faint: true },
  "4": { underlined: true },
  "7": { reversed: true },
  "22": { bold: false, faint: false },
  "24": { underlined: false },
  "27": { reversed: false },
  "31": { colour: "lost" },
  "32": { colour: "good" },
  "33": { colour: "waiting" },
  "36": { colour: "key" },
  "39": { colour: "plain" },
}

/** The characters of one line, each with its column and style. */
const cellsOf = (line: string, measure: Measure): ReadonlyArray<Cell> => {
  const cells: Array<Cell> = []
  let style = plain
  let column = 0
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  for (const part of line.split(/(\u001b\[[0-9;]*m)/)) {
    if (part.startsWith("\u001b")) {
      for (const code of part.slice(2, -1).split(";")) style = code === "0" ? plain : { ...style, ...codes[code] }
      continue
    }
    for (const text of part) {
      const columns = measure(text)
      cells.push({ text, column, columns, style })
      column += columns
    }
  }
  return cells
}

const WIDTH = 8
const HEIGHT = 21
const EDGE = 14
/** Letters of common fonts are then as wide as a cell, Chinese ones as two. */
const SIZE = 16

const colours = {
  plain: "#d7dae0",
  lost: "#ff7b72",
  good: "#7ee787",
  waiting: "#e3b341",
  key: "#79c0ff",
  ground: "#161b22",
}

/** The whole picture. */
export const drawScreen = ({ title, columns, rows, frame }: Screen, measure: Measure): string => {
  const width = columns * WIDTH + 2 * EDGE
  const height = rows * HEIGHT + 2 * EDGE
  const lines = frame.split("\n").slice(0, rows)
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    "<style>",
    `text{font:${SIZE}px "Noto Sans Mono CJK SC","Sarasa Mono SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",monospace;fill:${colours.plain};white-space:pre}`,
    ...(["lost", "good", "waiting", "key"] as const).map((name) => `.${name}{fill:${colours[name]}}`),
    `.ground{fill:${colours.ground}}.bold{font-weight:bold}.faint{opacity:.62}`,
    "</style>",
    `<rect width="${width}" height="${height}" rx="8" fill="${colours.ground}"/>`,
    ...lines.flatMap((line, row) => drawLine(cellsOf(line, measure), EDGE + row * HEIGHT)),
    "</svg>",
  ].join("\n")}\n`
}

const left = (column: number): number => EDGE + column * WIDTH

const drawLine = (cells: ReadonlyArray<Cell>, top: number): ReadonlyArray<string> =>
  runsOf(cells).flatMap((run) => {
    const [first] = run
    const last = run.at(-1)
    if (first === undefined || last === undefined) return []
    const { style } = first
    const [from, to] = [left(first.column), left(last.column + last.columns)]
    const shade = shadeOf(style)
    return [
      ...(style.reversed
        ? [`<rect x="${from}" y="${top}" width="${to - from}" height="${HEIGHT}" fill="${colours[style.colour]}"/>`]
        : []),
      ...(style.underlined
        ? [
            `<rect x="${from}" y="${top + HEIGHT - 2}" width="${to - from}" height="1" fill="${colours.plain}" opacity=".5"/>`,
          ]
        : []),
      ...wordsOf(run).map(
        (word) =>
          `<text${shade === "" ? "" : ` class="${shade}"`} x="${word.map(({ column }) => left(column)).join(" ")}" y="${top + 16}">${escaped(
            word.map(({ text }) => text).join(""),
          )}</text>`,
      ),
      ...bars(run, top, shade),
    ]
  })

/** Letters without a gap between them and of one width: a program that knows only where a text begins is then right as well. */
const wordsOf = (run: ReadonlyArray<Cell>): ReadonlyArray<ReadonlyArray<Cell>> => {
  const words: Array<Array<Cell>> = []
  let before: Cell | null = null
  for (const cell of run) {
    const isLetter = cell.text !== " " && !isDrawn(cell.text)
    if (isLetter && before !== null && before.columns === cell.columns) words.at(-1)?.push(cell)
    else if (isLetter) words.push([cell])
    before = isLetter ? cell : null
  }
  return words
}

const shadeOf = ({ colour, bold, faint, reversed }: Style): string =>
  [
    ...(reversed ? ["ground"] : colour === "plain" ? [] : [colour]),
    ...(bold ? ["bold"] : []),
    ...(faint ? ["faint"] : []),
  ].join(" ")

/** Neighbours of one style. */
const runsOf = (cells: ReadonlyArray<Cell>): ReadonlyArray<ReadonlyArray<Cell>> => {
  const runs: Array<Array<Cell>> = []
  for (const cell of cells) {
    const run = runs.at(-1)
    const before = run?.[0]?.style
    if (run !== undefined && before !== undefined && isSame(before, cell.style)) run.push(cell)
    else runs.push([cell])
  }
  return runs
}

const isSame = (a: Style, b: Style): boolean =>
  a.colour === b.colour &&
  a.bold === b.bold &&
  a.faint === b.faint &&
  a.underlined === b.underlined &&
  a.reversed === b.reversed

const heights: { readonly [character: string]: number } = { "━": 4, "╍": 4, "─": 1 }

const isDrawn = (text: string): boolean => text === "│" || heights[text] !== undefined

/** Neighbouring pieces of one bar as one rectangle; a dashed one piece by piece. */
const bars = (run: ReadonlyArray<Cell>, top: number, shade: string): ReadonlyArray<string> => {
  const drawn: Array<string> = []
  const rectangle = (x: number, y: number, [width, height]: readonly [number, number]): void => {
    const fill = /ground|lost|good|waiting|key/.test(shade) ? "" : ` fill="${colours.plain}"`
    drawn.push(
      `<rect${shade === "" ? "" : ` class="${shade}"`} x="${x}" y="${y}" width="${width}" height="${height}"${fill}/>`,
    )
  }
  for (let index = 0; index < run.length; index++) {
    const cell = run[index]
    if (cell === undefined || !isDrawn(cell.text)) continue
    const x = left(cell.column)
    if (cell.text === "│") {
      rectangle(x + WIDTH / 2, top, [1, HEIGHT])
      continue
    }
    const height = heights[cell.text] ?? 1
    const y = top + (HEIGHT - height) / 2
    if (cell.text === "╍") {
      rectangle(x + 1, y, [WIDTH - 4, height])
      continue
    }
    let end = index
    while (run[end + 1]?.text === cell.text) end++
    rectangle(x, y, [(end - index + 1) * WIDTH, height])
    index = end
  }
  return drawn
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
