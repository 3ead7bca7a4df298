import { execFile } from "node:child_process"
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { type CellObject, utils, write } from "@e965/xlsx"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { cases } from "./hostile/cases.ts"
import type { Ended, Summary } from "./hostile/readOneByOne.ts"
import { root, runFadu } from "./runFadu.ts"

const demo = join(root, "samples/demo-2026")
const form = join(demo, "sheets/云泽市水务局填报表.xlsx")
const script = join(root, "test/hostile/readOneByOne.ts")

let folder = ""
let good: ReadonlyArray<string> = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fadu-hostile-"))
  const rows = Array.from(
    { length: 60 },
    (_, index): ReadonlyArray<CellObject> => [
      { t: "s", v: `填报项${index}` },
      { t: "n", v: index / 7, z: "0.00%" },
      { t: "n", v: 46_000 + index, z: "m/d/yy" },
      { t: "b", v: index % 2 === 0 },
    ],
  )
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]))
  sheet["!merges"] = [{ s: { r: 0, c: 5 }, e: { r: 2, c: 7 } }]
  const book = { SheetNames: ["填报表", "二"], Sheets: { 填报表: sheet, 二: sheet } }
  const saved = (["biff8", "ods"] as const).map((bookType) => {
    const bytes: unknown = write(book, { type: "buffer", bookType, bookSST: true })
    return [
      join(folder, bookType === "ods" ? "好.ods" : "好.xls"),
      bytes instanceof Uint8Array ? bytes : Buffer.alloc(0),
    ] as const
  })
  for (const [path, bytes] of saved) await writeFile(path, bytes)
  good = [form, form, ...saved.map(([path]) => path)]
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const run = promisify(execFile)

const readInChild = async (
  ...args: ReadonlyArray<string>
): Promise<{ readonly ended: ReadonlyArray<Ended>; readonly summary: Summary }> => {
  const node = ["--expose-gc", "--conditions=@fadu/source", script]
  const { stdout, stderr } = await run(process.execPath, [...node, ...args], { maxBuffer: 1e8 })
  expect(stderr).toBe("")
  const lines = stdout.trimEnd().split("\n")
  return {
    ended: lines.slice(0, -1).map((line): Ended => JSON.parse(line)),
    summary: JSON.parse(lines.at(-1) ?? ""),
  }
}

/** Read or refused with a sentence, in time and in little room; nothing in the process is changed by it. */
const expectCalm = ({ ended, summary }: Awaited<ReturnType<typeof readInChild>>): void => {
  for (const { name, milliseconds, cells, sentences } of ended) {
    expect(milliseconds, name).toBeLessThan(2000)
    if (cells === 0) expect(sentences, name).not.toEqual([])
    for (const sentence of sentences) expect(sentence, name).toMatch(/^\p{Script=Han}.*\p{Script=Han}/u)
  }
  expect(summary.polluted).toEqual([])
  expect(summary.megabytes).toBeLessThan(300)
}

/** All thousand in the whole run of `.ci/run`; the first of them otherwise. */
const mutants = process.env.FADU_ALL_MUTANTS ? 1000 : 250

describe("hostile files", () => {
  it("made by hand are read or refused with a sentence, in two seconds and 300 MB", async () => {
    const paths: Array<string> = []
    for (const [index, { file, bytes }] of cases.entries()) {
      const path = join(folder, `${index}${file}`)
      await writeFile(path, bytes())
      paths.push(path)
    }
    const ended: Array<Ended> = []
    // a process does not give back all the room that a file took, so that many files would be measured together
    for (let first = 0; first < paths.length; first += 8) {
      const read = await readInChild("files", form, ...paths.slice(first, first + 8))
      expectCalm(read)
      ended.push(...read.ended.slice(1))
    }
    expect(ended.map(({ cells }, index) => [cases[index]?.name, cells > 0])).toEqual(
      cases.map(({ name, isRead }) => [name, isRead]),
    )
  })

  it("made from good ones by bit and by element likewise", { timeout: 180_000 }, async () => {
    const read = await readInChild("mutants", folder, "0", String(mutants), ...good)
    expectCalm(read)
    expect(read.ended).toHaveLength(mutants + good.length)
    expect(read.ended.filter(({ cells }) => cells > 0).length).toBeGreaterThan(mutants / 5)
  })

  it("do not keep the others in their round from being scored", async () => {
    const round = join(folder, "round")
    await cp(demo, round, { recursive: true })
    const few = cases.filter(({ isRead }, index) => !isRead && index % 4 === 0)
    for (const [index, { file, bytes }] of few.entries()) {
      await writeFile(join(round, "sheets", `坏${index}${file.slice(file.lastIndexOf("."))}`), bytes())
    }
    const { code, out } = await runFadu(["rank", round])
    const calm = await runFadu(["rank", demo])
    expect(code).toBe(1)
    const places = (text: string) => text.split("\n").filter((line) => /^\d+ +云泽市/.test(line))
    expect(places(out)).toEqual(places(calm.out))
    expect(places(out).length).toBeGreaterThan(10)
  })
})
