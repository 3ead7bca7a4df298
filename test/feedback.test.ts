import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { type Agency, readSheet, type SheetRead } from "@fadu/engine"
import { loadRound, readSheetFile } from "@fadu/files"
import { Effect } from "effect"
import ExcelJS from "exceljs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { unpack } from "./archive.ts"
import { root, runFadu } from "./runFadu.ts"

const round = join(root, "samples/demo-2026")
let folder = ""
let out = ""
let agencies: ReadonlyArray<Agency> = []
let read: (path: string) => Promise<ReadonlyArray<SheetRead>> = async () => []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fadu-feedback-"))
  out = join(folder, "退回修改")
  const ran = await runFadu(["check", round, "-o", out])
  expect(ran.err).toBe(`已写出 5 份退回修改表到 ${out}\n`)
  const loading = loadRound(round, { installation: root, cases: false })
  const { assessment } = await Effect.runPromise(loading.pipe(Effect.provide(NodeServices.layer)))
  const [part] = assessment.parts
  if (part === undefined) throw new Error("the demonstration has no rubric")
  agencies = part.figures.units
  const understand = readSheet(part.plan.rubric, agencies)
  read = async (path) => {
    const file = await Effect.runPromise(readSheetFile(path, "交回.xlsx").pipe(Effect.provide(NodeServices.layer)))
    return file.tables.map((table) => understand(table, { source: "self", agency: null }))
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const opened = async (name: string): Promise<ExcelJS.Workbook> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(join(out, name))
  return book
}

const police = "101云泽市公安局-退回修改.xlsx"

const rowOf = (sheet: ExcelJS.Worksheet, id: string): ExcelJS.Row => {
  let found: ExcelJS.Row | null = null
  sheet.eachRow((row) => {
    if (row.getCell(1).text === id) found = row
  })
  if (found === null) throw new Error(`no row ${id}`)
  return found
}

const figures = (book: ExcelJS.Workbook): ExcelJS.Worksheet => {
  const sheet = book.getWorksheet("填报表")
  if (sheet === undefined) throw new Error("no 填报表")
  return sheet
}

describe("check -o", () => {
  it("writes the form of each agency with problems, with what it wrote", async () => {
    expect((await readdir(out)).toSorted()).toEqual([
      police,
      "105云泽市交通运输局-退回修改.xlsx",
      "108云泽市文化广电和旅游局-退回修改.xlsx",
      "112云泽市城市管理综合执法局-退回修改.xlsx",
      "208云泽市国有资产监督管理委员会-退回修改.xlsx",
    ])
    const sheet = figures(await opened(police))
    expect(sheet.getCell("B3").value).toBe("云泽市公安局")
    const sound = rowOf(sheet, "duty.reported")
    expect([sound.getCell(5).value, sound.getCell(6).value, sound.getCell(9).value]).toEqual([
      6,
      "附件01:述法报告或者会议记录",
      null,
    ])
  })

  it("marks the doubtful cell and writes the question beside it", async () => {
    const row = rowOf(figures(await opened(police)), "cases.told")
    expect(row.getCell(5).value).toBe("百余件")
    expect(row.getCell(5).fill).toMatchObject({ fgColor: { argb: "FFFFE2CC" } })
    expect(row.getCell(9).value).toBe("填报“百余件”,是约数或范围,应为整数(单位:件);请填确切数,如 100")
  })

  it("comes back with the same question while nothing is mended, and with none afterwards", async () => {
    const before = await read(join(out, police))
    expect(
      before.flatMap(({ issues }) => issues.map(({ code, at }) => [code, at?.kind === "cell" ? at.sheet : null])),
    ).toEqual([["sheet/approximate", "填报表"]])
    for (const { account } of before) expect(account.read).toBe(account.used + account.recognised + account.named)
    const book = await opened(police)
    rowOf(figures(book), "cases.told").getCell(5).value = 103
    await book.xlsx.writeFile(join(folder, "更正.xlsx"))
    const after = await read(join(folder, "更正.xlsx"))
    expect(after.flatMap(({ issues }) => issues)).toEqual([])
    expect(
      after.flatMap(({ entries }) => entries.filter(({ reading }) => reading.state === "filled")).length,
    ).toBeGreaterThan(20)
  })

  it("puts nothing of another agency and no inspector into a form", async () => {
    for (const name of await readdir(out)) {
      const parts = unpack(await readFile(join(out, name)))
      const text = [...parts.values()].map((part) => part.toString("utf8")).join("\n")
      const own = agencies.find(({ code }) => name.startsWith(code))
      expect(text).toContain(own?.name)
      for (const other of agencies) {
        if (other === own) continue
        expect(text.includes(other.name), `${name} holds ${other.name}`).toBe(false)
      }
      for (const person of ["闻守正", "方执中"]) expect(text.includes(person), `${name} names ${person}`).toBe(false)
    }
  })

  it("writes the same bytes again", async () => {
    const again = join(folder, "再次")
    await runFadu(["check", round, "-o", again])
    for (const name of await readdir(out)) {
      expect((await readFile(join(again, name))).equals(await readFile(join(out, name))), name).toBe(true)
    }
  })
})
