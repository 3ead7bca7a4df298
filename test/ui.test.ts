import { execFile } from "node:child_process"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { root } from "./runFadu.ts"
import { describeTmux, type Terminal, withTerminal } from "./tmux.ts"

const open = (
  use: (terminal: Terminal) => Promise<void>,
  { before = "", sample = "demo-2026", first = "行政执法部门" } = {},
): Promise<void> =>
  withTerminal(
    {
      line: `echo before; ${before} ./fadu ui samples/${sample}; echo "left $?"; stty -a | grep -ow -e '-*echo'`,
      columns: 80,
      rows: 24,
      folder: root,
    },
    async (terminal) => {
      await terminal.until(first, "? 帮助")
      await use(terminal)
    },
  )

describeTmux("screens in a real terminal", () => {
  it("say why a bureau lost points, down to the cell, two keys after it is found", () =>
    open(async ({ press, until }) => {
      await press("/", "自规局")
      await until("查找:自规局", "1 个")
      await press("Enter")
      await until("云泽市自然资源和规划局", "暂列第 10 名")
      await press("Enter")
      await until("扣 5.81 分", "22 ÷ (33 − 2) = 70.97%", "sources/court.csv E5")
    }))

  it("find a bureau by pinyin initials once they are known", () =>
    open(async ({ press, until }) => {
      await press("/")
      await until("拼音首字母")
      await press("swj")
      await until("查找:swj", "1 个", "云泽市水务局")
      await press("Enter")
      await until("全部指标")
    }))

  it("answer why eleventh: the gap to the place above, and what makes it", () =>
    open(async ({ press, until }) => {
      await press("Down", "Down", "g")
      await until("与第 2 名 云泽市市场监督管理局", "差 0.05 分", "与第 4 名 云泽市水务局", "高 1.50 分")
      await press("Escape")
      await until("Enter 得分单")
    }))

  it("answer what about last year: who rose, and which criteria made it", () =>
    open(async ({ press, until }) => {
      await press("/", "自规局")
      await until("查找:自规局", "1 个")
      await press("Enter")
      await until("暂列第 10 名")
      await press("p")
      await until("同上年比较", "总分 83.00 → 80.14  −2.86", "名次 11→10 升1", "C2 正职负责人出庭", "1.6/2")
      await press("Tab")
      await until("差在哪里", "良好→优秀")
      await press("Home", "Enter")
      await until("总分 93.45 → 97.34  +3.89")
    }))

  it("answer what if within three keys more, and keep nothing", () =>
    open(async ({ press, until }) => {
      await press("/", "自规局")
      await until("查找:自规局", "1 个")
      await press("Enter")
      await until("暂列第 10 名")
      await press("w", "Down", "Down", "Enter", "31")
      await until("负责人出庭应诉:31")
      await press("Enter")
      await until("80.14 → 85.95", "第 10 → 第 7", "12.00", "随之变动", "测算,不作填报依据")
      await press("u")
      await until("尚未试填", "总分 80.14   名次 第 10")
    }))

  it("compare agencies, list what many lost, and show problems with their cells", () =>
    open(async ({ press, until }) => {
      await press("Space", "Down", "Space", "c")
      await until("相差", "环境局", "市监局")
      await press("Escape", "o")
      await until("共性问题", "失分单位")
      await press("Escape", "i")
      await until("百余件", "sheets/第一批填报汇总.csv AM2", "请填确切数")
    }))

  it("narrow the help as one types, and do what it says", () =>
    open(async ({ press, until }) => {
      await press("?")
      await until("输入文字筛选", "打开所选单位的得分单")
      await press("共性")
      await until("按键(1 个)")
      await press("Enter")
      await until("› 共性问题")
    }))

  it("follow the size of the window", () =>
    open(async ({ press, until, resize }) => {
      await resize(200, 50)
      await until("│ 云泽市生态环境局", "失分与待定")
      await resize(60, 16)
      await until("云泽市生态环境局")
      await press("End")
      await until("> 未报送")
      await resize(80, 24)
      const screen = await until("> 未报送", "名次、等次为暂列")
      assert.include(screen.trimEnd().split("\n").at(-1) ?? "", "? 帮助")
    }))

  it("write the workbook where one says", async () => {
    const folder = await mkdtemp(join(tmpdir(), "fadu-ui-"))
    try {
      await open(async ({ press, until }) => {
        await press("e")
        await until("写出工作簿到:")
        await press(...Array.from({ length: "out/考核结果.xlsx".length }, () => "C-h"), join(folder, "结果.xlsx"))
        await until(join(folder, "结果.xlsx").slice(0, 20))
        await press("Enter")
        await until("已写出")
      })
      assert.strictEqual((await readFile(join(folder, "结果.xlsx"))).subarray(0, 2).toString(), "PK")
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it("write what is on screen, filtered and sorted, as text that opens by a double click", async () => {
    const folder = await mkdtemp(join(tmpdir(), "fadu-ui-"))
    try {
      await open(async ({ press, until }) => {
        await press("/", "自规局")
        await until("查找:自规局", "1 个")
        await press("Enter")
        await until("暂列第 10 名")
        await press("Tab", "x")
        await until("写出本屏到:")
        await press(...Array.from({ length: 40 }, () => "C-h"), join(folder, "失分.csv"))
        await until("失分.csv")
        await press("Enter")
        await until("已写出")
      })
      const [title, , header, first] = (await readFile(join(folder, "失分.csv"), "utf8")).split("\r\n")
      assert.deepStrictEqual(
        [title, header, first?.split(",").slice(0, 5)],
        [
          "\uFEFF云泽市自然资源和规划局得分单",
          "编号,指标,满分,得分,失分,待定,组均,最高,状态,理由",
          ["C1", "负责人出庭应诉率", "12", "6.19", "5.81"],
        ],
      )
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it("find the fewest things that reach a score that is typed", () =>
    open(async ({ press, until }) => {
      await press("/", "林业局")
      await until("查找:林业局", "1 个")
      await press("Enter")
      await until("全部指标")
      await press("w", "t", "45")
      await until("要达到的总分或等次:45")
      await press("Enter")
      await until("可到 45 分,已证明不能更少", "测算,不作填报依据", "33.76 → ", "没有名次")
    }))

  it("leave the terminal as it was, on q and on Ctrl-C", async () => {
    for (const [key, code] of [
      ["q", 0],
      ["C-c", 130],
    ] as const) {
      await open(async ({ press, until }) => {
        await press(key)
        const screen = await until("before", `left ${code}`, "echo")
        assert.notInclude(screen, "行政执法部门")
        assert.notInclude(screen, "-echo")
      })
    }
  })

  it("work without colour", () =>
    open(
      async ({ press, until }) => {
        await press("Enter")
        await until("全部指标", "云泽市生态环境局")
      },
      { before: "NO_COLOR=1" },
    ))
})

describeTmux("the screens of the published reports", () => {
  const reports = { sample: "public-reports", first: "甲省厅" }

  it("show agencies that are compared with nobody, and what waits", () =>
    open(async ({ press, until }) => {
      await until("甲省厅", "乙市局", "丙市局", "待定")
      await press("/", "乙市局")
      await until("查找:乙市局", "1 个")
      await press("Enter")
      await until("› 乙市局", "全部指标", "待定")
      await press("Tab")
      await until("失分", "?")
    }, reports))

  it("lead from a figure that contradicts itself to its cell", () =>
    open(async ({ press, until }) => {
      await press("i")
      await until("调解成功率", "sheets/")
      await press("v")
      await until("问题:", "办法:", "出处:sheets/")
      await press("Escape", "Enter")
      await until("得分")
    }, reports))

  it("say that there is no year before, and nothing that agencies gave themselves", () =>
    open(async ({ press, until }) => {
      await press("p")
      await until("没有上年结果")
      await press("a")
      await until("没有自评得分")
      await press("q")
      await until("left 0")
    }, reports))
})

describe("fadu ui without a terminal", () => {
  it("says so and prints the ranking", async () => {
    const found = await promisify(execFile)(
      process.execPath,
      [join(root, "packages/cli/dist/main.js"), "ui", "samples/demo-2026"],
      {
        cwd: root,
      },
    ).catch((error: { readonly stdout: string; readonly stderr: string; readonly code: number }) => error)
    assert.include(found.stderr, "这里不是终端")
    assert.include(found.stdout, "云泽市生态环境局")
  })
})
