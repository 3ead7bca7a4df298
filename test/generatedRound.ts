import {
  type Agency,
  type Applicability,
  type Assessment,
  assess,
  type Decision,
  type Entry,
  type Plan,
  type PlanField,
  parseDay,
  plainAgency,
  Rational,
  type Reading,
  type Score,
  type Stamp,
} from "@fadu/engine"

/** A small generator of pseudo-random numbers (mulberry32): the same seed, the same round. */
export const randomFrom = (
  seed: number,
): { readonly whole: (below: number) => number; readonly of: <A>(list: ReadonlyArray<A>) => A } => {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const whole = (below: number): number => Math.floor(next() * below)
  return {
    whole,
    of: (list) => {
      const one = list[whole(list.length)]
      if (one === undefined) throw new Error("nothing to choose from")
      return one
    },
  }
}
export type Random = ReturnType<typeof randomFrom>

export const at = { kind: "file", file: "生成" } as const

export const agencyNamed = (code: string, group: string, name = `第${code}局`): Agency =>
  plainAgency({
    code,
    name,
    group,
    at,
  })

export const stampFor = (plans: ReadonlyArray<Plan>, team: ReadonlyArray<string>): Stamp => ({
  title: "生成的考核",
  rubrics: plans.map(({ rubric }) => ({ id: rubric.id, version: rubric.version, title: rubric.title, hash: "" })),
  engine: "0",
  stage: "初评",
  asOf: "2027-01-20",
  evidenceDue: null,
  objections: null,
  issuer: null,
  team,
  publish: { totals: true, places: true },
  inputs: [],
  decisions: 0,
})

const team = ["甲评分人", "乙评分人", "丙评分人"]

/** A round in which values, states, evidence, decisions, scores and applicability are chosen by chance. */
export const generatedRound = (plans: ReadonlyArray<Plan>, perPlan: number, seed: number): Assessment => {
  const random = randomFrom(seed)
  const parts = plans.map((plan, position) =>
    partOf(plan, { random, perPlan, first: 100 + position * 200, late: position % 2 === 0 }),
  )
  return {
    stamp: stampFor(plans, team),
    parts: parts.map(({ part }) => part),
    issues: parts.flatMap(({ issues }) => issues),
  }
}

const partOf = (
  plan: Plan,
  {
    random,
    perPlan,
    first,
    late,
  }: { readonly random: Random; readonly perPlan: number; readonly first: number; readonly late: boolean },
): ReturnType<typeof assess> => {
  const agencies = Array.from({ length: perPlan }, (_, index): Agency => {
    const agency = agencyNamed(String(first + index), random.of(plan.groups).id)
    return {
      ...agency,
      order: random.whole(50),
      ranked: random.whole(10) > 0,
      remark: random.whole(6) === 0 ? "机构改革" : null,
    }
  })
  const fields = plan.fields.filter(({ field }) => field !== null)
  // some hand in everything, some little, one nothing
  const entries = agencies.flatMap((agency, index) =>
    index === 3 ? [] : fields.flatMap((field) => entriesFor(agency, field, random, index % 4)),
  )
  const criteria = plan.rubric.sections.flatMap((section) => section.criteria)
  const scores = agencies.flatMap((agency) =>
    criteria.flatMap((criterion) =>
      team.flatMap(
        (scorer, index): ReadonlyArray<Score> =>
          random.whole(5) === 0 || index === 2
            ? []
            : [
                {
                  agency: agency.code,
                  criterion: criterion.code,
                  scorer,
                  points: Rational.ratio(random.whole(9), 4),
                  reason: "=材料齐全",
                  at,
                },
              ],
      ),
    ),
  )
  const decisions = agencies.flatMap((agency) => [
    ...fields.flatMap((field) => decisionsFor(agency, field, random)),
    ...(random.whole(6) === 0
      ? [decision(agency, "adjust", "", { state: "filled", value: Rational.ratio(random.whole(300) - 150, 100) })]
      : []),
  ])
  const applicability = agencies.flatMap((agency) =>
    criteria.flatMap(
      (criterion): ReadonlyArray<Applicability> =>
        criterion.applies === undefined || random.whole(3) === 0
          ? []
          : [
              {
                agency: agency.code,
                group: null,
                criterion: criterion.code,
                applies: random.of(["applies", "applies", "notApplicable", "notSampled"] as const),
                reason: null,
                basis: null,
                at,
              },
            ],
    ),
  )
  return assess(
    plan,
    { agencies, entries, scores, decisions, applicability },
    {
      asOf: parseDay("2027-01-20") ?? 0,
      due: late ? null : parseDay("2027-02-01"),
      evidenceDue: late ? null : parseDay("2027-02-01"),
    },
  )
}

const entriesFor = (agency: Agency, field: PlanField, random: Random, habit: number): ReadonlyArray<Entry> => {
  const source = field.field?.source ?? "self"
  const entry = (from: string): Entry => {
    const reading = readingFor(field, random, habit)
    return {
      agency: agency.code,
      field: field.id,
      source: from,
      reading,
      raw: "原文",
      evidence: random.whole(8) === 0 ? null : "佐证",
      at,
    }
  }
  return [
    ...(random.whole(12) === 0 ? [] : [entry(source)]),
    ...(source !== "self" && random.whole(3) === 0 ? [entry("self")] : []),
    ...(random.whole(40) === 0 ? [entry(source)] : []),
  ]
}

const readingFor = (field: PlanField, random: Random, habit: number): Reading => {
  const chance = random.whole(habit === 0 ? 60 : 20)
  if (chance === 0) return { state: "blank" }
  if (chance === 1) return { state: "unreadable" }
  if (chance === 2) return { state: "claimed" }
  if (chance === 3) return { state: "none" }
  return { state: "filled", value: valueFor(field, random) }
}

const valueFor = (field: PlanField, random: Random): Rational | boolean | string => {
  switch (field.field?.kind) {
    case "yes-no":
      return random.whole(3) > 0
    case "level":
      return random.of(field.field.levels ?? ["好"])
    case "text":
      return random.of(["=1+1", "-", "说明"])
    case "day":
      return Rational.of((parseDay("2027-01-01") ?? 0) + random.whole(120) - 60)
    case "rate":
      return Rational.ratio(random.whole(101), random.of([100, 97, 3]))
    case "number":
      return Rational.ratio(random.whole(10001), 100)
    default:
      return Rational.of(random.of([0, 1, 2, 3, 5, 8, 19, 20, 40, 57, 61, 95, 100]))
  }
}

const decision = (agency: Agency, kind: Decision["kind"], target: string, value: Reading | null): Decision => ({
  agency: agency.code,
  kind,
  target,
  old: null,
  new: value,
  reason: "核查",
  basis: null,
  by: ["丁认定人", "戊认定人"],
  on: null,
  stage: null,
  at,
})

const decisionsFor = (agency: Agency, field: PlanField, random: Random): ReadonlyArray<Decision> => {
  if (random.whole(12) > 0) return []
  const kind = random.of(["correct", "confirm", "recognise", "refute", "evidence"] as const)
  return [
    decision(agency, kind, field.id, kind === "correct" ? { state: "filled", value: valueFor(field, random) } : null),
  ]
}
