import type { Action, Overlay, Page } from "./State.ts"

/** One line of the table of keys: also the bottom line and the help. */
export interface Binding {
  readonly keys: ReadonlyArray<string>
  /** The key as it is shown. */
  readonly shown: string
  /** Two or three characters for the bottom line; empty where the key is only in the help. */
  readonly label: string
  readonly does: string
  readonly action: Action
}

const binding = (keys: string, shown: string, label: string, does: string, action: Action): Binding => ({
  keys: keys.split(" "),
  shown,
  label,
  does,
  action,
})

const moving: ReadonlyArray<Binding> = [
  binding("up k", "↑ k", "", "上移一行", { type: "move", by: -1 }),
  binding("down j", "↓ j", "", "下移一行", { type: "move", by: 1 }),
  binding("pageup ctrl-b", "PgUp", "", "上翻一页", { type: "page", by: -1 }),
  binding("pagedown ctrl-f", "PgDn", "", "下翻一页", { type: "page", by: 1 }),
  binding("home", "Home", "", "到开头", { type: "edge", to: "first" }),
  binding("end", "End", "", "到末尾", { type: "edge", to: "last" }),
]

const back = binding("escape backspace", "Esc", "返回", "返回上一屏", { type: "back" })

const everywhere: ReadonlyArray<Binding> = [
  binding("v", "v", "全文", "所选一行的全文,没有截断", { type: "full" }),
  binding("x", "x", "导出", "把本屏写成文件(.xlsx、.csv、.txt),照现在的筛选和次序", { type: "exportView" }),
  binding("e", "e", "工作簿", "把考核结果写成工作簿(.xlsx)", { type: "export" }),
  binding("?", "?", "帮助", "列出本屏全部按键", { type: "help" }),
  binding("q", "q", "退出", "退出", { type: "quit" }),
]

const problems = binding("i", "i", "问题", "填报表和细则中的问题、欠办事项", { type: "issues" })
const gap = binding("g", "g", "差距", "与前后名次、上一等次差多少,差在哪些指标", { type: "gap" })
const common = binding("o", "o", "共性", "共性问题:哪些指标失分的单位最多", { type: "common" })
const whatif = binding("w", "w", "测算", "试填数据,看得分、名次、等次怎样变;先补什么", { type: "whatif" })
const year = binding("p", "p", "上年", "同上年比较:总分、名次、等次,差在哪些指标", { type: "year" })
const claims = binding("a", "a", "自评", "自评与核定对照:各单位、各项高估多少", { type: "claims" })
const copy = binding("y", "y", "复制", "复制失分理由(经终端剪贴板)", { type: "copy" })

const beside = [
  binding("left h", "←", "前一名", "排在前面的单位", { type: "side", by: -1 }),
  binding("right l", "→", "后一名", "排在后面的单位", { type: "side", by: 1 }),
] as const

/** Keys of a comparison of one agency, criterion by criterion, and of the whole group. */
const board = (opens: string): ReadonlyArray<Binding> => [
  binding("enter", "Enter", "为何", opens, { type: "open" }),
  ...beside,
  binding("tab shift-tab", "Tab", "全组", "在本单位逐项与全组各单位之间切换", { type: "pane", by: 1 }),
  back,
  ...everywhere,
  ...moving,
]

/** Every key of every screen, in the order in which the bottom line has room for them. */
export const bindings: { readonly [K in Page["kind"]]: ReadonlyArray<Binding> } = {
  ranking: [
    binding("enter", "Enter", "得分单", "打开所选单位的得分单", { type: "open" }),
    binding("/", "/", "查找", "按名称、编号、拼音首字母筛选,边输边筛", { type: "find" }),
    binding("tab", "Tab", "换组", "下一组", { type: "pane", by: 1 }),
    binding("s", "s", "排序", "按所选列排序,再按反向", { type: "sort" }),
    binding("f", "f", "筛选", "按等次、问题、失分部分筛选", { type: "filters" }),
    gap,
    year,
    claims,
    common,
    problems,
    binding("space", "空格", "选中", "选中单位以便对比(二至四个)", { type: "mark" }),
    binding("c", "c", "对比", "对比选中的单位", { type: "compare" }),
    binding("b", "b", "基础分", "按基础分(不计加分)排列,再按复原", { type: "byBase" }),
    ...everywhere,
    binding("left h", "← h", "", "左移一列", { type: "side", by: -1 }),
    binding("right l", "→ l", "", "右移一列", { type: "side", by: 1 }),
    binding("shift-tab", "Shift-Tab", "", "上一组", { type: "pane", by: -1 }),
    binding("escape backspace", "Esc", "", "撤去筛选", { type: "back" }),
    ...moving,
  ],
  scorecard: [
    binding("enter", "Enter", "为何", "打开所选指标:理由、计算、出处;在一级指标上为折叠", { type: "open" }),
    binding("n", "n", "下一失分", "跳到下一处失分或待定", { type: "next", by: 1 }),
    binding("N", "N", "", "跳到上一处失分或待定", { type: "next", by: -1 }),
    whatif,
    binding("tab shift-tab", "Tab", "失分清单", "在全部指标与失分清单之间切换", { type: "pane", by: 1 }),
    gap,
    back,
    year,
    claims,
    problems,
    copy,
    binding("z", "z", "折叠", "折叠或展开全部一级指标", { type: "foldAll" }),
    ...everywhere,
    binding("left h", "← h", "", "折叠所在一级指标", { type: "side", by: -1 }),
    binding("right l", "→ l", "", "展开一级指标", { type: "side", by: 1 }),
    ...moving,
  ],
  why: [
    binding("n", "n", "下一失分", "本单位下一项失分或待定的指标", { type: "next", by: 1 }),
    whatif,
    back,
    binding("N", "N", "", "本单位上一项失分或待定的指标", { type: "next", by: -1 }),
    binding("left h", "←", "前一名", "排在前面的单位的同一指标", { type: "side", by: -1 }),
    binding("right l", "→", "后一名", "排在后面的单位的同一指标", { type: "side", by: 1 }),
    copy,
    ...everywhere,
    ...moving,
  ],
  gap: [...beside, binding("enter", "Enter", "得分单", "打开得分单", { type: "open" }), back, ...everywhere, ...moving],
  common: [
    binding("enter", "Enter", "单位", "列出在此失分的单位", { type: "open" }),
    binding("tab", "Tab", "换组", "下一组", { type: "pane", by: 1 }),
    back,
    ...everywhere,
    binding("shift-tab", "Shift-Tab", "", "上一组", { type: "pane", by: -1 }),
    ...moving,
  ],
  compare: [
    binding("enter", "Enter", "为何", "打开所选单位的所选指标", { type: "open" }),
    binding("left h", "←", "选单位", "左边的单位", { type: "side", by: -1 }),
    binding("right l", "→", "", "右边的单位", { type: "side", by: 1 }),
    binding("tab shift-tab", "Tab", "全部", "在差异与全部指标之间切换", { type: "pane", by: 1 }),
    back,
    ...everywhere,
    ...moving,
  ],
  whatif: [
    binding("enter", "Enter", "试填", "试填所选的数据,或试办所选的补救事项", { type: "open" }),
    binding("u", "u", "撤去", "撤去最后一次试填", { type: "undo" }),
    binding("tab shift-tab", "Tab", "先补什么", "在数据与补救事项之间切换", { type: "pane", by: 1 }),
    binding("r", "r", "到上一等次", "试出到上一等次最少要办妥的事项", { type: "reach" }),
    binding("t", "t", "到几分", "输入总分或等次,试出最少还要办妥的事项", { type: "goal" }),
    binding("escape", "Esc", "返回", "返回上一屏,试填作废", { type: "back" }),
    ...everywhere,
    ...moving,
  ],
  year: board("打开所选指标;在全组中打开所选单位的比较"),
  claims: board("打开所选指标;在全组中打开所选单位"),
  issues: [
    binding("enter", "Enter", "得分单", "打开所涉单位的得分单", { type: "open" }),
    binding("tab shift-tab", "Tab", "欠办", "在问题与欠办事项之间切换", { type: "pane", by: 1 }),
    back,
    ...everywhere,
    ...moving,
  ],
}

const close = binding("escape", "Esc", "关闭", "关闭", { type: "back" })

/** Keys while something lies over the screen. Where text is typed, every other character is text. */
const overlayBindings: { readonly [K in Overlay["kind"]]: ReadonlyArray<Binding> } = {
  find: [
    binding("enter", "Enter", "确定,只剩一个时打开", "", { type: "open" }),
    binding("escape", "Esc", "撤去", "", { type: "back" }),
    ...moving,
  ],
  filters: [binding("enter space", "Enter", "选定或撤去", "", { type: "open" }), close, ...moving],
  help: [binding("enter", "Enter", "执行", "", { type: "open" }), close, ...moving],
  export: [binding("enter", "Enter", "写出", "", { type: "open" }), close],
  value: [binding("enter", "Enter", "试填", "", { type: "open" }), close],
  goal: [binding("enter", "Enter", "试出", "", { type: "open" }), close],
  text: [binding("enter escape q", "Esc", "关闭", "", { type: "back" }), ...moving],
}

/** Whether characters are typed into a field. */
const isTyping = (overlay: Overlay | null): boolean =>
  overlay !== null &&
  (overlay.kind === "find" ||
    overlay.kind === "help" ||
    overlay.kind === "export" ||
    overlay.kind === "value" ||
    overlay.kind === "goal")

/** The keys that work now. */
export const bindingsNow = (page: Page, overlay: Overlay | null): ReadonlyArray<Binding> =>
  overlay === null ? bindings[page.kind] : overlayBindings[overlay.kind]

/** What the help lists for a screen, narrowed by what was typed. */
export const helpFor = (page: Page, query: string): ReadonlyArray<Binding> =>
  bindings[page.kind].filter(
    ({ shown, does }) => query === "" || does.includes(query) || shown.toLowerCase().includes(query.toLowerCase()),
  )

/** What was pressed: the name of a key, and the text where it is text. */
export interface Press {
  readonly key: string
  readonly text: string | null
}

/** The action of a key, or null where it has none. */
export const actionOf = ({ key, text }: Press, page: Page, overlay: Overlay | null): Action | null => {
  const typing = isTyping(overlay)
  const found = bindingsNow(page, overlay).find(({ keys }) => keys.includes(key))
  if (found !== undefined && !(typing && text !== null)) return found.action
  if (!typing) return null
  if (key === "backspace") return { type: "erase" }
  return text === null ? null : { type: "type", text }
}
