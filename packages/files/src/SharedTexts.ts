import type { Content, Table } from "@fadu/engine"

/** Keeps one copy of each text that stands in many cells: a thousand forms say the same labels and clauses. */
export class SharedTexts {
  private readonly texts = new Map<string, Content>()

  share(table: Table): Table {
    return {
      ...table,
      cells: table.cells.map((cell) => {
        const { content } = cell
        return content.kind === "text" ? { row: cell.row, column: cell.column, content: this.one(content) } : cell
      }),
    }
  }

  private one(content: Content & { readonly kind: "text" }): Content {
    const known = this.texts.get(content.text)
    if (known !== undefined) return known
    if (this.texts.size < most) this.texts.set(content.text, content)
    return content
  }
}

const most = 100_000
