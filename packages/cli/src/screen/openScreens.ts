import { render } from "ink"
import { createElement } from "react"
import { App, type World } from "./App.tsx"
import { coloursFor } from "./Colours.ts"
import type { Results } from "./Results.ts"

/** Where the screens are shown. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly env: { readonly [name: string]: string | undefined }
}

/** Shows the screens until they are left. The terminal is as it was before, also after Ctrl-C. */
export const openScreens = async (
  results: Results,
  world: World,
  { stdin, stdout, env }: Terminal = process,
): Promise<void> => {
  // Ink asks for single keys only after the first frame; one pressed before that would be echoed into it
  stdin.setRawMode(true)
  const app = render(createElement(App, { results, colours: coloursFor(env), world }), {
    stdin,
    stdout,
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 60,
    interactive: true,
  })
  await app.waitUntilExit()
}
