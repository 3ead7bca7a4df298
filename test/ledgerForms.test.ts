import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { type Entry, LedgerBook, type Plan, Rational, readSheet } from "@fadu/engine"
import { loadRubric, readSheetFile, withWorkdays } from "@fadu/files"
import { form } from "@fadu/report"
import { Effect } from "effect"
import ExcelJS from "exceljs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { agencyNamed } from "./generatedRound.ts"
import { root } from "./runFadu.ts"

let folder = ""
let plan: Plan

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fadu-ledger-forms-"))
  const loading = loadRubric(join(root, "samples/case-ledgers/rubric.yaml"), {
    round: root,
    installation: root,
    cases: false,
  })
  const loaded = await Effect.runPromise(loading.pipe(Effect.provide(NodeServices.layer)))
  if (loaded.plan === null) throw new Error("the sample rubric cannot be read")
  plan = await Effect.runPromise(withWorkdays(loaded.plan))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ledger = "行政处罚决定公开台账"

/** The form of one agency, filled in by a spreadsheet program and read again. */
const filledIn = async (name: string, lines: ReadonlyArray<ReadonlyArray<string | number | Date>>) => {
  const [group] = plan.groups
  if (group === undefined) throw new Error("no group")
  const bytes = await form({
    plan,
    group,
    title: "台账计数示例",
    issuer: null,
    agency: { code: "101", name: "云泽市城市管理局" },
    asOf: "2027-01-20",
    due: null,
    evidenceDue: null,
    self: false,
    trial: false,
    filled: null,
  })
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(new Uint8Array(bytes).buffer)
  const sheet = workbook.getWorksheet(ledger)
  lines.forEach((line, at) => {
    line.forEach((value, index) => {
      if (sheet !== undefined) sheet.getCell(at + 5, index + 2).value = value
    })
  })
  const path = join(folder, name)
  await workbook.xlsx.writeFile(path)
  const file = await Effect.runPromise(readSheetFile(path, `sheets/${name}`).pipe(Effect.provide(NodeServices.layer)))
  const book = new LedgerBook(plan, 46_400)
  const read = readSheet(plan.rubric, [agencyNamed("101", group.id, "云泽市城市管理局")], book)
  const reads = file.tables.map((table) => read(table, { source: "self", agency: null }))
  const entries = book.entries(["101"])
  return {
    issues: reads.flatMap(({ issues }) => issues).filter(({ severity }) => severity !== "note"),
    value: (field: string): string => shown(entries.find((entry) => entry.field === field)),
  }
}

const shown = (entry: Entry | undefined): string =>
  entry === undefined
    ? "没有"
    : entry.reading.state === "filled" && entry.reading.value instanceof Rational
      ? entry.reading.value.toString()
      : entry.reading.state

describe("the ledger sheet of a form", () => {
  it("has a heading, lines to fill in, and what may stand in them", async () => {
    const { issues, value } = await filledIn("填好.xlsx", [
      ["云城罚〔2026〕1号", "甲公司", new Date("2026-03-02"), new Date("2026-03-05"), 500],
      ["云城罚〔2026〕2号", "乙公司", new Date("2026-03-02"), "未公开", 1500],
    ])
    expect(issues).toEqual([])
    expect([value("penalty.late"), value("penalty.share"), value("penalty.fines")]).toEqual(["1", "0.5", "2000"])
  })

  it("is not filled in while it is blank, and says nothing is to be entered where one writes 无", async () => {
    expect((await filledIn("空表.xlsx", [])).value("penalty.late")).toBe("blank")
    expect((await filledIn("写无.xlsx", [["无"]])).value("penalty.late")).toBe("0")
  })
})
