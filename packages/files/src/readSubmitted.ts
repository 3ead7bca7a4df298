import {
  type Agency,
  type Claim,
  type Entry,
  type EntryTable,
  type LedgerBook,
  type Paper,
  passLedger,
  passWide,
  type Rubric,
  readSheet,
} from "@fadu/engine"
import { Effect } from "effect"
import { type HandedIn, isLarge, readHandedIn, withheld } from "./handedIn.ts"
import { Progress } from "./Progress.ts"
import { type LargeText, openLargeText } from "./passText.ts"
import { unknownSource } from "./roundProblems.ts"
import { SharedTexts } from "./SharedTexts.ts"
import { garbledText, type SheetFile, unclosedQuote } from "./SheetFile.ts"
import { stampIssues } from "./stampIssues.ts"
import type { Told, Understanding } from "./Understanding.ts"
import type { RubricInRound } from "./understandRound.ts"

/** What one rubric understood of a table; the table itself is let go. */
export interface Understood {
  readonly entries: ReadonlyArray<Entry>
  readonly table: EntryTable | null
  readonly claims: ReadonlyArray<Claim>
  readonly papers: ReadonlyArray<Paper>
}

export interface Submitted {
  /** In the order of the rubrics. */
  readonly byRubric: ReadonlyArray<ReadonlyArray<Understood>>
  /** The hash of every file, and the one agency that all its entries speak of. */
  readonly byFile: ReadonlyMap<string, { readonly hash: string; readonly agency: string | null }>
}

interface Known {
  readonly rubrics: ReadonlyArray<RubricInRound>
  readonly agencies: ReadonlyArray<Agency>
  readonly books: ReadonlyArray<LedgerBook>
  readonly told: Understanding
}

/** Reads and understands what was handed in, file by file, so that no more than one is held at a time. */
export const readSubmitted = Effect.fnUntraced(function* (files: ReadonlyArray<HandedIn>, known: Known) {
  const progress = yield* Progress
  const reading = new Reading(known)
  for (const file of files) {
    const passed = yield* Effect.catchTag(passWhereLarge(reading, file), "FileUnreadable", () => Effect.succeed(false))
    if (!passed) {
      const sheet = yield* Effect.catchTag(readHandedIn(file), "FileUnreadable", (error) =>
        Effect.succeed(withheld(error)),
      )
      const isTooLarge = sheet.issues.some(({ code }) => code === "file/too-large")
      if (!isTooLarge || !(yield* passLarge(reading, file, tableIn))) reading.understand(file, sheet)
    }
    yield* progress.read({ file: file.file, ...file.step })
  }
  return reading.submitted()
})

/** A large text whose rows pass by, understood by one rubric. */
interface Passing {
  /** Whether nothing is kept of it before it is finished: the rows of a ledger are counted as they pass. */
  readonly canBeLeft: boolean
  /** Rows up to this one are not taken. */
  readonly from: number
  readonly take: (row: number, texts: ReadonlyArray<string>) => void
  readonly finish: () => Told & { readonly table: EntryTable | null }
}

/** A table with a row for each agency need not be held, even where it could be. */
const passWhereLarge = Effect.fnUntraced(function* (reading: Reading, file: HandedIn) {
  return (yield* isLarge(file)) && (yield* passLarge(reading, file, wideIn))
})

/** Lets a large text pass by, where a rubric understands its first rows so; false where none does. */
const passLarge = Effect.fnUntraced(function* (
  reading: Reading,
  file: HandedIn,
  understood: (reading: Reading, text: LargeText, file: HandedIn) => ReadonlyArray<Passing | null>,
) {
  const text = yield* openLargeText(file.path, file.file, file.encoding)
  const passing = text === null ? [] : understood(reading, text, file)
  if (text === null || passing.every((one) => one === null)) return false
  const passed = yield* text.pass((row, texts) => {
    for (const one of passing) if (one !== null && row > one.from) one.take(row, texts)
  })
  if (!passed.isText && passing.every((one) => one === null || one.canBeLeft)) return false
  const reads = passing.map((one) => one?.finish() ?? null)
  reading.takePassed(file, { ...passed, clean: passed.clean && passed.isText, reads })
  return true
})

const wideIn = (reading: Reading, { head }: LargeText, file: HandedIn): ReadonlyArray<Passing | null> => {
  if (!reading.isDeclared(file)) return []
  const wides = reading.wides.map((wide) => wide(head, reading.hintOf(file)))
  return wides.map((wide) => (wide === null ? null : { ...wide, from: wide.readTo, canBeLeft: true }))
}

const tableIn = (reading: Reading, text: LargeText, file: HandedIn): ReadonlyArray<Passing | null> => {
  const wides = wideIn(reading, text, file)
  return reading.ledgers.map((ledger, index) => {
    const wide = wides[index] ?? null
    const found = wide === null ? ledger(text.head, reading.hintOf(file)) : null
    if (wide !== null) return wide
    return found === null
      ? null
      : {
          canBeLeft: false,
          from: found.headerRow,
          take: found.take,
          finish: () => ({ ...found.finish(), table: null }),
        }
  })
}

class Reading {
  readonly wides: ReadonlyArray<ReturnType<typeof passWide>>
  readonly ledgers: ReadonlyArray<ReturnType<typeof passLedger>>
  private readonly readers: ReadonlyArray<ReturnType<typeof readSheet>>
  private readonly told: Understanding
  private readonly rubrics: ReadonlyArray<Rubric>
  private readonly declared: ReadonlyArray<string>
  private readonly agencyOf: (folder: string) => string | null
  private readonly texts = new SharedTexts()
  private readonly byRubric: ReadonlyArray<Array<Understood>>
  private readonly byFile = new Map<string, { readonly hash: string; readonly agencies: Set<string> }>()

  constructor({ rubrics, agencies, books, told }: Known) {
    this.told = told
    this.rubrics = rubrics.map(({ plan }) => plan.rubric)
    this.declared = this.rubrics.flatMap(({ sources }) => Object.keys(sources ?? {}))
    this.agencyOf = hinter(agencies)
    this.byRubric = rubrics.map(() => [])
    const each = rubrics.flatMap(({ plan: { rubric } }, index) => {
      const book = books[index]
      return book === undefined ? [] : [{ rubric, book }]
    })
    this.readers = each.map(({ rubric, book }) => readSheet(rubric, agencies, book))
    this.wides = each.map(({ rubric, book }) => passWide(rubric, agencies, book))
    this.ledgers = each.map(({ rubric, book }) => passLedger(rubric, agencies, book))
  }

  /** Whether it came from agencies, or from a source that a rubric knows. */
  isDeclared({ source }: HandedIn): boolean {
    return source === "self" || this.declared.includes(source)
  }

  hintOf({ source, agencyHint }: HandedIn) {
    return { source, agency: agencyHint === null ? null : this.agencyOf(agencyHint) }
  }

  understand(file: HandedIn, { hash, tables, issues }: SheetFile): void {
    this.told.tell(issues)
    this.opened(file, hash)
    if (!this.isDeclared(file)) {
      this.told.keep(unknownSource({ id: file.source, file: file.file, tables }, this.declared))
      return
    }
    if (file.source === "self") {
      this.told.tell(
        stampIssues(file.file, tables, {
          rubrics: this.rubrics,
          remedy: "请核对列明的填报项;差得多的,请把现行版本的填报表发给该单位重填",
        }),
      )
    }
    for (const table of tables) {
      const shared = this.texts.share(table)
      const reads = this.readers.map((read) => read(shared, this.hintOf(file)))
      this.told.keepBest(reads)
      for (const [index, { entries, table, claims, papers }] of reads.entries()) {
        this.keep(file, index, { entries, table, claims, papers })
      }
    }
  }

  takePassed(
    file: HandedIn,
    passed: {
      readonly hash: string
      readonly unclosed: number | null
      readonly clean: boolean
      readonly reads: ReadonlyArray<(Told & { readonly table: EntryTable | null }) | null>
    },
  ): void {
    const { hash, unclosed, clean, reads } = passed
    this.opened(file, hash)
    this.told.keepBest(reads.filter((read) => read !== null))
    if (!clean) this.told.tell([garbledText(file.file)])
    if (unclosed !== null) this.told.tell([unclosedQuote(file.file, unclosed)])
    for (const [index, read] of reads.entries()) {
      if (read !== null) this.keep(file, index, { entries: [], table: read.table, claims: [], papers: [] })
    }
  }

  submitted(): Submitted {
    return {
      byRubric: this.byRubric,
      byFile: new Map(
        [...this.byFile].map(([file, { hash, agencies }]) => {
          const [only = null] = agencies
          return [file, { hash, agency: agencies.size === 1 ? only : null }]
        }),
      ),
    }
  }

  private opened({ file }: HandedIn, hash: string): void {
    this.byFile.set(file, { hash, agencies: new Set() })
  }

  private keep({ file }: HandedIn, index: number, understood: Understood): void {
    this.byRubric[index]?.push(understood)
    const agencies = this.byFile.get(file)?.agencies
    // whose a file is, is asked of those that speak of one
    if (agencies === undefined || agencies.size > 1) return
    for (const { agency } of understood.entries) agencies.add(agency)
    for (const agency of understood.table?.agencies.slice(0, 2) ?? []) agencies.add(agency)
  }
}

/** The folder below sheets/ as the code of an agency. */
const hinter = (agencies: ReadonlyArray<Agency>): ((folder: string) => string | null) => {
  const names = new Map(
    agencies.flatMap((agency) =>
      [agency.code, agency.name, ...(agency.short === null ? [] : [agency.short]), ...agency.aliases].map(
        (name) => [name, agency.code] as const,
      ),
    ),
  )
  return (folder) => names.get(folder) ?? null
}
