import type { Agency, Entry } from "../Entry.ts"
import { type Rubric, sourceOf } from "../rubric/Rubric.ts"
import { type FieldFound, FieldNames } from "./FieldNames.ts"
import { key, quote } from "./fold.ts"
import { type Columns, type Line, type ListRead, openList } from "./Lines.ts"
import { didYouMean, Names } from "./Names.ts"
import type { Page } from "./Page.ts"
import { rawText, readValue } from "./readValue.ts"
import type { Table } from "./Table.ts"

type Name = "code" | "name" | "short" | "aliases" | "group" | "order" | "ranked" | "remark"

const columns: Columns<Name> = {
  title: "单位名录",
  words: {
    code: ["代码", "编号", "单位编号", "单位代码", "单位编码", "编码", "code"],
    name: ["名称", "单位名称", "单位", "name"],
    short: ["简称", "单位简称", "short"],
    aliases: ["别名", "曾用名", "aliases"],
    group: ["分组", "组别", "group"],
    order: ["次序", "建制次序", "顺序", "排列次序", "order"],
    ranked: ["参加排名", "是否参加排名", "状态", "ranked", "status"],
    remark: ["备注", "remark"],
  },
  needs: [["code"], ["name"]],
}

/** The agencies of a round and what the roster says of them. */
export interface RosterRead extends ListRead<Agency> {
  /** Attributes of the agencies (单位属性), of source `attribute`. */
  readonly entries: ReadonlyArray<Entry>
}

/**
 * Reads agencies.csv (单位名录). The groups are those of all rubrics of the round; every column beyond the usual ones is an attribute,
 * matched to a field whose source is `attribute`. A second agency of the same code or name is told and left out.
 */
export const readRoster = (rubrics: ReadonlyArray<Rubric>, table: Table): RosterRead => {
  const list = openList(table, columns)
  const groups = new Names(
    rubrics.flatMap((rubric) =>
      Object.entries(rubric.groups).flatMap(
        ([id, title]) =>
          [
            [id, id],
            [title, id],
          ] as const,
      ),
    ),
  )
  const onlyGroup = new Set(rubrics.flatMap((rubric) => Object.keys(rubric.groups)))
  const codes = new Map<string, Agency>()
  const names = new Map<string, Agency>()
  const attributes = attributeColumns(rubrics, list.page, list)
  const agencies: Array<Agency> = []
  const entries: Array<Entry> = []

  for (const line of list.lines) {
    const { page } = list
    for (const { column } of attributes.unknown) page.named(page.index(line.row.number, column))
    const code = line.required("code", "单位代码")
    const name = code === null ? null : line.required("name", "单位名称")
    if (code === null || name === null) continue
    const twin = codes.get(key(code)) ?? names.get(key(name))
    if (twin !== undefined) {
      line.reject(codes.has(key(code)) ? "code" : "name", {
        severity: "error",
        code: "roster/duplicate",
        message: `“${name}”(${code})与“${twin.name}”(${twin.code})代码或名称相同,后一个未采用`,
        remedy: "请为每个单位写不同的代码和名称,重复的删去",
      })
      continue
    }
    const group = groupOf(line, groups, onlyGroup)
    const agency: Agency = {
      code,
      name,
      short: line.optional("short"),
      aliases: line
        .text("aliases")
        .split(/[;、,]/)
        .map((alias) => alias.trim())
        .filter((alias) => alias !== ""),
      group,
      order: orderOf(line, code),
      ranked: rankedOf(line, code),
      remark: line.optional("remark"),
      at: line.at("name"),
    }
    codes.set(key(code), agency)
    names.set(key(name), agency)
    agencies.push(agency)
    for (const { column, found } of attributes.known) {
      const index = page.index(line.row.number, column)
      const content = page.contentOf(index)
      const { reading, notes } = readValue(found.known.field, content, found.unit)
      page.used(index)
      for (const note of notes) page.tell(index, note, code)
      entries.push({
        agency: code,
        field: found.known.id,
        source: "attribute",
        reading,
        raw: content === null ? "" : rawText(content),
        evidence: null,
        at: page.address(line.row.number, column),
      })
    }
  }
  tellSharedNames(list.page, agencies)
  return { values: agencies, entries, ...list.page.finish() }
}

interface Attributes {
  readonly known: ReadonlyArray<{ readonly column: number; readonly found: FieldFound }>
  readonly unknown: ReadonlyArray<{ readonly column: number }>
}

const attributeColumns = (
  rubrics: ReadonlyArray<Rubric>,
  page: Page,
  { others }: { readonly others: ReturnType<typeof openList<Name>>["others"] },
): Attributes => {
  const fields = rubrics.map((rubric) => new FieldNames(rubric))
  const known: Array<Attributes["known"][number]> = []
  const unknown: Array<{ readonly column: number }> = []
  const taken = new Set<string>()
  for (const { column, texts, cells } of others) {
    const found = fields
      .flatMap((names) => names.find(texts))
      .find((each) => sourceOf(each.known.field) === "attribute")
    if (found !== undefined && !taken.has(found.known.id)) {
      taken.add(found.known.id)
      known.push({ column, found })
      continue
    }
    unknown.push({ column })
    const heading = quote(texts.join(""))
    const near = fields.map((names) => names.nearest(texts.join(""))).find((each) => each !== null) ?? null
    page.tell(cells[cells.length - 1] ?? -1, {
      severity: "warning",
      code: "roster/unused-column",
      message:
        found === undefined
          ? `表头${heading}不是细则中的单位属性${didYouMean(near)},该列未采用`
          : `单位属性“${found.known.field.label}”有两列,${heading}一列未采用`,
      remedy: "属性须在细则的填报项中声明,来源写 attribute;仅供查阅的列可以不管",
    })
  }
  return { known, unknown }
}

/** The group as written where no rubric has it: the agency is known then, but not scored. */
const groupOf = (line: Line<Name>, groups: Names<string>, all: ReadonlySet<string>): string => {
  const text = line.text("group")
  const [only] = all
  if (text === "" && all.size === 1 && only !== undefined) return only
  const group = groups.only(text)
  if (group !== null) return group
  line.tell("group", {
    severity: "error",
    code: "roster/unknown-group",
    message:
      text === ""
        ? "没有填写分组,该单位未计分"
        : `细则中没有分组${quote(text)}${didYouMean(groups.nearest(text))},该单位未计分`,
    remedy: `请填细则中的分组:${[...all].join("、")}`,
  })
  return text
}

const orderOf = (line: Line<Name>, agency: string): number | null => {
  const text = line.text("order")
  if (text === "") return null
  if (/^\d{1,9}$/.test(text)) return Number(text)
  line.tell("order", unknownWord(`次序${quote(text)}`, "整数", "次序不采用,排在有次序的单位之后"), agency)
  return null
}

const rankedWords: ReadonlyMap<string, boolean> = new Map([
  ...["", "是", "参加", "参加排名", "正常", "在册", "√", "y", "yes", "true"].map((word) => [word, true] as const),
  ...["否", "不参加", "不参加排名", "不排名", "不参与排名", "×", "n", "no", "false"].map(
    (word) => [word, false] as const,
  ),
])

const rankedOf = (line: Line<Name>, agency: string): boolean => {
  const text = line.text("ranked")
  const ranked = rankedWords.get(key(text))
  if (ranked !== undefined) return ranked
  line.tell("ranked", unknownWord(quote(text), "“是”或“否”(参加排名)", "按参加排名计"), agency)
  return true
}

const unknownWord = (found: string, expected: string, taken: string) => ({
  severity: "warning" as const,
  code: "list/unknown-word" as const,
  message: `${found}应为${expected};${taken}`,
  remedy: `请改为${expected}`,
})

/** A short name or alias that means two agencies finds neither. */
const tellSharedNames = (page: Page, agencies: ReadonlyArray<Agency>): void => {
  const owners = new Map<string, Agency>()
  for (const agency of agencies) {
    for (const name of new Set([agency.code, agency.name, agency.short ?? "", ...agency.aliases].map(key))) {
      const owner = owners.get(name)
      if (name === "") continue
      if (owner === undefined) {
        owners.set(name, agency)
        continue
      }
      page.tellAt(
        agency.at,
        {
          severity: "warning",
          code: "roster/shared-name",
          message: `“${name}”既指“${owner.name}”又指“${agency.name}”,填报表中写它无法认出单位`,
          remedy: "请改用不重复的简称或别名",
        },
        agency.code,
      )
    }
  }
}
