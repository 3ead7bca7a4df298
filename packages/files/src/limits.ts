/**
 * Cells with content in all sheets, characters that they take, and cells covered by merges: 3,000 agencies with 40 columns. Tags are
 * counted with those of empty rows and cells, which programs leave behind by the hundred thousand, but not by the million.
 */
export const cellLimits = { cells: 120_000, tags: 2_000_000, characters: 10_000_000, merged: 500_000 } as const

/** What of the limits is left. */
export type Budget = { -readonly [K in keyof typeof cellLimits]: number }
