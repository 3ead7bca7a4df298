import type { Field, Rubric } from "../rubric/Rubric.ts"
import { key } from "./fold.ts"
import { Names } from "./Names.ts"
import { isUnit } from "./units.ts"

/** A field of the rubric under its id, with its place among them. */
export interface KnownField {
  readonly id: string
  readonly field: Field
  readonly place: number
}

/** A field that a heading names, and the unit written with it where that is not the field's own. */
export interface FieldFound {
  readonly known: KnownField
  readonly unit: string | null
}

/** Headings of a column or cell that holds the value itself. */
export const valueWords: ReadonlySet<string> = new Set(
  "填报值 数值 填报内容 填报数 填报数据 填报结果 填报情况 值 数据 数量 本期值 本期数 自报值".split(" "),
)

/** Headings of a column that holds what supports a value (佐证材料). */
export const evidenceWords: ReadonlySet<string> = new Set(
  "佐证 佐证编号 佐证材料编号 佐证材料 佐证材料名称 佐证文件 佐证资料 证明材料 支撑材料 佐证材料清单".split(" "),
)

/** The fields of a rubric by every name they have: id, label, alias (填报项的名称). */
export class FieldNames {
  readonly fields: ReadonlyArray<KnownField>
  private readonly names: Names<KnownField>

  constructor(rubric: Pick<Rubric, "fields">) {
    this.fields = Object.entries(rubric.fields).map(([id, field], place) => ({ id, field, place }))
    this.names = new Names(
      this.fields.flatMap((known) =>
        [known.id, known.field.label, ...(known.field.aliases ?? [])].map((name) => [name, known] as const),
      ),
    )
  }

  /**
   * The fields meant by a heading of one or more rows: usually none or one. A number before the name (`3.`), a unit after it
   * (`(万元)`) or below it, and 填报值 below it are understood.
   */
  find(texts: ReadonlyArray<string>): ReadonlyArray<FieldFound> {
    const last = texts[texts.length - 1]
    if (last === undefined) return []
    if (texts.length > 1) {
      const whole = this.findOne(texts.join(""))
      if (whole.length > 0) return whole
    }
    const own = this.findOne(last)
    if (own.length > 0) return own
    if (texts.length === 1) return []
    const above = texts.slice(0, -1)
    if (valueWords.has(key(last))) return this.find(above)
    const inside = key(last).replace(/^\((.*)\)$/, "$1")
    return isUnit(inside) ? this.find(above).map(({ known }) => ({ known, unit: unitBeside(known, inside) })) : []
  }

  /** The field meant by a name in an ordinary cell. */
  only(text: string): KnownField | null {
    const found = this.find([text])
    return found.length === 1 ? (found[0]?.known ?? null) : null
  }

  /** The fields whose evidence stands under a heading: 开庭件次佐证, 开庭件次(佐证材料), or 佐证 below 开庭件次. */
  findEvidence(texts: ReadonlyArray<string>): ReadonlyArray<FieldFound> {
    const last = key(texts[texts.length - 1] ?? "")
    if (evidenceWords.has(last)) return this.find(texts.slice(0, -1))
    for (const word of evidenceWords) {
      const stem = last.endsWith(`(${word})`)
        ? last.slice(0, -word.length - 2)
        : last.endsWith(word)
          ? last.slice(0, -word.length)
          : ""
      const found = stem === "" ? [] : this.find([...texts.slice(0, -1), stem.replace(/[-_:的]$/, "")])
      if (found.length > 0) return found
    }
    return []
  }

  nearest(text: string): string | null {
    return this.names.nearest(text)
  }

  private findOne(text: string): ReadonlyArray<FieldFound> {
    const exact = this.names.find(text)
    if (exact.length > 0) return exact.map((known) => ({ known, unit: null }))
    const bare = key(text).replace(numbering, "")
    const counted = this.names.find(bare)
    if (counted.length > 0) return counted.map((known) => ({ known, unit: null }))
    const bracket = /^(.+)\((?:单位:)?([^()]*)\)$/.exec(bare)
    if (bracket === null) return []
    const [, name = "", inside = ""] = bracket
    return this.names
      .find(name)
      .filter(({ field }) => isUnit(inside) || hints.has(inside) || inside === key(field.unit ?? ""))
      .map((known) => ({ known, unit: isUnit(inside) ? unitBeside(known, inside) : null }))
  }
}

/** A unit written beside a field, unless it is the field's own. */
export const unitBeside = (known: KnownField, unit: string): string | null => {
  const written = key(unit)
  return written === "" || written === key(known.field.unit ?? "") || !isUnit(written) ? null : written
}

const numbering = /^(?:\(\d{1,3}\)|\d{1,3}[.,)](?!\d)|[一二三四五六七八九十]{1,3}[,.]|\([一二三四五六七八九十]{1,3}\))/

const hints: ReadonlySet<string> = new Set("是/否 是或否 必填 选填 日期 年月日 百分数 数字 整数 填数字 自报".split(" "))
