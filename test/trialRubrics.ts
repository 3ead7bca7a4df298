/** A register of awards, and every way of counting rows. */
export const register = `
id: register
title: 登记
version: "1"
period: { from: 2026-03-01, to: 2026-12-31 }
full: 10
groups: { all: 各部门 }
rankWithin: group
absence: { blank: zero, unreadable: pending, claimed: pending, noEvidence: zero }
ledgers:
  awards:
    label: 表彰登记
    key: number
    register: { matter: matter, level: level, on: day }
    columns:
      number: { label: 文号, kind: text }
      matter: { label: 事项, kind: text }
      level: { label: 级别, kind: level, levels: [国家级, 省级, 市级] }
      day: { label: 印发日期, kind: day }
  cases:
    label: 案件
    key: number
    columns:
      number: { label: 案号, kind: text }
      days: { label: 天数, kind: count }
      rate: { label: 完成率, kind: rate }
      open: { label: 是否公开, kind: yes-no }
      due: { label: 届满日期, kind: day }
      done: { label: 办结日期, kind: day }
fields:
  n: { label: 省级以上, kind: count, counted: { from: awards, how: count, where: level == "省级" or level == "国家级" } }
  all: { label: 全部, kind: count, counted: { from: awards, how: count, counts: stated } }
  mean: { label: 平均天数, kind: number, counted: { from: cases, how: mean, of: days, where: days > 0 } }
  most: { label: 最多天数, kind: number, counted: { from: cases, how: highest, of: days } }
  least: { label: 最低完成率, kind: number, counted: { from: cases, how: lowest, of: rate, where: open } }
  late: { label: 逾期, kind: count, counted: { from: cases, how: count, where: done > due or not open, without: stated } }
  share: { label: 公开率, kind: rate, counted: { from: cases, how: share, where: open, among: days > 3 } }
  twice: { label: 两倍, kind: number, counted: { from: cases, how: sum, of: "max(days, 3) * 2" } }
sections:
  - code: A
    title: 计数
    full: 10
    criteria:
${["n", "all", "mean", "most", "least", "late", "twice"]
  .map(
    (id) =>
      `      - { code: ${id}, title: ${id}, full: 1, clause: 每个扣 0.1 分。, rule: { kind: per-event, count: ${id}, points: 0.1 } }`,
  )
  .join("\n")}
      - { code: share, title: share, full: 3, clause: 达到 80% 的得 3 分。, rule: { kind: tiers, value: share, tiers: [{ at: 80%, points: 3 }] } }
`

/** What is pasted over the checks of a form, and whether formulas can tell what it means. */
export const writings: ReadonlyArray<readonly [kind: string, writing: string | number, told: boolean]> = [
  ["count", "12件", true],
  ["count", " 12 件 ", true],
  ["count", "１２", true],
  ["count", "1,200", true],
  ["count", "1，200件", true],
  ["count", "十二", true],
  ["count", "二十件", true],
  ["count", "九十九", true],
  ["count", "零", true],
  ["count", "007", true],
  ["count", "2.5", true],
  ["count", "12,00", false],
  ["count", "约12件", false],
  ["count", "百余件", false],
  ["count", "七八", false],
  ["count", "1 200", false],
  ["count", "12次", false],
  ["count", "1e3", false],
  ["count", "3-1", false],
  ["count", "①", false],
  ["number", "1,234.50元", true],
  ["number", "12.", false],
  ["number", ".5", false],
  ["number", "10万元", false],
  ["number", "1.2.3", false],
  ["number", "12%", false],
  ["rate", "85%", true],
  ["rate", "８５．５％", true],
  ["rate", "0.85", false],
  ["rate", "100 %", true],
  ["rate", "百分之八十五", false],
  ["rate", "85", true],
  ["rate", "1", false],
  ["day", "2026年3月1日", true],
  ["day", "2026-03-01", true],
  ["day", "2026/3/1", true],
  ["day", "2026.3.1", true],
  ["day", "2026.3-1", false],
  ["day", "2026年2月30日", false],
  ["day", "3月1日", false],
  ["day", "20260301", false],
  ["yes-no", "是的", false],
  ["yes-no", "☑是□否", false],
  ["yes-no", " YES ", true],
]

/** A criterion for each writing. */
export const texts = `
id: texts
title: 写法
version: "1"
period: { from: 2026-01-01, to: 2026-12-31 }
full: ${writings.length}
groups: { all: 各部门 }
rankWithin: group
absence: { blank: zero, unreadable: pending, claimed: pending, noEvidence: zero }
fields:
${writings.map(([kind], index) => `  f${index}: { label: 填报${index}号, kind: ${kind}${kind === "count" ? ", unit: 件" : kind === "number" ? ", unit: 元" : ""} }`).join("\n")}
sections:
  - code: A
    title: 写法
    full: ${writings.length}
    criteria:
${writings
  .map(([kind], index) => {
    const rule =
      kind === "yes-no"
        ? `{ kind: yes-no, value: f${index}, points: 1 }`
        : kind === "day"
          ? `{ kind: deadline, day: f${index}, due: 2026-03-31, boundary: included, late: { points: 0.1, each: day, cap: 1 }, notDone: all }`
          : kind === "rate"
            ? `{ kind: tiers, value: f${index}, tiers: [{ at: 80%, points: 1 }] }`
            : `{ kind: per-event, count: f${index}, points: 0.01 }`
    return `      - { code: A${index}, title: 写法${index}, full: 1, clause: 扣分。, rule: ${rule} }`
  })
  .join("\n")}
`
