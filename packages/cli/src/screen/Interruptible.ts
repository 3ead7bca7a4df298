import { useApp, useInput } from "ink"
import type { ReactNode } from "react"

/** How the screens were left. */
export type Left = "left" | "interrupted"

/** Leaves on Ctrl-C like Ink itself, and says so, so that the exit code can. */
export const Interruptible = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const { exit } = useApp()
  useInput((input, key) => {
    if (key.ctrl && input === "c") exit("interrupted" satisfies Left)
  })
  return children
}
