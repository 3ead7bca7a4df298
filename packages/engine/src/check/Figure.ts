import type { FieldId, Format } from "../formula/Formula.ts"
import type { Address } from "../Issue.ts"
import type { Rational } from "../Rational.ts"
import { quantity, show } from "../show.ts"
import { onlyValue, type Span } from "./Span.ts"

/** What one agency gave for one field, as far as it can be compared (被核对的数). */
export interface Figure {
  readonly id: FieldId
  readonly label: string
  readonly format: Format
  readonly unit: string
  readonly span: Span
  /** As it is quoted: `668 件`, `“50余人次”`. */
  readonly text: string
  /** One unit of the last digit that was written: a thousandth for 97.4%, a thousand for 12.5万. */
  readonly lastDigit: Rational
  /** `self`, `given`, or the id of a source. Figures of different sources may count different things. */
  readonly source: string
  readonly at: Address | null
}

export const exactOf = ({ span }: Figure): Rational | null => onlyValue(span)

/** `“立案处理”235 件` */
export const named = ({ label, text }: Figure): string => `“${label}”${text}`

export const list = (figures: ReadonlyArray<Figure>): string => figures.map(named).join("、")

/** A span in words: `669 件`, `多于 50 人次`. */
export const spanText = (span: Span, { format, unit }: Pick<Figure, "format" | "unit">): string => {
  const text = (value: Rational): string => quantity(show(value, format), unit)
  const only = onlyValue(span)
  if (only !== null) return text(only)
  const { low, high } = span
  if (low !== null && high !== null) return `${show(low.value, format)} 至 ${text(high.value)}`
  if (low !== null) return `${low.open ? "多于" : "不少于"} ${text(low.value)}`
  return high === null ? "不详" : `${high.open ? "少于" : "不多于"} ${text(high.value)}`
}
