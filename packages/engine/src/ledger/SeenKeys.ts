/** Where a row stands: the sheets of an account are numbered as they come. */
export interface RowPlace {
  readonly sheet: number
  readonly row: number
}

/** The keys of all rows of an account with where each stood and what it said, in little room: there may be a million. */
export class SeenKeys {
  private readonly places = new Map<string, number>()
  private rows = new Int32Array(64)
  private sheets = new Uint16Array(64)
  private signatures = new Int32Array(64)
  private readonly known = new Map<string, number>()

  /** Keeps a key; gives where it was seen before and whether it said the same, or null. */
  add(id: string, sheet: number, row: number, said: string): (RowPlace & { readonly same: boolean }) | null {
    const signature = this.signatureOf(said)
    const earlier = this.places.get(id)
    if (earlier !== undefined) {
      return {
        sheet: this.sheets[earlier] ?? 0,
        row: this.rows[earlier] ?? 0,
        same: this.signatures[earlier] === signature,
      }
    }
    const at = this.places.size
    this.places.set(id, at)
    if (at >= this.rows.length) this.grow()
    this.rows[at] = row
    this.sheets[at] = sheet
    this.signatures[at] = signature
    return null
  }

  private signatureOf(said: string): number {
    const known = this.known.get(said)
    if (known !== undefined) return known
    const made = this.known.size
    this.known.set(said, made)
    return made
  }

  private grow(): void {
    const size = this.rows.length * 2
    const [rows, sheets, signatures] = [new Int32Array(size), new Uint16Array(size), new Int32Array(size)]
    rows.set(this.rows)
    sheets.set(this.sheets)
    signatures.set(this.signatures)
    this.rows = rows
    this.sheets = sheets
    this.signatures = signatures
  }
}
