import * as build from "../formula/build.ts"
import { Rational } from "../Rational.ts"
import type { ParseFormula } from "../rubric/Problem.ts"
import { type Criterion, fullFor, type Rubric, type Section } from "../rubric/Rubric.ts"
import { Compiling, type FindWhole, type Whole } from "./Compiling.ts"
import { expandMark } from "./expandMark.ts"
import { expandSection } from "./expandSection.ts"
import type { Condition, MarkPlan, SectionPlan } from "./Plan.ts"

/**
 * Marks and sections of every group, each expanded once, and after those whose points its formulas read. What is being expanded while it
 * is asked for reads itself.
 */
export class Expansion {
  readonly c: Compiling
  private readonly rubric: Rubric
  private readonly marks = new Map<string, Map<Criterion, MarkPlan | null>>()
  private readonly sections = new Map<string, Map<Section, SectionPlan | null>>()
  /** Codes on the way to what is being expanded now. */
  private readonly way: Array<string> = []

  constructor(rubric: Rubric, parse: ParseFormula) {
    this.rubric = rubric
    this.c = new Compiling(rubric, parse, this.findWhole)
  }

  /** Null where the group does not have the criterion. */
  private mark(group: string, { section, criterion, path }: CriterionPlace): MarkPlan | null {
    const known = this.marks.get(group) ?? new Map<Criterion, MarkPlan | null>()
    this.marks.set(group, known)
    const done = known.get(criterion)
    if (done !== undefined) return done
    const full = fullFor(criterion.full, group)
    this.way.push(criterion.code)
    const made = full === null ? null : expandMark(this.c, { section, criterion, group, full: Rational.of(full), path })
    this.way.pop()
    known.set(criterion, made)
    return made
  }

  private section(group: string, section: Section): SectionPlan | null {
    const known = this.sections.get(group) ?? new Map<Section, SectionPlan | null>()
    this.sections.set(group, known)
    const done = known.get(section)
    if (done !== undefined) return done
    this.way.push(section.code)
    const made = expandSection(this.c, group, { section, marks: this.marksIn(group, section) })
    this.way.pop()
    known.set(section, made)
    return made
  }

  private marksIn(group: string, section: Section): ReadonlyArray<MarkPlan> {
    return this.criteria()
      .filter((place) => place.section === section)
      .flatMap((place) => this.mark(group, place) ?? [])
  }

  marksOf(group: string): ReadonlyArray<MarkPlan> {
    return this.criteria().flatMap((place) => this.mark(group, place) ?? [])
  }

  sectionsOf(group: string): ReadonlyArray<SectionPlan> {
    return this.rubric.sections.flatMap((section) => this.section(group, section) ?? [])
  }

  private readonly findWhole: FindWhole = (group, code) => {
    const at = this.way.indexOf(code)
    if (at >= 0) return { cycle: [...this.way.slice(at), code] }
    const place = this.criteria().find(({ criterion }) => criterion.code === code)
    if (place !== undefined) {
      const mark = this.mark(group, place)
      return mark === null ? "not-in-group" : this.wholeMark(group, mark)
    }
    const section = this.rubric.sections.find((each) => each.code === code)
    if (section === undefined) return "unknown"
    const inner = this.criteria().find((each) => each.section === section && this.way.includes(each.criterion.code))
    if (inner !== undefined) return { cycle: [inner.criterion.code, code, inner.criterion.code] }
    const made = this.section(group, section)
    return made === null ? "not-in-group" : this.wholeSection(group, made)
  }

  private wholeSection(group: string, { section, full, total, high, mean }: SectionPlan): Whole {
    const marks = this.marksIn(group, section)
    const isFixed = section.bonus === true || marks.every((mark) => mark.fullSlot === null)
    const applicable = build.sum(
      ...marks.map((mark) => (mark.fullSlot === null ? build.points(mark.full) : build.slot(mark.fullSlot))),
    )
    const isDecided = marks.every((mark) => mark.awarded === mark.high || isAlwaysKnown(mark))
    return {
      title: section.title,
      full: isFixed
        ? build.points(full)
        : mean === null
          ? applicable
          : build.cases([[build.equal(mean.applicable, build.points(0)), build.points(0)]], build.points(full)),
      low: total,
      high: isDecided ? total : high,
      before: [],
      beforeShare: marks.flatMap((mark) =>
        mark.fullSlot === null ? [] : [...undecided(mark), ...this.undecidedBefore(group, mark)],
      ),
    }
  }

  private wholeMark(group: string, mark: MarkPlan): Whole {
    return {
      title: mark.criterion.title,
      full: mark.fullSlot === null ? build.points(mark.full) : build.slot(mark.fullSlot),
      low: mark.awarded,
      high: isAlwaysKnown(mark) ? mark.awarded : mark.high,
      // its points rise with those of others that turn out not to apply
      before: this.undecidedBefore(group, mark),
      beforeShare: mark.fullSlot === null ? [] : undecided(mark),
    }
  }

  private undecidedBefore(group: string, { moved }: MarkPlan): ReadonlyArray<Condition> {
    const done = [...(this.marks.get(group)?.values() ?? [])]
    return (moved?.from ?? []).flatMap((code) => {
      const mark = done.find((one) => one?.criterion.code === code)
      return mark == null ? [] : undecided(mark)
    })
  }

  private readonly places: Array<CriterionPlace> = []

  private criteria(): ReadonlyArray<CriterionPlace> {
    if (this.places.length === 0) {
      this.rubric.sections.forEach((section, s) => {
        section.criteria.forEach((criterion, i) => {
          this.places.push({ section, criterion, path: ["sections", s, "criteria", i] })
        })
      })
    }
    return this.places
  }
}

interface CriterionPlace {
  readonly section: Section
  readonly criterion: Criterion
  readonly path: ReadonlyArray<string | number>
}

const isAlwaysKnown = (mark: MarkPlan): boolean =>
  mark.waits === null && mark.average === null && mark.losses.every((loss) => loss.open === null)

/** Whether the criterion applies must be known. */
const undecided = ({ waits, criterion }: MarkPlan): ReadonlyArray<Condition> =>
  waits === null
    ? []
    : [{ known: build.not(build.slot(waits)), needs: [], why: `${criterion.code} 是否适用尚未确定`, between: null }]
