import { describe, expect, it } from "vitest"
import { cleanText } from "./cleanText.ts"

describe("a text in a cell", () => {
  it.each([
    ["控制\u0000字\u0008符\u001f", "控制字符"],
    ["换行\r\n照旧\t也照旧\r", "换行\n照旧\t也照旧"],
    ["半个\ud800代理\udc00对", "半个代理对"],
    ["整个𠮷字", "整个𠮷字"],
    ["非\ufffe字\uffff符", "非字符"],
    ["_x000D_ 是人写的", "_x005F_x000D_ 是人写的"],
    ["_x5F_ 不是转义", "_x5F_ 不是转义"],
    ["=1+1", "=1+1"],
  ])("%j is written as %j", (text, written) => {
    expect(cleanText(text)).toBe(written)
  })

  it("ends at the limit of a cell, never within a character", () => {
    expect(cleanText("长".repeat(40_000)).length).toBe(32_767)
    expect(cleanText(`${"长".repeat(32_766)}𠮷`)).toBe("长".repeat(32_766))
  })
})
