import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** Rules of so many criteria, each a shortfall over a rate of two figures. */
export const writeRules = (folder: string, criteria = 40): void => {
  mkdirSync(folder, { recursive: true })
  const numbers = Array.from({ length: criteria }, (_, index) => index + 1)
  writeFileSync(
    join(folder, "rubric.yaml"),
    [
      "id: eighty",
      "title: 基准细则",
      'version: "1"',
      "period: { from: 2026-01-01, to: 2026-12-31 }",
      `full: ${criteria * 2}`,
      "groups: { all: 全部单位 }",
      "rankWithin: group",
      "bands: [ { grade: 优秀, from: 40 }, { grade: 一般, from: 0 } ]",
      "fields:",
      ...numbers.flatMap((n) => [
        `  c${n}.done: { label: 第${n}项办结件数, kind: count, unit: 件 }`,
        `  c${n}.due: { label: 第${n}项应办件数, kind: count, unit: 件, min: 1 }`,
      ]),
      "sections:",
      "  - code: A",
      "    title: 全部指标",
      `    full: ${criteria * 2}`,
      "    criteria:",
      ...numbers.flatMap((n) => [
        `      - code: A${n}`,
        `        title: 第${n}项办结率`,
        "        full: 2",
        "        clause: 办结率应达到 100%,每低一个百分点扣 0.05 分,不足一个百分点的按比例计,扣完为止。",
        `        rule: { kind: shortfall, value: c${n}.done / c${n}.due, target: 100%, per: 1pp, points: 0.05, partStep: proportional }`,
      ]),
      "",
    ].join("\n"),
  )
  writeFileSync(join(folder, "round.yaml"), "title: 基准批次\nrubric: rubric.yaml\nstage: 初评\nasOf: 2027-01-20\n")
}

/** What agency number `agency` reports for field number `field`: done never above due. */
export const figure = (agency: number, field: number): number =>
  field % 2 === 1 ? 100 + ((agency * 7 + field) % 900) : 60 + ((agency * 13 + field * 31) % 40)

/** A delimited text with one row for each agency; gives its path. */
export const writeWideTable = (
  folder: string,
  { agencies, fields }: { readonly agencies: number; readonly fields: number },
): string => {
  mkdirSync(join(folder, "sheets"))
  const file = join(folder, "sheets", "汇总.csv")
  const heading = Array.from(
    { length: fields },
    (_, field) => `第${Math.floor(field / 2) + 1}项${field % 2 === 0 ? "办结" : "应办"}件数`,
  )
  const rows = Array.from({ length: agencies }, (_, agency) =>
    [codeOf(agency), ...heading.map((_, field) => figure(agency, field))].join(","),
  )
  writeFileSync(file, [["单位代码", ...heading].join(","), ...rows, ""].join("\n"))
  return file
}

/** The roster of so many agencies. */
export const writeRoster = (folder: string, count: number): void =>
  writeFileSync(
    join(folder, "agencies.csv"),
    [
      "代码,名称,分组",
      ...Array.from({ length: count }, (_, index) => `${codeOf(index)},${nameOf(index)},all`),
      "",
    ].join("\n"),
  )

export const codeOf = (agency: number): string => String(100_001 + agency)
export const nameOf = (agency: number): string => `第${agency + 1}局`
