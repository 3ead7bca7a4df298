import { assert, describe, it } from "@effect/vitest"
import { inTitles } from "./titles.ts"

describe("a message for people who write in a workbook", () => {
  it.each([
    ["否则在 fields 中声明它", "否则在“填报项”中声明它"],
    [
      "按百分点的写作 1pp,按目标值比例的写作 1% of target",
      "按百分点的写作 “1 个百分点”,按目标值比例的写作 “目标值的 1%”",
    ],
    ["没有名为“study.full”的填报项", "没有名为“study.full”的填报项"],
    ["写 levels,由好到差", "写“等级”,由好到差"],
  ])("says %s as %s", (message, said) => {
    assert.strictEqual(inTitles(message), said)
  })
})
