import {
  type Agency,
  type Issue,
  lastYear,
  nearest,
  type Part,
  type Plan,
  type Round,
  sourceOf,
  type Table,
  unconfirmedIn,
  undecided,
} from "@fadu/engine"
import type { Told } from "./Understanding.ts"
import type { RubricInRound } from "./understandRound.ts"

/** Whether agencies are to hand anything in: case files and published reports are read by reviewers only. */
export const asksAgencies = ({ rubric }: Plan): boolean =>
  Object.values(rubric.fields).some((field) => sourceOf(field) === "self" || field.otherwise === "self")

/** 审定 means that nothing is open any more; until then the result stays provisional, whatever the round says. */
export const tooEarly = (round: Round, parts: ReadonlyArray<Part>): ReadonlyArray<Issue> => {
  if (round.stage !== "审定") return []
  const refused = (code: string, message: string, remedy: string): Issue => ({
    severity: "error",
    code: `round/${code}`,
    message,
    remedy,
    at: { kind: "file", file: "round.yaml" },
    agency: null,
  })
  const open = parts.flatMap(undecided)
  const [first] = open
  const unconfirmed = parts.flatMap(({ plan }) => unconfirmedIn(plan.rubric))
  const named = unconfirmed.slice(0, 5).join("、")
  return [
    ...(first === undefined
      ? []
      : [
          refused(
            "not-final",
            `阶段写作审定,但${first.name}${open.length === 1 ? "" : `等 ${open.length} 个单位`}尚有待定分值,不能审定`,
            "办结 check 所列欠办事项后再写审定;在此之前名次、等次仍为暂列",
          ),
        ]),
    ...(unconfirmed.length === 0
      ? []
      : [
          refused(
            "unconfirmed",
            `阶段写作审定,但细则中 ${named} ${unconfirmed.length > 5 ? `等 ${unconfirmed.length} 条` : ""}规则待确认,不能审定`,
            "由制定细则的机关逐条对照原文核对,删去“待确认”后再写审定",
          ),
        ]),
  ]
}

/** A file of a source that no rubric knows: one issue speaks for all its cells. */
export const unknownSource = (
  { id, file, tables }: { readonly id: string; readonly file: string; readonly tables: ReadonlyArray<Table> },
  declared: ReadonlyArray<string>,
): Told => {
  const guess = nearest(id, declared)
  const cells = tables.reduce((sum, table) => sum + table.cells.length, 0)
  return {
    issues: [
      {
        severity: "error",
        code: "source/unknown",
        message: `来源“${id}”没有在评分细则的 sources 中声明,该文件未采用`,
        remedy:
          guess === null
            ? `文件名写来源编号:${declared.join("、")}`
            : `是否应命名为“${guess}”?已声明:${declared.join("、")}`,
        at: { kind: "file", file },
        agency: null,
      },
    ],
    account: { read: cells, used: 0, recognised: 0, named: cells },
  }
}

/** Agencies of groups for which the round names no rubric. */
export const withoutRubric = (
  agencies: ReadonlyArray<Agency>,
  rubrics: ReadonlyArray<RubricInRound>,
): ReadonlyArray<Issue> =>
  agencies
    .filter(({ group }) => !rubrics.some(({ groups }) => groups.includes(group)))
    // a group that no rubric knows has been told with the roster
    .filter(({ group }) => rubrics.some(({ plan }) => Object.hasOwn(plan.rubric.groups, group)))
    .map((agency) => ({
      severity: "error",
      code: "round/no-rubric",
      message: `${agency.name}所在的组“${agency.group}”没有评分细则,未计分`,
      remedy: "在 round.yaml 的 rubrics 中为该组写明细则,或更正分组",
      at: agency.at,
      agency: agency.code,
    }))

/** What rules read of the year before, where nobody brought it: a result of that year holds points, not figures. */
export const withoutLastYear = (plans: ReadonlyArray<Plan>, isThere: boolean): ReadonlyArray<Issue> => {
  const wanted = [
    ...new Set(
      plans.flatMap(({ fields }) => fields.flatMap(({ field, label }) => (field?.source === lastYear ? [label] : []))),
    ),
  ]
  if (isThere || wanted.length === 0) return []
  const named = `${wanted
    .slice(0, 3)
    .map((label) => `“${label}”`)
    .join("、")}${wanted.length > 3 ? ` 等 ${wanted.length} 项` : ""}`
  return [
    {
      severity: "warning",
      code: "round/no-last-year",
      message: `评分细则要用${named},而批次文件夹中没有 last-year.csv,有关的分值待定`,
      remedy:
        "把上年的这几项做成 last-year.csv(列名同今年的填报表,一行一个单位)放进批次文件夹;previous 所写的上年结果只用来比较,不能代替",
      at: { kind: "file", file: "last-year.csv" },
      agency: null,
    },
  ]
}
