import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { type Assessment, type Plan, Rational, type State, stateAt, stateWords } from "@fadu/engine"
import { loadRubric, loadSelf } from "@fadu/files"
import { form } from "@fadu/report"
import { Effect } from "effect"
import ExcelJS from "exceljs"
import { afterAll, beforeAll, expect, it } from "vitest"
import { poison } from "./archive.ts"
import { type Random, randomFrom } from "./generatedRound.ts"
import { describeLibreOffice, recalculate } from "./libreOffice.ts"
import { opened } from "./recalculated.ts"
import { root } from "./runFadu.ts"

let folder = ""
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fadu-trial-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const planOf = async (rubric: string): Promise<Plan> => {
  const loading = loadRubric(rubric, { round: root, installation: root, cases: false })
  const { plan } = await Effect.runPromise(loading.pipe(Effect.provide(NodeServices.layer)))
  if (plan === null) throw new Error(`${rubric} cannot be read`)
  return plan
}

const selfAssessed = async (sheet: string, rubric: string, group: string): Promise<Assessment> => {
  const loading = loadSelf({ sheet, rubric, group, asOf: null, installation: root })
  return (await Effect.runPromise(loading.pipe(Effect.provide(NodeServices.layer)))).assessment
}

const blankForm = (plan: Plan, groupId: string, self = true): Promise<Uint8Array> => {
  const group = plan.groups.find(({ id }) => id === groupId)
  if (group === undefined) throw new Error("no such group")
  return form({
    plan,
    group,
    title: plan.rubric.title,
    issuer: null,
    agency: null,
    asOf: plan.rubric.period.to,
    due: null,
    evidenceDue: null,
    self,
    trial: true,
    filled: null,
  })
}

const sheetOf = (book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet => {
  const sheet = book.getWorksheet(name)
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  return sheet
}

const resultOf = (cell: ExcelJS.Cell): ExcelJS.CellValue | undefined =>
  cell.formula === undefined ? cell.value : cell.result

/** A value as a careless person types it: mostly right, sometimes not. */
const typedFor = (plan: Plan, id: string, random: Random): ExcelJS.CellValue => {
  const field = plan.fields.find((each) => each.id === id)?.field
  const words = ["不涉及", "—", "九十七件左右", "/", "未办理", "无", " 不适用 ", "N/A"]
  if (random.whole(9) === 0) return null
  if (random.whole(9) === 0) return random.of(words)
  switch (field?.kind) {
    case "yes-no":
      return random.of(["是", "是", "是", "否", "有", "√", "×", "Yes", true, false])
    case "level":
      return random.of([...(field.levels ?? []), ...(field.levels ?? []), "很好"])
    case "day":
      return new Date(Date.UTC(2026, random.whole(14), 1 + random.whole(28)))
    case "rate":
      return random.of([0, 0.5, 0.6557, 0.95, 1, 0.899996, 1.2])
    case "number":
      return random.of([0, 12.5, 40, 86.25, 97, 100, 3, -1])
    case "text":
      return random.of(["说明", "="])
    default:
      return random.of([0, 0, 1, 2, 3, 5, 8, 19, 20, 37, 40, 61, 95, 100, 2.5, -3])
  }
}

const fill = (plan: Plan, book: ExcelJS.Workbook, random: Random): void => {
  const sheet = sheetOf(book, "填报表")
  const known = new Set(plan.fields.map(({ id }) => id))
  sheet.eachRow((row, number) => {
    const id = row.getCell(1).text
    if (number <= 4 || !known.has(id)) return
    const value = typedFor(plan, id, random)
    if (value !== null) row.getCell(5).value = value
    const proof = random.of(["1", "1、2", 3, "有", "无", "0", null, "1", "2"])
    if (proof !== null) row.getCell(6).value = proof
  })
}

interface Compared {
  readonly states: number
  readonly slots: number
  readonly marks: number
  readonly sentences: number
  readonly differences: ReadonlyArray<string>
}

/** The recalculated form against what `fadu self` computes from the same file. */
const compare = async (filled: Uint8Array, name: string, rubric: string, group: string): Promise<Compared> => {
  const path = join(folder, `${name}.xlsx`)
  const { bytes, formulas } = poison(filled)
  expect(formulas).toBeGreaterThan(100)
  await writeFile(path, bytes)
  const assessment = await selfAssessed(path, rubric, group)
  const [part] = assessment.parts
  if (part === undefined) throw new Error("nothing was scored")
  const book = await opened(await readBytes(await recalculate(path, join(folder, "out"))))
  const workings = sheetOf(book, "试算过程")
  const trial = sheetOf(book, "自评试算")
  const differences: Array<string> = []
  let [states, slots, marks, sentences] = [0, 0, 0, 0]
  const differs = (what: string, found: unknown, expected: unknown): void => {
    const same =
      typeof expected === "number" && typeof found === "number" ? Math.abs(found - expected) < 1e-9 : found === expected
    if (!same) differences.push(`${name} ${what}: ${String(found)} ≠ ${String(expected)}`)
  }
  workings.eachRow((row, number) => {
    const id = row.getCell(1).text
    if (number < 4) return
    const column = part.slots.get(id)
    if (column !== undefined && row.getCell(6).formula !== undefined) {
      slots++
      const [value] = column.values
      const found = resultOf(row.getCell(6)) ?? ""
      differs(id, found, value instanceof Rational ? (value.isUndefined ? "" : value.toNumber()) : (value ?? ""))
    }
    if (column === undefined && row.getCell(5).formula !== undefined) {
      states++
      const state: State = stateAt(part.figures, id, 0)
      differs(`${id} ${JSON.stringify(resultOf(row.getCell(3)))}`, resultOf(row.getCell(5)), stateWords[state])
    }
  })
  const plan = part.plan.groups.find(({ id }) => id === group)
  const shown = new Map<string, readonly [unknown, unknown, unknown]>()
  trial.eachRow((row, number) => {
    if (number > 5) {
      shown.set(number === 6 ? "总分" : row.getCell(1).text, [
        resultOf(row.getCell(4)),
        resultOf(row.getCell(5)),
        resultOf(row.getCell(8)),
      ])
    }
  })
  const numberOf = (id: string): number => {
    const column = part.slots.get(id)
    return column?.type === "number" ? (column.values[0]?.toNumber() ?? Number.NaN) : Number.NaN
  }
  const expectRange = (what: string, low: string, high: string): void => {
    marks += 2
    differs(`${what} 已确定`, shown.get(what)?.[0], numberOf(low))
    differs(`${what} 最高`, shown.get(what)?.[1], numberOf(high))
  }
  for (const mark of plan?.marks ?? []) expectRange(mark.criterion.code, mark.awarded, mark.high)
  for (const section of plan?.sections ?? []) expectRange(section.section.code, section.total, section.high)
  if (plan !== undefined) expectRange("总分", plan.slots.total, plan.slots.high)
  for (const [id, loss] of (plan?.marks ?? []).flatMap(({ losses }) => losses.map((one) => [one.id, one] as const))) {
    const before = loss.before === null ? null : numberOf(loss.before)
    const isSaid = shown.get(id)?.[2] !== "" && shown.get(id)?.[2] !== undefined
    const isLost = before !== null && before - numberOf(loss.after) > 0
    if (isLost || (loss.open !== null && numberOf(loss.open) > 0)) {
      sentences++
      if (!isSaid) differences.push(`${name} ${id}: nothing is said`)
    }
  }
  for (const [id, [, , words]] of shown) {
    if (typeof words === "object" && words !== null && "error" in words)
      differences.push(`${name} ${id}: ${words.error}`)
  }
  return { states, slots, marks, sentences, differences }
}

const readBytes = async (path: string): Promise<Uint8Array> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const cases: ReadonlyArray<readonly [rubric: string, group: string, seeds: ReadonlyArray<number>]> = [
  ["key-systems", "enforcing", [1, 2, 3, 4]],
  ["key-systems", "general", [1, 2, 3]],
  ["hrss-annual", "city", [1, 2]],
  ["annual-report-review", "department", [1]],
]

describeLibreOffice("自评试算", () => {
  it.each(cases)(
    "of %s for %s shows after recalculation exactly what fadu self gives",
    { timeout: 300_000 },
    async (rubric, group, seeds) => {
      const plan = await planOf(rubric)
      const blank = await blankForm(plan, group)
      const filled = await Promise.all(
        seeds.map(async (seed) => {
          const book = await opened(blank)
          fill(plan, book, randomFrom(seed * 7919))
          return { name: `${group}-${seed}`, bytes: new Uint8Array(await book.xlsx.writeBuffer()) }
        }),
      )
      const named = await blankForm(plan, group, false)
      const all = [{ name: `${group}-空白`, bytes: blank }, { name: `${group}-下发`, bytes: named }, ...filled]
      const compared = await Promise.all(all.map(({ name, bytes }) => compare(bytes, name, rubric, group)))
      expect(compared.flatMap(({ differences }) => differences)).toEqual([])
      const sum = (of: (one: Compared) => number): number => compared.reduce((total, one) => total + of(one), 0)
      expect(sum((one) => one.marks)).toBeGreaterThan(100)
      expect(sum((one) => one.slots)).toBeGreaterThan(200)
      expect(sum((one) => one.sentences)).toBeGreaterThan(20)
    },
  )
})
