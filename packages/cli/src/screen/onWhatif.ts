import { trialLines } from "./contents.ts"
import { agencyOf, criterionOf, push, replace } from "./moves.ts"
import type { Results } from "./Results.ts"
import { type Action, atStart, type Page, type PageOf, type State } from "./State.ts"

export const openTrial = (results: Results, state: State, page: Page): State => {
  if (results.trials === null) return { ...state, notice: "这份结果只供阅看,不能测算" }
  const agency = agencyOf(results, state, page)
  const criterion = criterionOf(results, page)
  if (agency === null || page.kind === "ranking") return state
  const first = criterion ?? results.row(agency)?.card.marks[0]?.criterion
  return first === undefined
    ? state
    : push(state, {
        kind: "whatif",
        agency,
        criterion: first,
        pane: criterion === null ? "mend" : "values",
        tried: [],
        list: atStart,
      })
}

export const onWhatif = (results: Results, state: State, page: PageOf<"whatif">, action: Action): State => {
  switch (action.type) {
    case "pane":
      return replace(state, { ...page, pane: page.pane === "values" ? "mend" : "values", list: atStart })
    case "undo":
      return page.tried.length === 0
        ? { ...state, notice: "没有可撤去的试填" }
        : replace(state, { ...page, tried: page.tried.slice(0, -1) })
    case "open": {
      const line = trialLines(results, page)[page.list.selected]
      switch (line?.kind) {
        case "value":
          return { ...state, overlay: { kind: "value", field: line.id, label: line.label, text: "" } }
        case "open":
          return page.tried.includes(line.tried)
            ? { ...state, notice: "这一项已经试过" }
            : replace(state, { ...page, tried: [...page.tried, line.tried] })
        case "closed":
          return { ...state, notice: "本期已不可改变,请列入下一年度" }
        default:
          return state
      }
    }
    case "reach":
      return reaching(results, state, page, null) ?? { ...state, notice: "已是最高等次,或本细则不分等次" }
    case "goal":
      return { ...state, overlay: { kind: "goal", text: "" } }
    default:
      return state
  }
}

/** Tries what reaches a goal, after what has been tried; null where it is no goal. */
export const reaching = (results: Results, state: State, page: PageOf<"whatif">, goal: string | null): State | null => {
  const card = results.row(page.agency)?.card
  const bands = card === undefined ? [] : results.bands(card)
  const found = results.trials?.reach(page.agency, { goal, bands, tried: page.tried }) ?? null
  return found === null ? null : { ...replace(state, { ...page, tried: found.tried }), notice: found.says }
}
