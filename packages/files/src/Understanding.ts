import type { Account, Issue, Rubric } from "@fadu/engine"
import { addAccounts } from "./LoadedRound.ts"

/** What became of a table, or of several. */
export interface Told {
  readonly issues: ReadonlyArray<Issue>
  readonly account: Account
}

/** Reads tables with each rubric of a round and keeps what they said. */
export class Understanding {
  readonly issues: Array<Issue> = []
  account: Account = addAccounts([])
  private readonly rubrics: ReadonlyArray<Rubric>

  constructor(rubrics: ReadonlyArray<Rubric>) {
    this.rubrics = rubrics
  }

  tell(issues: ReadonlyArray<Issue>): void {
    for (const issue of issues) this.issues.push(issue)
  }

  keep(read: Told): void {
    this.tell(read.issues)
    this.account = addAccounts([this.account, read.account])
  }

  /** Keeps what is told of one table that several rubrics read. What one understands, the others do not complain of. */
  keepBest(reads: ReadonlyArray<Told>): void {
    const [first, ...rest] = reads
    if (first === undefined) return
    if (rest.length === 0) {
      this.keep(first)
      return
    }
    const told = reads.map((one) => new Set(one.issues.map(identity)))
    const best = rest.reduce((a, b) => (b.account.used > a.account.used ? b : a), first)
    this.keep({
      issues: best.issues.filter((issue) => told.every((one) => one.has(identity(issue)))),
      account: best.account,
    })
  }

  /** One reading of every table per rubric, in the rubrics' order. */
  read<T, R extends Told>(
    tables: ReadonlyArray<T>,
    read: (rubric: Rubric, table: T) => R,
  ): ReadonlyArray<ReadonlyArray<R>> {
    const byTable = tables.map((table) => {
      const reads = this.rubrics.map((rubric) => read(rubric, table))
      this.keepBest(reads)
      return reads
    })
    return this.rubrics.map((_, index) => byTable.flatMap((reads) => reads[index] ?? []))
  }
}

const identity = (issue: Issue): string => JSON.stringify([issue.code, issue.at, issue.agency])
