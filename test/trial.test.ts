import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { type Assessment, type Field, type Plan, Rational, type State, stateAt, stateWords } from "@fadu/engine"
import { loadRubric, loadSelf } from "@fadu/files"
import { Effect } from "effect"
import ExcelJS from "exceljs"
import { afterAll, beforeAll, expect, it } from "vitest"
import { poison } from "./archive.ts"
import { blankForm } from "./blankForm.ts"
import { type Random, randomFrom } from "./generatedRound.ts"
import { convert, describeLibreOffice } from "./libreOffice.ts"
import { opened } from "./recalculated.ts"
import { root } from "./runFadu.ts"
import { register, texts, writings } from "./trialRubrics.ts"

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

const sheetOf = (book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet => {
  const sheet = book.getWorksheet(name)
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  return sheet
}

/** What a cell holds; of a day the number that stands for it. */
const resultOf = (cell: ExcelJS.Cell): ExcelJS.CellValue | undefined => {
  const found = cell.formula === undefined ? cell.value : cell.result
  return found instanceof Date ? found.getTime() / 86_400_000 + 25_569 : found
}

/** A value as a careless person types it: mostly right, sometimes not. */
const typedFor = (field: Field | null, random: Random): ExcelJS.CellValue => {
  const words = ["不涉及", "—", "九十七件左右", "/", "未办理", "无", " 不适用 ", "N/A"]
  if (random.whole(9) === 0) return null
  if (random.whole(30) === 0) return random.of(words)
  const unit = field?.unit ?? ""
  switch (field?.kind) {
    case "yes-no":
      return random.of(["是", "是", "是", "否", "有", "√", "×", "Yes", true, false])
    case "level":
      return random.of([...(field.levels ?? []), ...(field.levels ?? []), ...(random.whole(9) === 0 ? ["很好"] : [])])
    case "day":
      return random.of([new Date(Date.UTC(2026, random.whole(14), 1 + random.whole(28))), "2026年3月1日", "2026/03/05"])
    case "rate":
      return random.of([0, 0.5, 0.6557, 0.95, 1, 0.899996, 1.2, "85%", "９７.５％"])
    case "number":
      return random.of([0, 12.5, 40, 86.25, 97, 100, 3, -1, "１２", `1,200${unit}`])
    case "text":
      return "说明"
    default:
      return random.of([0, 0, 1, 2, 3, 5, 8, 19, 20, 37, 40, 61, 95, 100, 2.5, -3, `12${unit}`, "十二", ` 7 ${unit}`])
  }
}

const styles = ["careful", "doubled", "careful", "careless", "none", "careful", "long"] as const

/** Fills in the figures, and some rows of each ledger, its key first. */
const fill = (plan: Plan, book: ExcelJS.Workbook, seed: number): void => {
  const random = randomFrom(seed * 7919)
  const sheet = sheetOf(book, "填报表")
  const known = new Map(plan.fields.map(({ id, field }) => [id, field]))
  sheet.eachRow((row, number) => {
    const id = row.getCell(1).text
    const field = known.get(id)
    if (number <= 4 || field === undefined) return
    const value = typedFor(field, random)
    if (value !== null) row.getCell(5).value = value
    const proof = random.of(["1", "1、2", 3, "有", "无", "0", null, "1", "2"])
    if (proof !== null) row.getCell(6).value = proof
  })
  for (const [place, { ledger, columns }] of plan.ledgers.entries()) {
    const rows = book.getWorksheet(ledger.label)
    if (rows === undefined) continue
    const asked = columns.filter(({ field }) => field !== null)
    const style = styles[(seed + place * 2) % styles.length] ?? "careful"
    if (style === "none")
      rows.getCell(5, 2).value = random.of(["无", "本期无", " 零报告", "无此类案件", "无。", "没有了"])
    const count = style === "none" ? 0 : 3 + random.whole(10)
    for (let at = 0; at < count; at++) {
      if (at > 1 && random.whole(8) === 0) continue
      const line = style === "long" && at === count - 1 ? 210 : at + 5
      const number = style === "doubled" && at === 1 ? " １号" : `${at + 1}号`
      asked.forEach(({ id, field }, index) => {
        const value =
          id === ledger.key ? number : style === "careless" ? typedFor(field, random) : careful(field, random)
        if (value !== null) rows.getCell(line, index + 2).value = value
      })
    }
  }
}

/** As it is meant to be filled in. */
const careful = (field: Field | null, random: Random): ExcelJS.CellValue => {
  switch (field?.kind) {
    case "yes-no":
      return random.of(["是", "否"])
    case "level":
      return random.of(field.levels ?? [])
    case "day":
      return random.of([new Date(Date.UTC(2026, 2, 1 + random.whole(20))), new Date(Date.UTC(2026, 2, 3)), "未公开"])
    case "text":
      return random.of(["甲", "乙", "丙"])
    default:
      return random.whole(2000)
  }
}

interface Compared {
  /** Fields and slots of which the form says that it cannot tell. */
  readonly unsure: number
  readonly unclear: ReadonlySet<string>
  readonly states: number
  readonly slots: number
  readonly marks: number
  readonly sentences: number
  readonly differences: ReadonlyArray<string>
}

/** A filled form with every cached value poisoned. */
interface Poisoned {
  readonly name: string
  readonly path: string
  readonly rubric: string
  readonly group: string
}

const poisoned = async (filled: Uint8Array, given: Omit<Poisoned, "path">): Promise<Poisoned> => {
  const path = join(folder, `${given.name}.xlsx`)
  const { bytes, formulas } = poison(filled)
  expect(formulas).toBeGreaterThan(100)
  await writeFile(path, bytes)
  return { ...given, path }
}

/** The recalculated form against what `fadu self` computes from the same file. */
const compare = async ({ name, path, rubric, group }: Poisoned, recalculated: string): Promise<Compared> => {
  const assessment = await selfAssessed(path, written(rubric), group)
  const [part] = assessment.parts
  if (part === undefined) throw new Error("nothing was scored")
  const book = await new ExcelJS.Workbook().xlsx.readFile(recalculated)
  const workings = sheetOf(book, "试算过程")
  const trial = sheetOf(book, "自评试算")
  const differences: Array<string> = []
  const unclear = new Set<string>()
  let [states, slots, marks, sentences, unsure] = [0, 0, 0, 0, 0]
  const differs = (what: string, found: unknown, expected: unknown): void => {
    if (found === "待核算") {
      unsure++
      return
    }
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
      if (resultOf(row.getCell(14)) === true) return
      const [value] = column.values
      const found = resultOf(row.getCell(6)) ?? ""
      differs(id, found, value instanceof Rational ? (value.isUndefined ? "" : value.toNumber()) : (value ?? ""))
    }
    if (column === undefined && row.getCell(5).formula !== undefined) {
      states++
      const state: State = stateAt(part.figures, id, 0)
      const found = resultOf(row.getCell(5))
      const told = `${id} ${JSON.stringify(resultOf(row.getCell(3)))}`
      if (found === "待核算") unclear.add(id)
      differs(told, found, stateWords[state])
      const value = part.figures.fields.get(id)?.column
      if (found === "已填报" && value?.type === "number")
        differs(told, resultOf(row.getCell(6)), value.values[0]?.toNumber())
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
  for (const { mark, loss } of (plan?.marks ?? []).flatMap((mark) => mark.losses.map((loss) => ({ mark, loss })))) {
    const { id } = loss
    const opening = loss.before ?? mark.fullSlot
    const before = opening === null ? mark.full.toNumber() : numberOf(opening)
    const isSaid = shown.get(id)?.[2] !== "" && shown.get(id)?.[2] !== undefined
    if (shown.get(id)?.[0] === "待核算") continue
    const isLost = before - numberOf(loss.after) > 0
    if (isLost || (loss.open !== null && numberOf(loss.open) > 0)) {
      sentences++
      if (!isSaid) differences.push(`${name} ${id}: nothing is said`)
    }
  }
  for (const [id, [, , words]] of shown) {
    if (typeof words === "object" && words !== null && "error" in words)
      differences.push(`${name} ${id}: ${words.error}`)
  }
  return { unsure, unclear, states, slots, marks, sentences, differences }
}

const cases: ReadonlyArray<readonly [rubric: string, group: string, seeds: ReadonlyArray<number>]> = [
  ["key-systems", "enforcing", [1, 2]],
  ["key-systems", "general", [3]],
  ["hrss-annual", "city", [2]],
  ["annual-report-review", "department", [1]],
  ["county-departments", "enforcing", [1]],
  ["samples/case-ledgers/rubric.yaml", "all", [4]],
  ["register.yaml", "all", [1, 2, 3, 6]],
  ["texts.yaml", "all", []],
]

/** Those of the tests stand in their folder. */
const written = (rubric: string): string =>
  rubric.endsWith(".yaml") && !rubric.includes("/") ? join(folder, rubric) : rubric

/** Every form of one rubric: blank, as it is issued, and filled in. */
const formsOf = async ([rubric, group, seeds]: (typeof cases)[number]): Promise<ReadonlyArray<Poisoned>> => {
  const plan = await planOf(written(rubric))
  const blank = await blankForm(plan, group)
  const name = `${plan.rubric.id}-${group}`
  const forms = [poisoned(blank, { name: `${name}-空白`, rubric, group })]
  // without what others supply
  if (group === "enforcing")
    forms.push(poisoned(await blankForm(plan, group, false), { name: `${name}-下发`, rubric, group }))
  for (const seed of seeds) {
    const book = await opened(blank)
    fill(plan, book, seed)
    forms.push(poisoned(new Uint8Array(await book.xlsx.writeBuffer()), { name: `${name}-${seed}`, rubric, group }))
  }
  if (rubric === "texts.yaml") {
    const book = await opened(blank)
    sheetOf(book, "填报表").eachRow((row) => {
      const writing = writings[Number(/^f(\d+)$/.exec(row.getCell(1).text)?.[1])]
      if (writing !== undefined) row.getCell(5).value = writing[1]
    })
    return [await poisoned(new Uint8Array(await book.xlsx.writeBuffer()), { name, rubric, group })]
  }
  return Promise.all(forms)
}

describeLibreOffice("自评试算", () => {
  // starting the program takes longer than recalculating a form
  let forms: ReadonlyArray<Poisoned> = []
  let results: ReadonlyArray<string> = []
  beforeAll(async () => {
    await writeFile(join(folder, "register.yaml"), register)
    await writeFile(join(folder, "texts.yaml"), texts)
    forms = (await Promise.all(cases.map(formsOf))).flat()
    results = await convert(
      forms.map(({ path }) => path),
      join(folder, "out"),
      "xlsx",
    )
  }, 300_000)

  it.each(cases)("of %s for %s shows after recalculation exactly what fadu self gives", async (rubric, group) => {
    const compared = await comparedOf(rubric, group)
    expect(compared.flatMap(({ differences }) => differences)).toEqual([])
    const sum = (of: (one: Compared) => number): number => compared.reduce((total, one) => total + of(one), 0)
    expect(sum((one) => one.marks)).toBeGreaterThan(20)
    expect(sum((one) => one.slots)).toBeGreaterThan(60)
    expect(sum((one) => one.sentences)).toBeGreaterThan(2)
  })

  const comparedOf = (rubric: string, group: string): Promise<ReadonlyArray<Compared>> =>
    Promise.all(
      forms.flatMap((form, index) =>
        form.rubric === rubric && form.group === group ? [compare(form, results[index] ?? "")] : [],
      ),
    )

  it("reads what is pasted as text as fadu self does, and says of the rest what to rewrite", async () => {
    const [filled] = await comparedOf("texts.yaml", "all")
    expect(filled?.differences).toEqual([])
    // the reader alone knows these
    expect([...(filled?.unclear ?? [])].map((id) => writings[Number(id.slice(1))]?.[1])).toEqual(
      writings.filter(([, , told]) => !told).map(([, writing]) => writing),
    )
  })
})
