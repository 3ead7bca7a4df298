import { clip, padEnd, width, wrap } from "../../text/width.ts"
import type { Colours } from "../Colours.ts"
import { changes, type Effect } from "./effectOf.ts"
import type { RecordPageOf, RecordState } from "./RecordState.ts"

/** A line longer than this is hard to follow to its end. */
const longest = 120

export interface Drawing {
  readonly columns: number
  readonly colours: Colours
}

/** What a scorer reads before he scores. */
export const scoringTexts = (
  state: RecordState,
  { criterion, agency }: RecordPageOf<"scoring">,
  drawing: Drawing,
): ReadonlyArray<string> => {
  const sheet = state.desk.scoring?.sheet(criterion, agency)
  return sheet == null ? ["没有这项评分"] : labelledTexts(sheet.texts, drawing)
}

/** What is to be looked at before deciding. */
export const matterTexts = (
  state: RecordState,
  { agency, matter }: RecordPageOf<"matter">,
  drawing: Drawing,
): ReadonlyArray<string> => {
  const sheet = state.desk.deciding?.sheet(agency, matter)
  return sheet == null ? ["没有这个认定事项"] : labelledTexts(sheet.texts, drawing)
}

/** What would be written down, what contradicts it, and for the lead whom it moves. */
export const confirmTexts = ({ proposal }: RecordPageOf<"confirm">, drawing: Drawing): ReadonlyArray<string> => {
  const { colours } = drawing
  const columns = Math.min(drawing.columns, longest)
  return [
    ...labelledTexts(proposal.texts, drawing),
    ...proposal.warnings.flatMap((warning) => ["", ...wrap(`注意:${warning}`, columns, 2).map(colours.lost)]),
    ...(proposal.effect === null ? [] : ["", ...effectLines(proposal.effect, drawing)]),
  ]
}

const effectLines = ({ shifts }: Effect, { columns, colours }: Drawing): ReadonlyArray<string> => {
  const moved = shifts.filter(({ from, to }) => changes(from, to).length > 0)
  const heading = `影响:${moved.length === 0 ? "总分、名次、等次都不变" : `${moved.length} 个单位变动(原 → 新)`}`
  const name = Math.max(4, ...moved.map((shift) => width(shift.name)))
  const widest = (part: "total" | "place" | "grade"): number =>
    Math.max(...moved.map(({ from, to }) => width(arrow(from[part], to[part]))))
  return [
    colours.title(heading),
    ...moved.map(({ name: one, from, to }, index) => {
      const text = `  ${padEnd(one, name)}  ${padEnd(arrow(from.total, to.total), widest("total"))}  ${padEnd(arrow(from.place, to.place), widest("place"))}  ${arrow(from.grade, to.grade)}`
      return index === 0 ? colours.own(clip(text, columns)) : clip(text, columns)
    }),
  ]
}

const arrow = (from: string, to: string): string => (from === to ? from : `${from} → ${to}`)

/** A label in a column of its own, the text beside it; an empty label is a heading. */
const labelledTexts = (
  texts: ReadonlyArray<readonly [label: string, text: string]>,
  { columns: given, colours }: Drawing,
): ReadonlyArray<string> => {
  const columns = Math.min(given, longest)
  const narrow = 10
  const room = Math.max(20, columns - narrow)
  return texts.flatMap(([label, text]) => {
    if (label === "") return ["", colours.heading(text)]
    // a long label, as of a figure, stands on the line with its text
    if (width(label) > narrow - 2) {
      return wrap(`${label}:${text}`, columns, 4).map((line, index) =>
        index === 0 && line.startsWith(label) ? `${colours.faint(label)}${line.slice(label.length)}` : line,
      )
    }
    return wrap(text, room).map(
      (line, index) => `${index === 0 ? colours.faint(padEnd(label, narrow)) : " ".repeat(narrow)}${line}`,
    )
  })
}

/** What was typed, with the place of the next character; the end of it where it is longer than the line. */
export const typing = (text: string, active: boolean, { columns, colours }: Drawing): string => {
  const room = columns - 2
  const characters = Array.from(text)
  while (width(characters.join("")) > room) characters.shift()
  const shown = characters.length === Array.from(text).length ? text : `…${characters.slice(1).join("")}`
  return active ? `${shown}${colours.chosen(" ")}` : shown
}
