import type { Recorded } from "@fadu/files"
import type { Initials } from "../filterRows.ts"
import type { Press } from "../keys.ts"
import type { List, Size, Steering } from "../State.ts"
import type { DecisionForm } from "./DecisionForm.ts"
import type { Desk, Saved } from "./Desk.ts"
import type { Proposal } from "./propose.ts"

export interface ScoreForm {
  readonly points: string
  readonly reason: string
  /** The text that is being typed. */
  readonly slot: "points" | "reason"
  /** How far back the list of one's own reasons was gone through; null where it was not. */
  readonly recalled: number | null
}

/** One screen of those on which something is entered (录入), with everything it remembers. */
export type RecordPage =
  | { readonly kind: "tasks"; readonly list: List }
  | {
      readonly kind: "scoring"
      readonly criterion: string
      readonly agency: string
      readonly form: ScoreForm
      readonly top: number
    }
  | {
      readonly kind: "agencies"
      /** What waits for the team, what agencies object to, every agency, or what this person wrote down. */
      readonly pane: "waiting" | "raised" | "agencies" | "own"
      readonly query: string
      readonly list: List
    }
  | {
      readonly kind: "matters"
      readonly agency: string
      readonly query: string
      /** What led here and will be the basis of what is decided: an objection. */
      readonly basis: string
      readonly list: List
    }
  | {
      readonly kind: "matter"
      readonly agency: string
      readonly matter: string
      readonly basis: string
      readonly form: DecisionForm
      readonly top: number
    }
  /** What would be written down, and what it changes, before it is. */
  | { readonly kind: "confirm"; readonly proposal: Proposal; readonly top: number }
export type RecordPageOf<Kind extends RecordPage["kind"]> = RecordPage & { readonly kind: Kind }

export type RecordOverlay =
  | { readonly kind: "help"; readonly query: string; readonly list: List }
  | { readonly kind: "find" }
  /** What was typed is not written down yet: drop it and do this, or stay. */
  | { readonly kind: "drop"; readonly leaving: RecordAction; readonly selected: 0 | 1 }
  | { readonly kind: "told"; readonly title: string; readonly text: string; readonly top: number }

/** What only the world outside can do; done once, then `granted`. */
export type RecordWish =
  | { readonly kind: "save"; readonly recorded: Recorded; readonly file: string }
  | { readonly kind: "ranking" }
  /** Whether others have written meanwhile, before one's own decision is confirmed. */
  | { readonly kind: "check" }
  | { readonly kind: "quit" }

export interface RecordState {
  readonly desk: Desk
  readonly size: Size
  readonly pages: readonly [RecordPage, ...ReadonlyArray<RecordPage>]
  readonly overlay: RecordOverlay | null
  readonly notice: { readonly text: string; readonly tone: "good" | "waiting" | "lost" } | null
  readonly wish: RecordWish | null
  /** Being written at this moment; nothing else is entered until the disk has answered. */
  readonly saving: { readonly recorded: Recorded; readonly file: string; readonly says: string } | null
  /** Whether it is being looked up what others have written meanwhile. */
  readonly checking: boolean
  /**
   * What was pressed while the disk was asked: done afterwards, so that nobody types faster than a slow share. Dropped where the screen
   * it was meant for has become another.
   */
  readonly held: ReadonlyArray<Press>
  /** What the last decision said that the next one probably says again. */
  readonly remembered: { readonly second: string; readonly on: string }
  readonly initials: Initials | null
}

export type RecordAction =
  | Steering
  | { readonly type: "find" }
  | { readonly type: "ranking" }
  | { readonly type: "help" }
  | { readonly type: "quit" }
  | { readonly type: "type"; readonly text: string }
  | { readonly type: "erase" }
  // from outside
  | { readonly type: "press"; readonly press: Press }
  | { readonly type: "resize"; readonly size: Size }
  | { readonly type: "learn"; readonly initials: Initials }
  | { readonly type: "saved"; readonly saved: Saved }
  | { readonly type: "failed"; readonly title: string; readonly sentence: string }
  /** Null where nobody has written meanwhile. */
  | { readonly type: "reloaded"; readonly desk: Desk | null }
  | { readonly type: "granted" }

export const currentPage = (state: RecordState): RecordPage => state.pages.at(-1) ?? state.pages[0]

export const push = (state: RecordState, page: RecordPage): RecordState => ({
  ...state,
  pages: [state.pages[0], ...state.pages.slice(1), page],
})

export const replace = (state: RecordState, page: RecordPage): RecordState =>
  state.pages.length === 1
    ? { ...state, pages: [page] }
    : { ...state, pages: [state.pages[0], ...state.pages.slice(1, -1), page] }

export const pop = (state: RecordState): RecordState =>
  state.pages.length === 1 ? state : { ...state, pages: [state.pages[0], ...state.pages.slice(1, -1)] }

export const say = (state: RecordState, text: string, tone: "good" | "waiting" | "lost" = "waiting"): RecordState => ({
  ...state,
  notice: { text, tone },
})

export const typed = (text: string, action: RecordAction): string =>
  action.type === "type" ? text + action.text : action.type === "erase" ? Array.from(text).slice(0, -1).join("") : text
