import type { Colours } from "./Colours.ts"
import type { Results } from "./Results.ts"
import type { State } from "./State.ts"

/** What every screen is a function of. */
export interface Shown<Page> {
  readonly page: Page
  readonly state: State
  readonly results: Results
  readonly colours: Colours
}
