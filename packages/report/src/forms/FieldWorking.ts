import { type Field, type Figures, type PlanField, sourceName, sourceOf, stateAt, stateWords } from "@fadu/engine"
import { cellFormulas, isIn, rewriting, UNSURE, wordOf } from "./cellFormulas.ts"
import { type Asked, type FormView, PROOF, sheetNames, unitOf, VALUE } from "./FormView.ts"
import type { CountedPlaces } from "./LedgerBlock.ts"
import type { LedgerWorkings } from "./LedgerWorkings.ts"
import { levelRange, noEvidenceRange, wordPlaces } from "./optionsSheet.ts"

/**
 * Columns of 试算过程. Of a field: what was typed and how it reads (`word` to `stated`), what its ledger says (`ledger`, `counted`), which of
 * the two counts (`reading`), what stands between that and its use (`state`), its value, and a phrase for what is missing. Of a slot: its
 * value, and whether it rests on a field that cannot be told here (`unsure`).
 */
export const columns = {
  id: "A",
  label: "B",
  word: "C",
  reading: "D",
  state: "E",
  value: "F",
  phrase: "G",
  text: "H",
  plain: "I",
  number: "J",
  stated: "K",
  ledger: "L",
  counted: "M",
  unsure: "N",
} as const

export type Known = number | string | boolean

/** A formula and what it gives while nothing is filled in. */
export interface Live {
  readonly formula: string | null
  readonly value: Known
}

/** The cells of one field, by their columns. */
export interface FieldWorking {
  readonly field: PlanField
  readonly asked: Asked | null
  readonly row: number
  readonly cells: { readonly [C in Exclude<keyof typeof columns, "id" | "label" | "unsure">]: Live }
}

/** Where a field is worked out, and what is known of the form while it is blank. */
export interface Given {
  readonly view: FormView
  readonly ledgers: LedgerWorkings
  /** Of an agency that handed in nothing. */
  readonly figures: Figures
  readonly row: number
}

/** The formulas by which a field is understood and settled, as `settle` does for one agency alone, with every due date past and nothing decided. */
export const fieldWorking = (field: PlanField, { view, ledgers, figures, row }: Given): FieldWorking => {
  const asked = view.asked(field.id)
  const fixed = (value: Known): Live => ({ formula: null, value })
  const none = fixed("")
  const untyped = { word: none, text: none, plain: none, number: none, stated: none, ledger: none, counted: none }
  const base = { ...untyped, reading: none, phrase: none }
  const declared = field.field
  if (declared === null) {
    // decided by the team: nothing yet
    const cells = { ...base, state: fixed(stateWords.filled), value: fixed(teamValue(field)) }
    return { field, asked, row, cells }
  }
  const state = stateWords[stateAt(figures, field.id, 0)]
  const value = field.type === "text" ? "" : "—"
  const supplied = suppliedBy(view, declared)
  const phrase = state === stateWords.filled ? "" : `“${field.label}”${state}${supplied};`
  if (asked === null) {
    return { field, asked, row, cells: { ...base, state: fixed(state), value: fixed(value), phrase: fixed(phrase) } }
  }
  const own: Own = (column) => `$${columns[column]}${row}`
  const ledger = ledgers.counted(field.id)
  const places = {
    typed: typed(VALUE, asked.row),
    word: own("word"),
    text: own("text"),
    plain: own("plain"),
    number: own("number"),
    reading: own("stated"),
    unit: unitOf(declared),
  }
  const levels = declared.kind === "level" ? levelRange(view, asked) : ""
  const formulas = cellFormulas(declared, places, { ...wordPlaces(view), levels })
  const step = (formula: string | null, before: Known): Live => (formula === null ? none : { formula, value: before })
  const isFilled = `${own("reading")}="${stateWords.filled}"`
  const todo = `IF(${own("state")}="${UNSURE}",${whatToDo(declared, ledger, own)},"")`
  const cells = {
    word: step(formulas.word, ""),
    text: step(formulas.text, ""),
    plain: step(formulas.plain, ""),
    number: step(formulas.number, ""),
    stated: step(formulas.reading, stateWords.blank),
    ledger: step(ledger === null ? null : ledger.reading, ""),
    counted: step(ledger === null ? null : ledger.value, "—"),
    reading: { formula: readingOf(declared, own), value: stateWords.blank },
    state: { formula: settled(view, declared, { asked, own }), value: state },
    value: {
      formula:
        declared.counted === undefined
          ? formulas.value
          : `IF(${usesLedger(declared, own)},IF(${isFilled},${own("counted")},"—"),${formulas.value})`,
      value,
    },
    phrase: {
      formula: `IF(${own("state")}="${stateWords.filled}","","“"&${own("label")}&"”"&${own("state")}&"${supplied}"&${todo}&";")`,
      value: phrase,
    },
  }
  return { field, asked, row, cells }
}

type Own = (column: keyof typeof columns) => string

const typed = (column: string, row: number): string => `${sheetNames.figures}!$${column}$${row}`

const teamValue = ({ type }: PlanField): Known => (type === "number" ? 0 : type === "boolean" ? "否" : "")

/** Whether the ledger counts and not what was stated, as `reconcile` has it. */
const usesLedger = ({ counted }: Field, own: Own): string =>
  counted?.counts === "stated"
    ? `AND(${own("ledger")}<>"",${own("stated")}="${stateWords.blank}")`
    : `${own("ledger")}<>""`

const readingOf = (field: Field, own: Own): string =>
  field.counted === undefined
    ? own("stated")
    : // which of the two counts hangs on what the ledger says
      `IF(${own("ledger")}="${UNSURE}","${UNSURE}",IF(${usesLedger(field, own)},${own("ledger")},${own("stated")}))`

const whatToDo = (field: Field, ledger: CountedPlaces | null, own: Own): string => {
  const typed = `"(${rewriting(field).replaceAll('"', '""')})"`
  return ledger === null ? typed : `IF(${own("ledger")}="${UNSURE}","(台账请用 fadu self 核算)",${typed})`
}

const suppliedBy = (view: FormView, field: Field): string => {
  const source = sourceOf(field)
  return source === "self" ? "" : `(${sourceName(view.request.plan.rubric, source).replaceAll('"', "")}提供)`
}

/** What stands between a filled value and its use, as `gate` in settle.ts has it. */
const settled = (
  view: FormView,
  field: Field,
  { asked, own }: { readonly asked: Asked; readonly own: Own },
): string => {
  const [reading, value] = [own("reading"), own("value")]
  const blank = sourceOf(field) === "self" ? stateWords.blank : stateWords.awaitingSource
  const gains =
    field.kind === "yes-no" ? `${value}="是"` : field.kind === "level" || field.kind === "text" ? "TRUE" : `${value}<>0`
  const proof = wordOf(typed(PROOF, asked.row))
  const recognised = field.recognise === true ? stateWords.awaitingRecognition : stateWords.filled
  // rows are the paper of what is counted from them
  const unproved = `OR(${proof}="",${isIn(noEvidenceRange(view), proof)})`
  const isUnproved = field.counted === undefined ? unproved : `IF(${usesLedger(field, own)},FALSE,${unproved})`
  const proved =
    field.evidence?.need === "required"
      ? `IF(${isUnproved},"${stateWords.noEvidence}","${recognised}")`
      : `"${recognised}"`
  const used = `IF(${gains},${proved},"${stateWords.filled}")`
  const lacksLedger = field.counted !== undefined && field.counted.without !== "stated"
  const filled = lacksLedger ? `IF(${own("ledger")}="","${stateWords.noEvidence}",${used})` : used
  return `IF(${reading}="${stateWords.blank}","${blank}",IF(${reading}<>"${stateWords.filled}",${reading},${filled}))`
}
