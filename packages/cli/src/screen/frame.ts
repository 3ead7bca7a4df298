import { renderToString } from "ink"
import { createElement } from "react"
import { View } from "./App.tsx"
import type { Colours } from "./Colours.ts"
import type { Results } from "./Results.ts"
import { RecordView } from "./record/RecordApp.tsx"
import type { RecordState } from "./record/RecordState.ts"
import type { State } from "./State.ts"

/** One whole frame as text: what the terminal shows, without the terminal. */
export const frame = (state: State, results: Results, colours: Colours): string =>
  renderToString(createElement(View, { state, results, colours }), { columns: state.size.columns })

/** The same of the screens on which something is entered. */
export const recordedFrame = (state: RecordState, colours: Colours): string =>
  renderToString(createElement(RecordView, { state, colours }), { columns: state.size.columns })
