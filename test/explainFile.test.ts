import { describe, expect, it } from "vitest"
import { runFadu } from "./runFadu.ts"

const sheet = "samples/demo-2026/sheets/云泽市水务局填报表.xlsx"
const ofSheet = ["explain", "--file", sheet, "--rubric", "key-systems", "--group", "enforcing"]

interface Mark {
  readonly criterion: string
  readonly awarded: number
  readonly deductions: ReadonlyArray<unknown>
}

describe("explain --file", () => {
  it("says of each mark what self says, with the cell it came from", async () => {
    const [own, self, told] = await Promise.all([
      runFadu([...ofSheet, "--json"]),
      runFadu(["self", sheet, "--rubric", "key-systems", "--group", "enforcing", "--json"]),
      runFadu([...ofSheet, "--criterion", "D9"]),
    ])
    const { marks }: { readonly marks: ReadonlyArray<Mark> } = JSON.parse(own.out)
    const copy: { readonly scorecards: ReadonlyArray<{ readonly marks: ReadonlyArray<Mark> }> } = JSON.parse(self.out)
    expect(marks.length).toBeGreaterThan(20)
    expect(marks).toEqual(copy.scorecards[0]?.marks)
    expect(told.out).toMatch(/D9.*得 .* 分/)
    expect(told.out).toContain("云泽市水务局填报表.xlsx")
    expect(told.out).not.toContain("参加排名")
  })

  it("says that the sheet could not be read, lest it seem that nothing was filled in", async () => {
    const told = await runFadu([
      "explain",
      "--file",
      "samples/demo-2026/README.md",
      "--rubric",
      "key-systems",
      "--group",
      "enforcing",
    ])
    expect(told.code).toBe(1)
    expect(told.out).toMatch(/填报表中的问题\n错误/)
  })

  it("is of one sheet or of a round, not of both", async () => {
    const [both, neither, dated] = await Promise.all([
      runFadu([...ofSheet, "--agency", "103"]),
      runFadu(["explain", "samples/demo-2026"]),
      runFadu(["explain", "samples/demo-2026", "--agency", "103", "--asof", "2026-11-30"]),
    ])
    expect([both.code, neither.code, dated.code]).toEqual([2, 2, 2])
    expect(both.err).toContain("不用 --agency")
    expect(neither.err).toContain("请写 --agency")
    expect(dated.err).toContain("--asof 只与 --file 连用")
  })
})
