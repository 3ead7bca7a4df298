import * as paints from "../text/Paint.ts"
import { type Paint, plain } from "../text/Paint.ts"

/** What the screens add to the colours of the lines. Reversed, bold and underlined text is no colour and stays under NO_COLOR. */
export interface Colours extends Paint {
  /** The row that the next key is about. */
  readonly chosen: (text: string) => string
  /** Column headings. */
  readonly heading: (text: string) => string
  /** A key that may be pressed. */
  readonly key: (text: string) => string
  /** The agency that is being looked at, among others. */
  readonly own: (text: string) => string
}

const code =
  (open: number, close: number) =>
  (text: string): string =>
    text === "" ? "" : `\u001b[${open}m${text}\u001b[${close}m`

const same = (text: string): string => text

export const coloured: Colours = {
  ...paints.coloured,
  chosen: code(7, 27),
  heading: code(4, 24),
  key: code(36, 39),
  own: code(36, 39),
}

export const colourless: Colours = {
  ...plain,
  title: code(1, 22),
  faint: same,
  chosen: code(7, 27),
  heading: code(4, 24),
  key: code(1, 22),
  own: code(1, 22),
}

/** For tests, and for terminals that know nothing. */
export const bare: Colours = { ...plain, chosen: same, heading: same, key: same, own: same }

/** The sixteen colours of the terminal's own theme, so that light and dark ones both stay readable. */
export const coloursFor = (env: { readonly [name: string]: string | undefined }): Colours =>
  env.TERM === "dumb" ? bare : (env.NO_COLOR ?? "") === "" ? coloured : colourless
