import { GENERAL } from "./Draft.ts"
import { appearances, type Role } from "./Role.ts"

/** The looks that cells of one workbook have (单元格样式), numbered in the order of their first use. Two roles that look alike are one. */
export class Looks {
  private readonly numbers = new Map<string, number>()
  private readonly byLook = new Map<string, number>()
  readonly all: Array<Look> = []

  /** Counts from 1: 0 is the look of a cell of which nothing is said. */
  of(role: Role, format: string): number {
    const key = `${role}\n${format}`
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const style = styleOf(role, format)
    const look = JSON.stringify(style)
    const number = this.byLook.get(look) ?? this.all.push(style)
    this.byLook.set(look, number)
    this.numbers.set(key, number)
    return number
  }
}

export type Look = ReturnType<typeof styleOf>

const styleOf = (role: Role, format: string) => {
  const { font, fill, border, horizontal, vertical = "middle" as const, isOpen = false } = appearances[role]
  const line = { style: "thin", color: { argb: "FF9AA5B1" } } as const
  return {
    font: {
      name: font.name,
      size: font.size,
      charset: 134,
      ...(font.bold === true ? { bold: true } : {}),
      ...(font.color === undefined ? {} : { color: { argb: font.color } }),
    },
    alignment: { horizontal, vertical, wrapText: true },
    ...(isOpen ? { protection: { locked: false } } : {}),
    ...(format === GENERAL ? {} : { numFmt: format }),
    ...(fill === null ? {} : { fill: { type: "pattern", pattern: "solid", fgColor: { argb: fill } } as const }),
    ...(border ? { border: { top: line, left: line, bottom: line, right: line } } : {}),
  }
}
