import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import ExcelJS from "exceljs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { unpack } from "./archive.ts"
import { runFadu } from "./runFadu.ts"

let folder = ""
let round = ""

interface Told {
  readonly severity: string
  readonly code: string
  readonly message: string
  readonly at: { readonly file: string; readonly cell?: string } | null
  readonly agency: string | null
}

const written = async (path: string, content: string): Promise<void> => {
  await mkdir(join(path, ".."), { recursive: true })
  await writeFile(path, content)
}

const day = (text: string): Date => new Date(`${text}T00:00:00Z`)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fadu-evidence-"))
  round = join(folder, "考核")
  await written(join(round, "round.yaml"), "title: 考核\nrubric: key-systems\nstage: 初评\nasOf: 2027-01-20\n")
  await written(
    join(round, "agencies.csv"),
    "代码,名称,分组,音像记录事项\n101,云泽市水务局,行政执法部门,否\n102,云泽市林业局,行政执法部门,否\n",
  )
  const forms = join(folder, "下发")
  await runFadu(["template", round, "-o", forms])
  for (const [name, papers, figures] of [
    [
      "101云泽市水务局.xlsx",
      [
        ["A1、A10", "述法报告", "水〔2026〕1号", day("2026-02-01"), 3, "述法报告.pdf"],
        ["D5", "学习记录", null, day("2025-12-30"), 3, "学习/记录"],
        ["D3", "案例目录", null, day("2026-05-01"), 2, "案例目录.docx"],
      ],
      [
        ["party.meetings", 3, "1"],
        ["study.sessions", 4, "2、9"],
        ["posts.count", 40, "信息截图"],
      ],
    ],
    ["102云泽市林业局.xlsx", [["A1", "述法", null, day("2026-02-03"), 3, "a.pdf"]], [["party.meetings", 2, "1"]]],
  ] as const) {
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(join(forms, name))
    papers.forEach((cells, row) => {
      cells.forEach((value, index) => {
        const cell = book.getWorksheet("佐证材料目录")?.getCell(5 + row, 2 + index)
        if (cell !== undefined) cell.value = value
      })
    })
    book.getWorksheet("填报表")?.eachRow((row) => {
      const found = figures.find(([id]) => id === row.getCell(1).text)
      if (found === undefined) return
      row.getCell(5).value = found[1]
      row.getCell(6).value = found[2]
    })
    await mkdir(join(round, "sheets"), { recursive: true })
    await book.xlsx.writeFile(join(round, "sheets", name))
  }
  await written(join(round, "evidence/101/述法报告.PDF"), "同一份文件")
  await written(join(round, "evidence/101/学习/记录.pdf"), "")
  await written(join(round, "evidence/101/多余.txt"), "没有登记")
  await written(join(round, "evidence/云泽市林业局/a.pdf"), "同一份文件")
  await written(join(round, "evidence/别的单位/x.pdf"), "x")
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const evidenceIssues = (out: string): ReadonlyArray<Told> => {
  const { issues }: { readonly issues: ReadonlyArray<Told> } = JSON.parse(out)
  return issues.filter(({ code }) => code.startsWith("evidence/"))
}

describe("the supporting documents", () => {
  it("of a round are compared with the lists, agency by agency", async () => {
    const issues = evidenceIssues((await runFadu(["check", round, "--json"])).out)
    expect(
      issues
        .map(({ severity, code, message, at, agency }) => [severity, code, agency, at?.cell ?? at?.file, message])
        .toSorted(),
    ).toEqual(
      [
        ["warning", "evidence/absent", "101", "C7", "目录第 3 号所列“案例目录.docx”没有交来"],
        ["warning", "evidence/unnamed", "101", "evidence/101/多余.txt", "交来的文件没有列入佐证材料目录"],
        ["warning", "evidence/empty", "101", "evidence/101/学习/记录.pdf", "文件是空的(0 字节)"],
        [
          "warning",
          "evidence/outside-period",
          "101",
          "C6",
          "目录第 2 号“学习记录”成文日期 2025-12-30 不在考核期(2026-01-01 至 2026-12-31)内",
        ],
        ["note", "evidence/several-criteria", "101", "C5", "目录第 1 号“述法报告”同时用于 A1、A10 共 2 项指标"],
        [
          "warning",
          "evidence/not-listed",
          "101",
          expect.any(String),
          "“领导班子集体学法”的佐证编号 9 不在佐证材料目录中",
        ],
        [
          "warning",
          "evidence/too-few",
          "101",
          expect.any(String),
          "“原创普法信息”须附佐证材料,目录中没有对应 D8 的材料",
        ],
        [
          "warning",
          "evidence/nobody",
          null,
          "evidence/别的单位/x.pdf",
          "文件夹“别的单位”不是单位编号或名称,其中 1 个文件未核对",
        ],
        [
          "warning",
          "evidence/shared",
          null,
          "evidence/101/述法报告.PDF",
          "2 个单位交来同一个文件:云泽市水务局“述法报告.PDF”、云泽市林业局“a.pdf”",
        ],
      ].toSorted(),
    )
  })

  it("of one bureau are compared with its own list", async () => {
    const sheet = join(round, "sheets/101云泽市水务局.xlsx")
    const ran = await runFadu([
      "self",
      sheet,
      "--rubric",
      "key-systems",
      "--group",
      "enforcing",
      "--evidence",
      join(round, "evidence/101"),
      "--json",
    ])
    const codes = evidenceIssues(ran.out).map(({ code }) => code)
    expect(codes.toSorted()).toEqual([
      "evidence/absent",
      "evidence/empty",
      "evidence/not-listed",
      "evidence/outside-period",
      "evidence/several-criteria",
      "evidence/too-few",
      "evidence/unnamed",
    ])
  })

  it("in a folder that is not there are told as that", async () => {
    const sheet = join(round, "sheets/101云泽市水务局.xlsx")
    const ran = await runFadu([
      "self",
      sheet,
      "--rubric",
      "key-systems",
      "--group",
      "enforcing",
      "--evidence",
      join(folder, "没有"),
    ])
    expect(ran.code).toBe(2)
    expect(ran.err).toBe(`${join(folder, "没有")}:没有找到这个文件或文件夹;请检查名称和位置\n`)
  })

  it("that two agencies share are told to neither of them, and what is their own goes back with their forms", async () => {
    const out = join(folder, "退回")
    await runFadu(["check", round, "-o", out])
    const parts = unpack(await readFile(join(out, "101云泽市水务局-退回修改.xlsx")))
    const text = [...parts.values()].map((part) => part.toString("utf8")).join("\n")
    expect(text).toContain("交来的文件没有列入佐证材料目录")
    expect(text).not.toContain("林业局")
  })
})
