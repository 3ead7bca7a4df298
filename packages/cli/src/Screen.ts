import { Context } from "effect"
import { type Paint, paintFor } from "./text/Paint.ts"

/** What the program knows of the screen it prints on. */
export interface Screen {
  readonly columns: number
  readonly paint: Paint
  /** Whether progress may be drawn on the error stream. */
  readonly progress: boolean
}

export const Screen = Context.Reference<Screen>("@fadu/cli/Screen", {
  defaultValue: () => ({
    // never wider than a printed page; 80 where nobody looks
    columns: Math.min(process.stdout.isTTY ? (process.stdout.columns ?? 80) : 80, 100),
    paint: paintFor(process.stdout, process.env),
    progress: process.stderr.isTTY === true,
  }),
})
