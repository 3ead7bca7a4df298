import {
  type Account,
  type Assessment,
  type CasesRun,
  type Claim,
  type Issue,
  type Objection,
  type Owner,
  type Paper,
  type Plan,
  type Round,
  type Stamp,
  showAddress,
} from "@fadu/engine"
import { Schema } from "effect"
import type { LoadedRubric } from "./loadRubric.ts"

/** A round, read and scored. */
export interface LoadedRound {
  readonly assessment: Assessment
  /** What became of every cell of the submitted sheets and the team's tables. */
  readonly account: Account
  readonly cases: ReadonlyArray<CasesRun>
  /** 自评得分 and 佐证材料目录 of the submitted forms. */
  readonly claims: ReadonlyArray<Claim>
  readonly papers: ReadonlyArray<Paper>
  /** What agencies hold against their results (申诉). */
  readonly objections: ReadonlyArray<Objection>
  /** Null where one bureau scores itself. */
  readonly round: Round | null
  /** owners.csv beside a bureau's own sheet (责任科室); empty for a round. */
  readonly owners: ReadonlyArray<Owner>
}

/** A file without which nothing can be scored is broken; its issues are the message. */
export class Unusable extends Schema.TaggedError<Unusable>()("Unusable", {
  file: Schema.String,
  sentences: Schema.Array(Schema.String),
}) {
  override get message(): string {
    return `${this.file} 有误,不能计分:\n${this.sentences.map((sentence) => `  ${sentence}`).join("\n")}`
  }
}

export const unusable = (file: string, issues: ReadonlyArray<Issue>): Unusable =>
  new Unusable({
    file,
    sentences: issues
      .filter(({ severity }) => severity === "error")
      .map(
        ({ at, message, remedy }) =>
          `${at !== null && at.file !== file ? `${showAddress(at)}:` : at?.kind === "place" ? `第 ${at.line} 行第 ${at.column} 列:` : at?.kind === "cell" ? `${at.sheet === null ? "" : `「${at.sheet}」`}${at.cell}:` : ""}${message}${message.endsWith("?") ? "" : ";"}${remedy}`,
      ),
  })

/** What is said of the rules by which something was scored. */
export const stampOf = (loaded: LoadedRubric, plan: Plan): Stamp["rubrics"][number] => ({
  id: plan.rubric.id,
  version: plan.rubric.version,
  title: plan.rubric.title,
  hash: loaded.hash,
})

export const addAccounts = (accounts: ReadonlyArray<Account>): Account =>
  accounts.reduce(
    (sum, one) => ({
      read: sum.read + one.read,
      used: sum.used + one.used,
      recognised: sum.recognised + one.recognised,
      named: sum.named + one.named,
    }),
    { read: 0, used: 0, recognised: 0, named: 0 },
  )
