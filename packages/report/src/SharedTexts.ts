import { escaped } from "./escaped.ts"

/** The texts of a workbook, each once, numbered from 0 in the order of their first use (共享字符串表). */
export class SharedTexts {
  private readonly numbers = new Map<string, number>()
  private uses = 0

  of(text: string): number {
    this.uses++
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    const number = this.numbers.size
    this.numbers.set(text, number)
    return number
  }

  /** The part of the archive that holds them, piece by piece. */
  *xml(): Iterable<string> {
    yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${this.uses}" uniqueCount="${this.numbers.size}">`
    for (const text of this.numbers.keys()) yield `<si><t xml:space="preserve">${escaped(text)}</t></si>`
    yield "</sst>"
  }
}
