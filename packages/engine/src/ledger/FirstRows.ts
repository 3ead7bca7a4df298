import { placeOf } from "../Issue.ts"
import { mostNamed, type NamedRow } from "./CountedRows.ts"

interface Kept<R> {
  /** By which rows sort and repeat: the key however it was typed. */
  readonly id: string
  row: R
}

/** The first rows by key, then by place, of any number of them in any order (列名的记录). */
export class FirstRows<R extends NamedRow> {
  private readonly kept: Array<Kept<R>> = []

  /** `make` is asked only for a row that is kept. */
  add(id: string, make: () => R): void {
    const last = this.kept[this.kept.length - 1]
    if (this.kept.length >= mostNamed && last !== undefined && last.id < id) return
    const row = make()
    const at = this.kept.findIndex((other) => id < other.id || (id === other.id && isBefore(row, other.row)))
    this.kept.splice(at < 0 ? this.kept.length : at, 0, { id, row })
    if (this.kept.length > mostNamed) this.kept.pop()
  }

  /** A row that repeats another is named by whichever stands first. */
  repeated(id: string, row: NamedRow): void {
    const found = this.kept.find((other) => other.id === id)
    if (found !== undefined && isBefore(row, found.row)) found.row = { ...found.row, ...row }
  }

  list(): ReadonlyArray<R> {
    return this.kept.map(({ row }) => row)
  }
}

const isBefore = (a: NamedRow, b: NamedRow): boolean => placeOf(a.at) < placeOf(b.at)
