import { clip, padEnd, width } from "../text/width.ts"
import { filterText } from "./filterChoices.ts"
import { keyLine } from "./keyLine.ts"
import { bindingsNow } from "./keys.ts"
import { Lines } from "./Lines.tsx"
import type { Row } from "./Results.ts"
import type { Shown } from "./Shown.ts"
import type { Page } from "./State.ts"

/** The first line: what was scored, and the way to where we are. */
export const Title = ({ page, state, results, colours }: Shown<Page>) => {
  const { columns } = state.size
  const { stamp } = results.document
  const way = wayTo(page, results.name, results.mark)
  const stage = `${stamp.stage}  基准日 ${stamp.asOf}`
  const head = [stamp.title, ...way].join(" › ")
  const room = columns - width(stage) - 2
  const text = width(head) <= room ? head : width(way.join(" › ")) > 0 ? clip(way.join(" › "), room) : clip(head, room)
  return <Lines lines={[`${colours.title(padEnd(text, room))}  ${colours.faint(stage)}`]} />
}

const wayTo = (
  page: Page,
  name: (agency: string) => string,
  mark: Shown<Page>["results"]["mark"],
): ReadonlyArray<string> => {
  switch (page.kind) {
    case "ranking":
      return []
    case "scorecard":
      return [name(page.agency)]
    case "why":
      return [name(page.agency), `${page.criterion} ${mark(page.agency, page.criterion)?.title ?? ""}`]
    case "gap":
      return [name(page.agency), "差距"]
    case "common":
      return ["共性问题"]
    case "compare":
      return ["对比"]
    case "whatif":
      return [name(page.agency), `测算 ${page.criterion}`]
    case "year":
      return [name(page.agency), "同上年比较"]
    case "claims":
      return [name(page.agency), "自评对照"]
    case "issues":
      return [...(page.agency === null ? [] : [name(page.agency)]), "问题与欠办"]
  }
}

/** The last two lines: what is shown or was done, and the keys that work now. */
export const Footer = ({ page, state, results, colours }: Shown<Page>) => {
  const { columns } = state.size
  return (
    <Lines
      lines={[
        statusLine({ page, state, results, colours }, columns),
        keyLine(bindingsNow(page, state.overlay), { columns, colours }),
      ]}
    />
  )
}

const statusLine = ({ page, state, results, colours }: Shown<Page>, columns: number): string => {
  const { overlay, notice } = state
  if (overlay?.kind === "export") {
    const problem = notice === null ? "" : `  ${colours.lost(notice)}`
    return `${colours.title(overlay.of === "view" ? "写出本屏到:" : "写出工作簿到:")}${overlay.path}${colours.chosen(" ")}${problem}`
  }
  if (overlay?.kind === "value") {
    const problem = notice === null ? "" : `  ${colours.lost(notice)}`
    return `${colours.title(`${overlay.label}:`)}${overlay.text}${colours.chosen(" ")}${problem}`
  }
  if (overlay?.kind === "goal") {
    const problem = notice === null ? "" : `  ${colours.lost(notice)}`
    return `${colours.title("要达到的总分或等次:")}${overlay.text}${colours.chosen(" ")}${problem}`
  }
  if (overlay?.kind === "find" && page.kind === "ranking") {
    const shown = results.shown(page.view, state.initials).length
    const hint = state.initials === null ? "名称、编号" : "名称、编号、拼音首字母"
    return `${colours.title("查找:")}${page.view.filter.text}${colours.chosen(" ")}  ${colours.faint(`${shown} 个  ${hint}`)}`
  }
  if (notice !== null) return colours.waiting(clip(notice, columns))
  if (page.kind === "ranking") return rankingStatus({ page, state, results, colours }, columns)
  return ""
}

const rankingStatus = (
  { page, state, results, colours }: Shown<Page & { kind: "ranking" }>,
  columns: number,
): string => {
  const board = results.boards[page.view.board]
  const rows = board?.rows ?? []
  const shown = results.shown(page.view, state.initials)
  const count = (list: ReadonlyArray<Row>, standing: Row["standing"]): number =>
    list.filter((row) => row.standing === standing).length
  const filter = filterText(page.view.filter)
  const counts = [
    `有名次 ${count(shown, "placed")}`,
    ...(count(rows, "pending") === 0 ? [] : [`待定 ${count(shown, "pending")}`]),
    ...(count(rows, "apart") === 0 ? [] : [`不列名次 ${count(shown, "apart")}`]),
  ].join(" ")
  const errors = results.document.issues.filter(({ severity }) => severity === "error").length
  const owed = results.document.owed.length
  const left = [
    shown.length === rows.length
      ? `共 ${rows.length} 个`
      : `显示 ${shown.length} 个,隐去 ${rows.length - shown.length} 个`,
    counts,
    ...(filter === "" ? [] : [`筛选 ${filter}`]),
    ...(state.marked.length === 0 ? [] : [`选中 ${state.marked.length}`]),
  ].join("  ")
  const right = [
    ...(errors === 0 ? [] : [`错误 ${errors}`]),
    ...(owed === 0 ? [] : [`欠办 ${owed}`]),
    ...(shown.some(({ card }) => card.provisional) ? ["名次、等次为暂列"] : []),
  ].join("  ")
  const room = columns - width(right) - 2
  return `${filter === "" ? colours.faint(padEnd(clip(left, room), room)) : colours.own(padEnd(clip(left, room), room))}  ${colours.faint(right)}`
}
