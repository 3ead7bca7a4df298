import {
  type CountPlan,
  call,
  countedExcel,
  type ExcelTree,
  exceeds,
  excelText,
  type Field,
  type FieldId,
  fieldsOf,
  type LedgerPlan,
  numberExcel,
  operator,
  type PlanField,
  parseDay,
  printExcel,
  type RowPlaces,
  stateWords,
  verdictExcel,
} from "@fadu/engine"
import { columnName } from "../Draft.ts"
import { workdaysBlock } from "../workdaysSheet.ts"
import { type CellPlaces, type CellStep, cellFormulas, isIn, rewriting, UNSURE } from "./cellFormulas.ts"
import { FIRST_ROW, type FormView, LEDGER_ROWS, sheetNameOf, sheetNames } from "./FormView.ts"
import { looseKey, withoutBlanks } from "./looseKey.ts"
import { columnLevels, noRowsRange, wordPlaces } from "./optionsSheet.ts"

/** Rows 1 to 4 hold the stamp, a remark, what the rows come to and the header; row by row they stand as on the ledger's own sheet. */
const FIRST = FIRST_ROW
const LAST = FIRST + LEDGER_ROWS - 1
const SUMMARY = 3
/** So far below its rows a ledger is looked at for more. */
const FURTHEST = 20_000

type Known = string | number | boolean

/** One column of 台账核算: what its rows come to, and the formula of each row; with what they give while nothing is filled in. */
export interface WorkingColumn {
  readonly name: string
  readonly head: string
  readonly top: { readonly formula: string; readonly value: Known } | null
  readonly of: (row: number) => string
  readonly value: Known
}

/** How the rows of a ledger were counted for one field, by the places of the cells that say so. */
export interface CountedPlaces {
  readonly label: string
  /** A state of a value; empty where nothing was entered at all. */
  readonly reading: string
  readonly value: string
  readonly rows: string
  /** Why it cannot be told here; empty where it can. */
  readonly why: string
}

/** What became of a row, for one count. */
const verdicts = { yes: "计入", among: "在内", out: "不在", blank: "待空", unreadable: "待误", unsure: "待核" } as const

/** One ledger: row by row the state and value of each cell that something hangs on, whether the row counts, and what all rows come to. */
export class LedgerBlock {
  readonly counts = new Map<FieldId, CountedPlaces>()
  readonly hint: string
  private readonly columns: Array<WorkingColumn>
  private readonly view: FormView
  private readonly ledger: LedgerPlan
  private readonly asked: ReadonlyArray<PlanField>
  private readonly cells = new Map<
    FieldId,
    { readonly places: CellPlaces; readonly value: string; readonly field: Field }
  >()

  constructor(view: FormView, plan: LedgerPlan, columns: Array<WorkingColumn>) {
    this.view = view
    this.ledger = plan
    this.columns = columns
    this.asked = plan.columns.filter(({ field }) => field !== null)
    const { ledger } = plan
    const own = (name: string): string => `$${name}${ROW}`

    const present = this.add("行", `SUMPRODUCT(--(TRIM(${this.whole(ROW)}&"")<>""))`, 0)
    const said = this.asked.map((column) => this.at(column.id)).join("&")
    const only = `LOWER(SUBSTITUTE(TRIM(${said})," ",""))`
    const none = this.add("写无", `IF(${own(present)}=1,IF(${isIn(noRowsRange(view), only)},1,0),0)`, 0)
    const doubtful = ["无", "零", "没有", "不涉及", "未发生"]
      .map((word) => `ISNUMBER(FIND("${word}",${said}))`)
      .join(",")
    const unclear = this.add(
      "不明",
      `IF(${own(present)}=0,0,IF(ISNUMBER(${this.first()}),IF(AND(${own(present)}=1,${own(none)}=0),IF(OR(${doubtful}),1,0),0),1))`,
      0,
    )
    for (const column of this.asked) if (this.isRead(column.id)) this.addCell(column)
    const struck = ledger.register === undefined ? null : this.addStruck({ present, none })
    const taken = this.add(
      "计数的行",
      `IF(AND(${own(present)}>0,${own(none)}=0${struck === null ? "" : `,${own(struck)}=0`}),1,0)`,
      0,
      { formula: `SUM(${block(columnName(this.columns.length + 1))})`, value: 0 },
    )
    const keys = this.add(this.keyLabel, `IF(${own(taken)}=1,${looseKey(this.at(ledger.key))},"")`, "")
    const doubled = this.add("重复", `IF(${own(keys)}="",0,IF(SUMPRODUCT(--(${block(keys)}=${own(keys)}))>1,1,0))`, 0)
    const unsureInRegister = Object.values(ledger.register ?? {}).flatMap((column) => {
      const cell = this.cells.get(column)
      return cell === undefined ? [] : [`COUNTIF(${block(nameIn(cell.places.reading))},"${UNSURE}")>0`]
    })
    const why = this.add("提示", this.hintOf({ doubled, unclear }), "", {
      formula: this.whyNot({ present, unclear, doubled, taken, more: unsureInRegister }),
      value: "",
    })
    this.hint = why
    const rows = `$${taken}$${SUMMARY}`
    const nothingSaid = `SUM(${block(none)})${struck === null ? "" : `+SUM(${block(struck)})`}=0`
    for (const count of plan.counts) {
      if (view.asked(count.field) !== null) this.addCount(count, { taken, why, rows, nothingSaid })
    }
  }

  private get keyLabel(): string {
    const { columns, ledger } = this.ledger
    return columns.find(({ id }) => id === ledger.key)?.label ?? ledger.key
  }

  private get sheet(): string {
    return `'${sheetNameOf(this.ledger.ledger.label).replaceAll("'", "''")}'!`
  }

  private letter(column: FieldId): string {
    return columnName(this.asked.findIndex(({ id }) => id === column) + 2)
  }

  /** The cells of a row as they are typed: by their position, so that sorting and moving them does no harm. */
  private at(column: FieldId): string {
    const letter = this.letter(column)
    return `INDEX(${this.sheet}$${letter}$${FIRST}:$${letter}$${LAST},${POSITION})`
  }

  private first(): string {
    return `INDEX(${this.sheet}$A$${FIRST}:$A$${LAST},${POSITION})`
  }

  private get everything(): string {
    return `${this.sheet}$B$${FIRST}:$${columnName(this.asked.length + 1)}$${LAST}`
  }

  private whole(row: string): string {
    return `INDEX(${this.everything},${row === ROW ? POSITION : row},0)`
  }

  /** Whether something hangs on a column. */
  private isRead(column: FieldId): boolean {
    return (
      Object.values(this.ledger.ledger.register ?? {}).includes(column) ||
      this.ledger.counts.some(({ where, among, of }) =>
        [where, among, ...(of === null ? [] : [of])].some((formula) => fieldsOf(formula).includes(column)),
      )
    )
  }

  /** Adds a column; gives its letters. */
  private add(head: string, formula: string, value: Known, top: WorkingColumn["top"] = null): string {
    const name = columnName(this.columns.length + 1)
    const of = (row: number): string =>
      formula.replaceAll(POSITION, String(row - FIRST + 1)).replaceAll(ROW, String(row))
    this.columns.push({ name, head: `${this.ledger.ledger.label}:${head}`, top, of, value })
    return name
  }

  private addCell({ id, label, field }: PlanField): void {
    if (field === null) return
    const from = this.columns.length + 1
    const steps = stepsOf(field)
    const place = (step: CellStep): string => {
      const index = steps.indexOf(step)
      return index < 0 ? '""' : `$${columnName(from + index)}${ROW}`
    }
    const places: CellPlaces = {
      typed: this.at(id),
      word: place("word"),
      text: place("text"),
      plain: place("plain"),
      number: place("number"),
      reading: place("reading"),
      unit: field.unit ?? "",
    }
    const levels = field.kind === "level" ? columnLevels(this.view, this.ledger.id, id) : ""
    const formulas = cellFormulas(field, places, { ...wordPlaces(this.view), levels })
    for (const step of steps) {
      const empty = step === "reading" ? stateWords.blank : step === "value" && hasNumber(field) ? "—" : ""
      this.add(`${label} ${step}`, formulas[step] ?? '""', empty)
    }
    this.cells.set(id, { places, value: place("value"), field })
  }

  /** Which rows of a register do not count, as `strikeRows` has it: outside the period, or the same matter stands higher. */
  private addStruck({ present, none }: { readonly present: string; readonly none: string }): string {
    const { register, columns } = this.ledger.ledger
    const { from, to } = this.view.request.plan.rubric.period
    const cell = (column: FieldId | undefined) => (column === undefined ? undefined : this.cells.get(column))
    const own = (name: string): string => `$${name}${ROW}`
    const isFilled = (reading: string): string => `${reading}="${stateWords.filled}"`
    const [matter, level, on] = [cell(register?.matter), cell(register?.level), cell(register?.on)]
    const inPlay = this.add(
      "期内",
      `IF(AND(${own(present)}>0,${own(none)}=0),${
        on === undefined
          ? "1"
          : `IF(${isFilled(on.places.reading)},IF(AND(${on.value}>=${parseDay(from) ?? 0},${on.value}<=${parseDay(to) ?? 0}),1,0),1)`
      },0)`,
      0,
    )
    const matters = this.add(
      "事项",
      matter === undefined ? '""' : `IF(${isFilled(matter.places.reading)},${withoutBlanks(matter.value)},"")`,
      "",
    )
    const lowest = register?.level === undefined ? 0 : (columns[register.level]?.levels?.length ?? 0)
    const levels = register?.level === undefined ? "" : columnLevels(this.view, this.ledger.id, register.level)
    const ranks = this.add(
      "级别次序",
      level === undefined
        ? "0"
        : `IF(${isFilled(level.places.reading)},SUMPRODUCT((${levels}=${level.value})*(ROW(${levels})-ROW(${levels.split(":")[0]}))),${lowest})`,
      lowest,
    )
    const isHigher = `(${block(ranks)}<${own(ranks)})+(${block(ranks)}=${own(ranks)})*(ROW(${block(ranks)})<${ROW})`
    return this.add(
      "不计",
      `IF(OR(${own(present)}=0,${own(none)}=1),0,IF(${own(inPlay)}=0,1,IF(${own(matters)}="",0,IF(SUMPRODUCT(${block(inPlay)}*EXACT(${block(matters)},${own(matters)})*(${isHigher}))>0,1,0))))`,
      0,
    )
  }

  /** What is to be rewritten in a row. */
  private hintOf({ doubled, unclear }: { readonly doubled: string; readonly unclear: string }): string {
    const rewritten = [...this.cells].map(([id, { places, field }]) => {
      const label = this.ledger.columns.find((column) => column.id === id)?.label ?? id
      return `IF(${places.reading}="${UNSURE}","“${label}”${rewriting(field)};","")`
    })
    return [
      `IF($${doubled}${ROW}=1,"${this.keyLabel}与另一行相同;","")`,
      `IF($${unclear}${ROW}=1,"这一行写法不明;","")`,
      ...rewritten,
    ].join("&")
  }

  /** Why nothing can be told of the whole ledger; empty where something can. */
  private whyNot(at: {
    readonly present: string
    readonly unclear: string
    readonly doubled: string
    readonly taken: string
    readonly more: ReadonlyArray<string>
  }): string {
    const heads = this.asked.map(({ label, unit }, index) => {
      const head = (unit === "" ? label : `${label}(${unit})`).replaceAll('"', '""')
      return `TRIM(${this.sheet}$${columnName(index + 2)}$${FIRST - 1})="${head}"`
    })
    const below = `${this.sheet}$B$${LAST + 1}:$${columnName(this.asked.length + 1)}$${FURTHEST}`
    const cases: ReadonlyArray<readonly [when: string, why: string]> = [
      [`NOT(AND(${heads.join(",")}))`, "台账表头有改动"],
      [
        `OR(SUM(${block(at.present)})<>SUMPRODUCT(--(TRIM(${this.everything}&"")<>"")),COUNTA(${below})>0)`,
        `台账超过 ${LEDGER_ROWS} 行,或插入、删除过行`,
      ],
      [`SUM(${block(at.unclear)})>0`, "台账有的行写法不明"],
      [`SUM(${block(at.doubled)})>0`, `台账有${this.keyLabel}相同的行`],
      ...at.more.map((when) => [when, "台账有的行写法不明"] as const),
      ...(this.ledger.scored === null ? [] : [[`SUM(${block(at.taken)})>0`, "台账须逐件评分"] as const]),
    ]
    return `IFERROR(${cases.reduceRight((rest, [when, why]) => `IF(${when},"${why.replaceAll('"', '""')}",${rest})`, '""')},"台账有出错的单元格")`
  }

  private get places(): RowPlaces {
    const { plan } = this.view.request
    return {
      cell: (id) => {
        const known = this.ledger.columns.find((column) => column.id === id)
        const cell = this.cells.get(id)
        const tree = (place: string): ExcelTree => ({ kind: "cell", sheet: null, column: nameIn(place) })
        return {
          type: known?.type ?? "number",
          isDay: known?.format === "day",
          state: cell === undefined ? excelText(UNSURE) : tree(cell.places.reading),
          value: cell === undefined ? excelText("") : tree(cell.value),
        }
      },
      asOf: parseDay(plan.rubric.period.to) ?? 0,
      workdays: plan.workdays,
      upTo: workdaysBlock(sheetNames.workdays, plan.workdays),
    }
  }

  private addCount(
    count: CountPlan,
    given: { readonly taken: string; readonly why: string; readonly rows: string; readonly nothingSaid: string },
  ): void {
    const { places } = this
    const among = count.how === "share" ? verdictExcel(count.among, places) : null
    const where = verdictExcel(count.where, places)
    const number = count.of === null ? null : numberExcel(count.of, places)
    const trees = [where.holds, where.fails, ...(among === null ? [] : [among.holds, among.fails])]
    const isTooLong =
      [...trees, ...(number === null ? [] : [number.value])].some((tree) => exceeds(tree) !== null) ||
      trees.reduce((sum, tree) => sum + printExcel(tree, LAST).length, 0) > LONGEST
    const states = (formula: CountPlan["where"]): ReadonlyArray<string> =>
      fieldsOf(formula).flatMap((id) => this.cells.get(id)?.places.reading ?? [])
    const open = (readings: ReadonlyArray<string>, clear: boolean): string => {
      if (!clear || readings.length === 0) return `"${verdicts.unsure}"`
      const any = (state: string): string => `OR(${readings.map((one) => `${one}="${state}"`).join(",")})`
      return `IF(${any(UNSURE)},"${verdicts.unsure}",IF(${any(stateWords.unreadable)},"${verdicts.unreadable}","${verdicts.blank}"))`
    }
    const left = open(
      [...new Set([...states(count.among), ...states(count.where)])],
      where.clear && (among?.clear ?? true),
    )
    const counted =
      number === null || count.of === null
        ? `"${verdicts.yes}"`
        : `IF(${print(number.known)},"${verdicts.yes}",${open(states(count.of), true)})`
    const inside = `IF(${print(where.holds)},${counted},IF(${print(where.fails)},"${verdicts.among}",${left}))`
    const whole =
      among === null
        ? inside
        : `IF(${print(among.fails)},"${verdicts.out}",IF(${print(among.holds)},${inside},${left}))`
    const told = isTooLong ? `"${verdicts.unsure}"` : `IFERROR(${whole},"${verdicts.unsure}")`

    // the summaries of a count stand above its two columns
    const [verdict, numbers] = [columnName(this.columns.length + 1), columnName(this.columns.length + 2)]
    const rowsOf = (column: string): ExcelTree => ({ kind: "block", sheet: null, column, from: FIRST, to: LAST })
    const having = (word: string): ExcelTree => call("COUNTIF", rowsOf(verdict), excelText(word))
    const yes = having(verdicts.yes)
    const result = countedExcel(count, {
      yes,
      among: operator("+", yes, having(verdicts.among)),
      numbers: rowsOf(numbers),
    })
    const reading = (
      [
        [`$${given.why}$${SUMMARY}<>""`, UNSURE],
        [`AND(${given.rows}=0,${given.nothingSaid})`, ""],
        [`${print(having(verdicts.unsure))}>0`, UNSURE],
        [`${print(having(verdicts.unreadable))}>0`, stateWords.unreadable],
        [`${print(having(verdicts.blank))}>0`, stateWords.blank],
      ] as const
    ).reduceRight(
      (rest, [when, state]) => `IF(${when},"${state}",${rest})`,
      `IF(${print(result.isNothing)},"${stateWords.claimed}","${stateWords.filled}")`,
    )
    this.add(`${count.label}`, `IF($${given.taken}${ROW}=0,"",${told})`, "", { formula: reading, value: "" })
    const own = `$${verdict}${ROW}="${verdicts.yes}"`
    this.add(`${count.label}:数`, number === null ? '""' : `IF(${own},${print(number.value)},"")`, "", {
      formula: `IF($${verdict}$${SUMMARY}="${stateWords.filled}",${print(result.value)},"—")`,
      value: "—",
    })
    const top = (column: string): string => `${sheetNames.ledgers}!$${column}$${SUMMARY}`
    this.counts.set(count.field, {
      label: this.ledger.ledger.label,
      reading: top(verdict),
      value: top(numbers),
      rows: top(given.taken),
      why: top(given.why),
    })
  }
}

/** Stand in the formula of a column for the row's number, and for its position among the rows. */
const ROW = "\u0001"
const POSITION = "\u0002"

/** A formula that refers to its own row: no cell stands in row 0. */
const print = (tree: ExcelTree): string => printExcel(tree, 0).replaceAll(/(\$[A-Z]+)0\b/g, `$1${ROW}`)

/** So long may the conditions of one count be together. */
const LONGEST = 6000

const block = (column: string): string => `$${column}$${FIRST}:$${column}$${LAST}`

/** The column of a cell in its own row. */
const nameIn = (place: string): string => place.slice(1, -ROW.length)

const hasNumber = ({ kind }: Field): boolean => kind !== "text" && kind !== "level"

const stepsOf = ({ kind }: Field): ReadonlyArray<CellStep> =>
  kind === "count" || kind === "number" || kind === "rate" || kind === "day"
    ? ["word", "text", "plain", "number", "reading", "value"]
    : ["word", "reading", "value"]
