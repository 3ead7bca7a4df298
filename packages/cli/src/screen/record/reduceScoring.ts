import {
  pop,
  push,
  type RecordAction,
  type RecordPageOf,
  type RecordState,
  replace,
  type ScoreForm,
  say,
  typed,
} from "./RecordState.ts"
import type { ScoringTask } from "./Scoring.ts"

type Scoring = RecordPageOf<"scoring">

export const onTasks = (state: RecordState, page: RecordPageOf<"tasks">, action: RecordAction): RecordState => {
  const task = state.desk.scoring?.tasks[page.list.selected]
  if (action.type !== "open" || task === undefined) return state
  const first = task.agencies.find((agency) => isUnscored(state, task, agency)) ?? task.agencies[0]
  return first === undefined ? state : push(state, scoringPage(state, task.criterion, first))
}

export const onScoring = (state: RecordState, page: Scoring, action: RecordAction): RecordState => {
  const { form } = page
  const withForm = (next: Partial<ScoreForm>): RecordState => replace(state, { ...page, form: { ...form, ...next } })
  switch (action.type) {
    case "type":
    case "erase": {
      const own = state.desk.scoring?.own(page.criterion, page.agency) ?? null
      if (own !== null && own.line === null)
        return say(state, `这一分写在 ${own.place},由人编辑的表不在这里改;请改那一份`)
      return withForm({ [form.slot]: typed(form[form.slot], action), recalled: null })
    }
    case "pane":
      return withForm({ slot: form.slot === "points" ? "reason" : "points" })
    case "move":
      return form.slot === "reason"
        ? recalled(state, page, action.by)
        : replace(state, { ...page, top: page.top + action.by })
    case "open":
      return form.slot === "points" && isScoreDirty(state, page) ? toReason(state, page) : entered(state, page)
    case "side":
      return beside(state, page, action.by)
    case "next":
      return toUnscored(state, page, action.by)
    default:
      return state
  }
}

/** Points that cannot be are told before a reason is written for them. */
const toReason = (state: RecordState, page: Scoring): RecordState => {
  const read = state.desk.scoring?.read(page.criterion, page.agency, page.form)
  return read !== undefined && "slot" in read && read.slot === "points"
    ? say(state, read.sentence, "lost")
    : replace(state, { ...page, form: { ...page.form, slot: "reason" } })
}

/** Up and down go through the reasons that one has given on this criterion. */
const recalled = (state: RecordState, page: Scoring, by: number): RecordState => {
  const reasons = state.desk.scoring?.reasons(page.criterion) ?? []
  const { form } = page
  if (form.recalled === null && (by > 0 || form.reason !== ""))
    return by > 0 ? state : say(state, "清空理由后,按 ↑ 可取用过的理由")
  if (reasons.length === 0) return say(state, "这项指标还没有用过的理由")
  const at = page.form.recalled === null ? (by < 0 ? 0 : -1) : page.form.recalled - by
  const recalled = Math.min(at, reasons.length - 1)
  const reason = recalled < 0 ? "" : (reasons[recalled] ?? "")
  return replace(state, { ...page, form: { ...page.form, reason, recalled: recalled < 0 ? null : recalled } })
}

/** Enter at the end: written down where something was changed, else on to the next. */
const entered = (state: RecordState, page: Scoring): RecordState => {
  const { scoring, who } = state.desk
  if (scoring === null) return state
  if (!isScoreDirty(state, page) && scoring.own(page.criterion, page.agency) !== null) return toUnscored(state, page, 1)
  const read = scoring.read(page.criterion, page.agency, page.form)
  if ("slot" in read)
    return say(replace(state, { ...page, form: { ...page.form, slot: read.slot } }), read.sentence, "lost")
  const saving = { recorded: read.recorded, file: who.files.scores, says: read.says }
  return { ...state, saving, wish: { kind: "save", recorded: read.recorded, file: who.files.scores } }
}

/** What was entered is on the disk: on to the next agency, or back where none is left. */
export const scoringSaved = (state: RecordState): RecordState => {
  const page = state.pages.at(-1)
  return page?.kind === "scoring" ? toUnscored(state, page, 1) : state
}

const taskOf = (state: RecordState, criterion: string): ScoringTask | undefined =>
  state.desk.scoring?.tasks.find((task) => task.criterion === criterion)

const isUnscored = (state: RecordState, task: ScoringTask, agency: string): boolean =>
  state.desk.scoring?.own(task.criterion, agency) === null

const toUnscored = (state: RecordState, page: Scoring, by: 1 | -1): RecordState => {
  const task = taskOf(state, page.criterion)
  if (task === undefined) return state
  const here = task.agencies.indexOf(page.agency)
  const count = task.agencies.length
  const order = task.agencies.map(
    (_, step) => task.agencies[(((here + by * (step + 1)) % count) + count) % count] ?? "",
  )
  const found = order.find((agency) => isUnscored(state, task, agency))
  if (found !== undefined) return replace(state, scoringPage(state, page.criterion, found))
  const text = `${task.criterion} ${task.title}已全部评完`
  return say(atNextTask(pop(state)), state.notice === null ? text : `${state.notice.text};${text}`, "good")
}

/** The list on the next criterion of which something is left. */
export const atNextTask = (state: RecordState): RecordState => {
  const [page] = state.pages
  const tasks = state.desk.scoring?.tasks ?? []
  const next = tasks.findIndex((task) => task.agencies.some((agency) => isUnscored(state, task, agency)))
  return page.kind !== "tasks" || next < 0
    ? state
    : { ...state, pages: [{ ...page, list: { ...page.list, selected: next } }, ...state.pages.slice(1)] }
}

const beside = (state: RecordState, page: Scoring, by: 1 | -1): RecordState => {
  const agencies = taskOf(state, page.criterion)?.agencies ?? []
  const agency = agencies[agencies.indexOf(page.agency) + by]
  return agency === undefined
    ? say(state, by > 0 ? "这是最后一个" : "这是第一个")
    : replace(state, scoringPage(state, page.criterion, agency))
}

const scoringPage = (state: RecordState, criterion: string, agency: string): Scoring => ({
  kind: "scoring",
  criterion,
  agency,
  form: formOf(state, criterion, agency),
  top: 0,
})

const formOf = (state: RecordState, criterion: string, agency: string): ScoreForm => {
  const own = state.desk.scoring?.own(criterion, agency) ?? null
  return { points: own?.points ?? "", reason: own?.reason ?? "", slot: "points", recalled: null }
}

export const freshScoring = (state: RecordState, page: Scoring): Scoring =>
  scoringPage(state, page.criterion, page.agency)

export const isScoreDirty = (state: RecordState, { criterion, agency, form }: Scoring): boolean => {
  const { points, reason } = formOf(state, criterion, agency)
  return points !== form.points || reason !== form.reason
}
