/** A table of an issued document as it stood (印发细则中的表): rows of cells, merged ones once, where they begin. */
export interface IssuedTable {
  /** From 1, in the order of the document. */
  readonly number: number
  readonly rows: ReadonlyArray<ReadonlyArray<IssuedCell>>
}

export interface IssuedCell {
  /** Paragraphs are lines. */
  readonly text: string
  readonly rowSpan: number
  readonly columnSpan: number
}

/** An issued document: what stands before its first table, and its tables. */
export interface IssuedDocument {
  readonly file: string
  readonly paragraphs: ReadonlyArray<string>
  readonly tables: ReadonlyArray<IssuedTable>
  /** Paragraphs whose number was written by the word processor: it is not part of the text. */
  readonly numbered: number
}

/** A cell as every row sees it that it stands in. */
export interface Place {
  readonly text: string
  /** Whether it begins in this row. */
  readonly begins: boolean
  /** Columns it stands over; the first says its text. */
  readonly first: number
  readonly last: number
}

/** The cell of every column in every row, merged ones in each row that they cover. */
export const placesOf = ({ rows }: IssuedTable): ReadonlyArray<ReadonlyArray<Place | null>> => {
  const grid: Array<Array<Place | null>> = rows.map(() => [])
  rows.forEach((cells, row) => {
    let column = 0
    for (const { text, rowSpan, columnSpan } of cells) {
      while (grid[row]?.[column] !== undefined) column++
      for (let down = 0; down < rowSpan && row + down < rows.length; down++) {
        for (let right = 0; right < columnSpan; right++) {
          const line = grid[row + down]
          if (line !== undefined)
            line[column + right] = { text, begins: down === 0, first: column, last: column + columnSpan - 1 }
        }
      }
      column += columnSpan
    }
  })
  const widest = Math.max(0, ...grid.map(({ length }) => length))
  return grid.map((line) => Array.from({ length: widest }, (_, index) => line[index] ?? null))
}
