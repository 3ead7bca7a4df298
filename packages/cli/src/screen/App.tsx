import { Box, useApp, useInput, useStdout, useWindowSize } from "ink"
import { useEffect, useMemo, useReducer } from "react"
import { ClaimsScreen } from "./ClaimsScreen.tsx"
import type { Colours } from "./Colours.ts"
import { CommonScreen } from "./CommonScreen.tsx"
import { CompareScreen } from "./CompareScreen.tsx"
import { Footer, Title } from "./Frame.tsx"
import type { Initials } from "./filterRows.ts"
import { GapScreen } from "./GapScreen.tsx"
import { IssuesScreen } from "./IssuesScreen.tsx"
import { Overlaid } from "./Overlaid.tsx"
import { pressesOf } from "./pressesOf.ts"
import { RankingScreen } from "./RankingScreen.tsx"
import type { Results } from "./Results.ts"
import { reduce } from "./reduce.ts"
import { ScorecardScreen } from "./ScorecardScreen.tsx"
import type { Shown } from "./Shown.ts"
import { type Action, currentPage, initialState, type Page, type State } from "./State.ts"
import type { ViewTable } from "./viewTable.ts"
import { WhatifScreen } from "./WhatifScreen.tsx"
import { WhyScreen } from "./WhyScreen.tsx"
import { YearScreen } from "./YearScreen.tsx"

/** What the screens ask of the world outside. */
export interface World {
  /** Writes the workbook; the sentence that says so, or why not. */
  readonly export: (path: string) => Promise<string>
  /** Writes what one screen shows. */
  readonly exportView: (table: ViewTable, path: string) => Promise<string>
  /** First letters of the names in pinyin, which take a moment to load. */
  readonly initials: () => Promise<Initials>
}

/** The whole application: keys become actions, actions a state, the state a screen. */
export const App = ({
  results,
  colours,
  world,
  leave,
}: {
  readonly results: Results
  readonly colours: Colours
  readonly world: World
  /** Where these screens lead back to; left out, leaving them ends the program. */
  readonly leave?: () => void
}) => {
  const { exit } = useApp()
  const { stdout } = useStdout()
  const size = useWindowSize()
  const step = useMemo(
    () =>
      (state: State, action: Action): State =>
        reduce(results, state, action),
    [results],
  )
  const [state, dispatch] = useReducer(step, { columns: size.columns, rows: size.rows }, initialState)

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
        if (leave === undefined) exit()
        else leave()
        break
      case "copy":
        // OSC 52: the terminal itself puts the text on the clipboard, also over ssh
        stdout.write(`\u001b]52;c;${Buffer.from(wish.text).toString("base64")}\u0007`)
        break
      case "export":
        world.export(wish.path).then((notice) => dispatch({ type: "tell", notice }))
        break
      case "exportView":
        world.exportView(wish.table, wish.path).then((notice) => dispatch({ type: "tell", notice }))
        break
    }
  }, [wish, exit, leave, stdout, world])

  useInput((input, key) => {
    // keys pressed faster than frames are drawn each see the state the one before them left
    for (const press of pressesOf(input, key)) dispatch({ type: "press", press })
  })

  return <View state={state} results={results} colours={colours} />
}

/** One frame. */
export const View = ({ state, results, colours }: Omit<Shown<never>, "page">) => {
  const page = currentPage(state)
  return (
    <Box flexDirection="column" width={state.size.columns} height={state.size.rows}>
      <Title page={page} state={state} results={results} colours={colours} />
      <Box flexDirection="column" flexGrow={1} flexShrink={1}>
        <Body page={page} state={state} results={results} colours={colours} />
      </Box>
      <Footer page={page} state={state} results={results} colours={colours} />
      {state.overlay === null ? null : (
        <Overlaid page={page} overlay={state.overlay} state={state} results={results} colours={colours} />
      )}
    </Box>
  )
}

const Body = ({ page, ...shown }: Shown<Page>) => {
  switch (page.kind) {
    case "ranking":
      return <RankingScreen page={page} {...shown} />
    case "scorecard":
      return <ScorecardScreen page={page} {...shown} />
    case "why":
      return <WhyScreen page={page} {...shown} />
    case "gap":
      return <GapScreen page={page} {...shown} />
    case "common":
      return <CommonScreen page={page} {...shown} />
    case "compare":
      return <CompareScreen page={page} {...shown} />
    case "whatif":
      return <WhatifScreen page={page} {...shown} />
    case "year":
      return <YearScreen page={page} {...shown} />
    case "claims":
      return <ClaimsScreen page={page} {...shown} />
    case "issues":
      return <IssuesScreen page={page} {...shown} />
  }
}
