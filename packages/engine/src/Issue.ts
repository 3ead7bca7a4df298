/** Where something stood. A cell of a submitted file, a row of a source, a place in the rubric or round, a decision. */
export type Address =
  | { readonly kind: "cell"; readonly file: string; readonly sheet: string | null; readonly cell: string }
  | {
      readonly kind: "place"
      readonly file: string
      readonly line: number
      readonly column: number
      readonly path: string
    }
  | { readonly kind: "file"; readonly file: string }

/** `水务局.xlsx「填报表」B7`, `rubric.yaml 第 12 行第 5 列` */
export const showAddress = (at: Address): string => {
  switch (at.kind) {
    case "cell":
      return at.sheet === null ? `${at.file} ${at.cell}` : `${at.file}「${at.sheet}」${at.cell}`
    case "place":
      return `${at.file} 第 ${at.line} 行第 ${at.column} 列`
    case "file":
      return at.file
  }
}

/** Where an issue stands, with every cell that it is about: `乙市局.csv B24、B23、B21`. */
export const showPlaces = ({ at, also = [] }: Pick<Issue, "at" | "also">): string => {
  if (at === null) return ""
  const places: Array<{ readonly page: string | null; readonly text: string }> = []
  for (const address of [at, ...also]) {
    const page = address.kind === "cell" ? `${address.file}\n${address.sheet ?? ""}` : null
    const isSame = page !== null && places.findLast((one) => one.page !== null)?.page === page
    places.push({ page, text: isSame && address.kind === "cell" ? address.cell : showAddress(address) })
  }
  return [...new Set(places.map(({ text }) => text))].join("、")
}

/** `error`: a figure or rule cannot be used, or figures cannot be true together. `warning`: used, but somebody must look. `note`: told, nothing to do. */
export type Severity = "error" | "warning" | "note"

/**
 * Something wrong with what people wrote (问题): never with the program, never with the disk.
 * `message` says what was found and what was expected; `remedy` says what to do. Both are Chinese sentences without a place in them.
 */
export interface Issue {
  readonly severity: Severity
  /** Stable, for filters and tests: `sheet/unreadable-value`, `rubric/sum`. */
  readonly code: string
  readonly message: string
  readonly remedy: string
  readonly at: Address | null
  /** Other cells that it is about. */
  readonly also?: ReadonlyArray<Address>
  /** The agency whose matter it is, by code; null when it concerns the round or the rubric. */
  readonly agency: string | null
  /** It says something of other agencies, so that only the team and the leaders read it. */
  readonly forTeam?: true
}

const severities: ReadonlyArray<Severity> = ["error", "warning", "note"]

/** Errors first, then by agency, place and code: an order that does not depend on the order of files. */
export const sortIssues = (issues: ReadonlyArray<Issue>): ReadonlyArray<Issue> => {
  const keyed = issues.map((issue) => ({ issue, key: sortKey(issue) }))
  keyed.sort((a, b) => compareKeys(a.key, b.key))
  return keyed.map(({ issue }) => issue)
}

const sortKey = (issue: Issue): ReadonlyArray<string> => [
  String(severities.indexOf(issue.severity)),
  issue.agency ?? "",
  issue.at === null ? "" : placeOf(issue.at),
  issue.code,
  issue.message,
]

/** A text by which addresses sort: file by file, row by row. */
export const placeOf = (at: Address): string => {
  switch (at.kind) {
    case "cell":
      return [at.file, at.sheet ?? "", cellKey(at.cell)].join("\n")
    case "place":
      return [at.file, "", String(at.line * 10_000 + at.column).padStart(12, "0")].join("\n")
    case "file":
      return at.file
  }
}

const cellKey = (cell: string): string => {
  const parts = /^([A-Z]+)(\d+)$/.exec(cell)
  return parts === null ? cell : (parts[2] ?? "").padStart(8, "0") + (parts[1] ?? "").padStart(4, " ")
}

const compareKeys = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): number => {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? ""
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}
