import {
  type Assessment,
  type Claim,
  conceal,
  type Entry,
  type FieldId,
  type Issue,
  type Paper,
  type Part,
  personsOf,
  Rational,
  type State,
  show,
  showAddress,
  sortIssues,
  sourceOf,
  stateAt,
  stateWords,
} from "@fadu/engine"
import type { Filled } from "./Filled.ts"
import { type FormRequest, FormView } from "./FormView.ts"

/** What was read of a round, as far as it goes back to those who wrote it. */
export interface Returned {
  readonly assessment: Assessment
  readonly claims: ReadonlyArray<Claim>
  readonly papers: ReadonlyArray<Paper>
  readonly due: string | null
  readonly evidenceDue: string | null
}

/**
 * The forms that go back (退回修改): for each agency with something to clear up the form with what it wrote, its doubtful cells marked and
 * the question beside each. Nothing in it comes from another agency, and no inspector is named.
 */
export const feedback = (returned: Returned): ReadonlyArray<FormRequest> => {
  const { assessment } = returned
  const agencies = assessment.parts.flatMap(({ figures }) => figures.units)
  const owner = new Map(assessment.stamp.inputs.map(({ file, agency }) => [file, agency]))
  const persons = personsOf(assessment)
  return assessment.parts.flatMap((part) =>
    part.figures.units.flatMap((unit, index): ReadonlyArray<FormRequest> => {
      const group = part.plan.groups.find(({ id }) => id === unit.group)
      if (group === undefined || !unit.submitted) return []
      const hide = conceal({ persons, agencies }, { kind: "agency", code: unit.code })
      const own = sortIssues(
        assessment.issues.filter(
          ({ agency, at, severity, code, forTeam }) =>
            severity !== "note" &&
            forTeam !== true &&
            !ofTheTeam.test(code) &&
            (agency === unit.code || (agency === null && at?.kind === "cell" && owner.get(at.file) === unit.code)),
        ),
      )
      const request: FormRequest = {
        plan: part.plan,
        group,
        title: assessment.stamp.title,
        issuer: assessment.stamp.issuer,
        agency: { code: unit.code, name: unit.name },
        asOf: assessment.stamp.asOf,
        due: returned.due,
        evidenceDue: returned.evidenceDue,
        self: false,
        trial: false,
        filled: null,
        handedIn: handedIn(part, index),
      }
      const filled = filledOf({ part, index, request, issues: own, hide }, returned)
      return filled.questions.size === 0 && filled.general.length === 0 ? [] : [{ ...request, filled }]
    }),
  )
}

/** What the team has to settle among itself. */
const ofTheTeam = /^(?:score|decision|applicability|roster|list|rubric|round|given|case)\//

interface One {
  readonly part: Part
  readonly index: number
  readonly request: FormRequest
  readonly issues: ReadonlyArray<Issue>
  readonly hide: (text: string) => string
}

const filledOf = (one: One, { claims, papers }: Returned): Filled => {
  const { part, index, request, issues, hide } = one
  const code = request.agency?.code ?? ""
  const asked = new FormView(request).fields
  const values = new Map<FieldId, Pick<Entry, "reading" | "raw" | "evidence">>()
  const questions = new Map<FieldId, Array<string>>()
  const places = new Map<string, FieldId>()
  const labels = new Map(asked.map(({ id, field }) => [id, field.label]))
  for (const { id } of asked) {
    const origin = part.figures.fields.get(id)?.origins.at(index)
    const entries = [...(origin?.entry == null ? [] : [origin.entry]), ...(origin?.others ?? [])]
    const own = entries.filter(({ source }) => source === "self")
    for (const { at } of own) places.set(showAddress(at), id)
    const [first] = own
    if (first !== undefined) values.set(id, first.rows === undefined ? first : counted(first, part, id))
  }
  const ask = (id: FieldId, question: string): void => {
    const known = questions.get(id) ?? []
    if (!known.includes(question)) known.push(question)
    questions.set(id, known)
  }
  const general: Array<string> = []
  for (const { at, also = [], message, remedy } of issues) {
    const question = `${hide(message)};${hide(remedy)}`
    const id = at === null ? undefined : places.get(showAddress(at))
    // where the first figure is another's, such as a source's, the question stands at the first of one's own
    const own = also.flatMap((one) => places.get(showAddress(one)) ?? [])
    const [first, ...others] = id === undefined ? own : [id, ...own]
    if (first === undefined) {
      general.push(`${at === null ? "" : `${hide(showAddress(at))}:`}${question}`)
      continue
    }
    ask(first, question)
    for (const other of others) ask(other, `同“${labels.get(first) ?? first}”一并核对,问题见该项`)
  }
  const bonus = bonusOnly(one)
  for (const { id, field } of asked) {
    if (field.kind === "text" || sourceOf(field) !== "self" || bonus.has(id) || questions.has(id)) continue
    const state = stateAt(part.figures, id, index)
    const wanted = missing(state, values.get(id)?.reading.state === "filled", field.evidence?.what)
    const ledger = part.plan.ledgers.find((one) => one.id === field.counted?.from)
    if (wanted !== null && ledger === undefined) ask(id, wanted)
    if (wanted !== null && ledger !== undefined) {
      ask(
        id,
        request.handedIn?.has(ledger.id) === true
          ? `请补正台账“${ledger.ledger.label}”`
          : `请填写台账“${ledger.ledger.label}”`,
      )
    }
  }
  return {
    values,
    questions,
    general,
    claims: new Map(
      claims
        .filter(({ agency }) => agency === code)
        .map(({ criterion, points, remark }) => [criterion, { points: points?.toNumber() ?? null, remark }]),
    ),
    papers: papers.filter(({ agency }) => agency === code),
  }
}

/** The ledgers of which rows of the agency are there. */
const handedIn = ({ plan, figures }: Part, index: number): ReadonlySet<string> =>
  new Set(
    plan.ledgers.flatMap(({ id, counts }) =>
      counts.some(({ field }) => (figures.fields.get(field)?.origins.at(index)?.entry?.rows?.count ?? 0) > 0)
        ? [id]
        : [],
    ),
  )

/** What a ledger came to, as one would write it into the cell. */
const counted = (entry: Entry, { plan }: Part, id: FieldId): Pick<Entry, "reading" | "raw" | "evidence"> => {
  const { reading, evidence } = entry
  const format = plan.fields.find((field) => field.id === id)?.format ?? "number"
  return {
    reading: reading.state === "filled" ? reading : { state: "blank" },
    raw: reading.state === "filled" && reading.value instanceof Rational ? show(reading.value, format) : "",
    evidence,
  }
}

const missing = (state: State, isFilled: boolean, what: string | undefined): string | null => {
  const paper = `请补交佐证材料${what === undefined ? "" : `(${what})`},在目录登记后填写编号`
  switch (state) {
    case "blank":
      return `${stateWords.blank};请填写,数为零的填 0,确不涉及的填“不涉及”`
    case "due":
      return isFilled ? paper : `${stateWords.due};请填写,数为零的填 0,确不涉及的填“不涉及”`
    case "noEvidence":
      return `${stateWords.noEvidence};${paper}`
    default:
      return null
  }
}

/** Fields that only earn extra points: who claims nothing leaves them empty. */
const bonusOnly = ({ request: { group } }: One): ReadonlySet<FieldId> => {
  const base = new Set(
    group.marks.filter(({ bonus }) => !bonus).flatMap(({ losses }) => losses.flatMap(({ needs }) => needs)),
  )
  return new Set(
    group.marks
      .filter(({ bonus }) => bonus)
      .flatMap(({ losses }) => losses.flatMap(({ needs }) => needs))
      .filter((id) => !base.has(id)),
  )
}
