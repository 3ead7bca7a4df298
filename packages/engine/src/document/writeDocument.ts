import { type Assessment, numberAt, type Part, type Stamp, stateAt, truthAt } from "../assess/Assessment.ts"
import { compareText } from "../assess/compareText.ts"
import { costingRows } from "../assess/costingRows.ts"
import {
  basisText,
  beyondReach,
  comparedWith,
  comparisonTexts,
  deductionText,
  type Finding,
  findings,
  marksRead,
  openReason,
  remedyText,
  rivalsOpen,
  roundingNotes,
  type Today,
  waitsFor,
} from "../assess/explain.ts"
import { listingOrder, rankRule } from "../assess/listingOrder.ts"
import { quotaText } from "../assess/quotaText.ts"
import { lacksLedger } from "../assess/reconcile.ts"
import { Reader } from "../assess/Showing.ts"
import { type Deduction, type Mark, type Scorecard, scorecard, scorecards } from "../assess/scorecard.ts"
import type { Decision, Entry } from "../Entry.ts"
import { decisionKinds } from "../Entry.ts"
import type { FieldId, SlotId } from "../formula/Formula.ts"
import type { Address, Issue } from "../Issue.ts"
import { sortIssues } from "../Issue.ts"
import { methods } from "../methods/methods.ts"
import { adjustField, appliesField, type LossPlan, lastYear, papersOf } from "../plan/Plan.ts"
import { Rational } from "../Rational.ts"
import { type Basis, type Remedy, sourceOf } from "../rubric/Rubric.ts"
import { type State, stateWords } from "../State.ts"
import { show } from "../show.ts"
import type {
  AssessmentDocument,
  DeductionDocument,
  MarkDocument,
  OwedDocument,
  RankingDocument,
  ScorecardDocument,
} from "./Document.ts"
import { type Paper, paperOf } from "./Paper.ts"
import { FEWEST_SHOWN } from "./restrict.ts"

/** The whole document, as the team sees it. `restrict` makes the copies for others. */
export const document = (assessment: Assessment): AssessmentDocument =>
  write(assessment, (part) => new PartWriter(part, assessment.stamp))

/**
 * The same document for somebody who reads a few pages of it: marks, and the sentences of each, are written when they are first looked
 * at. Of thousands of agencies only those looked at cost time and memory.
 */
export const openDocument = (assessment: Assessment): AssessmentDocument =>
  write(assessment, (part) => new LazyWriter(part, assessment.stamp))

const write = (assessment: Assessment, writer: (part: Part) => PartWriter): AssessmentDocument => {
  const made = assessment.parts.map(writer)
  const cards = made.flatMap((writer) => writer.scorecards())
  return {
    format: "fadu/assessment",
    version: 1,
    for: "internal",
    stamp: {
      title: assessment.stamp.title,
      rubric: assessment.stamp.rubrics.map((rubric, index) => ({
        ...rubric,
        notice: assessment.parts[index]?.plan.rubric.notice ?? null,
      })),
      engine: assessment.stamp.engine,
      stage: assessment.stamp.stage,
      asOf: assessment.stamp.asOf,
      issuer: assessment.stamp.issuer,
      inputs: assessment.stamp.inputs,
      decisions: assessment.stamp.decisions,
      persons: personsOf(assessment),
      publish: assessment.stamp.publish,
    },
    scorecards: cards,
    rankings: made.flatMap((writer) => writer.rankings()),
    peers: made.flatMap((writer) => writer.peers()),
    issues: sortIssues(assessment.issues).map(issueDocument),
    owed: made.flatMap((writer) => writer.owed()),
  }
}

/** Everybody who scored or decided, for hiding them. */
export const personsOf = (assessment: Assessment): ReadonlyArray<string> => {
  const persons = assessment.parts.flatMap(({ figures }) => figures.persons)
  return [...new Set([...assessment.stamp.team, ...persons])].filter((name) => name !== "").sort(compareText)
}

const issueDocument = ({
  severity,
  code,
  message,
  remedy,
  at,
  also,
  agency,
  forTeam,
}: Issue): AssessmentDocument["issues"][number] => ({
  severity,
  code,
  message,
  remedy,
  at,
  ...(also === undefined ? {} : { also }),
  agency,
  ...(forTeam === undefined ? {} : { forTeam }),
})

class PartWriter {
  private readonly reader: Reader
  private readonly cards: ReadonlyArray<Scorecard>
  private readonly rivals: ReadonlyMap<string, Rivals>
  private readonly part: Part
  private readonly stamp: Stamp
  /** How many of each kind have a place. */
  private alike: ReadonlyMap<string, number> | null = null
  /** Points as they stand on paper. */
  private readonly paper: Paper

  constructor(part: Part, stamp: Stamp) {
    this.part = part
    this.paper = paperOf(part.plan.rubric)
    this.stamp = stamp
    this.reader = new Reader(part)
    this.cards = scorecards(part)
    this.rivals = new Map(part.plan.groups.map(({ id }) => [id, this.rivalsIn(id)]))
  }

  scorecards(): ReadonlyArray<ScorecardDocument> {
    return this.cards.map((card) => this.card(card))
  }

  /** What a place is counted among. */
  private rivalsIn(group: string): Rivals {
    const rivals =
      this.part.plan.rubric.rankWithin === "all" ? this.cards : this.cards.filter((card) => card.group.id === group)
    return {
      placed: rivals.filter((rival) => rival.place !== null).length,
      open: rivals.some((rival) => rival.place === null && takesPart(rival)),
    }
  }

  /** The same scorecard made anew: it keeps the marks that are asked of it. */
  protected fresh({ index }: Scorecard): Scorecard | null {
    return scorecard(this.part, index)
  }

  /** Who owes what, agency by agency. Their marks are made for this alone and let go, because a whole round may be open. */
  owed(): ReadonlyArray<OwedDocument> {
    const { total } = this.paper
    return this.cards.flatMap((card) => {
      const limits = this.limits(card)
      // nothing is owed where nothing is open
      if (total(card.low) === total(card.high) && limits.length === 0) return []
      const agency = card.unit.code
      const open = (this.fresh(card)?.marks ?? []).flatMap((mark) => {
        // several rules of a criterion may wait for the same figure
        const owes = this.open(card, mark).flatMap((one) => one.owes)
        const each = new Map(owes.map((one) => [`${one.who}\n${one.what}`, one])).values()
        return [...each].map(({ who, what }) => ({ who, agency, criterion: mark.plan.criterion.code, what }))
      })
      return [
        ...open,
        ...limits.flatMap(({ id, owes }) =>
          owes.map(({ who, what }) => ({ who, agency, criterion: `限制 ${id}`, what })),
        ),
      ]
    })
  }

  protected card(card: Scorecard): ScorecardDocument {
    return { ...this.head(card), marks: card.marks.map((mark) => this.mark(card, mark)) }
  }

  protected head(card: Scorecard): Omit<ScorecardDocument, "marks"> {
    const { unit, group } = card
    const rivals = this.rivals.get(group.id) ?? { placed: 0, open: false }
    const quota = quotaText(this.part, card)
    const { points, total } = this.paper
    const at = (slot: string): Rational => numberAt(this.part.slots, slot, card.index)
    return {
      agency: {
        code: unit.code,
        name: unit.name,
        short: unit.short,
        group: unit.group,
        groupTitle: group.title,
        order: unit.order,
        status: unit.submitted ? (takesPart(card) ? "参加排名" : "不参加排名") : "未报送",
        remark: unit.remark,
      },
      rubric: this.part.plan.rubric.id,
      total: card.total === null ? null : total(card.total),
      ...(this.paper.isExact ? { exact: at(group.exact).toString() } : {}),
      range: { low: total(card.low), high: total(card.high) },
      base: total(card.base),
      bonus: total(card.bonus),
      applicableFull: points(card.applicableFull),
      ...(card.appliesEnough ? {} : { leastApplicable: points(card.leastApplicable) }),
      full: points(group.full),
      place: card.place,
      provisional: this.stamp.stage !== "审定" || rivals.open,
      of: rivals.placed,
      ...(card.among.length === 0
        ? {}
        : { among: card.among.map((one, position) => this.placeAmong(card, one, position)) }),
      grade: card.grade,
      limits: this.limits(card),
      ...(quota === "" ? {} : { quota }),
      adjustments: this.paper.adjustments(card).map(({ label, points: own }) => ({
        label,
        points: own,
        ...(label === "会议决定调整"
          ? { basis: this.adjustmentBasis(card), ...this.shown(card.index, [adjustField]) }
          : { basis: null }),
      })),
      sections: group.sections.map((section) => ({
        code: section.section.code,
        title: section.section.title,
        bonus: section.bonus,
        full: points(section.full),
        awarded: points(at(section.total)),
        high: points(at(section.high)),
        ...(section.mean === null ? {} : { mean: true as const }),
        ...(this.paper.isExact ? { exact: at(section.total).toString() } : {}),
      })),
      ...(group.views.length === 0 ? {} : { views: this.views(card) }),
    }
  }

  private views({ group, index }: Scorecard): NonNullable<ScorecardDocument["views"]> {
    const { points } = this.paper
    return group.views.map(({ title, parts }) => ({
      title,
      parts: parts.map((part) => {
        const at = (slot: SlotId): Rational => numberAt(this.part.slots, slot, index)
        const [full, awarded] = [at(part.full), at(part.awarded)]
        return {
          title: part.title,
          full: points(full),
          awarded: points(awarded),
          high: points(at(part.high)),
          ...(this.paper.isExact ? { exact: awarded.toString() } : {}),
          rate: full.sign === 0 ? null : awarded.over(full).rounded(TEN_THOUSANDTH, "half-up").toNumber(),
        }
      }),
    }))
  }

  private placeAmong(
    { group }: Scorecard,
    { plan, kind, place }: Scorecard["among"][number],
    position: number,
  ): NonNullable<ScorecardDocument["among"]>[number] {
    const isAll = this.part.plan.rubric.rankWithin === "all"
    this.alike ??= placedAmong(this.cards, isAll)
    return {
      label: plan.label,
      kind,
      place,
      of: this.alike.get(amongKey(position, kind, isAll ? null : group.id)) ?? 0,
    }
  }

  /** The limits that hold or may still turn out to. */
  private limits(card: Scorecard): ScorecardDocument["limits"] {
    const { group, index } = card
    return group.limits.flatMap(
      ({ limit, effect, holds, mayHold, needs, conditions, refutable }): ScorecardDocument["limits"] => {
        const isCertain = truthAt(this.part.slots, holds, index)
        if (!isCertain && !truthAt(this.part.slots, mayHold, index)) return []
        const unknown = needs.filter((field) => !settled.has(stateAt(this.part.figures, field, index)))
        const waits = isCertain ? null : beyondReach(this.reader, index, { conditions })
        return [
          {
            id: limit.id,
            what: limit.what,
            effect,
            state: isCertain ? "成立" : "待定",
            found: [
              ...bySource(findings(this.reader, index, this.toldOf(index, { needs, refutable }))),
              ...marksRead(this.reader, index, { conditions }),
            ].join(";"),
            waits,
            clause: limit.says ?? null,
            basis: (limit.basis ?? []).flatMap((id) => {
              const basis = this.part.plan.rubric.basis?.[id]
              return basis === undefined ? [] : [basisDocument(id, basis)]
            }),
            ...(limit.remedy === undefined ? {} : { remedy: this.limitRemedy(limit.remedy, index, needs) }),
            // those who keep the marks open owe something there
            owes:
              isCertain || (unknown.length === 0 && waits !== null)
                ? []
                : this.owes(card, unknown, { who: "考核组", what: `核定是否${limit.what}` }),
          },
        ]
      },
    )
  }

  private days(): Omit<Today, "lacksProof"> {
    return {
      asOf: this.stamp.asOf,
      periodEnd: this.part.plan.rubric.period.to,
      evidenceDue: this.stamp.evidenceDue,
      objections: this.stamp.objections,
    }
  }

  private limitRemedy(remedy: Remedy, index: number, needs: ReadonlyArray<FieldId>): string | null {
    const lacksProof = needs.some((field) => lacking.has(stateAt(this.part.figures, field, index)))
    return remedyText(remedy, { ...this.days(), lacksProof }).text
  }

  private adjustmentBasis(card: Scorecard): string | null {
    const decisions = this.part.figures.fields.get(adjustField)?.origins.at(card.index)?.decisions ?? []
    return decisions.length === 0
      ? null
      : decisions.map(({ reason, basis }) => (basis === null ? reason : `${reason}(${basis})`)).join(";")
  }

  protected mark(card: Scorecard, mark: Mark): MarkDocument {
    const { clause, reading, ...figures } = this.figures(mark)
    const { state, ...words } = this.sentences(card, mark)
    return { ...figures, state, clause, reading, ...words, ...this.shownOf(card, mark) }
  }

  protected figures(mark: Mark): Omit<MarkDocument, keyof Sentences | "shown"> {
    const { criterion, section } = mark.plan
    const { awarded, pending } = this.paper.mark(mark)
    return {
      criterion: criterion.code,
      ...(criterion.was === undefined ? {} : { was: criterion.was }),
      title: criterion.title,
      section: section.code,
      bonus: mark.plan.bonus,
      full: this.paper.points(mark.full),
      awarded,
      pending,
      ...(this.paper.isExact ? { exact: mark.awarded.toString() } : {}),
      clause: criterion.clause,
      reading: criterion.reading ?? null,
    }
  }

  protected sentences(card: Scorecard, mark: Mark): Sentences {
    const { index } = card
    const needs = [...new Set(mark.plan.losses.flatMap((loss) => this.toldOf(index, loss)))]
    const found = findings(this.reader, index, needs)
    return {
      state: this.markState(mark, index, found),
      findings: found,
      deductions: mark.deductions.map((deduction, place) =>
        this.deduction(card, mark, { deduction, points: this.paper.mark(mark).deductions[place] ?? 0 }),
      ),
      open: this.open(card, mark),
      notes: [
        ...this.applicabilityNotes(mark, index),
        ...this.paper.notes(mark),
        ...(mark.applicable ? mark.plan.losses.flatMap((loss) => roundingNotes(this.reader, index, loss)) : []),
      ],
    }
  }

  protected shownOf({ index }: Scorecard, { plan }: Mark): Pick<MarkDocument, "shown"> {
    const needs = new Set(plan.losses.flatMap((loss) => loss.needs))
    return this.shown(index, [...needs, appliesField(plan.criterion.code)])
  }

  /** What those who decided on these fields were shown of the effect; nothing where nobody was. */
  private shown(index: number, fields: ReadonlyArray<FieldId>): Pick<MarkDocument, "shown"> {
    const shown = this.decisionsOf(index, fields).flatMap((decision) =>
      decision.shown === undefined ? [] : [`${decisionKinds[decision.kind]}(${decision.reason}):${decision.shown}`],
    )
    return shown.length === 0 ? {} : { shown }
  }

  /** Who said that a criterion applies or not, and why. */
  private applicabilityNotes(mark: Mark, index: number): ReadonlyArray<string> {
    const field = this.part.figures.fields.get(appliesField(mark.plan.criterion.code))
    const origin = field?.origins.at(index)
    const word = field?.column.type === "text" ? (field.column.values[index] ?? "") : ""
    const decision = origin?.decisions.at(-1)
    if (mark.out) return ["没有数据(或所答不计),按本细则本项不计入,由其余的折算或平均"]
    const said = decision ?? origin?.line ?? null
    if (said === null) {
      return mark.applicable ? [] : ["按评分细则的适用条件,本项不适用"]
    }
    const why = [said.reason, said.basis === null ? null : `(${said.basis})`].filter((text) => text !== null).join("")
    return [`经考核组${decision === undefined ? "适用指标表" : "认定意见"}确认${word}${why === "" ? "" : `:${why}`}`]
  }

  private markState(mark: Mark, index: number, found: ReadonlyArray<Finding>): string {
    if (mark.out) return leftOut
    if (!mark.applicable) {
      const field = this.part.figures.fields.get(appliesField(mark.plan.criterion.code))
      const word = field?.column.type === "text" ? (field.column.values[index] ?? "") : ""
      return word === "未抽查" ? word : "不适用"
    }
    if (mark.pending.sign !== 0) return "待定"
    const order = ["refuted", "noEvidence", "unreadable", "claimed", "blank", "none", "corrected", "verified"] as const
    const state = order.find((one) => found.some((finding) => finding.state === one))
    return state === undefined ? (needsScores(mark) ? "已评分" : stateWords.filled) : stateWords[state]
  }

  private deduction(
    card: Scorecard,
    mark: Mark,
    { deduction, points: printed }: { readonly deduction: Deduction; readonly points: number },
  ): DeductionDocument {
    const { points } = this.paper
    const { index } = card
    const { loss } = deduction
    const { criterion } = mark.plan
    const text = deductionText(this.reader, index, mark, deduction)
    const read = this.toldOf(index, loss)
    const found = findings(this.reader, index, read)
    const remedy = remedyText(mark.plan.remedy, {
      ...this.days(),
      lacksProof: found.some(({ state, field }) => lacking.has(state) || papersOf(field) !== null),
    })
    const decision = this.decisionsOf(index, loss === null ? [appliesField(criterion.code)] : read).at(-1)
    const scores = loss?.judged === true ? this.scoresOf(index, criterion.code) : []
    const { average } = mark.plan
    const looking =
      loss ?? (deduction.cause === "averaged" && average !== null ? { comparisons: [average.comparison] } : null)
    const compared = looking === null ? [] : comparisonTexts(this.reader, index, looking)
    const units = looking === null ? null : comparedWith(this.reader, index, looking)
    return {
      id: loss?.id ?? `${criterion.code}-${causeIds[deduction.cause]}`,
      rule: loss?.ruleId ?? causeIds[deduction.cause],
      method: loss === null ? "适用性" : methods[loss.rule.kind].title,
      points: printed,
      exact: text.exact.toString(),
      verb: loss?.verb ?? "未得",
      clause: loss?.says ?? criterion.clause,
      reason: text.reason,
      found: [
        ...bySource(found),
        ...scores.map(
          (score) => `评 ${show(score.points, "points")} 分${score.reason === null ? "" : `(${score.reason})`}`,
        ),
        ...compared,
      ].join(";"),
      ...(units === null ? {} : { compared: { units, text: compared.join(";") } }),
      required: text.required,
      workings: text.workings,
      limit: text.limit,
      basis: mark.plan.basis.map(({ id, basis }) => basisDocument(id, basis)),
      remedy: remedy.text,
      mend: remedy.mend,
      at: distinctAddresses([...found.flatMap(({ at }) => (at === null ? [] : [at])), ...scores.map(({ at }) => at)]),
      source: [...new Set([...found.map(({ source }) => source), ...(scores.length > 0 ? ["考核组评分"] : [])])].join(
        "、",
      ),
      rows: (loss === null ? [] : costingRows(this.reader, index, loss)).map(({ label, keyLabel, count, rows }) => ({
        ledger: label,
        key: keyLabel,
        count,
        named: rows.map(({ key, at, words }) => ({ key, at, words: words === undefined ? null : words() })),
      })),
      scores: scores.map((score) => ({
        scorer: score.scorer,
        points: points(score.points),
        reason: score.reason,
        at: score.at,
      })),
      decision: decision === undefined ? null : decisionDocument(decision),
    }
  }

  /** What a loss or limit reads, and of what it only counts where it was refuted that which was, or still may be. */
  private toldOf(index: number, reads: Pick<LossPlan, "needs" | "refutable"> | null): ReadonlyArray<FieldId> {
    const isRefuted = (field: FieldId): boolean => refutedOrOpen.has(stateAt(this.part.figures, field, index))
    return reads === null ? [] : [...new Set([...reads.needs, ...reads.refutable.filter(isRefuted)])]
  }

  private decisionsOf(index: number, fields: ReadonlyArray<string>): ReadonlyArray<Decision> {
    return fields.flatMap((field) => this.part.figures.fields.get(field)?.origins.at(index)?.decisions ?? [])
  }

  private scoresOf(index: number, criterion: string): ReadonlyArray<Part["figures"]["scores"]["rows"][number]> {
    const { rows, offsets } = this.part.figures.scores
    return rows.slice(offsets[index] ?? 0, offsets[index + 1] ?? 0).filter((row) => row.criterion === criterion)
  }

  private open(card: Scorecard, mark: Mark): MarkDocument["open"] {
    if (mark.pending.sign === 0) return []
    const { code } = mark.plan.criterion
    if (mark.waits) {
      const unknown = mark.plan.appliesNeeds.filter(
        (field) => !settled.has(stateAt(this.part.figures, field, card.index)),
      )
      return [
        {
          id: code,
          points: this.paper.mark(mark).pending,
          why: "适用条件所需数据未到,是否适用未定",
          owes: this.owes(card, unknown, { who: "考核组", what: `认定 ${code} 是否适用` }),
        },
      ]
    }
    const { average } = mark.plan
    if (average !== null && truthAt(this.part.slots, average.averaged, card.index)) {
      const why = beyondReach(this.reader, card.index, average)
      return why === null ? [] : [{ id: code, points: this.paper.mark(mark).pending, why, owes: [] }]
    }
    return mark.open.map(({ loss, points: open }) => ({
      id: loss.id,
      points: this.paper.points(open),
      why: openReason(this.reader, card.index, loss),
      owes: this.owesLoss(card, mark, loss),
    }))
  }

  /** Who has to do what before the points of a loss are certain. */
  private owesLoss(card: Scorecard, mark: Mark, loss: LossPlan): ReadonlyArray<Owes> {
    const { code, title } = mark.plan.criterion
    const unknown = loss.needs.filter((field) => waitsFor(stateAt(this.part.figures, field, card.index), loss))
    // those who keep it waiting owe something themselves
    if (unknown.length === 0 && rivalsOpen(this.reader, card.index, loss).length > 0) return []
    if (unknown.length === 0 && loss.judged) {
      const given = new Set(this.scoresOf(card.index, code).map((score) => score.scorer))
      const missing = this.stamp.team.filter((scorer) => !given.has(scorer))
      const wanted = loss.rule.kind === "judged" ? loss.rule.scorers : 1
      // where more are named than needed, nobody in particular owes the score
      const who = missing.length > 0 && missing.length === wanted - given.size ? missing : ["考核组"]
      return who.map((one) => ({ who: one, what: `为 ${code} ${title}评分` }))
    }
    if (unknown.length === 0 && beyondReach(this.reader, card.index, loss) !== null) return []
    // figures are all there, and nothing can be divided by zero
    return this.owes(card, unknown, {
      who: "考核组",
      what:
        mark.plan.treatment === null
          ? `在评分细则 ${code} 中写明分母为 0 时如何计分(applies)`
          : `认定 ${code} 是否适用`,
    })
  }

  /** One task for each of those who owe a figure; `otherwise` where no figure is missing. */
  private owes(card: Scorecard, unknown: ReadonlyArray<FieldId>, otherwise: Owes): ReadonlyArray<Owes> {
    if (unknown.length === 0) return [otherwise]
    const tasks = unknown.map((field) => this.task(card, field))
    const who = [...new Set(tasks.map((task) => task.who))]
    return who.map((one) => ({
      who: one,
      what: [...new Set(tasks.flatMap((task) => (task.who === one ? [task.what] : [])))].join(";"),
    }))
  }

  private task(card: Scorecard, id: FieldId): Owes {
    const { figures, plan } = this.part
    const field = this.reader.field(id)
    // papers are brought for the figure beside which they are counted
    const label = this.reader.field(papersOf(id) ?? id)?.label ?? id
    const own = (what: string): Owes => ({ who: card.unit.name, what })
    const team = (what: string): Owes => ({ who: "考核组", what })
    const entry = figures.fields.get(id)?.origins.at(card.index)?.entry ?? null
    const from = plan.ledgers.find((ledger) => ledger.id === field?.field?.counted?.from)?.ledger.label
    const proof = (): string =>
      field !== undefined && lacksLedger(field, entry) ? `提交台账“${from}”` : `补正“${label}”的佐证材料`
    const fill = (): string =>
      isLeftOpen(entry) ? `补正台账“${from}”` : from === undefined ? `填报“${label}”` : `提交台账“${from}”`
    switch (stateAt(figures, id, card.index)) {
      case "awaitingSource":
        return {
          who: field?.field == null ? "考核组" : officeName(plan.rubric.sources, sourceOf(field.field)),
          what: isLeftOpen(entry) ? `补正台账“${from}”` : `提供“${label}”`,
        }
      case "awaitingRecognition":
      case "refuted":
        return team(`认定“${label}”`)
      case "claimed":
        return team(`认定“${label}”是否不涉及`)
      case "disputed":
        // two papers of its own contradict each other, or two decisions of the team's do
        return figures.fields.get(id)?.origins.at(card.index)?.decisions.length === 0
          ? own(`确认“${label}”以哪一个为准`)
          : team(`统一“${label}”的意见`)
      case "noEvidence":
        return own(field !== undefined && lacksLedger(field, entry) ? `提交台账“${from}”` : `补正“${label}”的佐证材料`)
      case "unreadable":
        return own(isLeftOpen(entry) ? `补正台账“${from}”` : `更正“${label}”`)
      case "due":
        return own(entry?.reading.state === "filled" ? proof() : fill())
      default:
        return own(fill())
    }
  }

  rankings(): ReadonlyArray<RankingDocument> {
    const { rubric, groups } = this.part.plan
    if (rubric.rankWithin === "none") return []
    const ranges =
      rubric.rankWithin === "all"
        ? [{ group: null, title: rubric.title, cards: this.cards }]
        : groups.map(({ id, title }) => ({
            group: id,
            title,
            cards: this.cards.filter((card) => card.group.id === id),
          }))
    const order = listingOrder(rubric)
    return ranges.flatMap(({ group, title, cards: all }) => {
      if (all.length === 0) return []
      const cards = [...all].sort((a, b) => order(a.unit, b.unit))
      const ranked = cards.filter((card) => card.place !== null)
      return [
        {
          rubric: rubric.id,
          group,
          title,
          rule: rankRule(rubric),
          places: ranked
            .map((card) => ({
              place: card.place ?? 0,
              code: card.unit.code,
              name: card.unit.name,
              total: this.paper.total(card.low),
              grade: card.grade,
            }))
            .sort((a, b) => a.place - b.place),
          pending: cards
            .filter((card) => card.place === null && takesPart(card))
            .map((card) => ({
              code: card.unit.code,
              low: this.paper.total(card.low),
              high: this.paper.total(card.high),
            })),
          apart: cards
            .filter((card) => !takesPart(card))
            .map((card) => ({
              code: card.unit.code,
              status: card.unit.submitted ? "不参加排名" : "未报送",
              remark: card.unit.remark,
            })),
        },
      ]
    })
  }

  /** Mean and best of a group, told only where nobody can be guessed from them. */
  peers(): AssessmentDocument["peers"] {
    const { rubric, groups } = this.part.plan
    return groups.flatMap((group) => {
      const cards = this.cards.filter(
        (card) => card.group.id === group.id && card.total !== null && card.unit.submitted,
      )
      if (cards.length < FEWEST_SHOWN) return []
      const { points, total } = this.paper
      const row = (criterion: string | null, values: ReadonlyArray<Rational>): AssessmentDocument["peers"][number] => ({
        rubric: rubric.id,
        group: group.id,
        criterion,
        mean: (criterion === null ? total : points)(
          values
            .reduce((sum, value) => sum.plus(value), Rational.zero)
            .over(Rational.of(values.length))
            .rounded(HUNDREDTH, "half-up"),
        ),
        best: (criterion === null ? total : points)(values.reduce((best, value) => best.max(value))),
        of: values.length,
      })
      return [
        row(
          null,
          cards.map((card) => card.low),
        ),
        ...group.marks.map(({ criterion, awarded }) =>
          row(
            criterion.code,
            cards.map(({ index }) => numberAt(this.part.slots, awarded, index)),
          ),
        ),
      ]
    })
  }
}

const amongKey = (position: number, kind: string, group: string | null): string =>
  `${position}\n${kind}\n${group ?? ""}`

const placedAmong = (cards: ReadonlyArray<Scorecard>, isAll: boolean): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { among, group } of cards) {
    among.forEach(({ kind, place }, position) => {
      if (place === null) return
      const key = amongKey(position, kind, isAll ? null : group.id)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    })
  }
  return counts
}

/** Whether a ledger is there of which a row cannot be told. */
const isLeftOpen = (entry: Entry | null): boolean => (entry?.rows?.count ?? 0) > 0

/** What a mark says in words, which takes most of the time. */
type Sentences = Pick<MarkDocument, "state" | "findings" | "deductions" | "open" | "notes">

interface Rivals {
  /** How many have a place. */
  readonly placed: number
  /** Whether the points of some still wait. */
  readonly open: boolean
}

/** Writes a mark when it is first looked at, and keeps those of the agencies looked at last. */
class LazyWriter extends PartWriter {
  private readonly marks = new Map<number, ReadonlyArray<MarkDocument>>()

  protected override card(card: Scorecard): ScorecardDocument {
    const marks = (): ReadonlyArray<MarkDocument> => this.marksOf(card)
    return {
      ...this.head(card),
      get marks() {
        return marks()
      },
    }
  }

  private marksOf(card: Scorecard): ReadonlyArray<MarkDocument> {
    const known = this.marks.get(card.index)
    if (known !== undefined) return known
    // of its own, so that it is let go together with the marks
    const made = (this.fresh(card)?.marks ?? []).map((mark) => this.mark(card, mark))
    const [oldest] = this.marks.size < MARKS_KEPT ? [] : this.marks.keys()
    if (oldest !== undefined) this.marks.delete(oldest)
    this.marks.set(card.index, made)
    return made
  }

  protected override mark(card: Scorecard, mark: Mark): MarkDocument {
    const words = once(() => this.sentences(card, mark))
    const { clause, reading, ...figures } = this.figures(mark)
    // after a list of parts only what is made later keeps its order among the keys
    return {
      ...figures,
      get state() {
        return words().state
      },
      get clause() {
        return clause
      },
      get reading() {
        return reading
      },
      get findings() {
        return words().findings
      },
      get deductions() {
        return words().deductions
      },
      get open() {
        return words().open
      },
      get notes() {
        return words().notes
      },
      ...this.shownOf(card, mark),
    }
  }
}

/** As many agencies as are ever sorted by a mark on a screen. */
const MARKS_KEPT = 6_000

const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

type Owes = MarkDocument["open"][number]["owes"][number]

const settled: ReadonlySet<State> = new Set(["filled", "verified", "corrected"])
const refutedOrOpen: ReadonlySet<State> = new Set(["refuted", "disputed"])
const lacking: ReadonlySet<State> = new Set(["blank", "unreadable", "claimed", "noEvidence", "due"])

/** Figures as a sentence, those of one source together: 开庭 37 件次,出庭 27 件次(据市中级人民法院). */
const bySource = (found: ReadonlyArray<Finding>): ReadonlyArray<string> => {
  const sources = [...new Set(found.map(({ source }) => source))]
  return sources.map((source) => {
    const own = found.filter((finding) => finding.source === source)
    const text = own.map(
      (finding) =>
        `${finding.label} ${finding.text}${finding.selfReported === null ? "" : `(自报 ${finding.selfReported})`}`,
    )
    return `${text.join(",")}${source === "自报" ? "" : `(据${source})`}`
  })
}

const takesPart = ({ unit, appliesEnough }: Scorecard): boolean => unit.ranked && unit.submitted && appliesEnough

/** How points are cited that no rule took. */
const causeIds: { readonly [C in Deduction["cause"]]: string } = {
  rule: "",
  struck: "",
  notApplicable: "0",
  averaged: "0a",
  moved: "0m",
}

const HUNDREDTH = Rational.ratio(1, 100)
const TEN_THOUSANDTH = Rational.ratio(1, 10_000)

const leftOut = "不计入"

const needsScores = (mark: Mark): boolean => mark.plan.losses.some((loss) => loss.judged)

const officeName = (sources: { readonly [id: string]: string } | undefined, source: string): string =>
  source === "given" || source === "attribute" || source === lastYear ? "考核组" : (sources?.[source] ?? source)

const basisDocument = (id: string, basis: Basis): DeductionDocument["basis"][number] => ({
  id,
  text: basisText(basis),
  inForce: basis.inForce ?? null,
  verified: basis.verified,
})

const decisionDocument = (decision: Decision): NonNullable<DeductionDocument["decision"]> => ({
  kind: decisionKinds[decision.kind],
  reason: decision.reason,
  basis: decision.basis,
  by: decision.by,
  on: decision.on,
  stage: decision.stage,
  at: decision.at,
})

const distinctAddresses = (list: ReadonlyArray<Address>): ReadonlyArray<Address> => {
  const seen = new Map(list.map((at) => [JSON.stringify(at), at]))
  return [...seen.values()]
}
