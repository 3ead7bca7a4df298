import { fixed } from "../text/points.ts"
import { commonLines, compareLines, issueLines } from "./contents.ts"
import { clamp, push, replace, scorecardOf } from "./moves.ts"
import type { Results } from "./Results.ts"
import { type Action, atStart, type PageOf, type State } from "./State.ts"

export const onCommon = (results: Results, state: State, page: PageOf<"common">, action: Action): State => {
  if (action.type === "pane") {
    const count = results.boards.length
    return replace(state, { ...page, board: (page.board + action.by + count) % count, list: atStart })
  }
  const line = commonLines(results, page)[page.list.selected]
  if (action.type !== "open" || line === undefined) return state
  const text = line.agencies.map(({ name, lost }) => `${name} ${fixed(lost)}`).join("、")
  return {
    ...state,
    overlay: {
      kind: "text",
      title: `${line.criterion} ${line.title}:失分 ${line.agencies.length} 个单位`,
      text: `${text}。`,
      top: 0,
    },
  }
}

export const onCompare = (results: Results, state: State, page: PageOf<"compare">, action: Action): State => {
  switch (action.type) {
    case "side":
      return replace(state, { ...page, column: clamp(page.column + action.by, 0, page.agencies.length - 1) })
    case "pane":
      return replace(state, { ...page, pane: page.pane === "tree" ? "differences" : "tree", list: atStart })
    case "open": {
      const line = compareLines(results, page)[page.list.selected]
      const agency = page.agencies[page.column]
      return line === undefined || agency === undefined || results.mark(agency, line.code) === undefined
        ? state
        : push(state, { kind: "why", agency, criterion: line.code, top: 0 })
    }
    default:
      return state
  }
}

export const onIssues = (results: Results, state: State, page: PageOf<"issues">, action: Action): State => {
  switch (action.type) {
    case "pane":
      return replace(state, { ...page, pane: page.pane === "issues" ? "owed" : "issues", list: atStart })
    case "open": {
      const line = issueLines(results, page)[page.list.selected]
      const agency = line === undefined ? null : line.kind === "issue" ? line.issue.agency : line.owed.agency
      if (agency === null || results.row(agency) === undefined) return { ...state, notice: "此条不涉及某个单位" }
      return line?.kind === "owed" && results.mark(agency, line.owed.criterion) !== undefined
        ? push(state, { kind: "why", agency, criterion: line.owed.criterion, top: 0 })
        : push(state, scorecardOf(results, agency))
    }
    default:
      return state
  }
}
