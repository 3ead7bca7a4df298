import { stateWords } from "@fadu/engine"
import { type Cell, empty, live, row, type SheetDraft, sheet, text } from "../Draft.ts"
import { formatsOf } from "../formats.ts"
import { UNSURE } from "./cellFormulas.ts"
import { type Asked, FIRST_ROW, LEDGER_ROWS, sheetNames } from "./FormView.ts"
import type { CountedPlaces } from "./LedgerBlock.ts"
import type { Workings } from "./Workings.ts"

/** 台账核算, hidden: row by row how the ledgers of the form are counted. */
export const ledgerWorkingsSheet = ({ view, ledgers }: Workings): SheetDraft =>
  sheet({
    name: sheetNames.ledgers,
    widths: ledgers.columns.map(() => 12),
    heading: { rows: FIRST_ROW - 1, columns: 0 },
    isHidden: true,
    isProtected: true,
    rows: [
      row([text(view.stamp, "note")]),
      row([text(`各台账前 ${LEDGER_ROWS} 行逐行的读法和认定,供自评试算取用;请勿改动。`, "note")]),
      row(ledgers.columns.map(({ top }): Cell => (top === null ? empty("muted") : live(top.formula, top.value)))),
      row(ledgers.columns.map(({ head }) => text(head, "head"))),
      ...Array.from({ length: LEDGER_ROWS }, (_, index) =>
        row(
          ledgers.columns.map(({ of, value }) => live(of(FIRST_ROW + index), value, { role: "muted" })),
          { height: 18 },
        ),
      ),
    ],
  })

/** What was stated beside what the ledger gives, in words. */
export const countedWords = (
  workings: Workings,
  { id, field }: Asked,
  { reading, value, rows, why, label }: CountedPlaces,
): string => {
  const row = workings.fieldRow(id)
  // what no mark reads has no place among the workings
  if (row === null) return '""'
  const [said, stated, typed] = [workings.at("stated", row), workings.at("number", row), workings.at("word", row)]
  const isRate = field.kind === "rate"
  const format = isRate ? formatsOf(workings.view.request.plan.rubric).of("rate") : null
  const shown = format === null ? `${value}&""` : `TEXT(${value},"${format}")`
  const own = format === null ? `${typed}` : `IF(ISNUMBER(${stated}),TEXT(${stated},"0.######%"),${typed})`
  // to as many places as were written
  const alike = [2, 3, 4, 5, 6].map((places) => `ROUND(${value},${places})=ROUND(${stated},10)`)
  const agrees = `IF(ISNUMBER(${stated}),OR(ROUND(${value}-${stated},10)=0${isRate ? `,${alike.join(",")}` : ""}),FALSE)`
  const takes = field.counted?.counts === "stated" ? "填报数" : "台账"
  const from = `"按台账“${label.replaceAll('"', '""')}”("&${rows}&" 行)计数为 "&${shown}`
  const counted = `IF(${said}="${stateWords.blank}",${from}&";没有填报数,按台账计",IF(${agrees},"填报 "&${own}&",与台账("&${rows}&" 行)一致","填报 "&${own}&","&${from}&";按${takes}计,请核对台账有无漏登、重登"))`
  const cases: ReadonlyArray<readonly [when: string, words: string]> = [
    [
      `${reading}=""`,
      `IF(${said}="${stateWords.blank}","没有填报,台账也没有填写","填报 "&${own}&",台账没有填写${field.counted?.without === "stated" ? ",暂以填报数计" : ",该数不能采用"};确无记录的在台账第一行写“无”")`,
    ],
    [`${reading}="${UNSURE}"`, `"待 fadu self 核算:"&IF(${why}="","台账有的格看不明白,见台账的“填报提示”",${why})`],
    [`${reading}="${stateWords.unreadable}"`, '"按台账不能确定:有的格填得不对,请更正"'],
    [`${reading}="${stateWords.blank}"`, '"按台账不能确定:有的行空着格,请补填"'],
    [`${reading}="${stateWords.claimed}"`, '"台账中没有应计的行,是否不涉及待考核组确认"'],
  ]
  return cases.reduceRight((rest, [when, words]) => `IF(${when},${words},${rest})`, counted)
}
