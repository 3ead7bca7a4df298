import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { type Plan, Rational, readRubric, readSheet, type SheetRead, type Table } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { loadRubric, readSheetFile } from "@fadu/files"
import { type FormRequest, form } from "@fadu/report"
import { Effect } from "effect"
import type ExcelJS from "exceljs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { unpack } from "./archive.ts"
import { agencyNamed } from "./generatedRound.ts"
import { opened } from "./recalculated.ts"
import { root } from "./runFadu.ts"

let folder = ""
let keySystems: Plan

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fadu-forms-"))
  const loading = loadRubric("key-systems", { round: root, installation: root, cases: false })
  const { plan } = await Effect.runPromise(loading.pipe(Effect.provide(NodeServices.layer)))
  if (plan === null) throw new Error("the example rubric cannot be read")
  keySystems = plan
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const requestFor = (plan: Plan, given: Partial<FormRequest> & { readonly groupId?: string } = {}): FormRequest => {
  const group = plan.groups.find(({ id }) => given.groupId === undefined || id === given.groupId)
  if (group === undefined) throw new Error("no such group")
  return {
    plan,
    group,
    title: "云泽市2026年度考核",
    issuer: null,
    agency: { code: "101", name: "云泽市公安局" },
    asOf: "2027-01-20",
    due: "2027-01-10",
    evidenceDue: null,
    self: false,
    trial: false,
    filled: null,
    ...given,
  }
}

const sheetOf = (book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet => {
  const sheet = book.getWorksheet(name)
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  return sheet
}

/** The rows of 填报表 by the id of their field. */
const fieldRows = (book: ExcelJS.Workbook): ReadonlyMap<string, number> => {
  const rows = new Map<string, number>()
  sheetOf(book, "填报表").eachRow((row, number) => {
    if (number > 4) rows.set(row.getCell(1).text, number)
  })
  return rows
}

const day = (text: string): Date => new Date(`${text}T00:00:00Z`)

/** A value that fits a field, as a person types it, and what it means. */
const valueFor = (plan: Plan, id: string): { readonly typed: ExcelJS.CellValue; readonly meant: unknown } => {
  const field = plan.fields.find((each) => each.id === id)?.field
  switch (field?.kind) {
    case "yes-no":
      return { typed: "是", meant: true }
    case "level":
      return { typed: field.levels?.at(-1) ?? "", meant: field.levels?.at(-1) }
    case "day":
      return { typed: day("2026-03-01"), meant: Rational.of(46082) }
    case "rate":
      return { typed: 0.6557, meant: Rational.ratio(6557, 10000) }
    case "number":
      return { typed: 40.5, meant: Rational.ratio(81, 2) }
    case "text":
      return { typed: "=1+1 不是公式", meant: "=1+1 不是公式" }
    default:
      return { typed: 7, meant: Rational.of(7) }
  }
}

const readBack = async (
  plan: Plan,
  book: ExcelJS.Workbook,
): Promise<ReadonlyArray<SheetRead & { sheet: string | null }>> => {
  const path = join(folder, "交回.xlsx")
  await book.xlsx.writeFile(path)
  const file = await Effect.runPromise(readSheetFile(path, "交回.xlsx").pipe(Effect.provide(NodeServices.layer)))
  expect(file.issues).toEqual([])
  const read = readSheet(plan.rubric, [
    agencyNamed("101", "enforcing", "云泽市公安局"),
    agencyNamed("102", "general", "云泽市财政局"),
  ])
  return file.tables.map((table: Table) => ({ sheet: table.sheet, ...read(table, { source: "self", agency: null }) }))
}

const everyKind = (): Plan => {
  const levels = Array.from({ length: 40 }, (_, index) => `第${index + 1}等(名称较长的等次)`)
  const { plan, problems } = readRubric(
    {
      id: "kinds",
      title: "=HYPERLINK(细则)",
      version: "1",
      period: { from: "2026-01-01", to: "2026-12-31" },
      full: 10,
      groups: { enforcing: "甲组" },
      rankWithin: "group",
      fields: {
        share: { label: "-占比", kind: "rate", max: "100%" },
        level: { label: "等次", kind: "level", levels },
        short: { label: "短等次", kind: "level", levels: ["好", "差"] },
        amount: { label: "+金额", kind: "number", unit: "万元", min: 0 },
        note: { label: "@说明", kind: "text", definition: "=不计分" },
        day: { label: "日期", kind: "day" },
      },
      sections: [
        {
          code: "A",
          title: "一",
          full: 10,
          criteria: [
            {
              code: "A1",
              title: "占比",
              full: 10,
              clause: "=按占比计分",
              rule: {
                id: "a",
                kind: "linear",
                value: "share",
                from: { at: "0%", points: 0 },
                to: { at: "100%", points: 10 },
                says: "=按占比计分",
              },
            },
          ],
        },
      ],
    },
    parseFormula,
  )
  if (plan === null) throw new Error(JSON.stringify(problems))
  return plan
}

describe("a form", () => {
  it.each(["enforcing", "general"])(
    "of %s asks for what agencies report, and comes back without a question",
    async (groupId) => {
      const request = requestFor(keySystems, { groupId })
      const book = await opened(await form(request))
      const rows = fieldRows(book)
      const sheet = sheetOf(book, "填报表")
      const own = keySystems.fields.filter(({ id }) => rows.has(id))
      for (const { field } of own)
        expect([field?.source ?? "self", field?.otherwise]).toSatisfy(
          ([source, otherwise]) => source === "self" || otherwise === "self",
        )
      for (const { id } of own) {
        sheet.getCell(rows.get(id) ?? 0, 5).value = valueFor(keySystems, id).typed
        sheet.getCell(rows.get(id) ?? 0, 6).value = "1、2"
      }
      const last = sheet.rowCount
      sheet.getCell(last - 2, 2).value = "张三"
      sheet.getCell(last - 2, 6).value = "李四"
      sheet.getCell(last, 2).value = day("2027-01-05")
      sheet.getCell(last, 6).value = "0871-1234567"
      const claims = sheetOf(book, "自评表")
      claims.getCell(6, 5).value = 2.5
      claims.getCell(6, 6).value = "=漏报一人"
      const papers = sheetOf(book, "佐证材料目录")
      ;["A1、A2", "述法报告", "云公〔2026〕3号", day("2026-02-01"), 12, "述法.pdf"].forEach((value, index) => {
        papers.getCell(5, index + 2).value = value
      })

      const reads = await readBack(keySystems, book)
      expect(reads.flatMap(({ issues }) => issues)).toEqual([])
      const entries = reads.flatMap((read) => read.entries)
      expect(entries).toHaveLength(own.length)
      for (const entry of entries) {
        expect(entry.agency).toBe("101")
        expect(entry.evidence).toBe("1、2")
        expect(entry.reading).toEqual({ state: "filled", value: valueFor(keySystems, entry.field).meant })
      }
      for (const { account, sheet: name } of reads) {
        expect(account.read, name ?? "").toBe(account.used + account.recognised)
      }
      const [claim, ...others] = reads.flatMap((read) => read.claims)
      expect(others).toEqual([])
      expect(claim).toMatchObject({ agency: "101", criterion: "A1", remark: "=漏报一人", at: { cell: "E6" } })
      expect(claim?.points?.toString()).toBe("2.5")
      expect(reads.flatMap((read) => read.papers)).toEqual([
        {
          agency: "101",
          number: "1",
          criteria: ["A1", "A2"],
          title: "述法报告",
          document: "云公〔2026〕3号",
          pages: "12",
          on: 46054,
          files: ["述法.pdf"],
          at: { kind: "cell", file: "交回.xlsx", sheet: "佐证材料目录", cell: "C5" },
        },
      ])
    },
  )

  it("that nobody filled in comes back blank, without a question", async () => {
    const reads = await readBack(keySystems, await opened(await form(requestFor(keySystems))))
    expect(reads.flatMap(({ issues }) => issues)).toEqual([])
    expect(new Set(reads.flatMap(({ entries }) => entries.map(({ reading }) => reading.state)))).toEqual(
      new Set(["blank"]),
    )
    expect(reads.flatMap(({ claims, papers }) => [...claims, ...papers])).toEqual([])
  })

  it("takes values of every kind, and long lists through the hidden sheet", async () => {
    const plan = everyKind()
    const book = await opened(await form(requestFor(plan)))
    const rows = fieldRows(book)
    const sheet = sheetOf(book, "填报表")
    expect([...rows.keys()]).toEqual(expect.arrayContaining(["share", "level", "short", "amount", "note", "day"]))
    const rule = (id: string) => sheet.getCell(rows.get(id) ?? 0, 5).dataValidation
    expect(rule("level").formulae).toEqual(["选项!$G$3:$G$43"])
    expect(sheetOf(book, "选项").state).toBe("hidden")
    expect(sheetOf(book, "选项").getCell("G42").value).toBe("第40等(名称较长的等次)")
    expect(rule("short").formulae).toEqual(['"好,差,不涉及"'])
    const share = `E${rows.get("share")}`
    expect(rule("share").formulae).toEqual([
      `OR(AND(ISNUMBER(${share}),${share}>=0,${share}<=(100/100)),${share}="不涉及")`,
    ])
    expect(rule("amount").error).toBe("“+金额”请填数字(单位:万元),不小于 0;数为零的填 0,确不涉及的填“不涉及”")
    for (const id of rows.keys()) {
      if (plan.fields.some((field) => field.id === id)) {
        sheet.getCell(rows.get(id) ?? 0, 5).value = valueFor(plan, id).typed
      }
    }
    const reads = await readBack(plan, book)
    expect(reads.flatMap(({ issues }) => issues)).toEqual([])
    const entries = reads.flatMap((read) => read.entries)
    expect(entries.map(({ field }) => field).sort()).toEqual(["amount", "day", "level", "note", "share", "short"])
    for (const entry of entries)
      expect(entry.reading).toEqual({ state: "filled", value: valueFor(plan, entry.field).meant })
  })

  it("locks everything but the cells to fill in, and keeps text that looks like a formula a text", async () => {
    const book = await opened(await form(requestFor(everyKind(), { title: "=1+1" })))
    for (const sheet of book.worksheets) {
      expect(sheet.getCell("A1").protection?.locked ?? true, sheet.name).toBe(true)
    }
    const sheet = sheetOf(book, "填报表")
    const row = fieldRows(book).get("share") ?? 0
    expect([1, 2, 3, 4, 5, 6, 7].map((column) => sheet.getCell(row, column).protection?.locked ?? true)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      true,
    ])
    expect(sheet.getCell(row, 2).value).toBe("-占比")
    expect(sheetOf(book, "封面").getCell("A3").value).toBe("=1+1")
    for (const [name, part] of unpack(await form(requestFor(everyKind(), { title: "=1+1" })))) {
      if (name === "xl/worksheets/sheet2.xml") expect(part.toString()).toContain('<sheetProtection sheet="1"')
    }
  })

  it("is the same bytes for the same request", async () => {
    const [one, two] = [await form(requestFor(keySystems)), await form(requestFor(keySystems))]
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true)
  })

  it("without an agency has room for its name", async () => {
    const book = await opened(await form(requestFor(keySystems, { agency: null })))
    sheetOf(book, "填报表").getCell("B3").value = "云泽市财政局"
    const rows = fieldRows(book)
    sheetOf(book, "填报表").getCell(rows.get("duty.reported") ?? 0, 5).value = 3
    const reads = await readBack(keySystems, book)
    expect(reads.flatMap(({ issues }) => issues)).toEqual([])
    expect(new Set(reads.flatMap(({ entries }) => entries.map(({ agency }) => agency)))).toEqual(new Set(["102"]))
  })
})
