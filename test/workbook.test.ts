import { readFileSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import {
  type Agency,
  type Assessment,
  type Audience,
  assess,
  claimCards,
  document,
  type Entry,
  type Plan,
  Rational,
  type Reading,
  readRubric,
  restrict,
  type Score,
  type State,
  states,
  yearOnYear,
} from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { loadRound } from "@fadu/files"
import { workbook } from "@fadu/report"
import { Effect } from "effect"
import type ExcelJS from "exceljs"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { parse } from "yaml"
import { unpack } from "./archive.ts"
import { comparisonRound } from "./comparisonRound.ts"
import { agencyNamed, at, generatedRound, randomFrom, stampFor } from "./generatedRound.ts"
import { describeLibreOffice } from "./libreOffice.ts"
import { randomPlan } from "./randomPlan.ts"
import { opened, recalculated, same } from "./recalculated.ts"

const internal: Audience = { kind: "internal" }

const planOf = (source: unknown): Plan => {
  const { plan, problems } = readRubric(source, parseFormula)
  if (plan === null) throw new Error(JSON.stringify(problems))
  return plan
}

const written = (
  assessment: Assessment,
  audience: Audience = internal,
  previous: Assessment | null = null,
): Promise<Uint8Array> => {
  const copy = restrict(document(assessment), audience)
  const year = previous === null ? null : yearOnYear(copy, restrict(document(previous), audience))
  return workbook(assessment, copy, { audience, year })
}

const root = fileURLToPath(new URL("..", import.meta.url))
const loaded = (year: string) =>
  Effect.runPromise(
    loadRound(join(root, `samples/demo-${year}`), { installation: root, cases: false }).pipe(
      Effect.provide(NodeServices.layer),
    ),
  )
const demonstration = async (year = "2026"): Promise<Assessment> => (await loaded(year)).assessment

// ── a round small enough to check by hand ──────────────────────────────────────────────────────────────────────

const smallPlan = planOf({
  id: "small",
  title: "小细则",
  version: "1",
  notice: "示例",
  period: { from: "2026-01-01", to: "2026-12-31" },
  full: 20,
  groups: { g1: "甲组", g2: "乙组" },
  rankWithin: "group",
  bands: [
    { grade: "优秀", from: 18 },
    { grade: "合格", from: 0 },
  ],
  absence: { blank: "zero" },
  fields: {
    heard: { label: "应诉案件", kind: "count", unit: "件" },
    appeared: { label: "出庭案件", kind: "count", unit: "件" },
    late: { label: "迟报次数", kind: "count", unit: "次" },
    done: { label: "已办理", kind: "yes-no" },
  },
  sections: [
    {
      code: "A",
      title: "出庭",
      full: 15,
      criteria: [
        {
          code: "A1",
          title: "出庭率",
          full: 10,
          clause: "出庭率低于 95% 的,每低 1 个百分点扣 0.15 分",
          rule: {
            id: "a",
            kind: "shortfall",
            value: "appeared / heard",
            target: "95%",
            per: "1pp",
            points: 0.15,
            partStep: "proportional",
            says: "每低 1 个百分点扣 0.15 分",
          },
        },
        {
          code: "A2",
          title: "迟报",
          full: 5,
          clause: "迟报一次扣 0.5 分",
          rule: { id: "a", kind: "per-event", count: "late", points: 0.5, says: "迟报一次扣 0.5 分" },
        },
      ],
    },
    {
      code: "B",
      title: "办理",
      full: 5,
      criteria: [
        {
          code: "B1",
          title: "办理",
          full: 2,
          clause: "未办理不得分",
          rule: { id: "a", kind: "yes-no", value: "done", points: "all", says: "未办理不得分" },
        },
        {
          code: "B2",
          title: "质量",
          full: 3,
          clause: "由二人评分",
          rule: { id: "a", kind: "judged", most: 3, scorers: 2, says: "由二人评分" },
        },
      ],
    },
  ],
})

const entry = (agency: string, field: string, value: number | boolean | null): Entry => ({
  agency,
  field,
  source: "self",
  reading: (value === null
    ? { state: "blank" }
    : { state: "filled", value: typeof value === "number" ? Rational.of(value) : value }) satisfies Reading,
  raw: String(value),
  evidence: "有",
  at: { kind: "cell", file: "填报.xlsx", sheet: "表1", cell: "B2" },
})

/** 出庭 57 of 95 is 60% exactly: 35 points below, 5.25 off. 37/40 is 92.5%: 2.5 points below, 0.375 off, which rounds up to 0.38. */
const smallRound = (): Assessment => {
  const given: ReadonlyArray<readonly [Agency, number | null, number, number, boolean, ReadonlyArray<number>]> = [
    [agencyNamed("1", "g1", "云泽市甲局"), 95, 57, 0, true, [3, 2]],
    [agencyNamed("01", "g1", "云泽市乙局"), 40, 37, 1, true, [2, 2]],
    [agencyNamed("3", "g1", "云泽市丙局"), 40, 37, 1, true, [2, 2]],
    [agencyNamed("4", "g1", "云泽市丁局"), 20, 20, 12, false, [3, 3]],
    [agencyNamed("5", "g2", "云泽市戊局"), null, 3, 0, true, [1, 1]],
    [agencyNamed("6", "g2", "云泽市己局"), 61, 40, 0, true, [1.25]],
  ]
  const { part, issues } = assess(
    smallPlan,
    {
      agencies: given.map(([agency]) => agency),
      entries: given.flatMap(([{ code }, heard, appeared, late, done]) => [
        entry(code, "heard", heard),
        entry(code, "appeared", appeared),
        entry(code, "late", late),
        entry(code, "done", done),
      ]),
      scores: given.flatMap(([{ code }, , , , , points]) =>
        points.map(
          (one, index): Score => ({
            agency: code,
            criterion: "B2",
            scorer: `闻守${index + 1}`,
            points: Rational.of(one),
            reason: "=材料齐全",
            at,
          }),
        ),
      ),
      decisions: [],
      applicability: [],
    },
    { asOf: 46_000, due: null, evidenceDue: null },
  )
  return { stamp: stampFor([smallPlan], ["闻守1", "闻守2"]), parts: [part], issues }
}

/** The rows beneath the headings as they are seen; a formula that gives an empty text is an empty text. */
const rankingOf = (book: ExcelJS.Workbook): ReadonlyArray<ReadonlyArray<unknown>> => {
  const rows: Array<ReadonlyArray<unknown>> = []
  book.getWorksheet("排名")?.eachRow((row, number) => {
    const cells = Array.from({ length: row.cellCount }, (_, index) => row.getCell(index + 1))
    if (number > 3) rows.push(cells.map((cell) => (cell.formula === undefined ? cell.value : (cell.result ?? ""))))
  })
  return rows
}

const formulasOf = async (bytes: Promise<Uint8Array>): Promise<ReadonlyArray<string>> => {
  const formulas: Array<string> = []
  for (const sheet of (await opened(await bytes)).worksheets) {
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        if (cell.formula !== undefined) formulas.push(cell.formula)
      }),
    )
  }
  return formulas
}

describe("the workbook of a small round", () => {
  it("ranks with ties, shows a range for open points, and counts a blank as the rubric says", async () => {
    expect(rankingOf(await opened(await written(smallRound()))).slice(0, 9)).toEqual([
      ["甲组", "甲组", 15, 5, null, null],
      [1, "云泽市乙局", 14.12, 4, 18.12, "优秀"],
      [1, "云泽市丙局", 14.12, 4, 18.12, "优秀"],
      [3, "云泽市甲局", 9.75, 4.5, 14.25, "合格"],
      [4, "云泽市丁局", 10, 3, 13, "合格"],
      ["乙组", "乙组", 15, 5, null, null],
      [1, "云泽市戊局", 5, 3, 8, "合格"],
      ["乙组:分值待定,暂不排名", "乙组:分值待定,暂不排名", null, null, null, null],
      ["待定", "云泽市己局", 10.59, "2.63~4.13", "13.22~14.72", ""],
    ])
  })

  it("has its sheets in the order in which they are read", async () => {
    const book = await opened(await written(smallRound()))
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      "排名",
      "得分明细",
      "扣分明细",
      "待办",
      "评分细则",
      "问题",
      "核对",
      "填报数据",
      "评分",
      "计算",
    ])
  })

  it("ends the printed pages of marks between sections, and sets no heading across two of them", async () => {
    const xml = unpack(await written(await demonstration()))
      .get("xl/worksheets/sheet2.xml")
      ?.toString()
    const ends = [...(/<colBreaks.*<\/colBreaks>/.exec(xml ?? "")?.[0] ?? "").matchAll(/<brk id="(\d+)"/g)]
    const columns = ends.map(([, column]) => Number(column))
    // A, B, C, D, and E with the totals, after the names of the agencies
    expect(columns).toEqual([12, 28, 35, 48])
    expect(xml).not.toContain("fitToPage")
    const headings = [...(xml ?? "").matchAll(/<mergeCell ref="([A-Z]+)3:([A-Z]+)3"/g)].map(([, from = "", to = ""]) =>
      [from, to].map((name) => [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)),
    )
    expect(headings.length).toBe(5)
    for (const [from = 0, to = 0] of headings) expect(columns.some((end) => from <= end && end < to)).toBe(false)
  })

  it("is written with functions that Excel 2010, WPS and LibreOffice all have", async () => {
    const formulas = await formulasOf(written(await demonstration()))
    const known =
      /^(ABS|AND|COUNT|COUNTIFS?|HYPERLINK|IF|IFERROR|INT|MAX|MIN|MOD|NOT|OR|RANK|ROUND|ROWS|SIGN|SUM|SUMIFS|SUMPRODUCT|TEXT|TRUNC)$/
    const used = new Set(formulas.flatMap((formula) => formula.match(/[\w.]+(?=\()/g) ?? []))
    expect(used.size).toBeGreaterThan(10)
    expect([...used].filter((name) => !known.test(name))).toEqual([])
  })

  // LibreOffice forgives a hair's breadth where Excel does not, so recalculating cannot show this
  it("compares numbers only after rounding their difference", async () => {
    const comparisons = (await formulasOf(written(await demonstration()))).flatMap((one) =>
      [...one.matchAll(/(.{0,4})>=?(.)/g)].map(([, before, after]) => `${before}>${after}`),
    )
    expect(comparisons.length).toBeGreaterThan(500)
    expect(new Set(comparisons)).toEqual(new Set([",10)>0"]))
  })

  it("keeps text that looks like a formula a text", async () => {
    const book = await opened(await written(smallRound()))
    expect(book.getWorksheet("评分")?.getCell("H4").value).toBe("=材料齐全")
  })
})

// ── whom it shows ──────────────────────────────────────────────────────────────────────────────────────────────

/** Every text in the file, whole: shared strings, inline texts, results and formulas. */
const textsOf = (bytes: Uint8Array): ReadonlyArray<string> =>
  [...unpack(bytes)].flatMap(([, content]) =>
    content
      .toString("utf8")
      .split(/[<>]/)
      .filter((piece) => piece.trim() !== ""),
  )

describe("a copy", () => {
  const round = smallRound()

  it("for one agency holds no other agency's name or code, and nobody's name", async () => {
    const texts = textsOf(await written(round, { kind: "agency", code: "01" }))
    expect(texts.filter((text) => /[甲丙丁戊己]局|闻守/.test(text))).toEqual([])
    expect(texts).toContain("云泽市乙局")
  })

  it("for one agency has its own result, live, and the place as a value", async () => {
    const book = await opened(await written(round, { kind: "agency", code: "01" }))
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      "概览",
      "扣分明细",
      "待办",
      "评分细则",
      "核对",
      "填报数据",
      "评分",
      "计算",
    ])
    expect(book.getWorksheet("概览")?.getCell("D4").result).toBe(18.12)
    const slots = book.getWorksheet("计算")
    const labels = Array.from({ length: slots?.columnCount ?? 0 }, (_, index) => slots?.getCell(4, index + 1).value)
    const place = slots?.getCell(6, labels.indexOf("place") + 1)
    expect([place?.value, slots?.getCell(3, labels.indexOf("place") + 1).value]).toEqual([1, "名次(固定值)"])
    expect(slots?.actualRowCount).toBe(6)
  })

  it("for leaders names nobody who scored", async () => {
    const texts = textsOf(await written(round, { kind: "leaders" }))
    expect(texts.filter((text) => text.includes("闻守"))).toEqual([])
    expect(texts).toContain("评分人2")
    expect(textsOf(await written(round)).some((text) => text.includes("闻守"))).toBe(true)
  })

  it("for the public holds totals and places only", async () => {
    const book = await opened(await written(round, { kind: "public" }))
    expect(book.worksheets.map(({ name }) => name)).toEqual(["公布"])
    const none = { ...round, stamp: { ...round.stamp, publish: { totals: false, places: false } } }
    expect(textsOf(await written(none, { kind: "public" })).filter((text) => /[甲乙丙丁戊己]局/.test(text))).toEqual([])
  })
})

describe("a copy of the demonstration round", () => {
  let round: Assessment
  let previous: Assessment
  beforeAll(async () => {
    round = await demonstration()
    previous = await demonstration("2025")
  })
  const partsOf = (bytes: Uint8Array): ReadonlyArray<readonly [string, string]> =>
    [...unpack(bytes)].map(([name, content]) => [name, content.toString("utf8")])
  const persons = ["闻守正", "方执中"]

  it("for any agency holds no other agency's name, short name or code, nor anybody's name, in any part", async () => {
    const { units } = round.parts[0]?.figures ?? { units: [] }
    expect(units.length).toBe(24)
    for (const unit of units) {
      const others = units.filter((other) => other !== unit)
      const names = others.flatMap(({ name, short }) => [name, ...(short === null ? [] : [short])])
      const forbidden = [...names.filter((name) => !unit.name.includes(name)), ...persons]
      const codes = new Set(others.map(({ code }) => code))
      for (const [part, xml] of partsOf(await written(round, { kind: "agency", code: unit.code }, previous))) {
        expect([part, forbidden.filter((name) => xml.includes(name))]).toEqual([part, []])
        // a code stands alone in a text; the same digits may be a figure
        const texts = part === "xl/sharedStrings.xml" ? xml.split(/[<>]/) : []
        expect([part, texts.filter((text) => codes.has(text))]).toEqual([part, []])
      }
    }
  })

  it("for leaders and the public names no inspector in any part", async () => {
    for (const audience of [{ kind: "leaders" }, { kind: "public" }] satisfies ReadonlyArray<Audience>) {
      for (const [part, xml] of partsOf(await written(round, audience, previous))) {
        expect([part, persons.filter((name) => xml.includes(name))]).toEqual([part, []])
      }
    }
    const inside = partsOf(await written(round))
      .map(([, xml]) => xml)
      .join("")
    expect(persons.filter((name) => !inside.includes(name))).toEqual([])
  })
})

describe("the bytes", () => {
  it("depend on no clock and no time zone", async () => {
    const round = smallRound()
    const first = await written(round)
    const zone = process.env.TZ
    try {
      for (const [time, tz] of [
        ["1999-12-31T23:59:59Z", "Asia/Shanghai"],
        ["2038-01-19T03:14:08Z", "America/St_Johns"],
      ]) {
        vi.useFakeTimers({ now: new Date(time ?? ""), toFake: ["Date"] })
        process.env.TZ = tz
        expect(Buffer.compare(Buffer.from(await written(round)), Buffer.from(first))).toBe(0)
      }
    } finally {
      vi.useRealTimers()
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })

  it("name only the day of the round", async () => {
    const core =
      unpack(await written(smallRound()))
        .get("docProps/core.xml")
        ?.toString("utf8") ?? ""
    expect(core.match(/\d{4}-\d\d-\d\dT[^<]*/g)).toEqual(["2027-01-20T00:00:00Z", "2027-01-20T00:00:00Z"])
  })
})

// ── what a spreadsheet program computes ────────────────────────────────────────────────────────────────────────

/** Compares 计算 with the columns of the assessment: every slot of every agency. */
const comparedWithEngine = (
  book: ExcelJS.Workbook,
  { parts }: Assessment,
): { readonly compared: number; readonly differences: ReadonlyArray<string> } => {
  const differences: Array<string> = []
  let compared = 0
  parts.forEach((part, position) => {
    const sheet = book.getWorksheet(parts.length === 1 ? "计算" : `计算${position + 1}`)
    if (sheet === undefined) throw new Error("计算 is missing")
    const columns = new Map(
      Array.from({ length: sheet.columnCount }, (_, index) => [sheet.getCell(4, index + 1).text, index + 1]),
    )
    part.figures.units.forEach((unit, index) => {
      const row = 6 + index
      expect(sheet.getCell(row, 2).text).toBe(unit.code)
      for (const slot of part.plan.slots) {
        if (!slot.formulas.has(unit.group)) continue
        const column = part.slots.get(slot.id)
        const value = column?.values[index]
        const wanted = value instanceof Rational ? (value.isUndefined ? "" : value.toNumber()) : value
        const found = sheet.getCell(row, columns.get(slot.id) ?? 0).result
        compared++
        if (!same(found, wanted))
          differences.push(`${unit.code} ${slot.id}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`)
      }
    })
  })
  return { compared, differences }
}

const slotsToCompare = ({ parts }: Assessment): number =>
  parts.reduce(
    (sum, { plan, figures }) =>
      sum +
      figures.units.reduce(
        (own, unit) => own + plan.slots.filter(({ formulas }) => formulas.has(unit.group)).length,
        0,
      ),
    0,
  )

const agreementOf = (book: ExcelJS.Workbook, names: ReadonlyArray<string>): ReadonlyArray<unknown> =>
  names.map((name) => book.getWorksheet(name)?.getCell("H3").result)

describeLibreOffice("LibreOffice recalculates", () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fadu-workbook-"))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it("the small round", async () => {
    const round = smallRound()
    const result = await recalculated(await written(round), folder, "small")
    expect(result.differences).toEqual([])
    expect([result.formulas, result.poisoned]).toEqual([result.poisoned, result.poisoned])
    expect(comparedWithEngine(result.book, round)).toEqual({ compared: slotsToCompare(round), differences: [] })
    expect(agreementOf(result.book, ["核对"])).toEqual(["一致"])
    expect(
      rankingOf(result.book)
        .slice(1, 5)
        .map(([place, , , , total]) => [place, total]),
    ).toEqual([
      [1, 18.12],
      [1, 18.12],
      [3, 14.25],
      [4, 13],
    ])
  })

  it("a generated round over every state of the example rubric", async () => {
    const source: unknown = parse(readFileSync(new URL("../rubrics/key-systems/rubric.yaml", import.meta.url), "utf8"))
    const plan = planOf(source)
    // a second part of its own: open dates, means of means that stay exact, ranked over all groups and within regions, divided by topics
    const second = planOf({
      ...(typeof source === "object" ? source : {}),
      id: "second",
      rankWithin: "all",
      rank: { ties: "dense" },
      rankAlso: ["region"],
      combine: "mean",
      absence: { blank: "out", awaitingSource: "out", unreadable: "zero" },
      views: { 按主题: { 其一: ["A1", "B"], 其二: ["A", "C1-a"] } },
      ceiling: 95,
      precision: { rate: 4, points: "exact", total: 1, mode: "half-even", rank: "exact", grade: "exact" },
      fields: {
        ...plan.rubric.fields,
        region: { label: "地区", kind: "level", levels: ["东部", "西部"], source: "attribute" },
      },
    })
    const round = generatedRound([plan, second], 40, 20261)
    const found = new Set<State>()
    for (const { figures } of round.parts) {
      for (const column of figures.fields.values()) for (const one of column.states) found.add(states[one] ?? "blank")
    }
    expect(states.filter((state) => !found.has(state))).toEqual([])
    const result = await recalculated(await written(round), folder, "generated")
    expect(result.differences.slice(0, 20)).toEqual([])
    expect(result.formulas).toBe(result.poisoned)
    expect(comparedWithEngine(result.book, round)).toEqual({ compared: slotsToCompare(round), differences: [] })
    expect(agreementOf(result.book, ["核对1", "核对2"])).toEqual(["一致", "一致"])
    expect(result.formulas).toBeGreaterThan(30_000)
  })

  it("the demonstration round", async () => {
    const { assessment: round, claims } = await loaded("2026")
    const copy = document(round)
    const bytes = await workbook(round, copy, {
      audience: internal,
      year: yearOnYear(copy, document(await demonstration("2025"))),
      claims: claimCards(copy, claims),
    })
    const result = await recalculated(bytes, folder, "demonstration")
    expect(result.differences).toEqual([])
    expect(comparedWithEngine(result.book, round)).toEqual({ compared: slotsToCompare(round), differences: [] })
    expect(agreementOf(result.book, ["核对"])).toEqual(["一致"])
    const claimed = result.book.getWorksheet("自评对照")
    expect(["A4", "B4", "D4", "E4", "F4"].map((cell) => claimed?.getCell(cell).value)).not.toContain(null)
    expect(claimed?.getCell("F5").result).toBeGreaterThan(0)
  })

  it("the copy of one agency", async () => {
    const round = await demonstration()
    const bytes = await written(round, { kind: "agency", code: "103" }, await demonstration("2025"))
    const result = await recalculated(bytes, folder, "agency")
    expect(result.differences).toEqual([])
    expect(result.formulas).toBe(result.poisoned)
    expect(agreementOf(result.book, ["核对"])).toEqual(["一致"])
  })

  it("a round in which agencies are compared with their group", async () => {
    for (const round of [comparisonRound(), comparisonRound(["4"])]) {
      const result = await recalculated(await written(round), folder, "comparison")
      expect(result.differences).toEqual([])
      expect(comparedWithEngine(result.book, round)).toEqual({ compared: slotsToCompare(round), differences: [] })
    }
    const copy = await recalculated(
      await written(comparisonRound(), { kind: "agency", code: "8" }),
      folder,
      "comparison-copy",
    )
    expect(copy.differences).toEqual([])
    expect(copy.formulas).toBe(copy.poisoned)
  })

  it("formulas of every kind, put together by chance", async () => {
    const round = generatedRound([randomPlan(smallPlan, { random: randomFrom(11), count: 60 })], 30, 11)
    const result = await recalculated(await written(round), folder, "random")
    expect(result.differences.slice(0, 20)).toEqual([])
    expect(comparedWithEngine(result.book, round)).toEqual({ compared: slotsToCompare(round), differences: [] })
    expect(slotsToCompare(round)).toBeGreaterThan(3_000)
    // a quotient that exists and one that does not
    const quotients = round.parts[0]?.slots
      .get("quotient")
      ?.values.map((value) => value instanceof Rational && value.isUndefined)
    expect(new Set(quotients)).toEqual(new Set([true, false]))
  })
})
