import type { Change } from "@fadu/engine/author"
import type { DiffEffect, Moved } from "./diffEffect.ts"
import type { Layout } from "./heading.ts"
import { brief, fixed, sum } from "./points.ts"
import { table } from "./table.ts"
import { wrap } from "./width.ts"

interface Diff {
  readonly heading: string
  readonly changes: ReadonlyArray<Change>
  /** Null where no round was given. */
  readonly effect: DiffEffect | null
}

/** What changed, place by place; then whose result moves, and by which criteria. */
export const diffLines = ({ heading, changes, effect }: Diff, layout: Layout): ReadonlyArray<string> => {
  const { columns, paint } = layout
  const places = Map.groupBy(changes, ({ about }) => about)
  return [
    ...wrap(heading, columns).map(paint.title),
    ...(changes.length === 0 ? ["内容相同。"] : []),
    ...[...places].flatMap(([about, list]) => [
      "",
      ...wrap(about, columns, 2).map(paint.title),
      ...list.flatMap(({ sentence }) => wrap(`  ${sentence}。`, columns, 4)),
    ]),
    ...(effect === null ? [] : ["", ...effectLines(effect, layout)]),
  ]
}

const effectLines = ({ moved, same }: DiffEffect, { columns, paint }: Layout): ReadonlyArray<string> => [
  paint.title(`对得分、名次、等次的影响(${moved.length} 个单位有变化,${same} 个不变)`),
  ...(moved.length === 0
    ? []
    : table(
        [
          { title: "单位", align: "left", shrinks: true },
          { title: "原总分", align: "right" },
          { title: "现总分", align: "right" },
          { title: "增减", align: "right" },
          { title: "名次", align: "right" },
          { title: "等次", align: "left" },
        ],
        moved.map((one) => [
          one.name,
          fixed(one.total[0]),
          `${fixed(one.total[1])}${one.open ? "*" : ""}`,
          change(sum(one.total[1], -one.total[0])),
          arrow(one.place.map((place) => (place === null ? "—" : String(place)))),
          arrow(one.grade.map((grade) => grade ?? "—")),
        ]),
        columns,
      )),
  ...(moved.some(({ open }) => open) ? ["* 有待定的分,按已确定的分比较。"] : []),
  ...(moved.some(({ by }) => by.length > 0) ? ["", paint.title("差在哪些指标")] : []),
  ...moved.flatMap((one) => (one.by.length === 0 ? [] : wrap(`${one.name}:${sourcesText(one)}。`, columns, 2))),
]

const sourcesText = ({ by, rest }: Moved): string =>
  [
    ...by.map(({ criterion, points }) => `${criterion} ${signed(points)}`),
    ...(rest === 0 ? [] : [`封顶、折算和取舍 ${signed(rest)}`]),
  ].join("、")

const signed = (points: number): string => (points === 0 ? "0" : `${points > 0 ? "+" : "−"}${brief(Math.abs(points))}`)

const change = (points: number): string =>
  points === 0 ? "0.00" : `${points > 0 ? "+" : "−"}${fixed(Math.abs(points))}`

const arrow = ([before = "", after = ""]: ReadonlyArray<string>): string =>
  before === after ? after : `${before} → ${after}`
