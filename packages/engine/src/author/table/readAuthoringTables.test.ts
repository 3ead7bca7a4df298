import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import { showAddress } from "../../Issue.ts"
import type { Table } from "../../read/Table.ts"
import { Rubric } from "../../rubric/Rubric.ts"
import { choicesOf, entryOf, isFreeTable, isList, isTable, keysOf, membersOf, namesOf, type Shape } from "../Shape.ts"
import { type AuthoredSheet, authoringTables } from "./AuthoringTables.ts"
import { readAuthoringTables } from "./readAuthoringTables.ts"

/** Sheets as a reader of workbooks hands them over. */
const tablesOf = (sheets: ReadonlyArray<AuthoredSheet>): ReadonlyArray<Table> =>
  sheets.map(({ name, columns, rows }) => ({
    file: "细则.xlsx",
    sheet: name,
    merges: [],
    hidden: { sheet: false, rows: [], columns: [] },
    cells: [columns.map(({ head }) => head), ...rows].flatMap((row, number) =>
      row.flatMap((value, column): Table["cells"] => {
        if (value === null || (typeof value === "string" && value.trim() === "")) return []
        const content =
          typeof value === "number"
            ? ({ kind: "number", value, percent: false } as const)
            : ({ kind: "text", text: value } as const)
        return [{ row: number + 1, column: column + 1, content }]
      }),
    ),
  }))

/** Decisions are read from a list of numbers, which shrinks towards the plainest rubric. */
class Choices {
  private at = 0
  private readonly numbers: ReadonlyArray<number>

  constructor(numbers: ReadonlyArray<number>) {
    this.numbers = numbers
  }

  below(limit: number): number {
    return (this.numbers[this.at++] ?? 0) % limit
  }

  of<A>(first: A, ...rest: ReadonlyArray<A>): A {
    return [first, ...rest][this.below(rest.length + 1)] ?? first
  }

  /** Different every time. */
  next(): number {
    return this.at++
  }
}

/** Texts that a cell, a list or a number might be mistaken for. */
const texts = [
  "评分标准",
  "5",
  "0.5",
  "95%",
  "是",
  "否",
  "(无)",
  '"引号"',
  "一;二",
  "甲=1;乙=2",
  "一、二",
  " 前后有空格 ",
  "两\n行",
  "末尾换行\n",
  "{a: 1}",
  "[1, 2]",
  '{"a":1}',
  "待定,不计入确定得分",
  "pending",
  "5pp",
  "3 个百分点",
  "_x000D_",
  "\u0007响铃",
  "=1+1",
  "—",
  "全角；＝、",
  "1e3",
  "自报",
  "self",
  "court",
  "组一",
  "名称0",
] as const

const made = (shape: Shape, path: string, choices: Choices): unknown => {
  const own = membersOf(shape)
  const member = own[choices.below(own.length)] ?? shape
  const fixed = choicesOf(member)
  if (fixed !== null) return fixed[0]
  if (member._tag === "Null") return null
  if (member._tag === "Boolean") return choices.of(true, false)
  if (isList(member) || isFreeTable(member)) {
    const entry = entryOf(member) ?? shape
    const least = member._tag === "Arrays" ? member.elements.length : 0
    const few = least + choices.below(3 - least)
    const values = Array.from({ length: few }, () => made(entry, `${path}.0`, choices))
    if (isList(member)) return values
    const isName = Schema.is(Schema.make<Schema.Codec<unknown>>(namesOf(member) ?? shape))
    const name = (): string => {
      const number = choices.next()
      const fit = [`n${number}`, `编号${number}`, `a=b${number}`, `甲;乙${number}`].filter((one) => isName(one))
      const [first = "", ...rest] = path === "fields" ? [`f${number}.x`] : fit
      return choices.of(first, ...rest)
    }
    return Object.fromEntries(values.map((value) => [name(), value]))
  }
  if (isTable(member)) {
    return Object.fromEntries(
      keysOf(member).flatMap(({ name, isOptional, shape: inner }) =>
        // of rule and rules an author writes one
        isOptional && (name === "rule" || choices.below(3) > 0)
          ? []
          : [[name, made(inner, `${path}.${name}`.replace(/^\./, ""), choices)]],
      ),
    )
  }
  if (path === "id") return "generated"
  if (/\.code$/.test(path)) return `C${choices.next()}`
  if (/rules\.0\.id$/.test(path)) return `r${choices.next()}`
  const [first, ...rest] = allowed(member)
  return choices.of(first, ...rest)
}

const plainer = [
  1,
  0,
  0.5,
  7,
  12.25,
  0.1,
  2,
  4,
  "2026-03-01",
  "2025-12-31",
  "95%",
  "50%",
  "0.5%",
  "C1",
  "a",
  "f.x",
  "甲.乙",
  "small-1",
  ...texts,
] as const
const known = new Map<Shape, ReadonlyArray<string | number>>()

/** What the schema takes of many values; whatever checks it has. */
const allowed = (shape: Shape): ReadonlyArray<string | number> => {
  const before = known.get(shape)
  if (before !== undefined) return before
  const isOf = Schema.is(Schema.make<Schema.Codec<unknown>>(shape))
  const found = plainer.filter((value) => isOf(value))
  assert.isNotEmpty(found, `no value known that fits: ${JSON.stringify(shape.annotations ?? shape._tag)}`)
  known.set(shape, found)
  return found
}

const decode = Schema.decodeUnknownSync(Rubric, { onExcessProperty: "error" })

/** One rule is one rule, whether under `rule` or as the only one of `rules`; no rules are no rules. */
const oneSpelling = (rubric: Rubric) => ({
  ...rubric,
  sections: rubric.sections.map((section) => ({
    ...section,
    criteria: section.criteria.map(({ rule, rules, ...criterion }) => ({
      ...criterion,
      rules: [...(rule === undefined ? [] : [rule]), ...(rules ?? [])],
    })),
  })),
})

const number = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2 ** 20 })))
const rubrics = Arbitrary.map(Arbitrary.array(number, { minLength: 600, maxLength: 600 }), (numbers) =>
  decode(made(Rubric.ast, "", new Choices(numbers))),
)

describe("sheets that are read back", () => {
  it.prop(
    "say what the rubric said, whatever the schema allows",
    [rubrics],
    ([rubric]) => {
      const { source, issues } = readAuthoringTables(tablesOf(authoringTables(rubric)))
      assert.deepStrictEqual(issues, [])
      assert.deepStrictEqual(oneSpelling(decode(source)), oneSpelling(rubric))
    },
    { arbitrary: { runs: 40 } },
  )
})

const small = decode({
  id: "small",
  title: "小细则",
  version: "1",
  period: { from: "2026-01-01", to: "2026-12-31" },
  groups: { all: "全体单位" },
  rankWithin: "none",
  fields: { late: { label: "迟报件数", kind: "count" } },
  sections: [
    {
      code: "A",
      title: "报送",
      full: 4,
      criteria: [
        {
          code: "A1",
          title: "报送",
          full: 4,
          clause: "迟报的每件扣 1 分;未报送的不得分。",
          rules: [
            { kind: "per-event", id: "a", count: "late", points: 1 },
            { kind: "yes-no", id: "b", value: "late < 4", points: "all" },
          ],
        },
      ],
    },
  ],
})

/** What is told of the small rubric after one cell was written over; columns by their heads, rows of values from 1. */
const toldAfter = (sheet: string, head: string, row: number, written: string | number) => {
  const sheets = authoringTables(small).map((one) =>
    one.name !== sheet
      ? one
      : {
          ...one,
          rows: one.rows.map((values, index) =>
            index !== row - 1
              ? values
              : values.map((value, column) => (one.columns[column]?.head === head ? written : value)),
          ),
        },
  )
  const read = readAuthoringTables(tablesOf(sheets))
  return {
    ...read,
    told: read.issues.map(({ at, message, remedy }) => `${at === null ? "" : showAddress(at)}:${message}。${remedy}`),
  }
}

describe("a workbook with a slip", () => {
  it("names the cell of a method that does not exist, and the one that was meant", () => {
    const { told } = toldAfter("指标和规则", "计分方法", 1, "按件扣份")
    assert.match(
      told[0] ?? "",
      /^细则\.xlsx「指标和规则」[A-Z]+2:没有“按件扣份”这种计分方法,是否为“按件扣分”\?。可选:是否、/,
    )
  })

  it("names the cell of a value that the method has no use for", () => {
    const { told } = toldAfter("指标和规则", "目标", 1, "95%")
    assert.match(
      told[0] ?? "",
      /^细则\.xlsx「指标和规则」[A-Z]+2:“按件扣分”没有“目标”这一栏。清空这一格,或改选计分方法/,
    )
  })

  it("names the cell of a word that cannot be chosen", () => {
    const { told, isTold } = toldAfter("填报项", "类型", 1, "整数记数")
    assert.deepStrictEqual(told, [
      "细则.xlsx「填报项」C2:“整数记数”不是“类型”可选的,是否为“整数计数”?。可选:整数计数、数、比率、是否、日期、等级、文字",
    ])
    assert.isTrue(isTold(["fields", "late", "kind"]))
  })

  it("names the line of an item that does not exist", () => {
    const { told } = toldAfter("基本信息", "项目", 3, "版次")
    assert.match(told[0] ?? "", /^细则\.xlsx「基本信息」A4:没有“版次”这一项目/)
  })

  it("leads from a place in the rubric to the cell, and from one that is missing to the cell where it belongs", () => {
    const { locate, headOf, source } = toldAfter("指标和规则", "扣(得)分", 1, "一分")
    const path = ["sections", 0, "criteria", 0, "rules", 0, "points"]
    assert.strictEqual(headOf(path), "扣(得)分")
    const at = locate(path)
    assert.match(at.kind === "cell" ? at.cell : "", /^[A-Z]+2$/)
    assert.deepStrictEqual(locate([...path.slice(0, 6), "cap"]).kind, "cell")
    assert.isFalse(Schema.is(Rubric)(source))
  })

  it("takes what people write instead of ids: names of fields, and codes filled down", () => {
    const { source, issues } = toldAfter("指标和规则", "二级编号", 2, "A1")
    assert.deepStrictEqual(issues, [])
    assert.deepStrictEqual(oneSpelling(decode(source)), oneSpelling(small))
  })
})
