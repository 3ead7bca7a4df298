import { render } from "ink"
import { App, type World } from "./App.tsx"
import { coloursFor } from "./Colours.ts"
import type { Results } from "./Results.ts"

/** Shows the screens on the terminal until they are left. The terminal is as it was before, also after Ctrl-C. */
export const openScreens = async (results: Results, world: World): Promise<void> => {
  // Ink asks for single keys only after the first frame; one pressed before that would be echoed into it
  process.stdin.setRawMode(true)
  const app = render(<App results={results} colours={coloursFor(process.env)} world={world} />, {
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 60,
    interactive: true,
  })
  await app.waitUntilExit()
}
