import { showAddress } from "@fadu/engine"
import { atStart } from "../State.ts"
import { type DecisionForm, type FormSlot, slotsOf } from "./DecisionForm.ts"
import {
  pop,
  push,
  type RecordAction,
  type RecordPage,
  type RecordPageOf,
  type RecordState,
  replace,
  say,
  typed,
} from "./RecordState.ts"
import { agenciesShown, mattersShown, ownShown, raisedShown, waitingShown } from "./recordLists.ts"

type MatterPage = RecordPageOf<"matter">

/** Objections only where there are any. */
const panesOf = ({ desk }: RecordState): ReadonlyArray<RecordPageOf<"agencies">["pane"]> => [
  "waiting",
  ...((desk.deciding?.raised.length ?? 0) === 0 ? [] : ["raised" as const]),
  "agencies",
  "own",
]

export const onAgencies = (state: RecordState, page: RecordPageOf<"agencies">, action: RecordAction): RecordState => {
  if (action.type === "pane") {
    const panes = panesOf(state)
    const at = panes.indexOf(page.pane)
    const pane = panes[(at + action.by + panes.length) % panes.length] ?? "agencies"
    return replace(state, { ...page, pane, list: atStart })
  }
  if (action.type !== "open") return state
  const at = page.list.selected
  switch (page.pane) {
    case "agencies": {
      const agency = agenciesShown(state, page.query)[at]
      return agency === undefined ? state : openMatters(state, agency.code)
    }
    case "waiting": {
      const line = waitingShown(state, page.query)[at]
      return line === undefined ? state : openMatter(state, line.agency, line.matter.id)
    }
    case "raised": {
      const objection = raisedShown(state, page.query)[at]
      if (objection === undefined) return state
      return openMatters(state, objection.agency, {
        query: objection.criterion ?? "",
        basis: `申诉(${showAddress(objection.at)})`,
      })
    }
    case "own": {
      const record = ownShown(state, page.query)[at]
      return record === undefined ? state : openMatter(state, record.agency, record.matter.id)
    }
  }
}

export const onMatters = (state: RecordState, page: RecordPageOf<"matters">, action: RecordAction): RecordState => {
  const line = mattersShown(state, page)[page.list.selected]
  return action.type === "open" && line !== undefined
    ? openMatter(state, page.agency, line.matter.id, page.basis)
    : state
}

const openMatters = (state: RecordState, agency: string, { query, basis } = { query: "", basis: "" }): RecordState =>
  push(state, { kind: "matters", agency, query, basis, list: atStart })

const openMatter = (state: RecordState, agency: string, matter: string, basis = ""): RecordState => {
  const form = formOf(state, { agency, matter, basis })
  return form === null ? state : push(state, { kind: "matter", agency, matter, basis, form, top: 0 })
}

const formOf = (
  state: RecordState,
  { agency, matter, basis }: Pick<MatterPage, "agency" | "matter" | "basis">,
): DecisionForm | null => {
  const sheet = state.desk.deciding?.sheet(agency, matter) ?? null
  if (sheet === null) return null
  if (sheet.earlier !== null) return { ...sheet.earlier, slot: "kind" }
  const [kind] = sheet.kinds
  return kind === undefined
    ? null
    : { kind, value: "", reason: "", basis, ...state.remembered, overrule: false, slot: "kind" }
}

export const onMatter = (state: RecordState, page: MatterPage, action: RecordAction): RecordState => {
  const { form } = page
  const withForm = (next: Partial<DecisionForm>): RecordState => replace(state, { ...page, form: { ...form, ...next } })
  const slots = slotsOf(form.kind)
  const toSlot = (by: number): FormSlot =>
    slots[Math.max(0, Math.min(slots.length - 1, slots.indexOf(form.slot) + by))] ?? "kind"
  switch (action.type) {
    case "type":
    case "erase":
      return form.slot === "kind" || form.slot === "save"
        ? state
        : withForm({ [form.slot]: typed(form[form.slot], action) })
    case "move":
    case "pane":
      return withForm({ slot: toSlot(action.by) })
    case "side": {
      const kinds = state.desk.deciding?.sheet(page.agency, page.matter)?.kinds ?? []
      const kind = kinds[(kinds.indexOf(form.kind) + action.by + kinds.length) % Math.max(1, kinds.length)]
      if (form.slot !== "kind" || kind === undefined) return state
      // the reason of the decision is not the reason for taking it back
      const fresh = formOf(state, page)?.reason ?? ""
      const reason = kind === "withdraw" && form.reason === fresh ? "" : form.reason
      return withForm({ kind, reason: form.kind === "withdraw" && reason === "" ? fresh : reason })
    }
    case "open":
      return form.slot === "save" ? proposed(state, page) : withForm({ slot: toSlot(1) })
    default:
      return state
  }
}

/** Everything is read before anything is shown; nothing is written down yet. */
const proposed = (state: RecordState, page: MatterPage): RecordState => {
  const proposal = state.desk.deciding?.propose(page.agency, page.matter, page.form)
  if (proposal === undefined) return state
  return "slot" in proposal
    ? say(replace(state, { ...page, form: { ...page.form, slot: proposal.slot } }), proposal.sentence, "lost")
    : { ...push(state, { kind: "confirm", proposal, top: 0 }), checking: true, wish: { kind: "check" } }
}

/** What is on the record has changed while it was shown: the same form, read against what is there now. */
export const proposedAgain = (
  state: RecordState,
  overrule = (form: DecisionForm): boolean => form.overrule,
): RecordState => {
  const under = pop(state)
  const form = under.pages.at(-1)
  if (form?.kind !== "matter") return state
  const page: MatterPage = { ...form, form: { ...form.form, overrule: overrule(form.form) } }
  const before = replace(under, page)
  const proposal = state.desk.deciding?.propose(page.agency, page.matter, page.form)
  if (proposal === undefined) return before
  return "slot" in proposal
    ? say(before, proposal.sentence, "lost")
    : push(before, { kind: "confirm", proposal, top: 0 })
}

export const onConfirm = (state: RecordState, page: RecordPageOf<"confirm">, action: RecordAction): RecordState => {
  if (action.type === "pane" && page.proposal.mayOverrule) return proposedAgain(state, (form) => !form.overrule)
  if (action.type !== "open") return state
  const { recorded, says } = page.proposal
  const file = state.desk.who.files.decisions
  return { ...state, saving: { recorded, file, says }, wish: { kind: "save", recorded, file } }
}

/** What was confirmed is on the disk: back to the list that led to it. */
export const decidingSaved = (state: RecordState): RecordState => {
  const page = state.pages.find((one): one is MatterPage => one.kind === "matter")
  const { second, on } = page?.form ?? state.remembered
  const remembered = second === "" ? state.remembered : { second, on }
  return { ...pop(pop(state)), remembered }
}

export const freshMatter = (state: RecordState, page: MatterPage): MatterPage => ({
  ...page,
  form: formOf(state, page) ?? page.form,
})

export const isMatterDirty = (state: RecordState, page: RecordPage): boolean => {
  if (page.kind !== "matter") return false
  const fresh = formOf(state, page)
  const { value, reason, basis } = page.form
  return fresh !== null && (value !== fresh.value || reason !== fresh.reason || basis !== fresh.basis)
}
