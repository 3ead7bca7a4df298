import {
  change,
  type Decision,
  decisionKinds,
  needsReason,
  Reader,
  readTypedDecision,
  reported,
  sameReading,
} from "@fadu/engine"
import type { Recorded } from "@fadu/files"
import { editsOf, lineIn } from "./applied.ts"
import { type DecisionForm, type FormSlot, kindSays } from "./DecisionForm.ts"
import type { Recorder } from "./Desk.ts"
import { type Effect, effectOf } from "./effectOf.ts"
import {
  decisionsOn,
  decisionText,
  type Home,
  isSetAside,
  lineOf,
  type Matter,
  placeText,
  valueText,
} from "./Matter.ts"

/** What would be written down, complete and understood. */
export interface Proposal {
  readonly recorded: Recorded
  readonly says: string
  readonly texts: ReadonlyArray<readonly [label: string, text: string]>
  /** Contradictions with what is on the record. */
  readonly warnings: ReadonlyArray<string>
  /** Whether a lead may choose between letting them stand side by side and setting them aside. */
  readonly mayOverrule: boolean
  /** Null for those who are not to see totals and places. */
  readonly effect: Effect | null
}

/** One's own decision on a matter, the last one: what a new one replaces, and what can be withdrawn. */
export const ownOn = (
  home: Home,
  matter: Matter,
  { files }: Recorder,
): { readonly line: number; readonly decision: Decision } | null => {
  const own = decisionsOn(home, matter).flatMap((decision) => {
    const line = lineIn(decision.at, files.decisions)
    return line === null ? [] : [{ line, decision }]
  })
  return own.sort((a, b) => b.line - a.line)[0] ?? null
}

/** What was filled in, read; or the slot to mend, and why. */
export const propose = (
  { home, matter }: { readonly home: Home; readonly matter: Matter },
  form: DecisionForm,
  { who, stage }: { readonly who: Recorder; readonly stage: string },
): Proposal | { readonly slot: FormSlot; readonly sentence: string } => {
  const own = ownOn(home, matter, who)
  const { kind } = form
  if (kind === "withdraw") {
    if (own === null) return { slot: "kind", sentence: "这里没有您录入的认定意见" }
    if (form.reason.trim() === "") return { slot: "reason", sentence: "撤回须写理由" }
    const recorded: Recorded = { withdraws: own.line, reason: form.reason.trim() }
    return proposal({ home, matter }, recorded, {
      who,
      mayOverrule: false,
      texts: [
        ["撤回", decisionText(home, own.decision)],
        ["理由", form.reason.trim()],
      ],
      warnings: [],
    })
  }
  const before = matter.what === "field" ? reported(home.part, home.unit.code).get(matter.target) : undefined
  const read = readTypedDecision(
    home.part.plan.rubric,
    { agency: home.unit, target: matter.target, old: before?.reading ?? null, by: who.name, stage },
    { ...form, kind },
  )
  if (!read.ok) return read
  const { decision } = read
  // what the meeting adds or takes adds up; everything else is said once
  const replaces = own === null || kind === "adjust" ? null : own
  const others = rivals(home, matter, { decision, except: replaces?.decision ?? null })
  const mayOverrule = who.role === "lead" && others.length > 0
  const overrules = mayOverrule && form.overrule
  const field = home.reader.field(matter.target)
  const [from, to] = [decision.old, decision.new].map((one) => (one === null ? null : valueText(one, field)))
  return proposal(
    { home, matter },
    {
      decision: {
        ...decision,
        ...(overrules
          ? { overrules: others.map(({ at, kind: said, new: fresh }) => ({ file: at.file, kind: said, new: fresh })) }
          : {}),
      },
      ...(replaces === null ? {} : { replaces: replaces.line }),
    },
    {
      who,
      mayOverrule,
      texts: [
        ["类型", `${decisionKinds[kind]}:${kindSays[kind]}`],
        ...(from == null || to == null
          ? to == null
            ? []
            : [["分值", to] as const]
          : [["数值", `${from} → ${to}`] as const]),
        ...(decision.reason === "" && !needsReason(kind) ? [] : [["理由", decision.reason] as const]),
        ...(decision.basis === null ? [] : [["依据", decision.basis] as const]),
        ["认定人", `${decision.by.join("、")},${decision.on ?? ""}`],
      ],
      warnings: [
        ...(replaces === null
          ? []
          : [`将替换您先前录入的:${decisionText(home, replaces.decision)}。原记录留存,不再计。`]),
        ...others.map((other) =>
          overrules
            ? `改判:${decisionText(home, other)}。记下后那一份不再计,原记录留存。按 Tab 改为并存。`
            : `与已有的认定意见不一致:${decisionText(home, other)}。记下后两份都在,${matter.what === "field" ? "本项待统一意见" : "两份都不采用"},直到其中一份撤回或更改(${placeText(other)})。${mayOverrule ? "按 Tab 改判。" : ""}`,
        ),
      ],
    },
  )
}

/** What others have decided differently, and is in force. */
const rivals = (
  home: Home,
  matter: Matter,
  { decision, except }: { readonly decision: Omit<Decision, "at">; readonly except: Decision | null },
): ReadonlyArray<Decision> =>
  decision.kind === "adjust"
    ? []
    : decisionsOn(home, matter).filter((other) => {
        if (other === except || isSetAside(home, matter, other)) return false
        return !(
          other.kind === decision.kind &&
          (other.new === null ? decision.new === null : decision.new !== null && sameReading(other.new, decision.new))
        )
      })

const proposal = (
  { home, matter }: { readonly home: Home; readonly matter: Matter },
  recorded: Recorded,
  {
    who,
    texts,
    warnings,
    mayOverrule,
  }: {
    readonly who: Recorder
    readonly mayOverrule: boolean
    readonly texts: ReadonlyArray<readonly [string, string]>
    readonly warnings: ReadonlyArray<string>
  },
): Proposal => {
  const { part, index, unit } = home
  const after = change(part, editsOf(part, recorded, who.files.decisions))
  const effect = who.role === "lead" ? effectOf(part, after, unit.code) : null
  const then = lineOf({ ...home, part: after, reader: new Reader(after), index }, matter)
  const now = lineOf(home, matter)
  return {
    recorded: effect === null ? recorded : noting(recorded, effect.says),
    says: `${unit.name}“${matter.title}”`,
    texts: [
      ["单位", unit.name],
      ["对象", matter.title],
      ...texts,
      ...(matter.what === "agency"
        ? []
        : [
            [
              "记下后",
              then.now === now.now ? `${then.now || "适用"}(不变)` : `${now.now || "适用"} → ${then.now || "适用"}`,
            ] as const,
          ]),
    ],
    warnings,
    mayOverrule,
    effect,
  }
}

/** That the effect was shown, and which. */
const noting = (recorded: Recorded, shown: string): Recorded =>
  "decision" in recorded
    ? { ...recorded, decision: { ...recorded.decision, shown } }
    : "withdraws" in recorded
      ? { ...recorded, shown }
      : recorded
