import { assert, describe, it } from "@effect/vitest"
import { assess, document, type Problem, plainAgency, readRubric } from "@fadu/engine"
import { parseFormula } from "@fadu/engine/mathjs"
import { type Dice, madeOf } from "./Dice.ts"
import { makeRubric } from "./World.ts"

type Source = { readonly [key: string]: unknown }

/** A rubric without any fault, to break in one place. */
const sound: Source = {
  id: "sound",
  title: "细则",
  version: "1",
  period: { from: "2026-01-01", to: "2026-12-31" },
  full: 20,
  groups: { enforcing: "执法部门", general: "综合部门" },
  rankWithin: "group",
  bands: [
    { grade: "优秀", from: 18 },
    { grade: "合格", from: 0 },
  ],
  sources: { court: "市中级人民法院" },
  basis: { law: { title: "行政诉讼法", inForce: "1990-10-01", verified: "text" } },
  fields: {
    heard: { label: "开庭案件", kind: "count", unit: "件", source: "court" },
    appeared: { label: "出庭案件", kind: "count", unit: "件", source: "court" },
    late: { label: "迟报次数", kind: "count", unit: "次" },
    day: { label: "报送日期", kind: "day" },
    grade: { label: "评议等次", kind: "level", levels: ["好", "差"] },
  },
  sections: [
    {
      code: "A",
      title: "出庭",
      full: 10,
      criteria: [
        {
          code: "A1",
          title: "出庭率",
          full: 10,
          clause: "出庭率应达到 100%,每低 1 个百分点扣 0.04 分",
          applies: { when: "heard > 0", otherwise: "full" },
          rules: [
            {
              id: "a",
              kind: "shortfall",
              says: "每低 1 个百分点扣 0.04 分",
              value: "appeared / heard",
              target: "100%",
              per: "1pp",
              points: 0.04,
              partStep: "proportional",
            },
          ],
          basis: ["law"],
        },
      ],
    },
    {
      code: "B",
      title: "报送",
      full: 10,
      criteria: [
        {
          code: "B1",
          title: "迟报",
          full: 5,
          clause: "迟报一次扣 1 分;迟报三次以上另扣 2 分",
          rules: [
            { id: "a", kind: "per-event", says: "迟报一次扣 1 分", count: "late", points: 1 },
            { id: "b", kind: "yes-no", says: "迟报三次以上另扣 2 分", value: "late < 3", points: 2 },
          ],
        },
        {
          code: "B2",
          title: "期限",
          full: 3,
          clause: "迟报扣 1 分,未报不得分",
          rule: {
            kind: "deadline",
            day: "day",
            due: "2026-03-01",
            boundary: "included",
            late: { points: 1 },
            notDone: "all",
          },
        },
        {
          code: "B3",
          title: "评议",
          full: 2,
          clause: "好的得 2 分",
          rule: { kind: "level", value: "grade", points: { 好: 2, 差: 0 } },
        },
      ],
    },
  ],
}

/** The rubric with another value at a path; undefined takes the key away. */
const broken = (source: unknown, [key, ...rest]: ReadonlyArray<string | number>, value: unknown): unknown => {
  if (key === undefined) return value
  if (Array.isArray(source)) {
    const list = [...source]
    list[Number(key)] = broken(source[Number(key)], rest, value)
    return list
  }
  const entries = Object.entries(typeof source === "object" && source !== null ? source : {})
  const inner = entries.find(([name]) => name === key)?.[1]
  const changed = broken(inner, rest, value)
  const others = entries.map(([name, old]) => [name, name === key ? changed : old] as const)
  const all = entries.some(([name]) => name === key) ? others : [...others, [String(key), changed] as const]
  return Object.fromEntries(all.filter(([, one]) => one !== undefined))
}

const problemsOf = (source: unknown): ReadonlyArray<Problem> => readRubric(source, parseFormula).problems

const at = (path: string): ReadonlyArray<string | number> =>
  path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part))

const A1 = "sections.0.criteria.0"
const B1 = "sections.1.criteria.0"
const B2 = "sections.1.criteria.1"
const B3 = "sections.1.criteria.2"

describe("a rubric", () => {
  it("without a fault is told nothing", () => {
    assert.deepStrictEqual(problemsOf(sound), [])
  })

  // where it is broken, how, which problems that makes, and where they are told
  const faults: ReadonlyArray<readonly [where: string, value: unknown, ...problems: ReadonlyArray<string>]> = [
    ["sections.1.code", "A", "error rubric/duplicate-code sections.1.code"],
    [`${B1}.code`, "A1", `error rubric/duplicate-code ${B1}.code`],
    [`${B1}.code`, "total", `error rubric/duplicate-code ${B1}.code`],
    [`${B1}.rules.1.id`, "a", `error rubric/duplicate-rule ${B1}.rules.1.id`],
    [`${B1}.rules.1.id`, "awarded", `error rubric/duplicate-rule ${B1}.rules.1.id`],
    [`${B1}.rules.1.id`, undefined, `error rubric/no-rule-id ${B1}.rules.1`],
    [`${B1}.full`, 6, "error rubric/sum sections.1.full"],
    ["sections.1.full", 9, "error rubric/sum sections.1.full", "error rubric/total sections"],
    ["full", 100, "error rubric/total sections", "error rubric/total sections"],
    ["full", undefined, "error rubric/total sections", "error rubric/total sections"],
    [`${B1}.rules.0.count`, "lat", `error rubric/unknown-field ${B1}.rules.0.count`],
    [`${B1}.rules.0.count`, "late > 2", `error rubric/type ${B1}.rules.0.count`],
    [`${B1}.rules.1.value`, "late", `error rubric/type ${B1}.rules.1.value`],
    [`${B1}.rules.0.count`, "late *", `error rubric/formula ${B1}.rules.0.count`],
    [`${B1}.rules.0.count`, "grade", `error rubric/type ${B1}.rules.0.count`],
    [`${A1}.rules.0.per`, "1%", `error rubric/rule ${A1}.rules.0.per`],
    [`${A1}.rules.0.per`, 0, `error rubric/rule ${A1}.rules.0.per`],
    [`${A1}.rules.0.target`, "0%", `error rubric/never-deducts ${A1}.rules.0`],
    [`${A1}.applies`, undefined, `warning rubric/zero-divisor ${A1}.rules.0`],
    [`${A1}.rules.0.value`, "appeared / 0", `error rubric/zero-divisor ${A1}.rules.0`],
    [`${A1}.applies.when`, "late > 0", `error rubric/applies-self ${A1}.applies.when`],
    [`${A1}.rules.0.says`, "每低 2 个百分点扣 0.2 分", `error rubric/says ${A1}.rules.0.says`],
    [
      `${B1}.clause`,
      "迟报一次扣 1 分;迟报三次以上另扣 2 分;伪造的扣 5 分",
      `warning rubric/unread-clause ${B1}.clause`,
    ],
    [`${A1}.basis`, ["laww"], `error rubric/unknown-basis ${A1}.basis.0`, "note rubric/unused-basis basis.law"],
    ["basis.law.inForce", "2027-01-01", "error rubric/basis-not-yet basis.law.inForce"],
    ["basis.law.inForce", "2026-07-01", "warning rubric/basis-midway basis.law.inForce"],
    ["basis.law.until", "2025-12-31", "error rubric/basis-repealed basis.law.until"],
    ["basis.law.verified", "no", "note rubric/basis-unverified basis.law.verified"],
    ["bands.1.from", 18, "error rubric/band-order bands.1.from", "error rubric/band-gap bands.1.from"],
    ["bands.1.from", 10, "error rubric/band-gap bands.1.from"],
    ["bands.1.grade", "优秀", "error rubric/band-twice bands.1.grade"],
    ["period.to", "2025-12-31", "error rubric/period period.to"],
    ["fields.late.source", "cort", "error rubric/unknown-source fields.late.source"],
    ["fields.late.label", "开庭案件", "error rubric/duplicate-label fields.late.label"],
    ["fields.late.aliases", ["出庭案件"], "error rubric/duplicate-label fields.late.label"],
    ["fields.extra", { label: "多余", kind: "count" }, "warning rubric/unused-field fields.extra"],
    [
      "fields.grade.levels",
      undefined,
      `error rubric/rule ${B3}.rule.points.好`,
      `error rubric/rule ${B3}.rule.points.差`,
      "error rubric/no-levels fields.grade",
    ],
    ["fields.late.max", -1, `error rubric/never-deducts ${B1}.rules.0`, `error rubric/never-deducts ${B1}.rules.1`],
    ["fields.day", { label: "报送日期", kind: "count" }, `error rubric/rule ${B2}.rule.day`],
    [`${B3}.rule.points`, { 好: 1, 差: 2 }, `error rubric/rule ${B3}.rule.points.差`],
    [`${B3}.rule.points`, { 好: 2 }, `error rubric/rule ${B3}.rule.points`],
    [`${B3}.rule.points`, { 好: 2, 差: 0, 坏: 0 }, `error rubric/rule ${B3}.rule.points.坏`],
    [`${B3}.rule.points`, { 好: 1, 差: 0 }, `error rubric/award-sum ${B3}`],
    [`${B2}.rule.notDone`, 0.5, `error rubric/rule ${B2}.rule.notDone`],
    [`${B2}.rule.day`, "day + 1", `error rubric/rule ${B2}.rule.day`],
    [`${B1}.rules.0.cap`, 6, `error rubric/above-full ${B1}.rules.0`],
    [
      `${B1}.rules.0.points`,
      { enforcing: 1, genral: 1 },
      `error rubric/unknown-group ${B1}.rules.0.points.genral`,
      `error rubric/never-deducts ${B1}.rules.0`,
    ],
    [`${B1}.rules.1.points`, 0.125, `error rubric/too-fine ${B1}.rules.1`],
    [`${B1}.floor`, 6, `error rubric/floor-above-full ${B1}.floor`],
    [`${B3}.rule`, undefined, `error rubric/no-rule ${B3}`],
    [
      `${B2}.rules`,
      [{ id: "b", kind: "yes-no", value: "late < 9", points: 1 }],
      `error rubric/two-rules ${B2}.rule`,
      `error rubric/no-rule-id ${B2}.rule`,
      `note rubric/deducted-twice ${B2}.rules.0`,
    ],
  ]
  it.each(faults.map(([where, value, ...expected]) => ({ where, value, expected })))(
    "with $where as $value is told so",
    ({ where, value, expected }) => {
      const found = problemsOf(broken(sound, at(where), value)).map(
        ({ severity, code, path }) => `${severity} ${code} ${path.join(".")}`,
      )
      assert.deepStrictEqual([...new Set(found)], [...new Set(expected)])
    },
  )
})

describe("a message", () => {
  const message = (where: string, value: unknown): string =>
    problemsOf(broken(sound, at(where), value))
      .map(({ message, remedy }) => `${message}。${remedy}`)
      .join("\n")

  it("works out both readings of a bare percentage", () => {
    const text = message(`${A1}.rules.0.per`, "5%")
    assert.include(text, "5 个百分点")
    assert.include(text, "目标值的 5%")
    assert.include(text, "5pp")
    assert.include(text, "5% of target")
  })

  it("asks whether another name was meant", () => {
    assert.include(message(`${B1}.rules.0.count`, "lat"), "是否为“late”")
    assert.include(message("fields.late.source", "cort"), "是否为“court”")
    assert.include(message(`${A1}.basis`, ["laww"]), "是否为“law”")
    assert.include(message(`${B1}.rules.0.points`, { enforcing: 1, genral: 1 }), "是否为“general”")
  })
})

describe("reading a rubric", () => {
  const use = (source: unknown): void => {
    const { plan, problems } = readRubric(source, parseFormula)
    for (const { message, remedy } of problems)
      assert.notMatch(message + remedy, /undefined|\[object|NaN/, `${message} ${remedy} ${JSON.stringify(source)}`)
    if (plan === null) return
    const at = { kind: "file", file: "agencies.csv" } as const
    const agencies = plan.groups.map(({ id }, index) =>
      plainAgency({
        code: `Q${index}`,
        name: "单位",
        group: id,
        at,
      }),
    )
    const { part, issues } = assess(
      plan,
      { agencies, entries: [], scores: [], decisions: [], applicability: [] },
      { asOf: 46_000, due: null, evidenceDue: null },
    )
    document({
      stamp: {
        title: "",
        rubrics: [],
        engine: "",
        stage: "自评",
        asOf: "2026-01-01",
        issuer: null,
        evidenceDue: null,
        objections: null,
        team: [],
        publish: { totals: false, places: false },
        inputs: [],
        decisions: 0,
      },
      parts: [part],
      issues,
    })
  }

  const strange = (dice: Dice): unknown =>
    dice.pick<unknown>(
      "A1",
      "base",
      "total",
      "constructor",
      "__proto__",
      "a",
      "A",
      0,
      -1,
      1e300,
      1e-300,
      "0 / 0",
      "1 / (1 - 1)",
      "g1",
      {},
      [],
    )
  const mangled = (dice: Dice, value: unknown, often: number): unknown => {
    if (dice.once(often)) return strange(dice)
    if (Array.isArray(value)) return value.map((inner: unknown) => mangled(dice, inner, often))
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        dice.once(3 * often) ? dice.pick("A1", "base", "constructor", "__proto__", "a", "g1") : key,
        mangled(dice, inner, often),
      ]),
    )
  }

  it.prop(
    "never throws on a rubric with some of it mangled",
    [
      madeOf(
        (dice) =>
          mangled(
            dice,
            makeRubric(dice, {
              agencies: 1,
              criteria: 2,
              groups: 2,
              gaps: true,
              leaves: true,
              compares: false,
              spoiled: true,
              turns: true,
            }).rubric,
            dice.pick(20, 60, 150),
          ),
        1200,
      ),
    ],
    ([source]) => {
      use(source)
    },
    { arbitrary: { runs: 400 } },
  )
})
