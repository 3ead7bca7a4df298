import type { Initials } from "./filterRows.ts"
import type { Press } from "./keys.ts"
import type { Tried } from "./Trials.ts"
import type { ViewTable } from "./viewTable.ts"

/** A position in a list, and the first line of it on screen. */
export interface List {
  readonly selected: number
  readonly top: number
}

export interface Sort {
  /** The id of a column (`RankingColumn`). */
  readonly by: string
  readonly descending: boolean
}

export interface Filter {
  /** Part of a name, the beginning of a code, or pinyin initials. */
  readonly text: string
  readonly grade: string | null
  readonly issue: "errors" | "warnings" | "pending" | null
  /** A section in which points were lost. */
  readonly section: string | null
}

/** Which rows of which board, in which order. */
export interface View {
  readonly board: number
  readonly sort: Sort
  readonly filter: Filter
}

/** One screen with everything it remembers. */
export type Page =
  | { readonly kind: "ranking"; readonly view: View; readonly list: List; readonly column: number }
  | {
      readonly kind: "scorecard"
      readonly agency: string
      /** Every criterion in its tree, or only what was lost or is open, most points first. */
      readonly pane: "tree" | "losses"
      readonly folded: ReadonlyArray<string>
      readonly list: List
    }
  | { readonly kind: "why"; readonly agency: string; readonly criterion: string; readonly top: number }
  | { readonly kind: "gap"; readonly agency: string; readonly top: number }
  | { readonly kind: "common"; readonly board: number; readonly list: List }
  | {
      readonly kind: "compare"
      readonly agencies: ReadonlyArray<string>
      readonly pane: "differences" | "tree"
      readonly list: List
      readonly column: number
    }
  | {
      readonly kind: "whatif"
      readonly agency: string
      readonly criterion: string
      /** The figures of the criterion, or what could be mended first. */
      readonly pane: "values" | "mend"
      /** The last one last. Gone when the screen is left. */
      readonly tried: ReadonlyArray<Tried>
      readonly list: List
    }
  | Paired<"year">
  | Paired<"claims">
  | {
      readonly kind: "issues"
      /** Null for those of every agency and of the round itself. */
      readonly agency: string | null
      readonly pane: "issues" | "owed"
      readonly list: List
    }

/** Something about one agency, criterion by criterion; or about every agency of its board. */
interface Paired<Kind> {
  readonly kind: Kind
  readonly agency: string
  readonly pane: "agency" | "board"
  readonly list: List
}

export type PageOf<Kind extends Page["kind"]> = Page & { readonly kind: Kind }

/** What lies over a screen and takes the keys. */
export type Overlay =
  | { readonly kind: "find" }
  | { readonly kind: "filters"; readonly list: List }
  | { readonly kind: "help"; readonly query: string; readonly list: List }
  | { readonly kind: "export"; readonly of: "workbook" | "view"; readonly path: string }
  | { readonly kind: "value"; readonly field: string; readonly label: string; readonly text: string }
  | { readonly kind: "goal"; readonly text: string }
  | { readonly kind: "text"; readonly title: string; readonly text: string; readonly top: number }

/** What only the world outside can do; done once, then `granted`. */
export type Wish =
  | { readonly kind: "copy"; readonly text: string }
  | { readonly kind: "export"; readonly path: string }
  | { readonly kind: "exportView"; readonly path: string; readonly table: ViewTable }
  | { readonly kind: "quit" }

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** Everything the screens depend on besides the results. */
export interface State {
  readonly size: Size
  /** The ranking first, always; the last one is on screen. */
  readonly pages: readonly [PageOf<"ranking">, ...ReadonlyArray<Page>]
  readonly overlay: Overlay | null
  /** Agencies chosen for a comparison, by code. */
  readonly marked: ReadonlyArray<string>
  /** Null until the pinyin of the names is known. */
  readonly initials: Initials | null
  /** One sentence about what was just done. */
  readonly notice: string | null
  readonly wish: Wish | null
}

export const noFilter: Filter = { text: "", grade: null, issue: null, section: null }
export const byPlaceFirst: Sort = { by: "place", descending: false }
export const atStart: List = { selected: 0, top: 0 }

export const homeOf = (board: number): PageOf<"ranking"> => ({
  kind: "ranking",
  view: { board, sort: byPlaceFirst, filter: noFilter },
  list: atStart,
  column: 0,
})

export const initialState = (size: Size): State => ({
  size,
  pages: [homeOf(0)],
  overlay: null,
  marked: [],
  initials: null,
  notice: null,
  wish: null,
})

export const currentPage = (state: State): Page => state.pages.at(-1) ?? state.pages[0]

/** Going about in screens of every kind. */
export type Steering =
  | { readonly type: "move"; readonly by: number }
  | { readonly type: "page"; readonly by: 1 | -1 }
  | { readonly type: "edge"; readonly to: "first" | "last" }
  | { readonly type: "side"; readonly by: 1 | -1 }
  | { readonly type: "pane"; readonly by: 1 | -1 }
  | { readonly type: "next"; readonly by: 1 | -1 }
  | { readonly type: "open" }
  | { readonly type: "back" }

/** What a person asks for. */
export type Action =
  | Steering
  | { readonly type: "sort" }
  | { readonly type: "byBase" }
  | { readonly type: "find" }
  | { readonly type: "filters" }
  | { readonly type: "mark" }
  | { readonly type: "compare" }
  | { readonly type: "gap" }
  | { readonly type: "common" }
  | { readonly type: "year" }
  | { readonly type: "claims" }
  | { readonly type: "issues" }
  | { readonly type: "foldAll" }
  | { readonly type: "whatif" }
  | { readonly type: "undo" }
  | { readonly type: "reach" }
  | { readonly type: "goal" }
  | { readonly type: "copy" }
  | { readonly type: "export" }
  | { readonly type: "exportView" }
  | { readonly type: "full" }
  | { readonly type: "help" }
  | { readonly type: "quit" }
  | { readonly type: "type"; readonly text: string }
  | { readonly type: "erase" }
  // from outside
  | { readonly type: "press"; readonly press: Press }
  | { readonly type: "resize"; readonly size: Size }
  | { readonly type: "learn"; readonly initials: Initials }
  | { readonly type: "tell"; readonly notice: string }
  | { readonly type: "granted" }
