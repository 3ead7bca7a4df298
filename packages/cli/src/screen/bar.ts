import type { Colours } from "./Colours.ts"

/** A bar of so many columns: heavy what is certain, dashed what is open, thin the rest. Readable without colour. */
export const bar = (
  { low, high, most }: { readonly low: number; readonly high: number; readonly most: number },
  columns: number,
  colours: Pick<Colours, "good" | "lost" | "waiting" | "faint">,
): string => {
  const at = (value: number): number =>
    most <= 0 ? 0 : Math.max(0, Math.min(columns, Math.round((value / most) * columns)))
  const certain = at(low)
  const open = high > low ? Math.max(certain + 1 > columns ? 0 : 1, at(high) - certain) : 0
  const rest = Math.max(0, columns - certain - open)
  const tone = most > 0 && low / most < 0.6 && high === low ? colours.lost : colours.good
  return `${tone("━".repeat(certain))}${colours.waiting("╍".repeat(open))}${colours.faint("─".repeat(rest))}`
}
