import type { DecidingAgency, OwnRecord, Raised, Waiting } from "./Deciding.ts"
import type { MatterLine } from "./Matter.ts"
import type { RecordState } from "./RecordState.ts"

/** What the lists show, narrowed by what was typed: part of a name, the beginning of a code, pinyin initials. */

export const agenciesShown = (state: RecordState, query: string): ReadonlyArray<DecidingAgency> =>
  (state.desk.deciding?.agencies ?? []).filter(({ code, name, short }) => isNamed(state, query, [code, name, short]))

export const waitingShown = (state: RecordState, query: string): ReadonlyArray<Waiting> =>
  (state.desk.deciding?.waiting ?? []).filter(({ agency, name }) => isNamed(state, query, [agency, name, null]))

export const raisedShown = (state: RecordState, query: string): ReadonlyArray<Raised> =>
  (state.desk.deciding?.raised ?? []).filter(({ agency, name }) => isNamed(state, query, [agency, name, null]))

export const ownShown = (state: RecordState, query: string): ReadonlyArray<OwnRecord> =>
  (state.desk.deciding?.own ?? []).filter(({ agency, name }) => isNamed(state, query, [agency, name, null]))

/** By code or part of the title; with a criterion come its figures. */
export const mattersShown = (
  state: RecordState,
  { agency, query }: { readonly agency: string; readonly query: string },
): ReadonlyArray<MatterLine> => {
  const lines = state.desk.deciding?.matters(agency) ?? []
  const wanted = query.normalize("NFKC").trim().toLowerCase()
  if (wanted === "") return lines
  const found = lines.filter(({ matter }) => matter.title.toLowerCase().includes(wanted))
  const marks = new Set(found.flatMap(({ matter }) => (matter.what === "criterion" ? [matter.mark] : [])))
  return lines.filter((line) => found.includes(line) || (line.matter.mark !== null && marks.has(line.matter.mark)))
}

const isNamed = (
  { initials }: RecordState,
  query: string,
  [code, name, short]: readonly [string, string, string | null],
): boolean => {
  const wanted = query.normalize("NFKC").trim().toLowerCase()
  return (
    wanted === "" ||
    name.toLowerCase().includes(wanted) ||
    (short?.toLowerCase().includes(wanted) ?? false) ||
    code.toLowerCase().startsWith(wanted) ||
    (initials?.get(code)?.includes(wanted) ?? false)
  )
}
