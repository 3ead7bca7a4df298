import type { Issue } from "../Issue.ts"

/** So many problems of one kind are told one by one of a large table. */
const MOST = 1_000

/** The problems of a table that may have millions: of each kind the first ones, and of the rest how many there are and where they begin. */
export class FirstIssues {
  private readonly file: string
  private readonly list: Array<Issue> = []
  private readonly counts = new Map<string, { count: number; first: Issue | null }>()

  constructor(file: string) {
    this.file = file
  }

  add(issue: Issue): void {
    const known = this.counts.get(issue.code) ?? { count: 0, first: null }
    this.counts.set(issue.code, known)
    known.count++
    if (known.count <= MOST) this.list.push(issue)
    else known.first ??= issue
  }

  told(): ReadonlyArray<Issue> {
    return [
      ...this.list,
      ...[...this.counts.values()].flatMap(({ count, first }): ReadonlyArray<Issue> => {
        if (first === null) return []
        return [
          {
            ...first,
            message: `${first.message}(同类问题另有 ${count - MOST - 1} 处,不再逐一列出)`,
            at: first.at ?? { kind: "file", file: this.file },
            agency: null,
          },
        ]
      }),
    ]
  }
}
