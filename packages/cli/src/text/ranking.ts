import type { AssessmentDocument, ScorecardDocument } from "@fadu/engine"
import { heading, type Layout } from "./heading.ts"
import { brief, fixed, sum } from "./points.ts"
import { table } from "./table.ts"
import { wrap } from "./width.ts"

/** The ranking as lines: a block for each group, those with open points and those apart beneath. */
export const rankingLines = (document: AssessmentDocument, layout: Layout): ReadonlyArray<string> => {
  const { columns, paint } = layout
  const cards = new Map(document.scorecards.map((card) => [card.agency.code, card]))
  const blocks = document.rankings.flatMap((ranking) => {
    const kinds = cards.get(ranking.places[0]?.code ?? "")?.among ?? []
    const sharing = Map.groupBy(ranking.places, ({ place }) => place)
    const parted = isParted(ranking.places.flatMap(({ code }) => cards.get(code) ?? []))
    const ranked = ranking.places.map((row) => {
      const card = cards.get(row.code)
      return [
        `${row.place}${(sharing.get(row.place)?.length ?? 0) > 1 ? " 并列" : ""}`,
        row.name,
        row.total === null ? "" : fixed(row.total),
        ...(parted ? [card?.base, card?.bonus].map((part) => (part === undefined ? "" : fixed(part))) : []),
        row.grade ?? "",
        ...kinds.map((_, index) => amongText(card?.among?.[index])),
      ]
    })
    const provisional = ranking.places.some(({ code }) => cards.get(code)?.provisional === true)
    const lines = table(
      [
        { title: provisional ? "暂列名次" : "名次", align: "left" },
        { title: "单位", align: "left", shrinks: true },
        { title: "总分", align: "right" },
        ...(parted
          ? [
              { title: "基础分", align: "right" as const },
              {
                title: ranking.places.some(({ code }) => (cards.get(code)?.bonus ?? 0) < 0) ? "加减分" : "加分",
                align: "right" as const,
              },
            ]
          : []),
        { title: provisional ? "建议等次" : "等次", align: "left" },
        ...kinds.map(({ label }) => ({ title: `${label}内`, align: "left" as const })),
      ],
      ranked,
      columns,
    )
    return [
      "",
      paint.title(`${ranking.title}(有名次 ${ranking.places.length} 个)`),
      ...lines.map((line, index) => (index === 0 ? paint.faint(line) : line)),
      ...(ranking.rule === plainRule || ranked.length === 0 ? [] : wrap(`${ranking.rule}。`, columns).map(paint.faint)),
      ...pendingLines(
        ranking.pending.flatMap(({ code }) => cards.get(code) ?? []),
        layout,
      ),
      ...apartLines(
        ranking.apart.flatMap(({ code }) => cards.get(code) ?? []),
        layout,
      ),
    ]
  })
  return [...heading(document, layout), ...blocks, ...unrankedLines(document, layout), ...footLines(document, layout)]
}

/** Whether a total has parts worth a column: a bonus that can be had, or anything else between the base and the total. */
const isParted = (cards: ReadonlyArray<ScorecardDocument>): boolean => {
  const groups = new Map(cards.map((card) => [card.agency.group, card]))
  return (
    [...groups.values()].some(({ sections }) => sections.some(({ bonus }) => bonus)) ||
    cards.some(({ base, total }) => base !== total)
  )
}

/** 东部 3/12 */
const amongText = (among: NonNullable<ScorecardDocument["among"]>[number] | undefined): string =>
  among === undefined || among.place === null ? "" : `${among.kind} ${among.place}/${among.of}`

/** What needs no words. */
const plainRule = "总分相同的名次相同"

const pendingLines = (cards: ReadonlyArray<ScorecardDocument>, { columns, paint }: Layout): ReadonlyArray<string> => {
  if (cards.length === 0) return []
  const rows = cards.map((card) => [
    card.agency.name,
    card.total === null ? `${fixed(card.range.low)}~${fixed(card.range.high)}` : fixed(card.total),
    `${card.marks
      .filter(({ pending }) => pending > 0)
      .map(({ criterion }) => criterion)
      .join("、")}`,
  ])
  const lines = table(
    [
      { title: "单位", align: "left" },
      { title: "总分范围", align: "right" },
      { title: "待定指标", align: "left", shrinks: true },
    ],
    rows,
    columns - 2,
  )
  return [
    "",
    paint.waiting(`待定 ${cards.length} 个,暂无名次`),
    ...lines.map((line, index) => `  ${index === 0 ? paint.faint(line) : line}`),
  ]
}

const apartLines = (cards: ReadonlyArray<ScorecardDocument>, { columns, paint }: Layout): ReadonlyArray<string> =>
  cards.length === 0
    ? []
    : [
        "",
        paint.faint("不列名次"),
        ...cards.flatMap((card) =>
          wrap(
            `  ${card.agency.name}  ${card.agency.status}${remarkOf(card)}${
              card.total === null
                ? `,总分范围 ${fixed(card.range.low)}~${fixed(card.range.high)}`
                : `,总分 ${fixed(card.total)}`
            }`,
            columns,
            4,
          ),
        ),
      ]

const remarkOf = ({ agency, applicableFull, leastApplicable }: ScorecardDocument): string => {
  const reasons = [
    ...(agency.remark === null ? [] : [agency.remark]),
    ...(leastApplicable === undefined || agency.status !== "不参加排名"
      ? []
      : [`适用满分 ${brief(applicableFull)} 分,不足 ${brief(leastApplicable)} 分`]),
  ]
  return reasons.length === 0 ? "" : `(${reasons.join(";")})`
}

/** Where nobody is ranked: a bureau's own copy, or a rubric that compares nobody. */
const unrankedLines = (document: AssessmentDocument, layout: Layout): ReadonlyArray<string> => {
  const ranked = new Set(document.rankings.map(({ rubric }) => rubric))
  const cards = document.scorecards.filter((card) => !ranked.has(card.rubric))
  if (cards.length === 0) return []
  switch (document.for) {
    case "agency":
      return ownLines(cards, layout)
    case "public":
      return totalLines(cards, layout)
    default:
      return criterionLines(cards, layout)
  }
}

const ownLines = (cards: ReadonlyArray<ScorecardDocument>, { columns, paint }: Layout): ReadonlyArray<string> => [
  "",
  paint.title("本单位得分"),
  ...table(
    [
      { title: "单位", align: "left", shrinks: true },
      { title: "得分(范围)", align: "right" },
      { title: "满分", align: "right" },
      { title: "名次", align: "right" },
      { title: "待定指标数", align: "right" },
    ],
    cards.map((card) => [
      card.agency.name,
      card.total === null ? `${fixed(card.range.low)}~${fixed(card.range.high)}` : fixed(card.total),
      fixed(card.full),
      card.place === null ? "" : `${card.provisional ? "暂列 " : ""}${card.place}/${card.of}`,
      String(card.marks.filter(({ pending }) => pending > 0).length),
    ]),
    columns,
  ).map((line, index) => (index === 0 ? paint.faint(line) : line)),
]

/** Totals without places, in the order of the agencies: what may be published where places may not. */
const totalLines = (cards: ReadonlyArray<ScorecardDocument>, { columns, paint }: Layout): ReadonlyArray<string> => [
  "",
  ...table(
    [
      { title: "单位", align: "left", shrinks: true },
      { title: "总分", align: "right" },
    ],
    cards.map((card) => [card.agency.name, card.total === null ? "" : fixed(card.total)]),
    columns,
  ).map((line, index) => (index === 0 ? paint.faint(line) : line)),
]

/** Criterion by criterion what each agency has, without a total: `6`, `0~6` where points are open, — where it does not apply. */
const criterionLines = (cards: ReadonlyArray<ScorecardDocument>, { columns, paint }: Layout): ReadonlyArray<string> => {
  const perBlock = 4
  const criteria = [
    ...new Map(cards.flatMap(({ marks }) => marks.map((mark) => [mark.criterion, mark] as const))).values(),
  ]
  const blocks = Array.from({ length: Math.ceil(cards.length / perBlock) }, (_, index) =>
    cards.slice(index * perBlock, (index + 1) * perBlock),
  )
  return blocks.flatMap((block) => [
    "",
    paint.title("逐项情况(不排名、不计总分)"),
    ...table(
      [
        { title: "指标", align: "left", shrinks: true },
        { title: "满分", align: "right" },
        ...block.map((card) => ({ title: card.agency.short ?? card.agency.name, align: "right" as const })),
      ],
      criteria.map((criterion) => [
        `${criterion.criterion} ${criterion.title}`,
        brief(criterion.full),
        ...block.map((card) => {
          const mark = card.marks.find((one) => one.criterion === criterion.criterion)
          if (mark === undefined || mark.state === "不适用" || mark.state === "未抽查" || mark.state === "不计入")
            return "—"
          return mark.pending === 0
            ? brief(mark.awarded)
            : `${brief(mark.awarded)}~${brief(sum(mark.awarded, mark.pending))}`
        }),
      ]),
      columns,
    ).map((line, index) => (index === 0 ? paint.faint(line) : line)),
  ])
}

const footLines = (document: AssessmentDocument, { columns, paint }: Layout): ReadonlyArray<string> => {
  const count = (severity: string): number => document.issues.filter((issue) => issue.severity === severity).length
  const parts = [
    ...(count("error") > 0 ? [paint.lost(`错误 ${count("error")} 处`)] : []),
    ...(count("warning") > 0 ? [paint.waiting(`提醒 ${count("warning")} 处`)] : []),
    ...(document.owed.length > 0 ? [`欠办 ${document.owed.length} 件`] : []),
  ]
  if (parts.length === 0) return []
  const provisional = document.rankings.length > 0 && document.scorecards.some((card) => card.provisional)
  return [
    "",
    `${parts.join(",")}${document.for === "internal" ? ";用 fadu check 查看" : ""}`,
    ...(provisional ? wrap("名次、等次为暂列:尚有分值待定,或尚未审定。", columns).map(paint.faint) : []),
  ]
}
