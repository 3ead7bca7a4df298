import { Rational } from "../Rational.ts"
import type { AssessmentDocument, MarkDocument, ScorecardDocument, YearDocument, YearLine } from "./Document.ts"

/** One agency in two rounds (同上年比较). */
export interface AgencyYear {
  readonly now: ScorecardDocument
  readonly before: ScorecardDocument
  /** Change of the certain points of the total. */
  readonly change: number
  /** Whether points are open in one of the two, so that the change is not final. */
  readonly open: boolean
  /** 得分率 of the totals, where their full marks differ. */
  readonly rate: { readonly before: number; readonly now: number } | null
  /** Places gained (positive) or lost, where both are counted in the same group; else null. */
  readonly places: number | null
  /** What made the difference, most points first; what cannot be compared stands last. */
  readonly lines: ReadonlyArray<YearLine>
}

/** The round before, as far as the present one can be compared with it. */
export interface YearOnYear {
  readonly previous: AssessmentDocument["stamp"]
  /** What a reader has to know before he compares: another rubric, another version, a result that is not final. */
  readonly notes: ReadonlyArray<string>
  /** Null where the agency was not in the round before. */
  readonly of: (agency: string) => AgencyYear | null
  /** Names of those that were in the round before and are not in this one; empty in copies that do not hold everybody. */
  readonly gone: ReadonlyArray<string>
}

/** Compares two documents made for the same audience: agencies by code, criteria by code. Written when it is looked at. */
export const yearOnYear = (now: AssessmentDocument, previous: AssessmentDocument): YearOnYear => {
  const cards = new Map(now.scorecards.map((card) => [card.agency.code, card]))
  const earlier = new Map(previous.scorecards.map((card) => [card.agency.code, card]))
  const known = new Map<string, AgencyYear>()
  return {
    previous: previous.stamp,
    notes: [
      ...notesOf(now.stamp, previous.stamp),
      ...(now.for !== "public" && previous.for === "public" ? ["上年结果是公开用的,没有各项得分,只比较总分"] : []),
    ],
    gone:
      now.for === "internal" || now.for === "leaders"
        ? [...earlier.values()].flatMap(({ agency }) => (cards.has(agency.code) ? [] : [agency.name]))
        : [],
    of: (agency) => {
      const [card, before] = [cards.get(agency), earlier.get(agency)]
      if (card === undefined || before === undefined) return null
      const found = known.get(agency) ?? agencyYear(card, before)
      known.set(agency, found)
      return found
    },
  }
}

/** The whole comparison as data, for `--json`. */
export const yearDocument = ({ previous, notes, of, gone }: YearOnYear, now: AssessmentDocument): YearDocument => ({
  title: previous.title,
  stage: previous.stage,
  asOf: previous.asOf,
  notes,
  agencies: now.scorecards.flatMap(({ agency }) => {
    const year = of(agency.code)
    if (year === null) return []
    const both = <A>(read: (card: ScorecardDocument) => A): { readonly before: A; readonly now: A } => ({
      before: read(year.before),
      now: read(year.now),
    })
    return [
      {
        code: agency.code,
        name: agency.name,
        total: both(({ total }) => total),
        change: year.change,
        open: year.open,
        rate: year.rate,
        place: both(({ place }) => place),
        grade: both(({ grade }) => grade),
        lines: year.lines,
      },
    ]
  }),
  gone,
})

const notesOf = (now: AssessmentDocument["stamp"], previous: AssessmentDocument["stamp"]): ReadonlyArray<string> => {
  const named = (stamp: AssessmentDocument["stamp"]): string =>
    stamp.rubric.map(({ title, version }) => `《${title}》${version}`).join("、")
  const same = (one: AssessmentDocument["stamp"]["rubric"][number]): boolean =>
    previous.rubric.some(({ id, version, hash }) => id === one.id && version === one.version && hash === one.hash)
  return [
    ...(now.rubric.every(same)
      ? []
      : [`评分细则不同(上年${named(previous)},今年${named(now)}):编号相同的指标才逐项比较,分值不同的另比得分率`]),
    ...(previous.stage === "审定" ? [] : [`上年结果的阶段为${previous.stage},不是审定结果`]),
  ]
}

const agencyYear = (now: ScorecardDocument, before: ScorecardDocument): AgencyYear => {
  const lines = linesOf(now, before)
  const isSameBoard =
    now.rubric === before.rubric
      ? now.agency.group === before.agency.group
      : now.agency.groupTitle === before.agency.groupTitle
  return {
    now,
    before,
    change: minus(now.range.low, before.range.low),
    open: now.total === null || before.total === null,
    rate: now.full === before.full ? null : ratesOf([before.range.low, before.full], [now.range.low, now.full]),
    places: now.place === null || before.place === null || !isSameBoard ? null : before.place - now.place,
    lines,
  }
}

const linesOf = (now: ScorecardDocument, before: ScorecardDocument): ReadonlyArray<YearLine> => {
  const earlier = new Map(before.marks.map((mark) => [mark.criterion, mark]))
  // a code that another criterion had before is not the one of this year
  const renamed = new Set(now.marks.flatMap(({ was }) => was ?? []))
  const then = ({ criterion, was }: MarkDocument): MarkDocument | undefined =>
    was === undefined && renamed.has(criterion) ? undefined : earlier.get(was ?? criterion)
  const matched = new Set(now.marks.map(then))
  const marks =
    before.marks.length === 0
      ? []
      : [
          ...now.marks.map((mark) => markLine(mark.criterion, then(mark), mark)),
          ...before.marks.filter((mark) => !matched.has(mark)).map((mark) => markLine(mark.criterion, mark, undefined)),
        ].filter(({ change, merit, kind }) => change !== 0 || (kind === "matched" && merit !== 0))
  const size = ({ merit, change, kind }: YearLine): number => Math.abs(kind === "matched" ? merit : change)
  const of = (kind: YearLine["kind"]) =>
    [...marks, ...adjustmentLines(now, before)].filter((line) => line.kind === kind).sort((a, b) => size(b) - size(a))
  return [...of("matched"), ...of("other")]
}

const markLine = (criterion: string, before: MarkDocument | undefined, now: MarkDocument | undefined): YearLine => {
  const change = minus(now?.awarded ?? 0, before?.awarded ?? 0)
  const why = whyNot(before, now)
  const rate =
    before === undefined || now === undefined || why !== "" || before.full === now.full
      ? null
      : ratesOf([before.awarded, before.full], [now.awarded, now.full])
  return {
    criterion,
    title: now?.title ?? before?.title ?? "",
    before: before === undefined ? null : markThen(before),
    now: now === undefined ? null : markThen(now),
    change,
    rate,
    merit: why !== "" ? 0 : rate === null || now === undefined ? change : meritOf(rate, now.full),
    kind: why === "" ? "matched" : "other",
    why,
  }
}

const whyNot = (before: MarkDocument | undefined, now: MarkDocument | undefined): YearLine["why"] =>
  before === undefined
    ? "今年新设"
    : now === undefined
      ? "今年取消"
      : isOut(before)
        ? "上年不计"
        : isOut(now)
          ? "今年不计"
          : before.pending !== 0 || now.pending !== 0
            ? "分值待定"
            : ""

/** 不适用 and 未抽查: what it then gives or does not give is nobody's merit. */
const isOut = ({ state }: MarkDocument): boolean => state === "不适用" || state === "未抽查" || state === "不计入"

const markThen = ({ title, full, awarded, pending, state }: MarkDocument): NonNullable<YearLine["now"]> => ({
  title,
  full,
  awarded,
  pending,
  state,
})

/** Rescaling, ceilings, roundings and decisions of the meeting, by their names. */
const adjustmentLines = (now: ScorecardDocument, before: ScorecardDocument): ReadonlyArray<YearLine> => {
  const labels = [...new Set([...now.adjustments, ...before.adjustments].map(({ label }) => label))]
  return labels.flatMap((label): ReadonlyArray<YearLine> => {
    const of = (card: ScorecardDocument): Rational =>
      card.adjustments
        .filter((one) => one.label === label)
        .reduce((sum, { points }) => sum.plus(Rational.of(points)), Rational.zero)
    const change = of(now).minus(of(before)).toNumber()
    return change === 0
      ? []
      : [
          {
            criterion: null,
            title: label,
            before: null,
            now: null,
            change,
            rate: null,
            merit: 0,
            kind: "other",
            why: "总分调整",
          },
        ]
  })
}

type Share = readonly [awarded: number, full: number]

const ratesOf = (before: Share, now: Share): { readonly before: number; readonly now: number } | null => {
  const rate = ([awarded, full]: Share): number => rateOf(awarded, full).rounded(places, "half-up").toNumber()
  return before[1] <= 0 || now[1] <= 0 ? null : { before: rate(before), now: rate(now) }
}

const places = Rational.ratio(1, 10_000)
const rateOf = (awarded: number, full: number): Rational => Rational.of(awarded).over(Rational.of(full))

/** From the rates as they are printed, so that a reader who multiplies finds the same. */
const meritOf = ({ before, now }: { readonly before: number; readonly now: number }, full: number): number =>
  Rational.of(now)
    .minus(Rational.of(before))
    .times(Rational.of(full))
    .rounded(Rational.ratio(1, 100), "half-up")
    .toNumber()

const minus = (a: number, b: number): number => Rational.of(a).minus(Rational.of(b)).toNumber()
