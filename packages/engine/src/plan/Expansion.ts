import * as build from "../formula/build.ts"
import type { Formula } from "../formula/Formula.ts"
import { Rational } from "../Rational.ts"
import type { ParseFormula } from "../rubric/Problem.ts"
import { type Criterion, fullFor, type Rubric, type Section } from "../rubric/Rubric.ts"
import { Compiling, type FindWhole, type Whole } from "./Compiling.ts"
import { expandMark } from "./expandMark.ts"
import { expandSection } from "./expandSection.ts"
import type { MarkPlan, SectionPlan } from "./Plan.ts"

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
      return mark === null ? "not-in-group" : wholeMark(mark)
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
    }
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
  mark.waits === null && mark.losses.every((loss) => loss.open === null)

const wholeMark = (mark: MarkPlan): Whole => {
  const full: Formula = mark.fullSlot === null ? build.points(mark.full) : build.slot(mark.fullSlot)
  return {
    title: mark.criterion.title,
    full,
    low: mark.awarded,
    high: isAlwaysKnown(mark) ? mark.awarded : mark.high,
  }
}
