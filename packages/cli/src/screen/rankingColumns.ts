import { fixed } from "../text/points.ts"
import { width } from "../text/width.ts"
import type { Board, Row } from "./Results.ts"

/** One column of the ranking. Its id is what a sort is by. */
export interface RankingColumn {
  readonly id: string
  readonly title: string
  /** Counted from the left, wherever the columns have been scrolled to. */
  readonly position: number
  readonly width: number
  readonly align: "left" | "right"
  readonly cell: (row: Row) => string
  /** Draws a bar of the total after the cell. */
  readonly bar?: number
  /** Which way the first press of the sort key goes. */
  readonly descends: boolean
}

/** The columns that stay where they are when the others scroll sideways. */
export const frozen = 2

export const placeText = ({ card, standing, tied }: Row): string =>
  standing === "placed"
    ? `${card.place}${tied ? " 并列" : ""}`
    : standing === "pending"
      ? "待定"
      : card.agency.status === "未报送"
        ? "未报送"
        : "不参评"

export const totalText = ({ card }: Row): string =>
  card.total === null ? `${fixed(card.range.low)}~${fixed(card.range.high)}` : fixed(card.total)

/** Columns for so wide a screen. */
export const rankingColumns = (board: Board, columns: number): ReadonlyArray<RankingColumn> => {
  const roomy = columns >= 100
  const names = Math.min(board.nameWidth, roomy ? 34 : 26)
  const columnsOf: ReadonlyArray<Omit<RankingColumn, "position">> = [
    { id: "place", title: "名次", width: 7, align: "left", cell: placeText, descends: false },
    { id: "name", title: "单位", width: names, align: "left", cell: ({ card }) => card.agency.name, descends: false },
    {
      id: "total",
      title: "总分",
      width: 11,
      align: "right",
      cell: totalText,
      bar: roomy ? 16 : 6,
      descends: true,
    },
    { id: "grade", title: "等次", width: 6, align: "left", cell: ({ card }) => card.grade ?? "", descends: false },
    ...board.sections.map(
      (section): Omit<RankingColumn, "position"> => ({
        id: `section:${section.code}`,
        title: `${section.code} ${section.title}`,
        width: roomy ? Math.max(8, Math.min(14, width(section.title) + 2)) : 8,
        align: "right",
        cell: ({ card }) => {
          const own = card.sections.find(({ code }) => code === section.code)
          return own === undefined ? "" : own.high === own.awarded ? fixed(own.awarded) : `${fixed(own.awarded)}+`
        },
        descends: true,
      }),
    ),
    ...(board.rows[0]?.card.among ?? []).map(
      ({ label }, index): Omit<RankingColumn, "position"> => ({
        id: `among:${index}`,
        title: `${label}内`,
        width: roomy ? 14 : 10,
        align: "left",
        cell: ({ card }) => {
          const own = card.among?.[index]
          return own === undefined || own.place === null ? "" : `${own.kind} ${own.place}`
        },
        descends: false,
      }),
    ),
    { id: "base", title: "基础分", width: 7, align: "right", cell: ({ card }) => fixed(card.base), descends: true },
    { id: "bonus", title: "加分", width: 6, align: "right", cell: ({ card }) => fixed(card.bonus), descends: true },
    {
      id: "basePlace",
      title: "基础名次",
      width: 9,
      align: "right",
      cell: ({ basePlace }) => (basePlace === null ? "" : String(basePlace)),
      descends: false,
    },
    {
      id: "issues",
      title: "问题",
      width: 6,
      align: "right",
      cell: ({ errors, warnings }) => (errors + warnings === 0 ? "" : `${errors}/${warnings}`),
      descends: true,
    },
  ]
  return columnsOf.map((column, position) => ({ ...column, position }))
}
