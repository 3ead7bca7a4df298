import { assert, describe, it } from "@effect/vitest"
import { conceal } from "./restrict.ts"

const agencies = [
  { code: "101", name: "云泽市自然资源和规划局", short: "自规局" },
  { code: "102", name: "云泽市农业农村局", short: "农业局" },
  { code: "103", name: "云泽市司法局", short: "司法局" },
  { code: "104", name: "云泽市规划局", short: "规划局" },
  { code: "105", name: "云泽市开发区管理委员会", short: null },
]

const hide = conceal(
  { persons: ["王强", "方执中"], agencies, issued: ["市司法局普法科"] },
  { kind: "agency", code: "101" },
)

describe("in the copy of one agency", () => {
  it("another is hidden also where its name is written without the town", () => {
    assert.strictEqual(hide("与农业农村局一并核对"), "与其他单位一并核对")
    assert.strictEqual(hide("与云泽市农业农村局、农业局一并核对"), "与其他单位、其他单位一并核对")
  })

  it("a name is hidden also where blanks were typed into it", () => {
    assert.strictEqual(hide("王\u3000强和方 执中看过司 法 局的材料"), "考核人员和考核人员看过其他单位的材料")
  })

  it("its own name stays whole, also where another's is part of it", () => {
    assert.strictEqual(hide("自然资源和规划局与规划局"), "自然资源和规划局与其他单位")
    assert.strictEqual(hide("云泽市自然资源和规划局"), "云泽市自然资源和规划局")
  })

  it("a source keeps the name that the rubric prints, though the office is assessed as well", () => {
    assert.strictEqual(hide("据市司法局普法科;司法局另有说明"), "据市司法局普法科;其他单位另有说明")
  })

  it("words that only end like an agency's name stay", () => {
    assert.strictEqual(hide("住房公积金管理委员会"), "住房公积金管理委员会")
  })
})

describe("in the copy for leaders", () => {
  it("agencies stay and persons go", () => {
    const leaders = conceal({ persons: ["王强"], agencies }, { kind: "leaders" })
    assert.strictEqual(leaders("王 强看过农业农村局的材料"), "考核人员看过农业农村局的材料")
  })
})
