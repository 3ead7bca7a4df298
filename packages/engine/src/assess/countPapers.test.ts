import { assert, describe, it } from "@effect/vitest"
import { countPapers } from "./countPapers.ts"

describe("papers named beside a figure", () => {
  it.each([
    [null, 0],
    ["", 0],
    ["附件", 1],
    ["3", 1],
    ["1、3、5", 3],
    ["1,3;5 7", 4],
    ["1-6", 6],
    ["附件1至附件4", 4],
    ["1-3、2-4", 4],
    ["会议纪要6份", 6],
    ["纪要2份、照片3份", 5],
    ["1、1、01", 1],
    ["会议纪要、签到表", 2],
    ["9-1", 1],
  ] as const)("%s: %i", (text, count) => {
    assert.strictEqual(countPapers(text), count)
  })
})
