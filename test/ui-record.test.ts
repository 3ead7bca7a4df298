import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, it } from "@effect/vitest"
import { demoCopy, deskFor, readRound } from "./record.ts"
import { root, runFadu } from "./runFadu.ts"
import { describeTmux, type Terminal, withTerminal } from "./tmux.ts"

/** A person sits down before a copy of the demonstration round. */
const sit = async (
  who: string,
  use: (terminal: Terminal, folder: string) => Promise<void>,
  prepare: (folder: string) => void = () => {},
): Promise<void> => {
  const { folder, remove } = demoCopy()
  try {
    prepare(folder)
    const line = `./fadu ui '${folder}' --as ${who}; echo "left $?"`
    await withTerminal({ line, columns: 80, rows: 24, folder: root }, (terminal) => use(terminal, folder))
  } finally {
    remove()
  }
}

const explained = async (folder: string, ...args: ReadonlyArray<string>): Promise<string> =>
  (await runFadu(["explain", folder, ...args])).out

describeTmux("entering in a real terminal", () => {
  it("lets a scorer score what is left, blind, and revise it; the round counts the last word", () =>
    sit("方执中", async ({ press, until }, folder) => {
      await until("已评 62 份,还有 1 份没有评", "B15")
      await press("Enter")
      await until("云泽市农业农村局(行政执法部门)", "还有 1 个没有评", "0~3 分", "三项制度与日常执法结合紧密")
      await press("9", "Enter")
      await until("“9”不能作为评分,应为 0 至 3 的数")
      await press("C-h", "1.9", "Enter", "Enter")
      await until("没有评满分的,请写理由")
      await press("内部流转记录不全")
      await press("C-c")
      await until("填了的还没有记下", "继续填写")
      await press("Enter", "Escape")
      await until("填了的还没有记下", "继续填写")
      await press("Enter", "Enter")
      await until("应评 63 份,已全部评完", "已记下")
      // the first is never shown a place or a total, and neither is the last
      const order = deskFor(await readRound(folder), "方执中", "scorer").scoring?.tasks.find(
        ({ criterion }) => criterion === "B15",
      )?.agencies
      const rights = Array.from({ length: order?.indexOf("107") ?? 0 }, () => "Right")
      await press("Enter", ...rights)
      const again = await until("云泽市农业农村局(行政执法部门)", "1.9", "scores/方执中.jsonl 第 1 条")
      assert.notMatch(again, /名次|总分|闻守正/)
      await press("C-h", "8", "Enter", "Enter")
      await until("已记下:云泽市农业农村局 B15 1.8 分(scores/方执中.jsonl 第 2 条)")
      await press("q")
      await until("left 0")
      const lines = readFileSync(join(folder, "scores/方执中.jsonl"), "utf8").trimEnd().split("\n")
      assert.strictEqual(lines.length, 2)
      assert.include(lines[1], '"replaces":1')
      const told = await explained(folder, "--agency", "107", "--criterion", "B15")
      assert.include(told, "得 1.85 分")
      assert.include(told, "评 1.8 分(内部流转记录不全)")
    }))

  it("shows a lead whom a decision moves before it is written down, and says later that it was shown", () =>
    sit("闻守正 --role lead", async ({ press, until }, folder) => {
      const log = join(folder, "decisions/闻守正.jsonl")
      await until("待办 3", "云泽市公安局", "百余件")
      await press("Enter")
      await until("现在      填报为“百余件”,无法识别", "更正数值")
      await press(
        "Enter",
        "3",
        "Enter",
        "目录实列3件",
        "Enter",
        "核查底稿第12号",
        "Enter",
        "方执中",
        "Enter",
        "Enter",
        "Enter",
      )
      await until(
        "影响:10 个单位变动",
        "94.74~96.74 → 96.24",
        "名次未定 → 第 4 名",
        "水务局  95.52",
        "第 4 名 → 第 5 名",
      )
      assert.isFalse(existsSync(log), "nothing is written before it was confirmed")
      await press("Escape")
      await until("目录实列3件", "核对并记下")
      await press("Enter")
      await until("影响:10 个单位变动")
      await press("Enter")
      await until("已记下:云泽市公安局", "待办 2")
      await press("v")
      await until("行政执法部门 15", "云泽市公安局", "96.24")
      await press("q")
      await until("待办 2")
      await press("q")
      await until("left 0")
      const told = await explained(folder, "--agency", "101", "--criterion", "D3")
      assert.include(told, "认定时已显示的影响:更正数值(目录实列3件):公安局 总分 94.74~96.74→96.24")
      const leaders = await explained(folder, "--agency", "101", "--criterion", "D3", "--for", "leaders")
      const own = await explained(folder, "--agency", "101", "--criterion", "D3", "--for", "agency:101")
      for (const copy of [leaders, own]) assert.notInclude(copy, "已显示的影响")
    }))

  it("tells an inspector of a decision that says something else, and keeps both", () =>
    sit("方执中 --role inspector", async ({ press, until }, folder) => {
      await until("待办 3")
      await press("Tab", "/")
      await press("应急", "Enter")
      await until("云泽市应急管理局(行政执法部门)")
      await press("/")
      await press("以案释法案例", "Enter")
      await until("已有认定  更正数值为 3 件")
      await press("Enter", "2", "Enter", "一件不属本年度", "Enter", "Enter", "林致远", "Enter", "Enter", "Enter")
      const screen = await until("注意:与已有的认定意见不一致", "→ 待统一意见")
      assert.notMatch(screen, /影响|名次|总分/)
      // a colleague writes something in the same moment
      await press("Escape")
      await until("核对并记下")
      appendFileSync(
        join(folder, "decisions/行政执法部门.csv"),
        "云泽市应急管理局,更正数值,cases.told,6,2,同一意见,核查底稿第13号,闻守正、林致远,2027-01-15,初评\n",
      )
      await press("Enter")
      await until("他人刚录入了新的内容,已重读并重新核对", "待统一意见 (不变)".replace(" ", ""))
      await press("Enter")
      await until("已记下")
      await press("q")
      await until("left 0")
    }))

  it("tells first of a line that was cut off; keeps what was typed while it cannot be written, and takes it later", () =>
    sit(
      "方执中",
      async ({ press, until }, folder) => {
        await until("录入之前请先看", "最后一行不完整(写入时中断),未采用")
        await press("Enter")
        await until("已评 62 份")
        await press("Enter")
        await until("云泽市农业农村局")
        await press("3", "Enter", "Enter")
        await until("没有记下", "scores/方执中.jsonl:另一个程序正在写入", "填好的还在屏幕上")
        rmSync(join(folder, "scores/.方执中.jsonl.lock"))
        await press("Enter")
        await until("云泽市农业农村局", "评分 0~3 分     3")
        await press("Enter")
        await until("应评 63 份,已全部评完", "第 2 条")
        assert.include(readFileSync(join(folder, "scores/方执中.jsonl"), "utf8"), '{"before":"","sco\n{"before"')
      },
      (folder) => {
        writeFileSync(join(folder, "scores/方执中.jsonl"), '{"before":"","sco')
        writeFileSync(join(folder, "scores/.方执中.jsonl.lock"), String(process.pid))
      },
    ))
})
