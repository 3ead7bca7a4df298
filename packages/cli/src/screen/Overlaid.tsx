import { clip, padEnd, wrap } from "../text/width.ts"
import { filterChoices } from "./filterChoices.ts"
import { helpFor } from "./keys.ts"
import { windowSize } from "./layout.ts"
import type { Shown } from "./Shown.ts"
import type { Overlay, Page } from "./State.ts"
import { Window } from "./Window.tsx"

/** What lies over a screen. The fields at the bottom line are drawn there. */
export const Overlaid = ({ page, overlay, state, results, colours }: Shown<Page> & { readonly overlay: Overlay }) => {
  const { columns, rows } = windowSize(state.size)
  const inner = columns - 4
  const height = rows - 4
  switch (overlay.kind) {
    case "find":
    case "export":
    case "value":
    case "goal":
      return null
    case "help": {
      const found = helpFor(page, overlay.query)
      const lines = found.slice(overlay.list.top, overlay.list.top + height).map(({ shown, does }, index) => {
        const text = `${padEnd(shown, 11)}${clip(does, inner - 11)}`
        return overlay.list.top + index === overlay.list.selected
          ? colours.chosen(padEnd(text, inner))
          : `${colours.key(padEnd(shown, 11))}${clip(does, inner - 11)}`
      })
      const filled = [...lines, ...Array.from({ length: Math.max(0, height - lines.length) }, () => "")]
      return (
        <Window
          title={`按键(${found.length} 个):输入文字筛选 ${overlay.query}_`}
          lines={filled}
          size={state.size}
          colours={colours}
        />
      )
    }
    case "filters": {
      const view = state.pages[0].view
      const board = results.boards[view.board]
      const choices = board === undefined ? [] : filterChoices(board, view.filter)
      const lines = choices.slice(overlay.list.top, overlay.list.top + height).map(({ part, label, on }, index) => {
        const text = `${on ? "[x]" : "[ ]"} ${padEnd(part, 6)}${label}`
        return overlay.list.top + index === overlay.list.selected
          ? colours.chosen(padEnd(clip(text, inner), inner))
          : on
            ? colours.own(clip(text, inner))
            : clip(text, inner)
      })
      const shown = results.shown(view, state.initials).length
      return (
        <Window
          title={`筛选:显示 ${shown} 个,隐去 ${(board?.rows.length ?? 0) - shown} 个`}
          lines={lines}
          size={state.size}
          colours={colours}
        />
      )
    }
    case "text":
      return (
        <Window
          title={overlay.title}
          lines={wrap(overlay.text, inner).slice(overlay.top, overlay.top + rows - 3)}
          size={state.size}
          colours={colours}
        />
      )
  }
}
