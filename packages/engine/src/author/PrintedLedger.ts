import { scoreColumn } from "../plan/LedgerPlan.ts"
import { Counted } from "../rubric/Ledger.ts"
import type { Field, Ledger, Rubric } from "../rubric/Rubric.ts"
import { formulaWords } from "./formulaWords.ts"
import { valueWords } from "./phrases.ts"
import { keysOf } from "./Shape.ts"

/** How a figure comes from the rows of a ledger: 按台账“行政诉讼案件台账”计:行数,只计“是否开庭”. Empty where it does not. */
export const countedWords = ({ counted }: Field, rubric: Rubric): string => {
  if (counted === undefined) return ""
  const ledger = rubric.ledgers?.[counted.from]
  const inRow = ledger === undefined ? rubric : rowOf(ledger, rubric)
  const words = (text: string): string => `“${formulaWords(text, inRow)}”`
  const how = keysOf(Counted.ast).find(({ name }) => name === "how")
  const what = how === undefined ? "" : valueWords(how.shape, counted.how, { outer: "counted", rubric, without: none })
  const which = counted.where === undefined ? "全部" : words(counted.where)
  const rows =
    counted.how === "share"
      ? [`占比,${which}的行占${counted.among === undefined ? "全部" : words(counted.among)}行的比例`]
      : [
          what,
          ...(counted.of === undefined ? [] : [`所算的数为${words(counted.of)}`]),
          ...(counted.where === undefined ? [] : [`只计${which}的行`]),
        ]
  return [
    `按台账“${ledger?.label ?? counted.from}”计:${rows.join(",")}`,
    ...(counted.counts === "stated" ? ["不一致的以填报数计"] : []),
    ...(counted.without === "stated" ? ["没有交台账的暂以填报数计"] : []),
  ].join(",")
}

const none: ReadonlySet<string> = new Set()

/** The columns of a row as the figures that its formulas name. */
export const rowOf = ({ columns, scored }: Ledger, rubric: Rubric): Rubric => ({
  ...rubric,
  fields: { ...columns, ...(scored === undefined ? {} : { [scoreColumn]: { label: "得分", kind: "number" } }) },
  ...(scored?.groups === undefined ? {} : { groups: scored.groups }),
})

/** What a ledger is, in sentences without a full stop: what belongs into it, what names a row, its columns. */
export const ledgerWords = (ledger: Ledger): ReadonlyArray<string> => {
  const { columns, definition, key, register, scored } = ledger
  const labelOf = (name: string): string => columns[name]?.label ?? name
  return [
    ...(definition === undefined ? [] : [definition]),
    `每行以“${labelOf(key)}”标识`,
    `各列:${Object.values(columns)
      .map(({ label, unit }) => `${label}${unit === undefined ? "" : `(${unit})`}`)
      .join("、")}`,
    ...(register === undefined
      ? []
      : [
          `同一${labelOf(register.matter)}只计一次${register.level === undefined ? "" : `,计“${labelOf(register.level)}”最高的一行`}${register.on === undefined ? "" : `,“${labelOf(register.on)}”不在考核期内的不计`}`,
        ]),
    ...(ledger.unlisted === "none" ? ["没有列到的单位为 0 行"] : []),
    ...(scored === undefined
      ? []
      : [
          `逐行评分,满分 ${scored.full ?? 100} 分${scored.by === undefined ? "" : `,按“${labelOf(scored.by)}”分类:${Object.values(scored.groups ?? {}).join("、")}`}`,
        ]),
  ]
}
