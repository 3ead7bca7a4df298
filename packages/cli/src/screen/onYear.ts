import { agencyOf, neighbour, push, replace } from "./moves.ts"
import type { Results } from "./Results.ts"
import { type Action, atStart, type Page, type PageOf, type State } from "./State.ts"
import { yearRows } from "./yearRows.ts"

export const openYear = (results: Results, state: State, page: Page): State => {
  if (results.year === null)
    return { ...state, notice: "没有上年结果;在 round.yaml 写 previous: 上年批次的文件夹或结果文件" }
  const agency = agencyOf(results, state, page)
  return agency === null || page.kind === "year"
    ? state
    : push(state, { kind: "year", agency, pane: "agency", list: atStart })
}

export const onYear = (results: Results, state: State, page: PageOf<"year">, action: Action): State => {
  switch (action.type) {
    case "side": {
      const agency = neighbour(results, state, page.agency, action.by)
      return page.pane === "board" ? state : replace(state, { ...page, agency, list: atStart })
    }
    case "pane": {
      if (page.pane === "board") return replace(state, { ...page, pane: "agency", list: atStart })
      const all = yearRows(results, { ...page, pane: "board" })
      const at = all.findIndex((row) => row.kind === "agency" && row.own.now.agency.code === page.agency)
      return replace(state, { ...page, pane: "board", list: { selected: Math.max(0, at), top: 0 } })
    }
    case "open": {
      const row = yearRows(results, page)[page.list.selected]
      if (row?.kind === "agency")
        return replace(state, { ...page, agency: row.own.now.agency.code, pane: "agency", list: atStart })
      const criterion = row?.line.criterion ?? null
      return criterion === null || results.mark(page.agency, criterion) === undefined
        ? { ...state, notice: "今年没有这项指标" }
        : push(state, { kind: "why", agency: page.agency, criterion, top: 0 })
    }
    default:
      return state
  }
}
