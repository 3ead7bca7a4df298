import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, expect, layer } from "@effect/vitest"
import { type Decision, Rational } from "@fadu/engine"
import { Effect } from "effect"
import { afterAll, beforeAll } from "vitest"
import { loadRound } from "./loadRound.ts"
import { appendRecord, type Recorded, type RecordLog, readRecordLog, recordFile } from "./RecordLog.ts"

let root = ""
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "fadu 录入 "))
})
afterAll(() => rmSync(root, { recursive: true }))

const decision = (value: Rational | boolean | string, target = "heard"): Omit<Decision, "at"> => ({
  agency: "101",
  kind: "correct",
  target,
  old: { state: "blank" },
  new: { state: "filled", value },
  reason: "经核对台账",
  basis: null,
  by: ["张三", "李四"],
  on: "2027-01-20",
  stage: "初评",
})
const score = { agency: "101", criterion: "A1", scorer: "王五", points: Rational.ratio(7, 3), reason: "材料齐全" }

const three: ReadonlyArray<Recorded> = [
  { decision: { ...decision(Rational.ratio(40, 61)), shown: "总分 80.14 → 82.14" } },
  { score },
  { decision: decision(true, "done") },
]

let count = 0
const writtenLog = Effect.fnUntraced(function* (records: ReadonlyArray<Recorded>) {
  count += 1
  const file = `decisions/${count}.jsonl`
  for (const record of records) yield* appendRecord(root, file, record)
  return { file, path: join(root, file) }
})
const read = (path: string, file: string) => readRecordLog(path, file)
const said = (log: RecordLog) => ({
  decisions: log.decisions.map(({ new: fresh }) =>
    fresh?.state === "filled" ? String(fresh.value) : (fresh?.state ?? null),
  ),
  scores: log.scores.map(({ points }) => points.toString()),
  issues: log.issues.map(({ code, at }) => [code, at?.kind === "place" ? at.line : null]),
})

layer(NodeServices.layer)("a record log", (it) => {
  it.effect("gives back what was recorded, exactly, each with its file and line", () =>
    Effect.gen(function* () {
      const { file, path } = yield* writtenLog(three)
      const log = yield* read(path, file)
      assert.deepStrictEqual(said(log), { decisions: ["40/61", "true"], scores: ["7/3"], issues: [] })
      expect(log.decisions.map(({ at }) => at)).toEqual(
        [1, 3].map((line) => ({ kind: "place", file, line, column: 1, path: "" })),
      )
      expect(log.decisions[1]).toEqual({ ...decision(true, "done"), at: log.decisions[1]?.at })
    }),
  )

  it.effect("keeps a line in the file that is withdrawn, but does not count it", () =>
    Effect.gen(function* () {
      const { file, path } = yield* writtenLog([...three, { withdraws: 1, reason: "录入有误" }])
      assert.deepStrictEqual(said(yield* read(path, file)), { decisions: ["true"], scores: ["7/3"], issues: [] })
      assert.strictEqual(readFileSync(path, "utf8").split("\n").length, 5)
      const again = yield* appendRecord(root, file, { withdraws: 1, reason: "再次" })
      assert.strictEqual(again, 5)
      assert.deepStrictEqual(said(yield* read(path, file)).issues, [["record/withdraws-nothing", 5]])
    }),
  )

  it.effect("counts a revision in the place of the line it replaces, which stays in the file", () =>
    Effect.gen(function* () {
      const { file, path } = yield* writtenLog(three)
      yield* appendRecord(root, file, { score: { ...score, points: Rational.of(2) }, replaces: 2 })
      yield* appendRecord(root, file, { decision: decision(Rational.of(5)), replaces: 1 })
      assert.deepStrictEqual(said(yield* read(path, file)), { decisions: ["true", "5"], scores: ["2"], issues: [] })
      assert.strictEqual(readFileSync(path, "utf8").split("\n").length, 6)
      yield* appendRecord(root, file, { decision: decision(Rational.of(6)), replaces: 1 })
      const after = said(yield* read(path, file))
      assert.deepStrictEqual(after.decisions, ["true", "5", "6"])
      assert.deepStrictEqual(after.issues, [["record/withdraws-nothing", 6]])
    }),
  )

  it.effect("gives back what a decider was shown", () =>
    Effect.gen(function* () {
      const { file, path } = yield* writtenLog(three)
      const log = yield* read(path, file)
      expect(log.decisions.map(({ shown }) => shown)).toEqual(["总分 80.14 → 82.14", undefined])
    }),
  )

  it.effect("gives back which decisions were set aside", () =>
    Effect.gen(function* () {
      const overrules = [
        { file: "decisions/一组.csv", kind: "correct", new: { state: "filled", value: Rational.ratio(7, 3) } },
        { file: "decisions/李四.jsonl", kind: "confirm", new: null },
      ] as const
      const { file, path } = yield* writtenLog([{ decision: { ...decision(true), overrules } }])
      const log = yield* read(path, file)
      expect(log.decisions.map((one) => one.overrules)).toEqual([overrules])
    }),
  )

  it.effect("loses nothing before the byte at which it was cut, tells the cut, and goes on", () =>
    Effect.gen(function* () {
      const { file, path } = yield* writtenLog(three)
      const whole = readFileSync(path)
      const ends = [...whole].flatMap((byte, index) => (byte === 10 ? [index] : []))
      for (let length = 0; length <= whole.length; length++) {
        writeFileSync(path, whole.subarray(0, length))
        // a line that lacks only its end is whole
        const kept = ends.filter((end) => length >= end).length
        const isTorn = length > 0 && !ends.includes(length) && !ends.includes(length - 1)
        const log = yield* read(path, file)
        assert.strictEqual(log.decisions.length + log.scores.length, kept, `cut at ${length}`)
        assert.deepStrictEqual(
          log.issues.map(({ code }) => code),
          isTorn ? ["record/torn"] : [],
          `cut at ${length}`,
        )
        // every append waits for the disk
        if (length % 16 !== 0 && !ends.some((end) => Math.abs(length - end) <= 1)) continue
        yield* appendRecord(root, file, { score })
        const after = yield* read(path, file)
        assert.strictEqual(after.decisions.length + after.scores.length, kept + 1, `cut at ${length}`)
        // the torn line stays, and is told as long as it stands there
        assert.deepStrictEqual(
          after.issues.map(({ code }) => code),
          isTorn ? ["record/unreadable"] : [],
          `cut at ${length}`,
        )
        assert.isTrue(readFileSync(path).subarray(0, length).equals(whole.subarray(0, length)), `cut at ${length}`)
      }
    }),
  )

  it.effect("tells a line that was changed, taken out or put in", () =>
    Effect.gen(function* () {
      const { file, path } = yield* writtenLog(three)
      const [first = "", second = "", third = ""] = readFileSync(path, "utf8").split("\n")
      const issuesOf = Effect.fnUntraced(function* (...lines: ReadonlyArray<string>) {
        writeFileSync(path, `${lines.join("\n")}\n`)
        return said(yield* read(path, file)).issues
      })
      assert.deepStrictEqual(yield* issuesOf(first, second.replace("7/3", "8/3"), third), [["record/chain", 3]])
      assert.deepStrictEqual(yield* issuesOf(first, third), [["record/chain", 2]])
      assert.deepStrictEqual(yield* issuesOf(second, third), [["record/chain", 1]])
      assert.deepStrictEqual(yield* issuesOf(first, first, second, third), [["record/chain", 2]])
      assert.deepStrictEqual(yield* issuesOf(`${first}\r`, second, third), [["record/chain", 2]])
      assert.deepStrictEqual(yield* issuesOf(first, second, '{"before":"","score":{}}', third), [
        ["record/unreadable", 3],
        ["record/chain", 4],
      ])
      assert.deepStrictEqual(yield* issuesOf(first, second, third), [])
    }),
  )

  it.effect("is written by one program at a time; a lock left behind is told and never taken", () =>
    Effect.gen(function* () {
      const { file, path } = yield* writtenLog(three)
      const before = readFileSync(path)
      const lock = join(root, `decisions/.${count}.jsonl.lock`)
      writeFileSync(lock, String(process.pid))
      const busy = yield* Effect.flip(appendRecord(root, file, { score }))
      assert.strictEqual(
        busy.message,
        `${file}:另一个程序正在写入,本次没有录入;请稍后再试。确无他人录入的,删除锁文件 decisions/.${count}.jsonl.lock 后再试`,
      )
      // beyond what any system gives
      writeFileSync(lock, "4194999")
      const stale = yield* Effect.flip(appendRecord(root, file, { score }))
      assert.strictEqual(
        stale.message,
        `${file}:上次写入没有正常结束,留下了锁文件 decisions/.${count}.jsonl.lock;请确认没有别人正在录入,删除该锁文件后再试`,
      )
      assert.isTrue(readFileSync(path).equals(before))
      rmSync(lock)
      assert.strictEqual(yield* appendRecord(root, file, { score }), 4)
    }),
  )

  it.effect("takes many writers at once without mixing or losing a line", () =>
    Effect.gen(function* () {
      const { file, path } = yield* writtenLog([])
      const tries = yield* Effect.forEach(
        Array.from({ length: 20 }, (_, index) => index),
        () => Effect.result(appendRecord(root, file, { score })),
        { concurrency: "unbounded" },
      )
      const taken = tries.filter(({ _tag }) => _tag === "Success").length
      assert.isAtLeast(taken, 1)
      const log = yield* read(path, file)
      assert.deepStrictEqual([log.scores.length, log.issues], [taken, []])
    }),
  )

  it("is named after who writes, safely", () => {
    assert.strictEqual(recordFile("decisions", "张三"), "decisions/张三.jsonl")
    assert.strictEqual(recordFile("scores", " ../a b:c "), "scores/__a_b_c.jsonl")
    assert.strictEqual(recordFile("scores", ""), "scores/_.jsonl")
  })
})

const rubric = `id: test
title: 评分细则
version: "1"
period: { from: 2026-01-01, to: 2026-12-31 }
full: 10
groups: { all: 全部 }
rankWithin: none
fields:
  heard: { label: 开庭, kind: count }
sections:
  - code: A
    title: 全部
    full: 10
    criteria:
      - { code: A1, title: 评议, full: 4, clause: 评分。, rule: { id: a, kind: judged, most: 4, scorers: 2 } }
      - { code: A2, title: 案件, full: 6, clause: 每件扣 1 分。, rule: { id: a, kind: per-event, count: heard, points: 1 } }
`

layer(NodeServices.layer)("records of a round", (it) => {
  it.effect("of several people count like the tables beside them, and what fits nothing is told", () =>
    Effect.gen(function* () {
      const round = join(root, "批次")
      const put = (file: string, text: string): void => {
        mkdirSync(join(round, file, ".."), { recursive: true })
        writeFileSync(join(round, file), text)
      }
      put("round.yaml", "title: 考核\nrubric: rubric.yaml\nstage: 初评\nasOf: 2027-01-20\n")
      put("rubric.yaml", rubric)
      put("agencies.csv", "编号,名称,分组\n101,水务局,全部\n")
      put("scores/赵六.csv", "单位,指标,得分\n101,A1,4\n")
      yield* appendRecord(round, recordFile("scores", "王五"), { score: { ...score, points: Rational.of(3) } })
      yield* appendRecord(round, recordFile("decisions", "张三"), { decision: decision(Rational.of(2)) })
      yield* appendRecord(round, recordFile("decisions", "李四"), { decision: decision(Rational.of(2)) })
      yield* appendRecord(round, recordFile("decisions", "李四"), { decision: { ...decision(true), agency: "999" } })
      yield* appendRecord(round, recordFile("decisions", "李四"), { decision: decision(true) })
      const { assessment } = yield* loadRound(round, { installation: round, cases: false })
      const [part] = assessment.parts
      const total = part?.slots.get("total")
      expect(total?.values.map(String)).toEqual(["7.5"])
      expect(assessment.stamp.decisions).toBe(2)
      expect(assessment.stamp.inputs.map(({ file }) => file)).toContain("decisions/张三.jsonl")
      expect(
        assessment.issues.flatMap(({ code, at }) => (at?.kind === "place" ? [[code, at.file, at.line]] : [])),
      ).toEqual([
        ["record/unfit", "decisions/李四.jsonl", 2],
        ["record/unfit", "decisions/李四.jsonl", 3],
      ])
    }),
  )
})
