import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { type Desk, deskOf, type Role, type RoundAtHand, type Saved } from "@fadu/cli/screen/record/Desk"
import type { RecordState } from "@fadu/cli/screen/record/RecordState"
import { initialRecord, reduceRecord } from "@fadu/cli/screen/record/reduceRecord"
import type { Size } from "@fadu/cli/screen/State"
import { loadRound, recordFile } from "@fadu/files"
import { Effect } from "effect"
import { root } from "./runFadu.ts"

/** The demonstration round in a folder of its own, which is gone at the end. */
export const demoCopy = (): { readonly folder: string; readonly remove: () => void } => {
  const above = mkdtempSync(join(tmpdir(), "fadu 录入 "))
  const folder = join(above, "批次")
  cpSync(join(root, "samples/demo-2026"), folder, { recursive: true })
  return { folder, remove: () => rmSync(above, { recursive: true, force: true }) }
}

export const readRound = (folder: string) =>
  loadRound(folder, { installation: root, cases: false }).pipe(Effect.provide(NodeServices.layer), Effect.runPromise)

export const deskFor = (round: RoundAtHand, name: string, role: Role): Desk =>
  deskOf(round, {
    name,
    role,
    files: { decisions: recordFile("decisions", name), scores: recordFile("scores", name) },
  })

/** What a person at the keys leads to, on a disk that takes everything: each record gets the next line of its file. */
export interface Walk {
  readonly state: RecordState
  readonly saved: ReadonlyArray<Saved>
}

export const begin = (desk: Desk, size: Size): Walk => ({ state: initialRecord(desk, size), saved: [] })

/** Keys by their names; other texts are typed. */
export const walk = (from: Walk, keys: ReadonlyArray<string>): Walk =>
  keys.reduce(({ state, saved }, key): Walk => {
    const text = Array.from(key).length === 1 ? key : key === "space" ? " " : null
    return granted({ state: reduceRecord(state, { type: "press", press: { key, text } }), saved })
  }, from)

const granted = ({ state, saved }: Walk): Walk => {
  const { wish } = state
  if (wish === null || wish.kind === "quit" || wish.kind === "ranking") return { state, saved }
  const asked = reduceRecord(state, { type: "granted" })
  if (wish.kind === "check") return { state: reduceRecord(asked, { type: "reloaded", desk: null }), saved }
  const line = 1 + saved.filter(({ file }) => file === wish.file).length
  const one: Saved = { recorded: wish.recorded, file: wish.file, line }
  return { state: reduceRecord(asked, { type: "saved", saved: one }), saved: [...saved, one] }
}
