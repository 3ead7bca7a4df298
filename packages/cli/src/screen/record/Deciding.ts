import {
  change,
  type Decision,
  type DecisionKind,
  type DecisionSlot,
  type DecisionTyped,
  decisionKinds,
  kindsFor,
  needsReason,
  type Part,
  Reader,
  readTypedDecision,
  reported,
  sameReading,
  stateAt,
  takesValue,
  written,
} from "@fadu/engine"
import type { Recorded } from "@fadu/files"
import { decisionsIn, editsOf, lineIn } from "./applied.ts"
import type { Recorder, RoundAtHand } from "./Desk.ts"
import { type Effect, effectOf } from "./effectOf.ts"
import {
  decisionsOn,
  decisionText,
  type Home,
  lineOf,
  type Matter,
  type MatterLine,
  mattersOf,
  placeText,
  plainPoints,
  textsOf,
  totalMatter,
  valueText,
  waitingOf,
} from "./Matter.ts"

/** A decision, or that one's own earlier decision no longer counts. */
export type FormKind = DecisionKind | "withdraw"
export type FormSlot = DecisionSlot | "save"

/** What is being filled in. */
export interface DecisionForm extends Omit<DecisionTyped, "kind"> {
  readonly kind: FormKind
  readonly slot: FormSlot
}

/** One agency in the list. */
export interface DecidingAgency {
  readonly code: string
  readonly name: string
  readonly short: string | null
  readonly group: string
  readonly waiting: number
  readonly decided: number
}

export interface Waiting extends MatterLine {
  readonly agency: string
  readonly name: string
}

/** One's own record that still counts. */
export interface OwnRecord {
  readonly line: number
  readonly agency: string
  readonly name: string
  readonly matter: Matter
  readonly says: string
}

/** What would be written down, complete and understood. */
export interface Proposal {
  readonly recorded: Recorded
  readonly says: string
  readonly texts: ReadonlyArray<readonly [label: string, text: string]>
  /** Contradictions with what is on the record. */
  readonly warnings: ReadonlyArray<string>
  /** Null for those who are not to see totals and places. */
  readonly effect: Effect | null
}

export interface MatterSheet {
  readonly matter: Matter
  readonly texts: ReadonlyArray<readonly [label: string, text: string]>
  /** Kinds that may be chosen, the most likely first. */
  readonly kinds: ReadonlyArray<FormKind>
  /** One's own earlier decision, as it was typed: a revision begins with it. */
  readonly earlier: Omit<DecisionForm, "slot"> | null
}

/** What an inspector or a lead works from. Only what a lead is shown holds totals and places. */
export interface Deciding {
  readonly agencies: ReadonlyArray<DecidingAgency>
  readonly waiting: ReadonlyArray<Waiting>
  readonly own: ReadonlyArray<OwnRecord>
  readonly matters: (agency: string) => ReadonlyArray<MatterLine>
  readonly sheet: (agency: string, matter: string) => MatterSheet | null
  readonly propose: (
    agency: string,
    matter: string,
    form: DecisionForm,
  ) => Proposal | { readonly slot: FormSlot; readonly sentence: string }
}

export const decidingOf = ({ assessment }: RoundAtHand, parts: ReadonlyArray<Part>, who: Recorder): Deciding => {
  const homes = homesOf(parts)
  const isLead = who.role === "lead"
  const all = (home: Home): ReadonlyArray<Matter> => [...(isLead ? [totalMatter] : []), ...mattersOf(home)]
  const find = (agency: string, id: string): { readonly home: Home; readonly matter: Matter } | null => {
    const home = homes.get(agency)
    const matter = home === undefined ? undefined : all(home).find((one) => one.id === id)
    return home === undefined || matter === undefined ? null : { home, matter }
  }
  const waiting = [...homes.values()].flatMap((home) =>
    waitingOf(home).map((line): Waiting => ({ ...line, agency: home.unit.code, name: home.unit.name })),
  )
  const counts = Map.groupBy(waiting, ({ agency }) => agency)
  return {
    waiting,
    agencies: [...homes.values()].map(({ part, unit, group }) => ({
      code: unit.code,
      name: unit.name,
      short: unit.short,
      group: group.title,
      waiting: counts.get(unit.code)?.length ?? 0,
      decided: part.given.byAgency.get(unit.code)?.decisions.length ?? 0,
    })),
    own: parts
      .flatMap(decisionsIn)
      .flatMap((decision) => ownRecord(homes.get(decision.agency), decision, who, all))
      .sort((a, b) => b.line - a.line),
    matters: (agency) => {
      const home = homes.get(agency)
      return home === undefined ? [] : all(home).map((matter) => lineOf(home, matter))
    },
    sheet: (agency, id) => {
      const found = find(agency, id)
      if (found === null) return null
      const { home, matter } = found
      return {
        matter,
        texts: textsOf(home, matter, isLead),
        kinds: kindsOf(home, matter, who),
        earlier: earlierForm(home, matter, who),
      }
    },
    propose: (agency, id, form) => {
      const found = find(agency, id)
      return found === null
        ? { slot: "kind", sentence: "没有这个认定事项" }
        : propose(found, form, { who, stage: assessment.stamp.stage })
    },
  }
}

/** By agency, in the order of the columns. */
const homesOf = (parts: ReadonlyArray<Part>): ReadonlyMap<string, Home> =>
  new Map(
    parts.flatMap((part) => {
      const reader = new Reader(part)
      return part.figures.units.flatMap((unit, index): ReadonlyArray<readonly [string, Home]> => {
        const group = part.plan.groups.find(({ id }) => id === unit.group)
        return group === undefined ? [] : [[unit.code, { part, reader, index, unit, group }]]
      })
    }),
  )

const ownRecord = (
  home: Home | undefined,
  decision: Decision,
  { files }: Recorder,
  all: (home: Home) => ReadonlyArray<Matter>,
): ReadonlyArray<OwnRecord> => {
  const line = lineIn(decision.at, files.decisions)
  if (home === undefined || line === null) return []
  const matter = all(home).find(({ what, target }) => target === decision.target && isOn(what, decision.kind))
  if (matter === undefined) return []
  const value = decision.new === null ? "" : `为 ${valueText(decision.new, home.reader.field(decision.target))}`
  const says = `${matter.title}:${decisionKinds[decision.kind]}${value}`
  return [{ line, agency: home.unit.code, name: home.unit.name, matter, says }]
}

const isOn = (what: Matter["what"], kind: DecisionKind): boolean => kindsFor(what).includes(kind)

/** One's own decision on a matter, the last one: what a new one replaces, and what can be withdrawn. */
const ownOn = (
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

const earlierForm = (home: Home, matter: Matter, who: Recorder): MatterSheet["earlier"] => {
  const own = matter.what === "agency" ? null : ownOn(home, matter, who)
  if (own === null) return null
  const { kind, new: fresh, reason, basis, by, on } = own.decision
  return {
    kind,
    value: fresh === null ? "" : written(fresh, home.reader.field(matter.target) ?? plainPoints),
    reason,
    basis: basis ?? "",
    second: by.find((name) => name !== who.name) ?? "",
    on: on ?? "",
  }
}

const kindsOf = (home: Home, matter: Matter, who: Recorder): ReadonlyArray<FormKind> => {
  const possible = kindsFor(matter.what).filter(
    (kind) => kind === "applies" || matter.what !== "criterion" || matter.mark?.treatment != null,
  )
  const likely = matter.what === "field" ? likelyKind(home, matter) : possible[0]
  const kinds = possible.filter((kind) => kind !== likely)
  return [
    ...(likely === undefined ? [] : [likely]),
    ...kinds,
    ...(ownOn(home, matter, who) === null ? [] : ["withdraw" as const]),
  ]
}

const likelyKind = ({ part, index }: Home, { target }: Matter): DecisionKind => {
  switch (stateAt(part.figures, target, index)) {
    case "awaitingRecognition":
      return "recognise"
    case "noEvidence":
    case "due":
      return "evidence"
    case "filled":
    case "verified":
      return "confirm"
    default:
      return "correct"
  }
}

/** What each kind does, as the pages of the users say it. */
export const kindSays: { readonly [K in FormKind]: string } = {
  correct: "以新值计,记为核验调整,不另处罚",
  confirm: "数值不变,记为核验一致",
  recognise: "待认定的加分从此计分;新值可以少于申报",
  refute: "按细则查实虚报处理",
  evidence: "缺佐证的照数计分",
  applies: "本项适用于该单位",
  notApplicable: "本项不适用于该单位",
  notSampled: "本项未抽查",
  adjust: "会议决定加减的分值,如 -1.5",
  withdraw: "撤回自己录入的这一条;原记录留存,不再计",
}
export const kindTitle = (kind: FormKind): string => (kind === "withdraw" ? "撤回" : decisionKinds[kind])

/** The slots of a form for a kind, from top to bottom. */
export const slotsOf = (kind: FormKind): ReadonlyArray<FormSlot> =>
  kind === "withdraw"
    ? ["kind", "reason", "save"]
    : ["kind", ...(takesValue(kind) === "none" ? [] : ["value" as const]), "reason", "basis", "second", "on", "save"]

const propose = (
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
  const field = home.reader.field(matter.target)
  const [from, to] = [decision.old, decision.new].map((one) => (one === null ? null : valueText(one, field)))
  return proposal(
    { home, matter },
    { decision, ...(replaces === null ? {} : { replaces: replaces.line }) },
    {
      who,
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
        ...rivals(home, matter, { decision, except: replaces?.decision ?? null }),
      ],
    },
  )
}

/** What others have decided differently, and what follows from it. */
const rivals = (
  home: Home,
  matter: Matter,
  { decision, except }: { readonly decision: Omit<Decision, "at">; readonly except: Decision | null },
): ReadonlyArray<string> => {
  if (decision.kind === "adjust") return []
  return decisionsOn(home, matter).flatMap((other) => {
    if (other === except) return []
    const same =
      other.kind === decision.kind &&
      (other.new === null ? decision.new === null : decision.new !== null && sameReading(other.new, decision.new))
    return same
      ? []
      : [
          `与已有的认定意见不一致:${decisionText(home, other)}。记下后两份都在,${matter.what === "field" ? "本项待统一意见" : "两份都不采用"},直到其中一份撤回或更改(${placeText(other)})。`,
        ]
  })
}

const proposal = (
  { home, matter }: { readonly home: Home; readonly matter: Matter },
  recorded: Recorded,
  {
    who,
    texts,
    warnings,
  }: {
    readonly who: Recorder
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
