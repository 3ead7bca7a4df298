/** Colours asked for by what they mean. Without colour every function gives its text back. */
export interface Paint {
  readonly title: (text: string) => string
  readonly faint: (text: string) => string
  readonly good: (text: string) => string
  readonly lost: (text: string) => string
  readonly waiting: (text: string) => string
}

const same = (text: string): string => text
export const plain: Paint = { title: same, faint: same, good: same, lost: same, waiting: same }

const code =
  (open: number, close: number) =>
  (text: string): string =>
    text === "" ? "" : `\u001b[${open}m${text}\u001b[${close}m`

export const coloured: Paint = {
  title: code(1, 22),
  faint: code(2, 22),
  good: code(32, 39),
  lost: code(31, 39),
  waiting: code(33, 39),
}

/** Colour only on a terminal, and never where NO_COLOR is set. */
export const paintFor = (
  terminal: { readonly isTTY?: boolean | undefined },
  env: { readonly [name: string]: string | undefined },
): Paint => (terminal.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb" ? coloured : plain)
