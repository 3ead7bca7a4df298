import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { afterAll, beforeAll } from "vitest"
import { readHandedIn } from "./handedIn.ts"
import { Progress } from "./Progress.ts"
import { readRoundFolder } from "./RoundFolder.ts"
import { readSubmitted } from "./readSubmitted.ts"
import { Understanding } from "./Understanding.ts"

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fadu 批次 "))
})
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0
/** A round folder with these files, written in this order. */
const round = (files: { readonly [file: string]: string | Uint8Array }): string => {
  count += 1
  const root = join(folder, String(count))
  mkdirSync(root)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return root
}

/** The whole folder, with what was handed in. */
const everything = Effect.fnUntraced(function* (root: string) {
  const files = yield* readRoundFolder(root)
  const handedIn = yield* Effect.forEach(files.handedIn, (one) =>
    Effect.map(readHandedIn(one), (sheet) => ({ ...one, path: "", sheet })),
  )
  return { ...files, handedIn }
})

const settings = "title: 2026年度考核\nrubric: key-systems\nstage: 初评\nasOf: 2026-12-31\n"
const whole = {
  "round.yaml": settings,
  "agencies.csv": "编号,名称\nA1,水务局\n",
  "applicability.csv": "单位,指标,适用\nA1,C1,适用\n",
  "given.csv": "填报项,数值\n全省平均,90%\n",
  "sheets/水务局.csv": "甲,1\n",
  "sheets/B2/填报表.csv": "乙,1\n",
  "sheets/B2/旧/填报表.csv": "乙,2\n",
  "sheets/B2/~$填报表.xlsx": "lock",
  "sheets/Thumbs.db": "x",
  "sheets/.DS_Store": "x",
  "sources/court.csv": "单位,数\n甲,1\n",
  "sources/filing/一.csv": "单位,数\n甲,1\n",
  "scores/张三.csv": "单位,分\n甲,1\n",
  "scores/李四.jsonl":
    '{"before":"","score":{"agency":"A1","criterion":"C1","scorer":"李四","points":{"number":"1"},"reason":null}}\n',
  "decisions/一组.csv": "单位,决定\n甲,1\n",
  "evidence/B2/证明.pdf": "%PDF",
  "results/frozen.csv": "1,2\n",
}

layer(NodeServices.layer)("a round folder", (it) => {
  it.effect("says in which encoding its text files are, by file or by folder", () =>
    Effect.gen(function* () {
      const big5 = Buffer.from("b3e6a6ec2cbcc60aa4f4b0c8a7bd2c310a", "hex")
      const said = `${settings}encodings: { sheets: gbk, sheets/B2/填报表.csv: big5, sheet: big5 }\n`
      const files = yield* readRoundFolder(
        round({ ...whole, "round.yaml": said, "sheets/B2/填报表.csv": big5, "sheets/水务局.csv": big5 }),
      )
      const read = yield* Effect.forEach(files.handedIn, readHandedIn)
      const first = (file: string) => read.find((sheet) => sheet.file === file)?.tables[0]?.cells[0]?.content
      expect(first("sheets/B2/填报表.csv")).toEqual({ kind: "text", text: "單位" })
      expect(first("sheets/水务局.csv")).not.toEqual({ kind: "text", text: "單位" })
      const unmatched = files.issues.filter(({ code }) => code === "round/no-such-file")
      expect(unmatched.map(({ message }) => message)).toEqual([
        "encodings 写有“sheet”,批次文件夹中没有这个文件或文件夹",
      ])
    }),
  )

  it.effect("is read into its parts, in one order, and nothing of what lies about", () =>
    Effect.gen(function* () {
      const files = yield* readRoundFolder(round(whole))
      expect(files.round).toEqual({ title: "2026年度考核", rubric: "key-systems", stage: "初评", asOf: "2026-12-31" })
      expect(files.handedIn.map(({ source, file, agencyHint }) => [source, file, agencyHint])).toEqual([
        ["self", "sheets/B2/填报表.csv", "B2"],
        ["self", "sheets/B2/旧/填报表.csv", "B2"],
        ["self", "sheets/水务局.csv", null],
        ["court", "sources/court.csv", null],
        ["filing", "sources/filing/一.csv", null],
      ])
      const { roster, applicability, given, scores, decisions } = files
      expect([roster, applicability, given, scores, decisions].map((tables) => tables.map(({ file }) => file))).toEqual(
        [["agencies.csv"], ["applicability.csv"], ["given.csv"], ["scores/张三.csv"], ["decisions/一组.csv"]],
      )
      expect(files.issues).toEqual([])
      expect(files.inputs.map(({ file }) => file)).toEqual([
        "round.yaml",
        "agencies.csv",
        "applicability.csv",
        "given.csv",
        "sheets/B2/填报表.csv",
        "sheets/B2/旧/填报表.csv",
        "sheets/水务局.csv",
        "sources/court.csv",
        "sources/filing/一.csv",
        "scores/张三.csv",
        "decisions/一组.csv",
        "scores/李四.jsonl",
      ])
      expect(files.records.map(({ file, scores: given }) => [file, given.length])).toEqual([["scores/李四.jsonl", 1]])
    }),
  )

  it.effect(
    "gives the same whatever the order in which its files were made, and however their names are composed",
    () =>
      Effect.gen(function* () {
        const there = yield* everything(round({ ...whole, "sheets/Café.csv": "x\n" }))
        const turned = Object.fromEntries(Object.entries({ ...whole, "sheets/Cafe\u0301.csv": "x\n" }).toReversed())
        expect(yield* everything(round(turned))).toEqual(there)
      }),
  )

  it.effect("is not touched by being read", () =>
    Effect.gen(function* () {
      const root = round(whole)
      const state = () =>
        readdirSync(root, { recursive: true, encoding: "utf8" })
          .toSorted()
          .map((name) => [name, statSync(join(root, name)).mtimeMs])
      const before = state()
      yield* everything(root)
      expect(state()).toEqual(before)
    }),
  )

  it.effect("tells its progress", () =>
    Effect.gen(function* () {
      const steps: Array<string> = []
      const read = ({ done, total }: { readonly done: number; readonly total: number }) =>
        Effect.sync(() => {
          steps.push(`${done}/${total}`)
        })
      const reading = Effect.gen(function* () {
        const { handedIn } = yield* readRoundFolder(round({ ...whole }))
        yield* readSubmitted(handedIn, { rubrics: [], agencies: [], books: [], told: new Understanding([]) })
      })
      yield* Effect.provideService(reading, Progress, { read })
      expect(steps).toEqual(Array.from({ length: 10 }, (_, i) => `${i + 1}/10`))
    }),
  )

  it.effect("keeps the broken file of one from harming the others", () =>
    Effect.gen(function* () {
      const { handedIn } = yield* everything(
        round({ ...whole, "sheets/坏.xlsx": "PK\x03\x04broken", "sheets/空.csv": "" }),
      )
      expect(handedIn.filter(({ source, sheet }) => source === "self" && sheet.tables.length > 0)).toHaveLength(3)
      expect(handedIn.flatMap(({ sheet }) => sheet.issues.map(({ code, at }) => [code, at?.file]))).toEqual([
        ["file/damaged", "sheets/坏.xlsx"],
        ["file/empty", "sheets/空.csv"],
      ])
    }),
  )

  it.effect("tells what is wrong in round.yaml with its line", () =>
    Effect.gen(function* () {
      const bad = round({ ...whole, "round.yaml": "title: 甲\nstage: 初审\nasOf: 2026-2-30\nrubrik: x\n" })
      const files = yield* readRoundFolder(bad)
      expect(files.round).toBeNull()
      expect(
        files.roundIssues.map(({ at, message }) => (at?.kind === "place" ? [at.line, at.column, message] : [])),
      ).toEqual([
        [4, 1, "“rubrik”不是这里可用的键,是否为“rubric”?"],
        [2, 8, "“初审”不是可用的值,是否为“初评”?"],
        [3, 7, "现为“2026-2-30”,应为日期,写作 2026-03-01"],
      ])
      const broken = yield* readRoundFolder(round({ ...whole, "round.yaml": "title: [甲\n" }))
      expect(broken.roundIssues.map(({ code }) => code)).toEqual(["yaml/syntax"])
    }),
  )

  it.effect("tells of tables and folders that would be missed, and of a second roster", () =>
    Effect.gen(function* () {
      const { "sheets/水务局.csv": _, ...rest } = whole
      const files = yield* readRoundFolder(
        round({
          ...rest,
          "applicabilty.csv": "x\n",
          "source/court.csv": "x\n",
          "agencies.xlsx": "x\n",
          "说明.txt": "x\n",
        }),
      )
      expect(files.issues.map(({ code, at, message }) => [code, at?.file, message])).toEqual([
        ["round/two-files", "agencies.xlsx", "与 agencies.csv 是同一种表,同时存在两份"],
        ["round/unused", "applicabilty.csv", "没有用到,名称是否应为“applicability”?"],
        ["round/unused", "说明.txt", "没有用到"],
        ["round/unused", "source", "没有用到,名称是否应为“sources”?"],
      ])
      const bare = yield* readRoundFolder(round({ "round.yaml": settings, "agencies.csv": "编号\nA1\n" }))
      expect(bare.issues.map(({ code }) => code)).toEqual(["round/no-sheets"])
    }),
  )

  it.effect("fails with a sentence when what every round needs is not there", () =>
    Effect.gen(function* () {
      const message = (root: string) => Effect.map(Effect.flip(readRoundFolder(root)), (error) => error.message)
      const noSettings = round({ "round.yml": settings, "agencies.csv": "x\n" })
      expect(yield* message(noSettings)).toBe(
        `${noSettings}:没有找到 round.yaml(考核批次说明)。文件夹中的“round.yml”是否应改为此名?否则请确认这是考核批次的文件夹,或在其中新建该文件,写明 title、rubric、stage、asOf`,
      )
      const noRoster = round({ "round.yaml": settings })
      expect(yield* message(noRoster)).toBe(
        `${noRoster}:没有找到 agencies.csv(单位名录,也可为 agencies.xlsx)。请新建该表,每个单位一行,至少有“编号、名称、分组”三列`,
      )
      const folder = round({ "round.yaml": settings, "agencies.csv/甲.csv": "编号,名称\n" })
      expect(yield* message(folder)).toBe(
        `${folder}:agencies.csv(单位名录,也可为 agencies.xlsx)应为文件,实为文件夹;请移走该文件夹。请新建该表,每个单位一行,至少有“编号、名称、分组”三列`,
      )
      expect(yield* message(join(noRoster, "no"))).toBe(
        `${join(noRoster, "no")}:没有找到这个文件或文件夹;请检查名称和位置`,
      )
      expect(yield* message(join(noRoster, "round.yaml"))).toBe(
        `${join(noRoster, "round.yaml")}:这里应为文件夹,实为文件;请检查路径`,
      )
    }),
  )
})
