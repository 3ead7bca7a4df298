import {
  type Decision,
  type DecisionKind,
  decisionKinds,
  kindsFor,
  type Objection,
  type Part,
  Reader,
  showAddress,
  stateAt,
  written,
} from "@fadu/engine"
import { decisionsIn, lineIn } from "./applied.ts"
import type { DecisionForm, FormKind, FormSlot } from "./DecisionForm.ts"
import type { Recorder, RoundAtHand } from "./Desk.ts"
import {
  decisionsOn,
  type Home,
  lineOf,
  type Matter,
  type MatterLine,
  mattersOf,
  plainPoints,
  textsOf,
  totalMatter,
  valueText,
  waitingOf,
} from "./Matter.ts"
import { ownOn, type Proposal, propose } from "./propose.ts"

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

/** What an agency holds against its result, and what came of it so far. */
export interface Raised extends Objection {
  readonly name: string
  /** Decisions on the criterion and its figures since it was raised. */
  readonly decided: number
}

/** One's own record that still counts. */
export interface OwnRecord {
  readonly line: number
  readonly agency: string
  readonly name: string
  readonly matter: Matter
  readonly says: string
}

export interface MatterSheet {
  readonly matter: Matter
  readonly texts: ReadonlyArray<readonly [label: string, text: string]>
  /** Kinds that may be chosen, the most likely first. */
  readonly kinds: ReadonlyArray<FormKind>
  /** How a new value is written: 是 或 否, 85%. */
  readonly hint: string
  /** One's own earlier decision, as it was typed: a revision begins with it. */
  readonly earlier: Omit<DecisionForm, "slot"> | null
}

/** What an inspector or a lead works from. Only what a lead is shown holds totals and places. */
export interface Deciding {
  readonly agencies: ReadonlyArray<DecidingAgency>
  readonly waiting: ReadonlyArray<Waiting>
  readonly raised: ReadonlyArray<Raised>
  readonly own: ReadonlyArray<OwnRecord>
  readonly matters: (agency: string) => ReadonlyArray<MatterLine>
  readonly sheet: (agency: string, matter: string) => MatterSheet | null
  readonly propose: (
    agency: string,
    matter: string,
    form: DecisionForm,
  ) => Proposal | { readonly slot: FormSlot; readonly sentence: string }
}

export const decidingOf = (
  { assessment, objections }: RoundAtHand,
  parts: ReadonlyArray<Part>,
  who: Recorder,
): Deciding => {
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
      // what the meeting did to a total is not for those who are not to see totals
      decided: (part.given.byAgency.get(unit.code)?.decisions ?? []).filter(({ kind }) => isLead || kind !== "adjust")
        .length,
    })),
    raised: objections.map((objection) => {
      const home = homes.get(objection.agency)
      const about = (home === undefined ? [] : mattersOf(home)).filter(
        ({ mark }) => mark?.criterion.code === objection.criterion,
      )
      const decided =
        home === undefined
          ? 0
          : about.flatMap((one) => decisionsOn(home, one)).filter(({ on }) => (on ?? "") >= (objection.on ?? "")).length
      return { ...objection, name: home?.unit.name ?? objection.agency, decided }
    }),
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
        texts: [
          ...objections
            .filter((one) => one.agency === agency && isAbout(one, matter))
            .map((one) => ["申诉", objectionText(one)] as const),
          ...textsOf(home, matter, isLead),
        ],
        kinds: kindsOf(home, matter, who),
        hint: hintFor(home, matter),
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

const isAbout = ({ criterion }: Objection, { mark }: Matter): boolean =>
  criterion === null ? mark === null : mark?.criterion.code === criterion

const objectionText = ({ says, wants, on, answer, at }: Objection): string =>
  [
    says,
    ...(wants === null ? [] : [`请求:${wants}`]),
    ...(on === null ? [] : [on]),
    ...(answer === null ? [] : [`处理:${answer}`]),
    showAddress(at),
  ].join(";")

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

const hintFor = ({ reader }: Home, { what, target }: Matter): string => {
  if (what === "agency") return "加减的分值,如 -1.5"
  const field = reader.field(target)?.field
  const unit = field?.unit === undefined ? "" : `(${field.unit})`
  switch (field?.kind) {
    case "yes-no":
      return "是 或 否"
    case "day":
      return "日期,如 2026-03-01;没有办的写 未办理"
    case "rate":
      return "比率,如 85%"
    case "level":
      return (field.levels ?? []).join("、")
    case "count":
      return `整数${unit}`
    case "number":
      return `数${unit}`
    default:
      return ""
  }
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
    overrule: own.decision.overrules !== undefined,
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
