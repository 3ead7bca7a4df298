/**
 * A list sorted out by field and unit, each pair in the order of the list. A round has millions of entries and mostly one for each pair, so
 * they are chained by position instead of being gathered in as many little lists.
 */
export class Placed<A> {
  private readonly list: ReadonlyArray<A>
  private readonly units: number
  private readonly first: Int32Array
  private readonly next: Int32Array

  /** `place` gives the positions of field and unit; null leaves out. */
  constructor(
    list: ReadonlyArray<A>,
    { fields, units }: { readonly fields: number; readonly units: number },
    place: (one: A) => readonly [field: number, unit: number] | null,
  ) {
    this.list = list
    this.units = units
    this.first = new Int32Array(fields * units).fill(-1)
    this.next = new Int32Array(list.length).fill(-1)
    for (let index = list.length - 1; index >= 0; index--) {
      const one = list[index]
      const at = one === undefined ? null : place(one)
      if (at === null) continue
      const pair = at[0] * units + at[1]
      this.next[index] = this.first[pair] ?? -1
      this.first[pair] = index
    }
  }

  at(field: number, unit: number): ReadonlyArray<A> {
    const found: Array<A> = []
    for (let index = this.first[field * this.units + unit] ?? -1; index >= 0; index = this.next[index] ?? -1) {
      const one = this.list[index]
      if (one !== undefined) found.push(one)
    }
    return found.length === 0 ? none : found
  }
}

const none: ReadonlyArray<never> = []
