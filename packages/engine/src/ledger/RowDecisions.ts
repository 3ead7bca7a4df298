import type { Decision } from "../Entry.ts"
import type { Issue } from "../Issue.ts"
import type { LedgerPlan } from "../plan/LedgerPlan.ts"
import type { LedgerRow } from "./LedgerBook.ts"

/** What the team said of one row of a register. */
interface RowWord {
  readonly recognised: boolean
  readonly reason: string
}

/** The target of a decision on one row: the register, and the row by its key however it was typed. */
export const rowTarget = (ledger: string, id: string): string => `${ledger}#${id}`

/** The decisions on single rows of one register (逐行认定). Two that contradict each other are told, and neither is heard. */
export class RowDecisions {
  private readonly plan: LedgerPlan
  private readonly words = new Map<string, Decision>()
  private readonly contradicted = new Map<string, Decision>()
  private readonly met = new Set<string>()

  constructor(plan: LedgerPlan, decisions: ReadonlyArray<Decision>) {
    this.plan = plan
    for (const decision of decisions) {
      if (decision.kind !== "recognise" || !decision.target.startsWith(rowTarget(plan.id, ""))) continue
      const name = `${decision.agency}\n${decision.target}`
      const known = this.words.get(name)
      if (known === undefined) this.words.set(name, decision)
      else if (recognises(known) !== recognises(decision)) this.contradicted.set(name, decision)
    }
  }

  of(row: LedgerRow): RowWord | null {
    const name = `${row.agency}\n${rowTarget(this.plan.id, row.id)}`
    const found = this.words.get(name)
    if (found === undefined) return null
    this.met.add(name)
    return this.contradicted.has(name) ? null : { recognised: recognises(found), reason: found.reason }
  }

  /** What is wrong with them; to be asked when all rows have been asked about. */
  issues(): ReadonlyArray<Issue> {
    const { ledger, id } = this.plan
    const keyLabel = ledger.columns[ledger.key]?.label ?? ledger.key
    const said = (decision: Decision): string => decision.target.slice(rowTarget(id, "").length)
    const told = (decision: Decision, code: string, message: string, remedy: string): Issue => ({
      severity: "error",
      code,
      message,
      remedy,
      at: decision.at,
      agency: decision.agency,
    })
    return [
      ...[...this.words].flatMap(([name, decision]) =>
        this.met.has(name)
          ? []
          : [
              told(
                decision,
                "decision/unknown-row",
                `“${ledger.label}”中该单位没有${keyLabel}为“${said(decision)}”的行,该行未采用`,
                `请照登记写${keyLabel}`,
              ),
            ],
      ),
      ...[...this.contradicted.values()].map((decision) =>
        told(
          decision,
          "decision/conflict",
          `对“${ledger.label}”的“${said(decision)}”有两份认定意见且不一致`,
          "由考核组统一意见,保留一份;在此之前该行待认定",
        ),
      ),
    ]
  }
}

const recognises = ({ new: value }: Decision): boolean => !(value?.state === "filled" && value.value === false)
