import { type FieldId, type PlanField, stateAt, stateWords } from "@fadu/engine"
import { isIn, UNSURE, wordOf } from "./cellFormulas.ts"
import { columns, type FieldWorking, type Given, type Live } from "./FieldWorking.ts"
import { PROOF, sheetNames } from "./FormView.ts"
import { noEvidenceRange } from "./optionsSheet.ts"

/** What only a program reads: a range of numbers, so many of a kind, words apart. */
const odd = ["-", "–", "—", "~", "~", "〜", "至", "到", "份", " ", "、、"]

/** How many papers stand beside a figure, as `countPapers` counts those that are listed one by one; other ways of writing them are left to it. */
export const papersWorking = (
  field: PlanField,
  { view, ledgers, figures, row, figure, figureRow }: Given & { readonly figure: FieldId; readonly figureRow: number },
): FieldWorking => {
  const fixed = (value: string): Live => ({ formula: null, value })
  const none = fixed("")
  const state = stateWords[stateAt(figures, field.id, 0)]
  const untyped = { word: none, text: none, plain: none, number: none, stated: none, ledger: none, counted: none }
  const phrase = state === stateWords.filled ? "" : `“${field.label}”${state};`
  const base = { ...untyped, reading: none, state: fixed(state), value: fixed("—"), phrase: fixed(phrase) }
  const asked = view.asked(figure)
  if (asked === null) return { field, asked: null, row, cells: base }
  const proof = wordOf(`${sheetNames.figures}!$${PROOF}$${asked.row}`)
  const list = [",", ";", ",", ";"].reduce((text, mark) => `SUBSTITUTE(${text},"${mark}","、")`, proof)
  const unproved = `OR(${proof}="",${isIn(noEvidenceRange(view), proof)})`
  const isOdd = `OR(${odd.map((mark) => `ISNUMBER(FIND("${mark}",${list}))`).join(",")})`
  const own = (column: keyof typeof columns): string => `$${columns[column]}${row}`
  const of = `$${columns.state}$${figureRow}`
  const isThere = [stateWords.filled, stateWords.noEvidence, stateWords.awaitingRecognition]
    .map((word) => `${of}="${word}"`)
    .join(",")
  // rows of a ledger are proof enough, and how many they are only the program knows
  const counted = ledgers.counted(figure) === null ? isOdd : "TRUE"
  const cells = {
    ...base,
    state: {
      formula: `IF(OR(${isThere}),IF(${unproved},"${stateWords.filled}",IF(${counted},"${UNSURE}","${stateWords.filled}")),${of})`,
      value: state,
    },
    value: {
      formula: `IF(${own("state")}="${stateWords.filled}",IF(${unproved},0,LEN(${list})-LEN(SUBSTITUTE(${list},"、",""))+1),"—")`,
      value: "—",
    },
    phrase: {
      formula: `IF(${own("state")}="${stateWords.filled}","","“"&${own("label")}&"”"&${own("state")}&";")`,
      value: phrase,
    },
  }
  return { field, asked: null, row, cells }
}
