import { width } from "../text/width.ts"
import type { Colours } from "./Colours.ts"

/** The bottom line: as many keys as there is room for. Help and quit always fit, whatever else must give way. */
export const keyLine = (
  bindings: ReadonlyArray<{ readonly shown: string; readonly label: string }>,
  { columns, colours }: { readonly columns: number; readonly colours: Colours },
): string => {
  const all = bindings.filter(({ label }) => label !== "")
  const last = all.filter(({ shown }) => shown === "?" || shown === "q")
  const first = all.filter((one) => !last.includes(one))
  const size = (list: typeof all): number =>
    list.reduce((sum, { shown, label }) => sum + width(shown) + width(label) + 3, 0)
  let fits = first.length
  while (fits > 0 && size(first.slice(0, fits)) + size(last) > columns) fits -= 1
  return [...first.slice(0, fits), ...last]
    .map(({ shown, label }) => `${colours.key(shown)} ${colours.faint(label)}`)
    .join("  ")
}
