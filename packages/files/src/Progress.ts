import { Context, Effect } from "effect"

/** Told after each file that has been read (进度). Nothing is shown unless the one who calls provides it. */
export interface Progress {
  readonly read: (step: { readonly file: string; readonly done: number; readonly total: number }) => Effect.Effect<void>
}

export const Progress = Context.Reference<Progress>("@fadu/files/Progress", {
  defaultValue: () => ({ read: () => Effect.void }),
})
