import { parseDay, Rational } from "@fadu/engine"
import type { Dice } from "./Dice.ts"

/** Which way a value of a field is better; null where a rule does not say. */
export type Better = "more" | "less" | "yes" | "no" | "earlier" | "level" | null

/** A field as a rubric writes it, with what the tests know of it. */
export interface FieldCase {
  readonly source: { readonly [key: string]: unknown; readonly kind: string; readonly label: string }
  readonly better: Better
  /** A value that an agency might have; often one on which the rule turns. */
  readonly value: (dice: Dice) => Rational | boolean | string
}

export interface RuleCase {
  readonly rule: { readonly [key: string]: unknown; readonly kind: string }
  readonly fields: { readonly [id: string]: FieldCase }
}

/** What a rule may give (an award out of `share`) or take (at most from `full`); points are whole numbers of `unit`. */
export interface RulePlace {
  readonly dice: Dice
  /** Unique; begins the ids of its fields. */
  readonly name: string
  /** In units. */
  readonly share: number
  /** 10^-places. */
  readonly places: number
  /** Whether the mark may go below zero. */
  readonly sinks: boolean
}

export const decimal = (units: number, places: number): number => Number(`${units}e-${places}`)

const labels = ["开庭案件", "出庭案件", "报送文件", "归档案卷", "培训人员", "公示事项", "审核决定", "整改问题"] as const
const units = ["件", "次", "人", "卷", ""] as const

const field = (
  { dice, name }: RulePlace,
  key: string,
  kind: string,
  rest: Omit<FieldCase, "source"> & { readonly extra?: object },
): { readonly id: string; readonly fields: { readonly [id: string]: FieldCase } } => {
  const id = `${name}.${key}`
  const unit = kind === "count" || kind === "number" ? dice.pick(...units) : ""
  const { extra, ...known } = rest
  return {
    id,
    fields: {
      [id]: {
        ...known,
        source: { label: `${dice.pick(...labels)}${name}${key}`, kind, ...(unit === "" ? {} : { unit }), ...extra },
      },
    },
  }
}

const count = (place: RulePlace, key: string, better: Better, near = 0) =>
  field(place, key, "count", {
    better,
    value: (dice) => Rational.of(dice.pick(near, dice.below(12), dice.below(12), dice.below(400))),
  })
const truth = (place: RulePlace, key: string, better: Better) =>
  field(place, key, "yes-no", { better, value: (dice) => dice.below(2) === 0 })
const rate = (place: RulePlace, key: string, better: Better, near: Rational) =>
  field(place, key, "rate", {
    better,
    value: (dice) =>
      dice.pick(
        near,
        Rational.ratio(dice.below(10_001), 10_000),
        Rational.ratio(dice.below(1_000_001), 1_000_000),
        Rational.ratio(dice.below(12), 7),
      ),
  })
const measure = (place: RulePlace, key: string, better: Better, near: Rational) =>
  field(place, key, "number", {
    better,
    value: (dice) => dice.pick(near, Rational.ratio(dice.below(3000), 100), Rational.ratio(dice.below(40) - 8, 4)),
  })

/** How a rate of few cases is scored, where the rule says so. */
const few = (place: RulePlace, of: string, bad: string): { readonly small?: object } =>
  place.dice.once(3)
    ? {
        small: {
          of,
          under: place.dice.between(1, 8),
          instead: place.dice.pick<string | object>("full", {
            count: bad,
            points: decimal(place.dice.between(1, place.share), place.places),
          }),
        },
      }
    : {}

/** A number for a rule: a share of two counts, a rate, a count or a measure; `text` is what the rule writes. */
const number = (
  place: RulePlace,
  better: "more" | "less",
  near: { readonly rate: Rational; readonly plain: Rational },
): {
  readonly text: string
  readonly fields: RuleCase["fields"]
  readonly isRate: boolean
  readonly small?: object
} => {
  const { dice } = place
  switch (dice.below(5)) {
    case 0: {
      const done = count(place, "done", better)
      const due = count(place, "due", null)
      return {
        text: `${done.id} / ${due.id}`,
        fields: { ...done.fields, ...due.fields },
        isRate: true,
        ...few(place, due.id, better === "less" ? done.id : `${due.id} - ${done.id}`),
      }
    }
    case 1: {
      const done = count(place, "done", better)
      const [due, excused] = [count(place, "due", null), count(place, "excused", null)]
      return {
        text: `${done.id} / (${due.id} - ${excused.id})`,
        fields: { ...done.fields, ...due.fields, ...excused.fields },
        isRate: true,
      }
    }
    case 2: {
      const made = rate(place, "rate", better, near.rate)
      return { text: made.id, fields: made.fields, isRate: true }
    }
    case 3: {
      const made = measure(place, "measure", better, near.plain)
      return { text: made.id, fields: made.fields, isRate: false }
    }
    default: {
      const made = count(place, "count", better, Math.trunc(near.plain.toNumber()))
      return { text: made.id, fields: made.fields, isRate: false }
    }
  }
}

const smallOf = ({ small }: ReturnType<typeof number>): object => (small === undefined ? {} : { small })

const percent = (units: number): { readonly text: string; readonly value: Rational } => ({
  text: `${decimal(units, 2)}%`,
  value: Rational.ratio(units, 10_000),
})

/** Points for each event: often finer than what is printed. */
const each = ({ dice, places }: RulePlace): number =>
  dice.pick(
    decimal(dice.between(1, 30), places),
    decimal(dice.between(1, 900), places + 1),
    decimal(dice.between(1, 99), 3),
  )
const capped = ({ dice, share, places }: RulePlace): { readonly cap?: number } =>
  dice.once(2) ? { cap: decimal(dice.between(1, share), places) } : {}

// ── rules that take ─────────────────────────────────────────────────────────────────────────────────────────

const yesNo = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const points = dice.pick<number | "all">("all", decimal(dice.between(1, share), places))
  const first = truth(place, "is", "yes")
  switch (dice.below(3)) {
    case 0:
      return { rule: { kind: "yes-no", value: first.id, points }, fields: first.fields }
    case 1: {
      const fault = truth(place, "fault", "no")
      return { rule: { kind: "yes-no", value: `not ${fault.id}`, points }, fields: fault.fields }
    }
    default: {
      const second = count(place, "many", "more", 3)
      return {
        rule: { kind: "yes-no", value: `${first.id} and ${second.id} >= 3`, points },
        fields: { ...first.fields, ...second.fields },
      }
    }
  }
}

const shortfall = (place: RulePlace): RuleCase => {
  const { dice } = place
  const side = dice.pick("below", "above")
  const [asRate, asNumber] = [percent(dice.pick(10_000, 9_500, dice.between(1, 10_000))), dice.between(1, 20)]
  const made = number(place, side === "below" ? "more" : "less", { rate: asRate.value, plain: Rational.of(asNumber) })
  const size = dice.pick(1, 5, 10, 0.5, 3)
  const target = made.isRate ? asRate.value.times(Rational.of(100)) : Rational.of(asNumber)
  const fits = side === "above" || target.compare(Rational.of(size)) >= 0
  return {
    rule: {
      kind: "shortfall",
      value: made.text,
      target: made.isRate ? asRate.text : asNumber,
      ...(side === "above" || dice.once(3) ? { side } : {}),
      per: made.isRate
        ? dice.pick(`${size}pp`, `${size}% of target`)
        : dice.pick<number | string>(size, "10% of target"),
      points: each(place),
      partStep: fits ? dice.pick("proportional", "ignored", "whole") : dice.pick("proportional", "whole"),
      ...smallOf(made),
      ...capped(place),
    },
    fields: made.fields,
  }
}

const perEvent = (place: RulePlace): RuleCase => {
  const { dice } = place
  const first = count(place, "events", "less")
  const second = count(place, "others", null)
  const form = dice.below(4)
  const made = measure(place, "amount", "less", Rational.zero)
  const again = dice.once(3) ? dice.pick<number | "all">("all", each(place)) : null
  const hidden = truth(place, "hidden", "no")
  const isDoubled = dice.once(3)
  const rule = {
    kind: "per-event",
    points: each(place),
    ...(again === null ? {} : { again }),
    ...(isDoubled ? { double: { when: hidden.id, what: "隐瞒不报", ...(dice.once(2) ? { times: 1.5 } : {}) } } : {}),
    ...(again === "all" ? {} : capped(place)),
  }
  const doubling = isDoubled ? hidden.fields : {}
  if (form === 3) return { rule: { ...rule, count: made.id }, fields: { ...made.fields, ...doubling } }
  return form === 0
    ? { rule: { ...rule, count: first.id }, fields: { ...first.fields, ...doubling } }
    : {
        rule: { ...rule, count: `${first.id} ${form === 1 ? "+" : "-"} ${second.id}` },
        fields: { ...first.fields, ...second.fields, ...doubling },
      }
}

const tooFew = (place: RulePlace): RuleCase => {
  const { dice } = place
  const least = dice.between(1, 12)
  const made = count(place, "times", "more", least)
  return {
    rule: {
      kind: "too-few",
      count: made.id,
      atLeast: least,
      ...(dice.once(2) ? { per: dice.between(1, 4) } : {}),
      points: each(place),
      ...capped(place),
    },
    fields: made.fields,
  }
}

/** 虚报一项扣 …: whatever the figures say. */
const refuted = (place: RulePlace): RuleCase => ({
  rule: { kind: "per-event", count: "refuted()", points: each(place), ...capped(place) },
  fields: {},
})

/** 缺一份扣 …: fewer papers than things done. */
const papersMissing = (place: RulePlace): RuleCase => {
  const made = field(place, "proved", "count", {
    better: null,
    value: (dice) => Rational.of(dice.below(6)),
    extra: {
      evidence: {
        need: place.dice.pick("required", "optional"),
        ...place.dice.pick<object>({ each: true }, { count: 2 }, {}),
      },
    },
  })
  return {
    rule: {
      kind: "per-event",
      count: place.dice.pick(`max(0, ${made.id} - papers(${made.id}))`, `max(3 - papers(${made.id}), 0)`),
      points: each(place),
      ...capped(place),
    },
    fields: made.fields,
  }
}

const deadline = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const due = parseDay("2026-03-31") ?? 0
  const late = dice.between(1, share)
  // where the mark may sink, days without a cap could cost more than not doing it at all
  const form = dice.below(place.sinks ? 2 : 3)
  const early = dice.once(3)
  const made = field(place, "day", "day", {
    better: early ? null : "earlier",
    value: (at) => Rational.of(due + at.pick(0, 1, -1, at.below(60) - 30, -200)),
  })
  const start = field(place, "start", "day", {
    better: null,
    value: (at) => Rational.of(due - at.pick(7, 9, 0, at.below(30), -3)),
  })
  const term = dice.pick(null, "days", "workdays")
  return {
    rule: {
      kind: "deadline",
      day: made.id,
      due: term === null ? "2026-03-31" : { after: start.id, [term]: dice.between(1, 9) },
      boundary: dice.pick("included", "excluded"),
      late:
        form === 0
          ? { points: decimal(late, places) }
          : form === 1
            ? { points: each(place), each: "day", cap: decimal(late, places) }
            : { points: each(place), each: "day" },
      notDone: form === 2 ? "all" : dice.pick<number | "all">("all", decimal(dice.between(late, share), places)),
      ...(early ? { early: { before: "2026-01-01", points: decimal(dice.between(1, share), places) } } : {}),
    },
    fields: term === null ? made.fields : { ...made.fields, ...start.fields },
  }
}

/** How many score, and whether the highest and the lowest are left out. */
const scorersOf = ({ dice }: RulePlace): { readonly scorers: number; readonly combine?: "trimmed" } => {
  const scorers = dice.between(1, 3)
  return scorers === 3 && dice.once(2) ? { scorers, combine: "trimmed" } : { scorers }
}

const judgedLoss = (place: RulePlace): RuleCase => ({
  rule: {
    kind: "judged",
    how: "lose",
    most: decimal(place.dice.between(1, place.share), place.places),
    ...scorersOf(place),
  },
  fields: {},
})

const formulaLoss = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const a = count(place, "a", "less")
  const b = count(place, "b", null)
  const [points, fields] = dice.pick<readonly [string, RuleCase["fields"]]>(
    [`${a.id} * 0.3`, a.fields],
    [`${a.id} / ${b.id}`, { ...a.fields, ...b.fields }],
    [`max(${a.id} - ${b.id}, 0) * 0.5`, { ...a.fields, ...b.fields }],
    [`round(${a.id} / 7, 1) - (${b.id} - 3)`, { ...a.fields, ...b.fields }],
    [`${a.id} > ${b.id} ? ${a.id} / 3 / (${b.id} + 1) : 0`, { ...a.fields, ...b.fields }],
    [`ceil(${a.id} / 3) * 0.25`, a.fields],
  )
  return { rule: { kind: "formula", how: "lose", points, most: decimal(dice.between(1, share), places) }, fields }
}

// ── rules that give ─────────────────────────────────────────────────────────────────────────────────────────

const checklist = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const many = Math.min(dice.between(1, 4), share)
  const parts: Array<{ readonly value: string; readonly points: number }> = []
  let fields: RuleCase["fields"] = {}
  for (let index = 0; index < many; index++) {
    const made = truth(place, `part${index}`, "yes")
    const part = index === many - 1 ? share - (many - 1) * Math.trunc(share / many) : Math.trunc(share / many)
    parts.push({ value: made.id, points: decimal(part, places) })
    fields = { ...fields, ...made.fields }
  }
  return { rule: { kind: "checklist", parts }, fields }
}

/** The best part in full and half of every other: parts of an even number of units each. */
const halved = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const rest = Math.trunc(dice.below(share) / 2)
  const others = Math.min(dice.between(0, 3), Math.trunc((share - rest) / 2))
  // the best part is the larger of what is left and the largest other
  const sizes = [share - others * rest, ...Array.from({ length: others }, () => rest * 2)]
  if ((sizes[0] ?? 0) < rest * 2) return checklist(place)
  const parts = sizes.map((size, index) => ({ ...truth(place, `half${index}`, "yes"), size }))
  return {
    rule: {
      kind: "checklist",
      parts: parts.map(({ id, size }) => ({ value: id, points: decimal(size, places) })),
      others: "50%",
    },
    fields: Object.fromEntries(parts.flatMap(({ fields }) => Object.entries(fields))),
  }
}

const ladder = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const many = Math.min(dice.between(1, 4), share)
  const rungs = Array.from({ length: many }, (_, index) => {
    const size = index === 0 ? share : Math.max(0, share - index * Math.max(1, Math.trunc(share / many)))
    const made =
      dice.below(2) === 0
        ? truth(place, `rung${index}`, "yes")
        : field(place, `rung${index}`, "count", {
            better: "more",
            value: (at) => Rational.of(at.below(3)),
            ...(dice.once(2) ? { extra: { recognise: true } } : {}),
          })
    const kind = made.fields[made.id]?.source.kind
    return {
      ...made,
      rung: {
        title: `第 ${index + 1} 级`,
        value: kind === "count" ? `${made.id} > 0` : made.id,
        points: decimal(size, places),
      },
    }
  })
  return {
    rule: { kind: "ladder", rungs: rungs.map(({ rung }) => rung) },
    fields: Object.fromEntries(rungs.flatMap(({ fields }) => Object.entries(fields))),
  }
}

const linear = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const better = dice.pick("more", "less")
  const low = dice.between(0, 9_000)
  const high = dice.between(low + 1, 10_000)
  const [least, most] = [percent(low), percent(high)]
  const [few, many] = [dice.between(0, 20), dice.between(21, 60)]
  const made = number(place, better, { rate: most.value, plain: Rational.of(many) })
  const ends = made.isRate ? [least.text, most.text] : [few, many]
  const [from, to] = better === "more" ? ends : [...ends].reverse()
  return {
    rule: {
      kind: "linear",
      value: made.text,
      from: { at: from, points: dice.pick(0, decimal(dice.below(share), places)) },
      to: { at: to, points: decimal(share, places) },
      ...smallOf(made),
    },
    fields: made.fields,
  }
}

const tiers = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const better = dice.pick("higher", "lower")
  const many = Math.min(dice.between(1, 4), share)
  const top = dice.between(50, 100)
  const made = number(place, better === "higher" ? "more" : "less", {
    rate: Rational.ratio(top, 100),
    plain: Rational.of(top),
  })
  const list = Array.from({ length: many }, (_, index) => {
    const at = better === "higher" ? top - index * 10 : 10 + index * 10
    return {
      at: made.isRate ? `${at}%` : at,
      points: decimal(index === 0 ? share : Math.max(1, share - index * Math.trunc(share / many)), places),
    }
  }).filter((tier, index, all) => index === 0 || tier.points < (all[index - 1]?.points ?? 0))
  const last = list.at(-1)?.points ?? 0
  return {
    rule: {
      kind: "tiers",
      value: made.text,
      ...(better === "lower" || dice.once(2) ? { better } : {}),
      tiers: list,
      ...smallOf(made),
      ...(last > decimal(1, places) && dice.once(2) ? { otherwise: decimal(1, places) } : {}),
    },
    fields: made.fields,
  }
}

const levels = ["好", "较好", "一般", "差"] as const

const level = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const made = field(place, "level", "level", {
    better: "level",
    extra: { levels },
    value: (at) => at.pick(...levels),
  })
  let left = share
  const points = Object.fromEntries(
    levels.map((name, index) => {
      left = index === 0 ? share : Math.max(0, left - dice.below(share + 1))
      return [name, decimal(left, places)]
    }),
  )
  return { rule: { kind: "level", value: made.id, points }, fields: made.fields }
}

/** Figures on one scale, some of which may be left out. */
const mean = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const falls = dice.once(3)
  const figures = Array.from({ length: dice.between(1, 4) }, (_, index) =>
    field(place, `mean${index}`, "number", {
      better: falls ? "less" : "more",
      value: (at) => Rational.ratio(at.below(13), 10),
    }),
  )
  return {
    rule: {
      kind: "mean",
      values: figures.map(({ id }) => id),
      ...(falls ? { worst: 1, best: dice.pick(0, 0.25) } : dice.pick({}, { best: 1 }, { worst: 0.2, best: 0.9 })),
      points: decimal(share, places),
    },
    fields: Object.assign({}, ...figures.map(({ fields }) => fields)),
  }
}

const judged = (place: RulePlace): RuleCase => ({
  rule: {
    kind: "judged",
    most: decimal(place.share, place.places),
    ...scorersOf(place),
    ...(place.dice.once(2) ? { how: "award" } : {}),
  },
  fields: {},
})

const formulaAward = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const a = count(place, "a", "more")
  const b = count(place, "b", null)
  const most = decimal(share, places)
  const [points, fields] = dice.pick<readonly [string, RuleCase["fields"]]>(
    [`${a.id} * 0.4`, a.fields],
    [`${a.id} / ${b.id} * ${most}`, { ...a.fields, ...b.fields }],
    [`${most} - max(${b.id} - ${a.id}, 0) * 0.15`, { ...a.fields, ...b.fields }],
    [`${a.id} >= ${b.id} and ${b.id} > 0 ? ${most} : 0`, { ...a.fields, ...b.fields }],
    [`floor(${a.id} / 2) / (${b.id} / 3)`, { ...a.fields, ...b.fields }],
  )
  return { rule: { kind: "formula", how: "award", points, most }, fields }
}

export const perAward = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const made = field(place, "awards", "count", {
    better: "more",
    value: (at) => Rational.of(at.below(5)),
    ...(dice.once(2) ? { extra: { recognise: true } } : {}),
  })
  return {
    rule: {
      kind: "per-award",
      count: made.id,
      points: each(place),
      ...(dice.once(3) ? { others: dice.pick("50%", "0%", "33.3%") } : {}),
      cap: decimal(share, places),
    },
    fields: made.fields,
  }
}

/** At most so much of the mark is left where something happened. */
export const ceiling = (place: RulePlace): RuleCase => {
  const made = truth(place, "grave", "no")
  return {
    rule: {
      kind: "ceiling",
      when: made.id,
      what: "发生重大问题",
      at: decimal(place.dice.below(place.share), place.places),
    },
    fields: made.fields,
  }
}

// ── rules that look at other agencies ───────────────────────────────────────────────────────────────────────

/** What an agency has, to be compared with what others have. */
const compared = (place: RulePlace, better: "more" | "less") =>
  number(place, better, { rate: Rational.ratio(place.dice.below(11), 10), plain: Rational.of(place.dice.below(9)) })

const againstMean = (place: RulePlace): RuleCase => {
  const { dice } = place
  const side = dice.pick("below", "above")
  const made = compared(place, side === "below" ? "more" : "less")
  const target = dice.pick(`mean(${made.text})`, `mean(${made.text}) * 0.9`, `lowest(${made.text})`)
  return {
    rule: {
      kind: "shortfall",
      value: made.text,
      target: side === "above" ? `mean(${made.text})` : target,
      side,
      per: made.isRate ? "1pp" : 0.5,
      points: each(place),
      partStep: dice.pick("proportional", "ignored", "whole"),
      ...capped(place),
    },
    fields: made.fields,
  }
}

const byPlace = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const better = dice.pick("more", "less")
  const made = compared(place, better)
  const few = Math.max(1, Math.trunc(share / 2))
  const tiers = [
    { at: 1, points: decimal(share, places) },
    ...(few < share ? [{ at: 3, points: decimal(few, places) }] : []),
  ]
  const how = better === "more" ? "place" : "placeFromLast"
  return { rule: { kind: "tiers", value: `${how}(${made.text})`, better: "lower", tiers }, fields: made.fields }
}

const toTheBest = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const better = dice.pick("more", "less")
  const made = compared(place, better)
  const [worst, best] = better === "more" ? ["lowest", "highest"] : ["highest", "lowest"]
  return {
    rule: {
      kind: "linear",
      value: made.text,
      from: { at: `${worst}(${made.text})`, points: dice.pick(0, decimal(dice.below(share), places)) },
      to: { at: `${best}(${made.text})`, points: decimal(share, places) },
      better: better === "more" ? "higher" : "lower",
    },
    fields: made.fields,
  }
}

/** 倒数第一的扣分 */
const notLast = (place: RulePlace): RuleCase => {
  const { dice, share, places } = place
  const better = dice.pick("more", "less")
  const made = compared(place, better)
  const how = better === "more" ? "placeFromLast" : "place"
  return {
    rule: { kind: "yes-no", value: `${how}(${made.text}) > 1`, points: decimal(dice.between(1, share), places) },
    fields: made.fields,
  }
}

export const comparing = { losing: [againstMean, notLast], giving: [byPlace, toTheBest] } as const
export const losing = [
  yesNo,
  ceiling,
  shortfall,
  perEvent,
  tooFew,
  papersMissing,
  refuted,
  deadline,
  judgedLoss,
  formulaLoss,
] as const
export const giving = [checklist, halved, ladder, linear, tiers, level, mean, judged, formulaAward, perAward] as const
