/** A list of whole numbers from 0 that takes four bytes for each. */
export class GrowingNumbers {
  private numbers = new Uint32Array(16)

  /** 0 where none was set. */
  at(place: number): number {
    return this.numbers[place] ?? 0
  }

  set(place: number, number: number): void {
    if (place >= this.numbers.length) {
      const longer = new Uint32Array(Math.max(place + 1, 2 * this.numbers.length))
      longer.set(this.numbers)
      this.numbers = longer
    }
    this.numbers[place] = number
  }
}
