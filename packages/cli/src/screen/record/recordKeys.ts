import type { Press } from "../keys.ts"
import { currentPage, type RecordAction, type RecordState } from "./RecordState.ts"

/** One line of the table of keys: also the bottom line and the help. */
export interface RecordBinding {
  readonly keys: ReadonlyArray<string>
  readonly shown: string
  /** For the bottom line; empty where the key is only in the help. */
  readonly label: string
  readonly does: string
  readonly action: RecordAction
}

const binding = (keys: string, shown: string, label: string, does: string, action: RecordAction): RecordBinding => ({
  keys: keys.split(" "),
  shown,
  label,
  does,
  action,
})

const paging: ReadonlyArray<RecordBinding> = [
  binding("pageup ctrl-b", "PgUp", "", "上翻一页", { type: "page", by: -1 }),
  binding("pagedown ctrl-f", "PgDn", "", "下翻一页", { type: "page", by: 1 }),
]
const arrows: ReadonlyArray<RecordBinding> = [
  binding("up k", "↑ k", "", "上移一行", { type: "move", by: -1 }),
  binding("down j", "↓ j", "", "下移一行", { type: "move", by: 1 }),
  ...paging,
  binding("home", "Home", "", "到开头", { type: "edge", to: "first" }),
  binding("end", "End", "", "到末尾", { type: "edge", to: "last" }),
]
const back = binding("escape backspace", "Esc", "返回", "返回上一屏", { type: "back" })
const leave = binding("escape", "Esc", "返回", "返回上一屏;填了没有记下的,先问", { type: "back" })
const everywhere: ReadonlyArray<RecordBinding> = [
  binding("?", "?", "帮助", "列出本屏全部按键", { type: "help" }),
  binding("q", "q", "退出", "退出", { type: "quit" }),
]
const ranking = binding("v", "v", "看排名", "看排名、得分单(组长);按 q 回到这里", { type: "ranking" })

const tasks: ReadonlyArray<RecordBinding> = [
  binding("enter", "Enter", "开始评", "从第一个还没有评的单位评起", { type: "open" }),
  ...everywhere,
  ...arrows,
]
const scoringPoints: ReadonlyArray<RecordBinding> = [
  binding("enter", "Enter", "写理由", "分数填好,写理由;没有改动的,到下一个未评", { type: "open" }),
  binding("left", "←", "前一个", "前一个单位", { type: "side", by: -1 }),
  binding("right", "→", "后一个", "后一个单位", { type: "side", by: 1 }),
  binding("n", "n", "下一未评", "下一个还没有评的单位", { type: "next", by: 1 }),
  binding("N", "N", "", "上一个还没有评的单位", { type: "next", by: -1 }),
  leave,
  binding("tab shift-tab", "Tab", "", "在分数与理由之间切换", { type: "pane", by: 1 }),
  binding("up", "↑", "", "材料上移一行", { type: "move", by: -1 }),
  binding("down", "↓", "", "材料下移一行", { type: "move", by: 1 }),
  ...paging,
  ...everywhere,
]
const scoringReason: ReadonlyArray<RecordBinding> = [
  binding("enter", "Enter", "记下", "记下这一分,到下一个未评", { type: "open" }),
  binding("up", "↑", "用过的理由", "取本项用过的理由", { type: "move", by: -1 }),
  binding("down", "↓", "", "取本项用过的理由(往回)", { type: "move", by: 1 }),
  binding("tab shift-tab", "Tab", "改分数", "回到分数", { type: "pane", by: 1 }),
  leave,
  ...paging,
]
const finding = binding("/", "/", "查找", "按名称、编号、拼音首字母筛选,边输边筛", { type: "find" })
const agencies = (isLead: boolean): ReadonlyArray<RecordBinding> => [
  binding("enter", "Enter", "打开", "打开所选的一行", { type: "open" }),
  binding("tab", "Tab", "换表", "在待办、申诉、单位、本人已录之间切换", { type: "pane", by: 1 }),
  binding("shift-tab", "Shift-Tab", "", "往回切换", { type: "pane", by: -1 }),
  finding,
  ...(isLead ? [ranking] : []),
  ...everywhere,
  binding("escape backspace", "Esc", "", "撤去查找", { type: "back" }),
  ...arrows,
]
const matters = (isLead: boolean): ReadonlyArray<RecordBinding> => [
  binding("enter", "Enter", "认定", "认定所选的一项", { type: "open" }),
  binding("/", "/", "查找", "按指标编号、名称筛选,边输边筛", { type: "find" }),
  back,
  ...(isLead ? [ranking] : []),
  ...everywhere,
  ...arrows,
]
const slots: ReadonlyArray<RecordBinding> = [
  binding("down tab", "↓ Tab", "下一栏", "到下一栏", { type: "move", by: 1 }),
  binding("up shift-tab", "↑", "上一栏", "到上一栏", { type: "move", by: -1 }),
]
const matterKind: ReadonlyArray<RecordBinding> = [
  binding("left h", "←", "", "上一种类型", { type: "side", by: -1 }),
  binding("right l space", "← →", "换类型", "下一种类型", { type: "side", by: 1 }),
  binding("enter", "Enter", "下一栏", "到下一栏", { type: "open" }),
  ...slots.map((one) => ({ ...one, label: "" })),
  leave,
  ...paging,
  ...everywhere,
]
const matterText: ReadonlyArray<RecordBinding> = [
  binding("enter", "Enter", "下一栏", "到下一栏", { type: "open" }),
  ...slots.slice(1),
  leave,
  binding("pageup", "PgUp", "", "材料上翻一页", { type: "page", by: -1 }),
  binding("pagedown", "PgDn", "翻材料", "材料下翻一页", { type: "page", by: 1 }),
]
const matterSave: ReadonlyArray<RecordBinding> = [
  binding("enter", "Enter", "核对并记下", "先核对一遍,再记下", { type: "open" }),
  ...slots.slice(1),
  leave,
  ...paging,
  ...everywhere,
]
const confirm = (mayOverrule: boolean): ReadonlyArray<RecordBinding> => [
  binding("enter", "Enter", "记下", "记下这一条", { type: "open" }),
  ...(mayOverrule
    ? [binding("tab", "Tab", "改判或并存", "改判:与它不一致的不再计;并存:两份都在,待统一意见", { type: "pane", by: 1 })]
    : []),
  binding("escape backspace", "Esc", "回去改", "回到表单,填好的还在", { type: "back" }),
  binding("up k", "↑ k", "", "上移一行", { type: "move", by: -1 }),
  binding("down j", "↓ j", "", "下移一行", { type: "move", by: 1 }),
  ...paging,
  ...everywhere,
]
const choosing: ReadonlyArray<RecordBinding> = [
  binding("enter", "Enter", "确定", "", { type: "open" }),
  binding("left up h k", "← →", "选", "", { type: "move", by: -1 }),
  binding("right down l j tab", "→", "", "", { type: "move", by: 1 }),
  binding("escape", "Esc", "继续填写", "", { type: "back" }),
]
const help: ReadonlyArray<RecordBinding> = [
  binding("enter", "Enter", "执行", "", { type: "open" }),
  binding("escape", "Esc", "关闭", "", { type: "back" }),
  ...arrows,
]
const find: ReadonlyArray<RecordBinding> = [
  binding("enter", "Enter", "打开", "", { type: "open" }),
  binding("escape", "Esc", "撤去", "", { type: "back" }),
  ...arrows,
]
const told: ReadonlyArray<RecordBinding> = [
  binding("enter escape q", "Enter", "知道了", "", { type: "open" }),
  ...arrows,
]

/** The keys of a screen, whatever lies over it. */
const pageBindings = (state: RecordState): ReadonlyArray<RecordBinding> => {
  const page = currentPage(state)
  const isLead = state.desk.who.role === "lead"
  switch (page.kind) {
    case "tasks":
      return tasks
    case "scoring":
      return page.form.slot === "points" ? scoringPoints : scoringReason
    case "agencies":
      return agencies(isLead)
    case "matters":
      return matters(isLead)
    case "matter":
      return page.form.slot === "kind" ? matterKind : page.form.slot === "save" ? matterSave : matterText
    case "confirm":
      return confirm(page.proposal.mayOverrule)
  }
}

/** The keys that work now. */
export const bindingsNow = (state: RecordState): ReadonlyArray<RecordBinding> => {
  switch (state.overlay?.kind) {
    case undefined:
      return pageBindings(state)
    case "help":
      return help
    case "find":
      return find
    case "drop":
      return choosing
    case "told":
      return told
  }
}

/** What the help lists, narrowed by what was typed. */
export const helpFor = (state: RecordState, query: string): ReadonlyArray<RecordBinding> =>
  pageBindings(state).filter(
    ({ shown, does }) => query === "" || does.includes(query) || shown.toLowerCase().includes(query.toLowerCase()),
  )

/** What may be typed now: everything, nothing, or the characters of a number, so that letters stay keys. */
const typesNow = (state: RecordState): "all" | "number" | "none" => {
  if (state.overlay !== null) return state.overlay.kind === "help" || state.overlay.kind === "find" ? "all" : "none"
  const page = currentPage(state)
  if (page.kind === "scoring") return page.form.slot === "points" ? "number" : "all"
  return page.kind === "matter" && page.form.slot !== "kind" && page.form.slot !== "save" ? "all" : "none"
}

/** The action of a key, or null where it has none. */
export const actionOf = ({ key, text }: Press, state: RecordState): RecordAction | null => {
  const types = typesNow(state)
  const isText =
    text !== null && (types === "all" || (types === "number" && /[\d.．。-]/u.test(text.normalize("NFKC"))))
  if (isText) return { type: "type", text: types === "number" ? text.normalize("NFKC").replace("。", ".") : text }
  if (types !== "none" && key === "backspace") return { type: "erase" }
  return bindingsNow(state).find(({ keys }) => keys.includes(key))?.action ?? null
}
