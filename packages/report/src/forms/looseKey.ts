const substituted = (text: string, pairs: ReadonlyArray<readonly [from: string, to: string]>): string =>
  pairs.reduce((inner, [from, to]) => `SUBSTITUTE(${inner},${from},"${to}")`, text)

/** Blanks of every kind. */
const blanks: ReadonlyArray<readonly [string, string]> = [
  '" "',
  '"\u3000"',
  '"\u00a0"',
  "CHAR(9)",
  "CHAR(10)",
  "CHAR(13)",
].map((blank) => [blank, ""])

/** A text without its blanks. */
export const withoutBlanks = (text: string): string => substituted(text, blanks)

/** A key so loosely that all keys which the reader takes for one are one: more may be, and then nothing is told. */
export const looseKey = (text: string): string =>
  `LOWER(${substituted(`ASC(${text}&"")`, [
    ...blanks,
    ...[..."[【〔〖{"].map((mark) => [`"${mark}"`, "("] as const),
    ...[..."]】〕〗}"].map((mark) => [`"${mark}"`, ")"] as const),
    ...[..."—─‐‑‒–−"].map((mark) => [`"${mark}"`, "-"] as const),
    ['"、"', ","],
    ...[..."*★:。;"].map((mark) => [`"${mark}"`, ""] as const),
  ])})`
