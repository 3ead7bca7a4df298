import { describe, expect, it } from "vitest"
import { displayWidth, linesIn } from "./width.ts"

describe("the width of a text", () => {
  it("counts a Chinese character as two", () => {
    expect(displayWidth("出庭率 65.57%")).toBe(13)
    expect(displayWidth("“𠮷”(A)")).toBe(9)
  })

  it("tells how many lines a column needs", () => {
    expect(linesIn("", 10)).toBe(1)
    expect(linesIn("十个字符宽", 10)).toBe(1)
    expect(linesIn("十二个字符宽", 10)).toBe(2)
    expect(linesIn("一\n二\n三", 10)).toBe(3)
  })
})
