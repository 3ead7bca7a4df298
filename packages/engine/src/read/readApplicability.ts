import type { Agency, Applicability } from "../Entry.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { agencyFinder, agencyNames } from "./agencyNames.ts"
import { criterionNames } from "./criteria.ts"
import { quote } from "./fold.ts"
import { type Columns, type Line, type ListRead, openList, tellOthers, unknownColumn } from "./Lines.ts"
import { agencyHeadings, lineAgency } from "./lineAgency.ts"
import { didYouMean, Names } from "./Names.ts"
import type { Table } from "./Table.ts"

type Name = "agency" | "group" | "criterion" | "applies" | "reason" | "basis"

const columns: Columns<Name> = {
  title: "适用指标表",
  words: {
    agency: agencyHeadings,
    group: ["分组", "组别", "group"],
    criterion: ["指标", "指标编号", "指标名称", "评分指标", "考核指标", "编号", "criterion"],
    applies: ["适用性", "是否适用", "适用情况", "applies"],
    reason: ["理由", "原因", "reason"],
    basis: ["依据", "basis"],
  },
  needs: [["agency", "group"], ["criterion"], ["applies"]],
}

const appliesWords = new Names<Applicability["applies"]>([
  ["适用", "applies"],
  ["applies", "applies"],
  ["不适用", "notApplicable"],
  ["notApplicable", "notApplicable"],
  ["未抽查", "notSampled"],
  ["notSampled", "notSampled"],
])

/**
 * Reads the team's table of what applies to whom (适用指标表). Each line is for one agency or for one group; a line for an agency beats
 * the one for its group, and stands after it here. Two lines that contradict each other are told, and neither is used.
 */
export const readApplicability = (
  rubric: Rubric,
  roster: ReadonlyArray<Agency>,
  table: Table,
): ListRead<Applicability> => {
  const list = openList(table, columns)
  const find = agencyFinder(agencyNames(roster))
  const groups = new Names(
    Object.entries(rubric.groups).flatMap(
      ([id, title]) =>
        [
          [id, id],
          [title, id],
        ] as const,
    ),
  )
  const criteria = criterionNames(rubric)
  const lines = new Map<string, { readonly value: Applicability; readonly line: Line<Name>; isDisputed: boolean }>()

  for (const line of list.lines) {
    const whose = whoseLine(line, groups, find)
    if (whose === null) continue
    const text = line.required("criterion", "指标")
    if (text === null) continue
    const criterion = criteria.only(text)
    if (criterion === null) {
      line.reject("criterion", {
        severity: "error",
        code: "applicability/unknown-criterion",
        message: `细则中没有指标${quote(text)}${didYouMean(criteria.nearest(text))},该行未采用`,
        remedy: "请填细则中的指标编号,如 C1",
      })
      continue
    }
    const word = line.required("applies", "适用性")
    if (word === null) continue
    const applies = appliesWords.only(word)
    if (applies === null) {
      line.reject(
        "applies",
        {
          severity: "error",
          code: "list/unknown-word",
          message: `适用性${quote(word)}应为“适用”“不适用”或“未抽查”,该行未采用`,
          remedy: "请填“适用”“不适用”或“未抽查”",
        },
        whose.agency,
      )
      continue
    }
    const value: Applicability = {
      ...whose,
      criterion: criterion.code,
      applies,
      reason: line.optional("reason"),
      basis: line.optional("basis"),
      at: line.at("applies"),
    }
    const place = `${whose.agency ?? ""}\n${whose.group ?? ""}\n${criterion.code}`
    const earlier = lines.get(place)
    if (earlier === undefined) {
      if (applies !== "applies" && value.reason === null) tellNoReason(line, value)
      lines.set(place, { value, line, isDisputed: false })
    } else if (earlier.value.applies !== applies) {
      earlier.isDisputed = true
      earlier.line.page.nameRow(earlier.line.row)
      const first = earlier.value.at.kind === "cell" ? earlier.value.at.cell : ""
      line.reject(
        "applies",
        {
          severity: "error",
          code: "applicability/contradiction",
          message: `指标 ${criterion.code} 对同一对象既写${quote(earlier.line.text("applies"))}(${first})又写${quote(word)},两行都未采用`,
          remedy: "请统一意见,只保留一行",
        },
        whose.agency,
      )
    }
  }
  tellOthers(list, unknownColumn(columns))
  const values = [...lines.values()].filter(({ isDisputed }) => !isDisputed).map(({ value }) => value)
  return {
    values: [...values.filter(({ agency }) => agency === null), ...values.filter(({ agency }) => agency !== null)],
    ...list.page.finish(),
  }
}

/** For whom a line is: the name of a group may also stand in the column of agencies. */
const whoseLine = (
  line: Line<Name>,
  groups: Names<string>,
  find: ReturnType<typeof agencyFinder>,
): Pick<Applicability, "agency" | "group"> | null => {
  const text = line.text("agency")
  if (text !== "" && groups.only(text) === null) {
    const agency = lineAgency(line, find)
    return agency === null ? null : { agency: agency.code, group: null }
  }
  const named = text !== "" ? text : line.required("group", "单位或分组")
  if (named === null) return null
  const group = groups.only(named)
  if (group !== null) return { agency: null, group }
  line.reject("group", {
    severity: "error",
    code: "roster/unknown-group",
    message: `细则中没有分组${quote(named)}${didYouMean(groups.nearest(named))},该行未采用`,
    remedy: "请填细则中的分组",
  })
  return null
}

const tellNoReason = (line: Line<Name>, value: Applicability): void => {
  line.tell(
    "reason",
    {
      severity: "warning",
      code: "applicability/no-reason",
      message: `指标 ${value.criterion} 写作${quote(line.text("applies"))},没有写理由`,
      remedy: "请写明理由,以便反馈和复核",
    },
    value.agency,
  )
}
