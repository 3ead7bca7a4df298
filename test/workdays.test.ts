import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { numberAt, parseDay, type Workdays, workdaysBetween } from "@fadu/engine"
import { type LoadedRound, loadRound, loadRubric } from "@fadu/files"
import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { describeLibreOffice } from "./libreOffice.ts"
import { recalculated } from "./recalculated.ts"
import { root, runFadu } from "./runFadu.ts"

const rubric = `id: reply
title: 答复期限评分细则
version: "1"
period: { from: 2026-01-01, to: 2026-12-31 }
full: 10
groups: { all: 全部单位 }
rankWithin: group
fields:
  received: { label: 收到日期, kind: day }
  replied: { label: 答复日期, kind: day }
sections:
  - code: A
    title: 答复
    full: 10
    criteria:
      - code: A1
        title: 按时答复
        full: 10
        clause: 应当自收到之日起 5 个工作日内答复,每迟 1 个工作日扣 2 分,最多扣 6 分;未答复的不得分。
        rule:
          kind: deadline
          day: replied
          due: { after: received, workdays: 5 }
          boundary: included
          late: { points: 2, each: day, cap: 6 }
          notDone: all
`

// over the Spring Festival of 2026: 14 and 28 February were worked, 15 to 23 were off
const sheet = `单位,收到日期,答复日期
甲局,2026-02-12,2026-02-26
乙局,2026-02-12,2026-02-27
丙局,2026-02-12,2026-03-05
丁局,2026-02-12,未办理
戊局,2026-12-29,2027-01-06
`

let folder = ""
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fadu-workdays-"))
  await mkdir(join(folder, "round/sheets"), { recursive: true })
  const files = {
    "round.yaml": "title: 答复考核\nrubric: rubric.yaml\nstage: 初评\nasOf: 2027-01-20\n",
    "rubric.yaml": rubric,
    "agencies.csv": "编号,名称,分组\n1,甲局,all\n2,乙局,all\n3,丙局,all\n4,丁局,all\n5,戊局,all\n",
    "sheets/all.csv": sheet,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, "round", name), text)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const loaded = (round: string): Promise<LoadedRound> =>
  Effect.runPromise(loadRound(round, { installation: root, cases: false }).pipe(Effect.provide(NodeServices.layer)))

/** Certain points of every agency, and the highest that may come. */
const totals = ({ assessment }: LoadedRound): ReadonlyArray<readonly [number, number]> => {
  const [part] = assessment.parts
  if (part === undefined) throw new Error("no part")
  return part.figures.units.map((_, unit) => [
    numberAt(part.slots, "total", unit).toNumber(),
    numberAt(part.slots, "total.high", unit).toNumber(),
  ])
}

const extended = async (name: string, calendar: string): Promise<string> => {
  const round = join(folder, name)
  await cp(join(folder, "round"), round, { recursive: true })
  await writeFile(join(round, "calendar.csv"), calendar)
  return round
}

describe("a deadline in working days", () => {
  it("counts by the decreed holidays, not by weekends alone", async () => {
    const { plan } = await Effect.runPromise(
      loadRubric(join(folder, "round/rubric.yaml"), { round: folder, installation: root, cases: false }).pipe(
        Effect.provide(NodeServices.layer),
      ),
    )
    const calendar: Workdays | null = plan?.workdays ?? null
    if (calendar === null) throw new Error("no calendar")
    const between = (from: string, to: string): number | null =>
      workdaysBetween(calendar, parseDay(from) ?? 0, parseDay(to) ?? 0)
    expect(between("2026-02-13", "2026-02-14")).toBe(1)
    expect(between("2026-02-14", "2026-02-23")).toBe(0)
    expect(between("2026-09-30", "2026-10-09")).toBe(2)
    expect(between("2026-10-09", "2026-10-10")).toBe(1)
    expect(between("2026-03-06", "2026-03-02")).toBe(-4)
    expect(between("2026-12-31", "2027-01-04")).toBeNull()
  })

  it("takes for every working day late, and leaves open what no calendar has", async () => {
    const round = await loaded(join(folder, "round"))
    expect(totals(round)).toEqual([
      [10, 10],
      [8, 8],
      [4, 4],
      [0, 0],
      [0, 10],
    ])
    expect(round.assessment.issues.map(({ code, at }) => [code, at])).toEqual([
      ["calendar/missing", { kind: "cell", file: "sheets/all.csv", sheet: null, cell: "C6" }],
    ])
  })

  it("explains what was counted", async () => {
    const { out } = await runFadu(["explain", join(folder, "round"), "--agency", "乙局"])
    expect(out.replace(/\s+/g, "")).toContain(
      "答复日期2026年2月27日,晚于期限(自收到日期(2026年2月12日)起5个工作日之内),实为第6个工作日,迟1个工作日",
    )
    expect(out.replace(/\s+/g, "")).toContain("工作日数(2026年2月12日,2026年2月27日)=6;(6−5)×2=2")
  })

  it("goes on with the decree of another year beside the round", async () => {
    const round = await extended("known", "日期,安排,节日\n2027-01-01,放假,元旦\n2027-01-03,上班,\n2027/1/2,休,元旦\n")
    const { assessment } = await loaded(round)
    expect(assessment.issues).toEqual([])
    // 30 and 31 December, 3, 4, 5 and 6 January
    expect(numberAt(assessment.parts[0]?.slots ?? new Map(), "total", 4).toNumber()).toBe(8)
  })

  it("does not take part of a year for the whole", async () => {
    const partial = await loaded(await extended("partial", "日期,安排\n2027-10-01,放假\n"))
    expect(partial.assessment.issues.map(({ message }) => message)).toEqual([
      "2027 年没有列 1 月 1 日放假,像是不全,该年未采用",
      expect.stringContaining("戊局有日期 2027-01-06"),
    ])
    const gap = await loaded(await extended("gap", "日期,安排\n2028-01-01,放假\n2027-02-30,放假\n2028-01-02,半天\n"))
    expect(gap.assessment.issues.map(({ message }) => message)).toEqual([
      "“2027-02-30”不是日期,该行未采用",
      "安排写作“半天”,该行未采用",
      "2028 年之前的 2027 年没有放假安排,2028 年的也未采用",
      expect.stringContaining("戊局有日期 2027-01-06"),
    ])
  })
})

describeLibreOffice("LibreOffice counts working days", () => {
  it("as the engine does", async () => {
    const output = join(folder, "round.xlsx")
    expect(await runFadu(["rank", join(folder, "round"), "-o", output])).toMatchObject({ code: 1 })
    const { differences, formulas, poisoned } = await recalculated(await readFile(output), folder, "workdays")
    expect(differences).toEqual([])
    expect(formulas).toBe(poisoned)
  })
})
