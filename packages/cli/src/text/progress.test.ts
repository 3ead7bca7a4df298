import { expect, it } from "vitest"
import { progressLine } from "./progress.ts"

it("says how many, how fast and how long still", () => {
  expect(progressLine({ done: 3, total: 1000, seconds: 0.4 })).toBe("读取 3/1000 份")
  expect(progressLine({ done: 120, total: 1000, seconds: 1.5 })).toBe("读取 120/1000 份,每秒 80 份,约剩 11 秒")
  expect(progressLine({ done: 5, total: 1000, seconds: 2 })).toBe("读取 5/1000 份,每秒 2.5 份,约剩 7 分钟")
})
