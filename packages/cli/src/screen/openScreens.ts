import { render } from "ink"
import { createElement, type ReactNode } from "react"
import { App, type World } from "./App.tsx"
import { type Colours, coloursFor } from "./Colours.ts"
import { Interruptible, type Left } from "./Interruptible.ts"
import type { Results } from "./Results.ts"
import type { Desk } from "./record/Desk.ts"
import { RecordApp, type RecordWorld } from "./record/RecordApp.tsx"

/** Where the screens are shown. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly env: { readonly [name: string]: string | undefined }
}

/** Shows the screens until they are left. The terminal is as it was before, also after Ctrl-C. */
export const openScreens = (results: Results, world: World, terminal: Terminal = process): Promise<Left> =>
  shown((colours) => createElement(Interruptible, null, createElement(App, { results, colours, world })), terminal)

/** The same for those who enter scores and decisions; Ctrl-C there asks first, where something typed would be lost. */
export const openRecord = (desk: Desk, world: RecordWorld, terminal: Terminal = process): Promise<Left> =>
  shown((colours) => createElement(RecordApp, { desk, colours, world }), terminal)

const shown = async (element: (colours: Colours) => ReactNode, { stdin, stdout, env }: Terminal): Promise<Left> => {
  // Ink asks for single keys only after the first frame; one pressed before that would be echoed into it
  stdin.setRawMode(true)
  const app = render(element(coloursFor(env)), {
    stdin,
    stdout,
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 60,
    interactive: true,
    exitOnCtrlC: false,
  })
  return (await app.waitUntilExit()) === "interrupted" ? "interrupted" : "left"
}
