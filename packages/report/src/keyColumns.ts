import { type Cell, empty, number, text } from "./Draft.ts"
import type { Member } from "./PartView.ts"

/** The first columns of 填报数据 and 计算, the same on both. */
export const keyWidths: ReadonlyArray<number> = [6, 9, 28, 18]
export const keyHeads: ReadonlyArray<Cell> = ["序号", "单位代码", "单位", "分组"].map((label) => text(label, "head"))
export const keyBlanks: ReadonlyArray<Cell> = keyHeads.map(() => empty("head"))
export const keyCells = (member: Member, position: number): ReadonlyArray<Cell> => [
  number(position + 1, "0", "centre"),
  text(member.unit.code, "centre"),
  text(member.unit.name),
  text(member.group.title),
]
