import type { Field } from "@fadu/engine"
import type { Allowed } from "../Draft.ts"
import { columnName } from "../Draft.ts"
import type { Asked, FormView } from "./FormView.ts"
import { levelList } from "./optionsSheet.ts"

const VALUE_COLUMN = 5

/** What may stand in the cell of a field (数据有效性): the same that reads without a question when it comes back. */
export const allowedFor = (view: FormView, asked: Asked): Allowed | null => {
  const { field, row } = asked
  const place = { row, column: VALUE_COLUMN }
  const cell = `${columnName(VALUE_COLUMN)}${row}`
  const orClaimed = (condition: string, more = ""): string => `OR(${condition},${cell}="不涉及"${more})`
  switch (field.kind) {
    case "text":
      return null
    case "yes-no":
      return {
        ...place,
        by: { list: '"是,否,不涉及"' },
        otherwise: `“${field.label}”请选“是”或“否”;确不涉及的选“不涉及”`,
        prompt: null,
      }
    case "level":
      return {
        ...place,
        by: { list: levelList(view, asked) },
        otherwise: `“${field.label}”请从下拉列表中选择:${brief((field.levels ?? []).join("、"), 120)}`,
        prompt: null,
      }
    case "day":
      return {
        ...place,
        by: {
          condition: orClaimed(
            `AND(ISNUMBER(${cell}),${cell}>=DATE(2000,1,1),${cell}<DATE(2100,1,1))`,
            `,${cell}="未办理"`,
          ),
        },
        otherwise: `“${field.label}”请填写到日的日期,如 2026-3-1;尚未办理的填“未办理”`,
        prompt: null,
      }
    case "count":
    case "number":
    case "rate":
      return {
        ...place,
        by: { condition: orClaimed(isNumberFor(field, cell)) },
        otherwise: `“${field.label}”${wanted(field)};数为零的填 0,确不涉及的填“不涉及”`,
        prompt: null,
      }
  }
}

const wanted = (field: Field): string => {
  const least = leastOf(field)
  const unit = field.unit === undefined || field.unit === "" ? "" : `(单位:${field.unit})`
  const limits = [
    ...(least === undefined ? [] : [`不小于 ${least}`]),
    ...(field.max === undefined ? [] : [`不大于 ${field.max}`]),
  ].join("、")
  const kind = { count: "整数", rate: "百分数,如 85%" }[field.kind === "rate" ? "rate" : "count"]
  return `请填${field.kind === "number" ? "数字" : kind}${unit}${limits === "" ? "" : `,${limits}`}`
}

/** An amount of the rubric, `95%` or `0.95`, as a formula has it. */
export const plainAmount = (amount: number | string): string => {
  const percent = /^(-?[\d.]+)%$/.exec(String(amount))
  return percent === null ? String(amount) : `(${percent[1]}/100)`
}

const brief = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`)

export const leastOf = (field: Field): Field["min"] => field.min ?? (field.kind === "number" ? undefined : 0)

/** A condition in the words of a spreadsheet: the cell holds a number that the field may have. */
export const isNumberFor = (field: Field, cell: string): string => {
  const least = leastOf(field)
  const limits = [
    `ISNUMBER(${cell})`,
    ...(field.kind === "count" ? [`${cell}=INT(${cell})`] : []),
    ...(least === undefined ? [] : [`${cell}>=${plainAmount(least)}`]),
    ...(field.max === undefined ? [] : [`${cell}<=${plainAmount(field.max)}`]),
  ]
  return limits.length === 1 ? (limits[0] ?? "TRUE") : `AND(${limits.join(",")})`
}
