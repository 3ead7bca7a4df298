import { claimRows } from "./claimRows.ts"
import { agencyOf, neighbour, push, replace } from "./moves.ts"
import type { Results } from "./Results.ts"
import { type Action, atStart, type Page, type PageOf, type State } from "./State.ts"
import { yearRows } from "./yearRows.ts"

type PairedPage = PageOf<"year"> | PageOf<"claims">

/** What Enter leads to. */
interface Target {
  readonly agency: string
  readonly criterion: string | null
}

const targetsOf = (results: Results, page: PairedPage): ReadonlyArray<Target> =>
  page.kind === "year"
    ? yearRows(results, page).map((row) =>
        row.kind === "agency"
          ? { agency: row.own.now.agency.code, criterion: null }
          : { agency: page.agency, criterion: row.line.criterion },
      )
    : claimRows(results, page).map((row) =>
        row.kind === "agency"
          ? { agency: row.own.card.agency.code, criterion: null }
          : { agency: page.agency, criterion: row.line.criterion },
      )

const missing: { readonly [K in PairedPage["kind"]]: string } = {
  year: "没有上年结果;在 round.yaml 写 previous: 上年批次的文件夹或结果文件",
  claims: "没有自评得分;各单位填报表的“自评表”填了自评得分才能对照",
}

/** From the ranking the comparison of years is about one agency, since everybody asks of his own; that of claims begins with the worst. */
export const openPaired = (results: Results, state: State, page: Page, kind: PairedPage["kind"]): State => {
  if (kind === "year" ? results.year === null : results.claims.length === 0) return { ...state, notice: missing[kind] }
  const agency = agencyOf(results, state, page)
  if (agency === null || page.kind === kind) return state
  const pane = kind === "claims" && page.kind === "ranking" ? "board" : "agency"
  return push(state, { kind, agency, pane, list: atStart })
}

export const onPaired = (results: Results, state: State, page: PairedPage, action: Action): State => {
  switch (action.type) {
    case "side": {
      const agency = neighbour(results, state, page.agency, action.by)
      return page.pane === "board" ? state : replace(state, { ...page, agency, list: atStart })
    }
    case "pane": {
      if (page.pane === "board") return replace(state, { ...page, pane: "agency", list: atStart })
      const board: PairedPage = { ...page, pane: "board" }
      const at = targetsOf(results, board).findIndex(({ agency }) => agency === page.agency)
      return replace(state, { ...board, list: { selected: Math.max(0, at), top: 0 } })
    }
    case "open": {
      const target = targetsOf(results, page)[page.list.selected]
      if (target === undefined) return state
      const { agency, criterion } = target
      if (page.pane === "board") return replace(state, { ...page, agency, pane: "agency", list: atStart })
      return criterion === null || results.mark(agency, criterion) === undefined
        ? { ...state, notice: "今年没有这项指标" }
        : push(state, { kind: "why", agency, criterion, top: 0 })
    }
    default:
      return state
  }
}
