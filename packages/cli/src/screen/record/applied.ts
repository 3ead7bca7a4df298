import { type Address, change, type Decision, type Edit, type Part } from "@fadu/engine"
import type { Recorded } from "@fadu/files"
import type { Saved } from "./Desk.ts"

/** The parts as they are read again once this line stands in the file. */
export const applied = (parts: ReadonlyArray<Part>, { recorded, file, line }: Saved): ReadonlyArray<Part> => {
  const at = placeIn(file, line)
  const gone = "withdraws" in recorded ? recorded.withdraws : recorded.replaces
  return parts.map((part) => {
    const edits = [...(gone === undefined ? [] : withdrawals(part, file, gone)), ...additions(part, recorded, at)]
    return edits.length === 0 ? part : change(part, edits)
  })
}

/** What a record does to a part before it has a place in a file. */
export const editsOf = (part: Part, recorded: Recorded, file: string): ReadonlyArray<Edit> => {
  const gone = "withdraws" in recorded ? recorded.withdraws : recorded.replaces
  return [
    ...(gone === undefined ? [] : withdrawals(part, file, gone)),
    ...additions(part, recorded, { kind: "file", file }),
  ]
}

const placeIn = (file: string, line: number): Address => ({ kind: "place", file, line, column: 1, path: "" })

const additions = (part: Part, recorded: Recorded, at: Address): ReadonlyArray<Edit> => {
  const edit: Edit | null =
    "decision" in recorded
      ? { decision: { ...recorded.decision, at } }
      : "score" in recorded
        ? { score: { ...recorded.score, at } }
        : null
  if (edit === null) return []
  const agency = "decision" in edit ? edit.decision.agency : "score" in edit ? edit.score.agency : ""
  return part.given.byAgency.get(agency) !== undefined ? [edit] : []
}

/** A score that is replaced goes by itself: a scorer has one for each criterion and agency. */
const withdrawals = (part: Part, file: string, line: number): ReadonlyArray<Edit> =>
  decisionsIn(part).flatMap((decision) => (lineIn(decision.at, file) === line ? [{ withdrawn: decision }] : []))

export const decisionsIn = (part: Part): ReadonlyArray<Decision> => part.given.byAgency.decisions()

/** The line of a log at which something stands; null where it stands elsewhere. */
export const lineIn = (at: Address, file: string): number | null =>
  at.kind === "place" && at.file === file ? at.line : null
