import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { root, runFadu } from "./runFadu.ts"

const demo = "samples/demo-2026"
const whatif = (...args: ReadonlyArray<string>) => runFadu(["whatif", demo, ...args])
const notice = "测算,不作填报依据"

describe("fadu whatif", () => {
  it("puts old beside new: marks, total, place, grade, and who else moves", async () => {
    const { code, out } = await whatif("--agency", "住建局", "--set", "court.appeared=1")
    expect(code).toBe(0)
    expect(out.split("\n").slice(4)).toEqual([
      "云泽市住房和城乡建设局(行政执法部门)",
      "",
      "试改(测算,不作填报依据)",
      "  “负责人出庭应诉”由 28 改为 1(本期已不可改变,仅供测算)",
      "",
      "原得分与测算得分(测算,不作填报依据)",
      "                        原   测算   增减",
      "C1 负责人出庭应诉率   6.74   0.00  −6.74",
      "总分                 81.58  74.84  −6.74",
      "名次                     9     10",
      "等次                  良好   合格",
      "",
      "名次随之变动的其他单位(测算,不作填报依据)",
      "单位                    原  测算",
      "云泽市自然资源和规划局  10     9",
      "",
    ])
  })

  it("finds the figure by its name and reads the value as a sheet's", async () => {
    const byName = await whatif("--agency", "104", "--set", "负责人出庭应诉= １ 件次")
    const byId = await whatif("--agency", "104", "--set", "court.appeared=1")
    expect(byName.out.replace("１ 件次", "1")).toBe(byId.out)
    for (const [set, sentence] of [
      ["court.apeared=1", "没有填报项“court.apeared”,是否应为“court.appeared”;请写填报项的名称或编号\n"],
      ["court.appeared=若干", "“负责人出庭应诉”填报“若干”,应为整数(单位:件次);请只填数字,如 12\n"],
      ["court.appeared", "--set 写作“court.appeared”,不能识别;应写作 填报项=值\n"],
    ] as const) {
      expect(await whatif("--agency", "104", "--set", set)).toEqual({ code: 2, out: "", err: sentence })
    }
  })

  it("tells nobody else's name or place to the agency itself", async () => {
    const { out } = await whatif("--agency", "104", "--for", "agency", "104", "--set", "court.appeared=1")
    expect(out).toContain("81.58  74.84")
    expect(out).not.toContain("名次")
    expect(out).not.toContain("云泽市自然资源和规划局")
    expect((await whatif("--agency", "104", "--for", "agency", "103")).code).toBe(2)
    const json = await whatif("--agency", "104", "--for", "agency", "104", "--set", "court.appeared=1", "--json")
    expect(JSON.parse(json.out)).toMatchObject({ notice, after: { total: 74.84, place: null } })
  })

  it("lists what can still be mended first, closed losses apart", async () => {
    const { out } = await whatif("--agency", "林业局")
    const lines = out.split("\n")
    expect(lines).toContain("先补什么(测算,不作填报依据)")
    expect(lines).toContain("  1 B10-a 重大执法决定法制审核:可得回 5 分")
    expect(lines).toContain("  10 A1-b 述法主体覆盖:单独办不加分,与同项其他事项一并办理才加分")
    expect(lines.indexOf("下一年度:本期已不可改变的失分(测算,不作填报依据)")).toBeGreaterThan(
      lines.findIndex((line) => line.startsWith("  10 A1-b")),
    )
  })

  it("names the fewest things that reach a score, and says where nothing does", async () => {
    const reached = (await whatif("--agency", "林业局", "--reach", "40")).out
    expect(reached).toContain("达到 40 分(测算,不作填报依据)\n  现已确定 33.76 分,最少还须办 2 件,办后 40.76 分。\n")
    expect(reached).toContain("  1 B10-a 重大执法决定法制审核:+5 分\n")
    expect(reached).toContain("  2 A7-a 年度报告公开:+2 分\n")
    const beyond = (await whatif("--agency", "林业局", "--reach", "合格")).out
    expect(beyond).toContain("达到“合格”(60 分)(测算,不作填报依据)\n")
    expect(beyond.replaceAll(/\s/g, "")).toContain("还可补救的10件全部办到,也只到49.76分,本期达不到。")
    expect((await whatif("--agency", "林业局", "--reach", "特优")).err).toBe(
      "--reach 写作“特优”,应为分数,或等次:优秀、良好、合格、不合格\n",
    )
  })

  it("writes nothing into the round", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fadu 测算 "))
    try {
      cpSync(join(root, demo), folder, { recursive: true })
      const all = () =>
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((one) => one.isFile())
          .map((one) => join(one.parentPath, one.name))
          .map((path) => [path, readFileSync(path, "base64")])
      const before = all()
      const { code } = await runFadu([
        "whatif",
        folder,
        "--agency",
        "104",
        "--set",
        "court.appeared=1",
        "--reach",
        "90",
      ])
      expect(code).toBe(0)
      expect(all()).toEqual(before)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
