import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import {
  type Assessment,
  acrossAgencies,
  againstLastYear,
  document,
  type Entry,
  Rational,
  restrict,
} from "@fadu/engine"
import ExcelJS from "exceljs"
import { type FieldSources, findingsAcross, handedIn, rubricWith, type Written } from "./checked.ts"
import { randomFrom, stampFor } from "./generatedRound.ts"
import { root, runFadu } from "./runFadu.ts"

const count = (label: string, more: object = {}) => ({ label, kind: "count", unit: "件", ...more })
const rate = (label: string, more: object = {}) => ({ label, kind: "rate", ...more })

/** One figure of each of so many agencies. */
const each = (id: string, values: ReadonlyArray<string>): { readonly [agency: string]: Written } =>
  Object.fromEntries(values.map((value, index) => [String(101 + index), { [id]: value }]))

const raised = (fields: FieldSources, sheets: { readonly [agency: string]: Written }): ReadonlyArray<string> =>
  findingsAcross(rubricWith(fields).plan, sheets).map(({ severity, code, agency }) => `${severity} ${code} ${agency}`)

describe("a figure unlike all others of the group", () => {
  const heard = ["31", "28", "40", "22", "35", "27", "33", "30"]

  it("is told to the team, once somebody knows what is usual", () => {
    assert.deepStrictEqual(raised({ heard: count("开庭") }, each("heard", [...heard, "3100"])), [
      "note check/outlier 109",
    ])
    assert.deepStrictEqual(raised({ heard: count("开庭") }, each("heard", [...heard.slice(0, 6), "3100"])), [])
    assert.deepStrictEqual(raised({ heard: count("开庭") }, each("heard", [...heard, "300"])), [])
    assert.deepStrictEqual(
      raised({ heard: count("开庭", { comparable: false }) }, each("heard", [...heard, "3100"])),
      [],
    )
  })

  it("is a rate only where it is far off in percentage points", () => {
    const full = heard.map(() => "100%")
    assert.deepStrictEqual(raised({ rate: rate("率") }, each("rate", [...full, "97%"])), [])
    assert.deepStrictEqual(raised({ rate: rate("率") }, each("rate", [...full, "9.7%"])), ["note check/outlier 109"])
  })

  it("is rarely told of agencies that only differ in size, and mostly of one that took another unit", () => {
    const random = randomFrom(7)
    const share = (): number => (random.whole(1_000_000) + 0.5) / 1_000_000
    const normal = (): number => Math.sqrt(-2 * Math.log(share())) * Math.cos(2 * Math.PI * share())
    const { plan } = rubricWith({ a: count("甲"), b: count("乙"), c: count("丙"), d: count("丁") })
    let [raisedOfSize, caught, slips] = [0, 0, 0]
    const rounds = 15
    for (let round = 0; round < rounds; round++) {
      const figures = Array.from({ length: 24 }, () =>
        "abcd".split("").map((id) => [id, Math.round(40 * Math.exp(normal()))] as const),
      )
      const written = (slip: number) =>
        Object.fromEntries(
          figures.map((own, index) => [
            String(101 + index),
            Object.fromEntries(own.map(([id, value]) => [id, String(index === 0 ? value * slip : value)])),
          ]),
        )
      raisedOfSize += findingsAcross(plan, written(1)).length
      caught += findingsAcross(plan, written(1000)).filter(({ agency }) => agency === "101").length
      slips += 4
    }
    // one in a thousand figures at most
    assert.isAtMost(raisedOfSize, (rounds * 24 * 4) / 1000 + 1)
    assert.isAtLeast(caught, slips * 0.9)
  })
})

const many: FieldSources = Object.fromEntries(
  Array.from({ length: 9 }, (_, index) => [`f${index}`, count(`第${index}项`)]),
)
const filled = (more: number): Written =>
  Object.fromEntries(Object.keys(many).map((id, index) => [id, String(3 * index + more)]))

describe("sheets that are alike in every figure", () => {
  it("are told to the team, naming both", () => {
    const { plan } = rubricWith(many)
    const found = findingsAcross(plan, { "1": filled(2), "2": filled(3), "3": filled(2) })
    assert.deepStrictEqual(
      found.map(({ code, message, agency, forTeam }) => ({ code, message, agency, forTeam })),
      [{ code: "check/same-sheet", message: "单位1、单位3自报的数字全部相同", agency: null, forTeam: true }],
    )
  })

  it("are not told where a figure differs, or where there is next to nothing", () => {
    const { plan } = rubricWith(many)
    assert.deepStrictEqual(findingsAcross(plan, { "1": filled(2), "2": { ...filled(2), f8: "27" } }), [])
    const zeros = Object.fromEntries(Object.keys(many).map((id) => [id, "0"]))
    assert.deepStrictEqual(findingsAcross(plan, { "1": zeros, "2": zeros }), [])
    const ones = Object.fromEntries(Object.keys(many).map((id) => [id, "1"]))
    assert.deepStrictEqual(findingsAcross(plan, { "1": ones, "2": ones }), [])
  })
})

describe("figures beside those of the year before", () => {
  const { plan } = rubricWith({
    posts: count("普法信息"),
    paid: { label: "追回工资", kind: "number", unit: "万元" },
    done: rate("办结率"),
  })
  const before = (field: string, value: number): Entry => ({
    agency: "1",
    field,
    source: "last-year",
    reading: { state: "filled", value: Rational.of(value) },
    raw: String(value),
    evidence: null,
    at: { kind: "cell", file: "last-year.csv", sheet: null, cell: "B2" },
  })
  const against = (field: string, then: number, now: string): ReadonlyArray<string> =>
    againstLastYear([handedIn(plan, { "1": { [field]: now } }).part], [before(field, then)]).map(
      ({ severity, message }) => `${severity} ${message}`,
    )

  it("are told where they are more than fivefold, up or down", () => {
    assert.deepStrictEqual(against("posts", 48, "480"), ["warning “普法信息”480 件,上年 48 件,是上年的 10 倍"])
    assert.deepStrictEqual(against("posts", 48, "240"), [])
    assert.deepStrictEqual(against("posts", 48, "241"), ["warning “普法信息”241 件,上年 48 件,是上年的 5 倍"])
    assert.deepStrictEqual(against("paid", 3703.5, "0.37"), [
      "warning “追回工资”0.37 万元,上年 3703.5 万元,上年是今年的 10009.5 倍",
    ])
    assert.deepStrictEqual(against("posts", 0, "25"), ["warning “普法信息”25 件,上年 0 件,上年没有而今年很多"])
    assert.deepStrictEqual(against("posts", 25, "0"), ["warning “普法信息”0 件,上年 25 件,今年一件也没有"])
  })

  it("come from the round before where that is a folder, with the cell there", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fadu-years-"))
    try {
      for (const year of ["2025", "2026"])
        cpSync(join(root, "samples/broken/check-last-year"), join(folder, year), { recursive: true })
      for (const year of ["2025", "2026"]) rmSync(join(folder, year, "last-year.csv"))
      const sheet = join(folder, "2025/sheets/甲局.csv")
      writeFileSync(sheet, readFileSync(sheet, "utf8").replace("普法信息,480", "普法信息,40"))
      appendFileSync(join(folder, "2026/round.yaml"), "previous: ../2025\n")
      const { out } = await runFadu(["check", join(folder, "2026")], 1000)
      assert.deepStrictEqual(
        out.split("\n").filter((line) => line.startsWith("提醒")),
        [
          "提醒  sheets/甲局.csv B3、../2025/sheets/甲局.csv B3:“普法信息”480 篇,上年 40 篇,是上年的 12 倍。请核对计量单位、位数和统计口径;数据无误的,请说明增减的原因。",
        ],
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it("are not told where they are few, or rates", () => {
    assert.deepStrictEqual(against("posts", 1, "7"), [])
    assert.deepStrictEqual(against("posts", 0, "19"), [])
    assert.deepStrictEqual(against("done", 0.1, "98%"), [])
  })
})

describe("what is said of several agencies", () => {
  it("is in no agency's copy, and in that of the leaders", () => {
    const { plan } = rubricWith(many)
    const sheets = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [
        String(101 + index),
        index === 8 ? { ...filled(2), f3: "90000" } : filled(index === 7 ? 2 : index + 2),
      ]),
    )
    const { part } = handedIn(plan, sheets)
    const assessment: Assessment = { stamp: stampFor([plan], []), parts: [part], issues: acrossAgencies(part) }
    const full = document(assessment)
    assert.deepStrictEqual(full.issues.map(({ code }) => code).sort(), ["check/outlier", "check/same-sheet"])
    assert.strictEqual(restrict(full, { kind: "leaders" }).issues.length, 2)
    for (const code of Object.keys(sheets)) {
      assert.deepStrictEqual(restrict(full, { kind: "agency", code }).issues, [])
    }
    assert.deepStrictEqual(restrict(full, { kind: "public" }).issues, [])
  })

  it("is in no form that goes back, while each agency's own contradictions are, at every figure they are about", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fadu-checks-"))
    try {
      const silent = await runFadu(["check", "samples/broken/check-same-sheet", "-o", join(folder, "a")])
      assert.strictEqual(silent.err, `已写出 0 份退回修改表到 ${join(folder, "a")}\n`)
      await runFadu(["check", "samples/broken/check-sum", "-o", join(folder, "b")])
      const book = new ExcelJS.Workbook()
      await book.xlsx.readFile(join(folder, "b/101甲局-退回修改.xlsx"))
      const questions: Array<string> = []
      book.getWorksheet("填报表")?.eachRow((row) => {
        const id = row.getCell(1).text
        if (id.startsWith("disputes.")) questions.push(`${id}: ${row.getCell(9).text}`)
      })
      assert.deepStrictEqual(questions, [
        "disputes.accepted: “受理争议”668 件,分项“立案处理”235 件、“非立案处理”434 件合计 669 件,多 1 件;请逐个核对,更正其中有误的一个;口径不同的,请改按同一口径填报",
        "disputes.filed: 同“受理争议”一并核对,问题见该项",
        "disputes.others: 同“受理争议”一并核对,问题见该项",
      ])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
