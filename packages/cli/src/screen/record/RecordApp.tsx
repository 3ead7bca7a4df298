import type { Recorded } from "@fadu/files"
import { Box, useApp, useInput, useWindowSize } from "ink"
import { useEffect, useReducer, useState } from "react"
import { App, type World } from "../App.tsx"
import type { Colours } from "../Colours.ts"
import type { Initials } from "../filterRows.ts"
import type { Left } from "../Interruptible.ts"
import { Lines } from "../Lines.tsx"
import { pressesOf } from "../pressesOf.ts"
import type { Results } from "../Results.ts"
import type { Size } from "../State.ts"
import type { Desk } from "./Desk.ts"
import type { RecordState } from "./RecordState.ts"
import { recordFrame } from "./recordFrame.ts"
import { initialRecord, isDirty, reduceRecord } from "./reduceRecord.ts"

/** The round as it stands on the disk now, for the lead. */
export interface Reread {
  readonly results: Results
  readonly world: World
  readonly desk: Desk
}

/** What the screens ask of the world outside. */
export interface RecordWorld {
  /** Writes one line to the disk: its number, or the sentence that says why not. */
  readonly save: (recorded: Recorded, file: string) => Promise<number | string>
  readonly initials: () => Promise<Initials>
  readonly reread: () => Promise<Reread | string>
  /** The same, but only where others have written meanwhile. */
  readonly renewed: () => Promise<Reread | string | null>
  /** To be told before anything is entered: a log that was cut off, a folder that cannot be written. */
  readonly warning: string | null
}

/** 录入: keys become actions, actions a state, the state a screen; what is entered goes to the disk line by line. */
export const RecordApp = ({
  desk,
  colours,
  world,
}: {
  readonly desk: Desk
  readonly colours: Colours
  readonly world: RecordWorld
}) => {
  const { exit } = useApp()
  const size = useWindowSize()
  const [state, dispatch] = useReducer(reduceRecord, { columns: size.columns, rows: size.rows }, (first: Size) => {
    const state = initialRecord(desk, first)
    return world.warning === null
      ? state
      : { ...state, overlay: { kind: "told" as const, title: "录入之前请先看", text: world.warning, top: 0 } }
  })
  const [board, setBoard] = useState<Reread | null>(null)

  useEffect(() => {
    dispatch({ type: "resize", size: { columns: size.columns, rows: size.rows } })
  }, [size.columns, size.rows])

  useEffect(() => {
    world.initials().then((initials) => dispatch({ type: "learn", initials }))
  }, [world])

  const { wish } = state
  useEffect(() => {
    if (wish === null) return
    dispatch({ type: "granted" })
    switch (wish.kind) {
      case "quit":
        exit()
        break
      case "save":
        world
          .save(wish.recorded, wish.file)
          .then((line) =>
            dispatch(
              typeof line === "string"
                ? { type: "failed", title: "没有记下", sentence: line }
                : { type: "saved", saved: { recorded: wish.recorded, file: wish.file, line } },
            ),
          )
        break
      case "check":
        world
          .renewed()
          .then((renewed) =>
            dispatch(
              typeof renewed === "string"
                ? { type: "failed", title: "没有重读", sentence: renewed }
                : { type: "reloaded", desk: renewed?.desk ?? null },
            ),
          )
        break
      case "ranking":
        world.reread().then((reread) => {
          if (typeof reread === "string") return dispatch({ type: "failed", title: "没有重读", sentence: reread })
          dispatch({ type: "reloaded", desk: reread.desk })
          setBoard(reread)
        })
        break
    }
  }, [wish, exit, world])

  useInput((input, key) => {
    if (!key.ctrl || input !== "c") return
    // asked once what becomes of what was typed; whoever presses it again means it
    const isAsked = state.overlay?.kind === "drop" || state.saving !== null
    if (board !== null || isAsked || !isDirty(state)) exit("interrupted" satisfies Left)
    else dispatch({ type: "quit" })
  })

  return board === null ? (
    <Entry state={state} colours={colours} dispatch={dispatch} />
  ) : (
    <App results={board.results} colours={colours} world={board.world} leave={() => setBoard(null)} />
  )
}

/** Listens to keys only while it is on screen. */
const Entry = ({
  state,
  colours,
  dispatch,
}: {
  readonly state: RecordState
  readonly colours: Colours
  readonly dispatch: (action: Parameters<typeof reduceRecord>[1]) => void
}) => {
  useInput((input, key) => {
    // keys pressed faster than frames are drawn each see the state the one before them left
    for (const press of pressesOf(input, key)) dispatch({ type: "press", press })
  })
  return <RecordView state={state} colours={colours} />
}

/** One frame. */
export const RecordView = ({ state, colours }: { readonly state: RecordState; readonly colours: Colours }) => (
  <Box flexDirection="column" width={state.size.columns} height={state.size.rows} overflow="hidden">
    <Lines lines={recordFrame(state, colours)} />
  </Box>
)
