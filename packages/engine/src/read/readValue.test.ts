import { describe, expect, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import { dayOf } from "../Day.ts"
import type { Reading } from "../Entry.ts"
import { Rational } from "../Rational.ts"
import type { Field } from "../rubric/Rubric.ts"
import { rawText, readValue } from "./readValue.ts"
import type { Content } from "./Table.ts"

const count: Field = { label: "开庭", kind: "count", unit: "件次" }
const pieces: Field = { label: "制定", kind: "count", unit: "件" }
const money: Field = { label: "经费", kind: "number", unit: "元" }
const moneyInTenThousands: Field = { label: "经费", kind: "number", unit: "万元" }
const rate: Field = { label: "比率", kind: "rate" }
const yesNo: Field = { label: "制度", kind: "yes-no" }
const day: Field = { label: "报送日期", kind: "day" }
const level: Field = { label: "等级", kind: "level", levels: ["优", "良", "不涉及"] }
const text: Field = { label: "说明", kind: "text" }

const written = (value: string): Content => ({ kind: "text", text: value })
const number = (value: number, percent = false): Content => ({ kind: "number", value, percent })
const on = (year: number, month: number, date: number): string => String(dayOf(year, month, date))

/** The reading in a few characters. */
const said = (reading: Reading): string => (reading.state === "filled" ? String(reading.value) : reading.state)
const read = (field: Field, content: Content | string | null, unit: string | null = null) => {
  const { reading, notes } = readValue(field, typeof content === "string" ? written(content) : content, unit)
  return [said(reading), ...notes.map(({ code }) => code)].join(" ")
}
const told = (field: Field, content: Content | string) => {
  const [note] = readValue(field, typeof content === "string" ? written(content) : content).notes
  return `${note?.message};${note?.remedy}`
}

describe("a count", () => {
  it.each([
    ["12", "12"],
    ["１２", "12"],
    ["\u200b12\u3000", "12"],
    ["1,234", "1234"],
    ["１，２３４", "1234"],
    ["12.0", "12"],
    ["0", "0"],
    ["12件次", "12"],
    ["12 件", "12"],
    ["3万件", "30000 sheet/read-as"],
    ["12个", "12 sheet/read-as"],
    ["十二件", "12 sheet/read-as"],
    ["两万三千", "23000 sheet/read-as"],
    ["无", "0 sheet/read-as"],
    ["—", "blank sheet/placeholder"],
    ["－－", "blank sheet/placeholder"],
    ["/", "blank sheet/placeholder"],
    ["N/A", "blank sheet/placeholder"],
    ["空", "blank sheet/placeholder"],
    ["", "blank"],
    ["不涉及", "claimed"],
    ["不适用。", "claimed"],
    ["12,34", "unreadable sheet/unreadable"],
    ["1 234", "unreadable sheet/unreadable"],
    ["1e5", "unreadable sheet/unreadable"],
    ["(5)", "unreadable sheet/unreadable"],
    ["12²", "unreadable sheet/unreadable"],
    ["①", "unreadable sheet/unreadable"],
    ["12.5", "unreadable sheet/unreadable"],
    ["−3", "unreadable sheet/out-of-range"],
    ["12万元", "unreadable sheet/wrong-unit"],
    ["12天", "unreadable sheet/wrong-unit"],
    ["85%", "unreadable sheet/wrong-unit"],
    ["百余件", "unreadable sheet/approximate"],
    ["约300", "unreadable sheet/approximate"],
    ["近千", "unreadable sheet/approximate"],
    ["3600万余", "unreadable sheet/approximate"],
    ["九十七件左右", "unreadable sheet/approximate"],
    ["100以上", "unreadable sheet/approximate"],
    ["七八件", "unreadable sheet/approximate"],
    ["十七八件", "unreadable sheet/approximate"],
    ["二三十件", "unreadable sheet/approximate"],
    ["10-12件", "unreadable sheet/approximate"],
    ["100+", "unreadable sheet/approximate"],
    ["≥90", "unreadable sheet/approximate"],
    ["几件", "unreadable sheet/unreadable"],
    ["一百二", "unreadable sheet/unreadable"],
    ["是", "unreadable sheet/unreadable"],
    ["见附件", "unreadable sheet/unreadable"],
  ])("reads %j as %s", (from, to) => {
    expect(read(count, from)).toBe(to)
  })

  it("reads stored numbers, days and errors", () => {
    expect(read(count, number(12))).toBe("12")
    expect(read(count, number(12.5))).toBe("unreadable sheet/unreadable")
    expect(read(count, number(0.12, true))).toBe("unreadable sheet/wrong-unit")
    expect(read(count, { kind: "day", day: 46082 })).toBe("unreadable sheet/unreadable")
    expect(read(count, { kind: "error", text: "#DIV/0!" })).toBe("unreadable sheet/error-cell")
    expect(read(count, "#REF!")).toBe("unreadable sheet/error-cell")
    expect(read(pieces, "=1+1")).toBe("unreadable sheet/error-cell")
    expect(read(text, "=1+1")).toBe(read(text, "说明").replace("说明", "=1+1"))
    expect(read(count, { kind: "boolean", value: true })).toBe("unreadable sheet/unreadable")
    expect(read(count, null)).toBe("blank")
  })

  it("keeps to the limits of its field", () => {
    expect(read({ ...count, max: 12 }, "12")).toBe("12")
    expect(read({ ...count, max: 12 }, "13")).toBe("unreadable sheet/out-of-range")
    expect(read({ ...count, min: 1 }, "0")).toBe("unreadable sheet/out-of-range")
  })

  it("tells people what stood there, what is expected and what to write", () => {
    expect(told(pieces, "九十七件左右")).toBe("填报“九十七件左右”,是约数或范围,应为整数(单位:件);请填确切数,如 97")
    expect(told(pieces, "3600万余")).toContain("如 36000000")
    expect(told(pieces, "百余件")).toContain("如 100")
    expect(told(pieces, "十二件")).toBe("填报“十二件”,读作 12件;读法不对的,请改填后重报")
  })
})

describe("a number", () => {
  it.each([
    [money, "1,234.50", "1234.5"],
    [money, "12.5元", "12.5"],
    [money, "360万元", "3600000 sheet/read-as"],
    [money, "360万", "3600000 sheet/read-as"],
    [money, "三百六十万元", "3600000 sheet/read-as"],
    [moneyInTenThousands, "360万元", "360"],
    [moneyInTenThousands, "1.2亿元", "12000 sheet/read-as"],
    [moneyInTenThousands, "3600000元", "360 sheet/read-as"],
    [moneyInTenThousands, "360万", "unreadable sheet/wrong-unit"],
    [money, "12件", "unreadable sheet/wrong-unit"],
    [money, "-5", "-5"],
    [{ ...money, unit: "%" }, "85%", "85"],
  ] as const)("reads %j %s as %s", (field, from, to) => {
    expect(read(field, from)).toBe(to)
  })

  it("takes the unit written beside it", () => {
    expect(read(money, "1.5", "万元")).toBe("15000 sheet/read-as")
    expect(read(money, number(1.5), "万元")).toBe("15000 sheet/read-as")
    expect(read(money, number(1.5), "件")).toBe("unreadable sheet/wrong-unit")
  })

  it.prop(
    "written in decimals is read exactly",
    [
      Schema.Int.check(Schema.isBetween({ minimum: -1_000_000_000, maximum: 1_000_000_000 })),
      Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 6 })),
    ],
    ([units, places]) => {
      const value = Rational.ratio(units, 10 ** places)
      const reading = readValue(money, written(value.toDecimal(places, null) ?? "")).reading
      return reading.state === "filled" && reading.value instanceof Rational && reading.value.equals(value)
    },
  )
})

describe("a rate", () => {
  it.each([
    ["85%", "0.85"],
    ["８５．５％", "0.855"],
    ["120%", "1.2"],
    ["5‰", "0.005"],
    ["百分之九十五点五", "0.955 sheet/read-as"],
    ["0.85", "0.85"],
    ["0", "0"],
    ["100%", "1"],
    ["1", "unreadable sheet/ambiguous-rate"],
    ["100", "unreadable sheet/ambiguous-rate"],
    ["85", "unreadable sheet/ambiguous-rate"],
    ["850", "unreadable sheet/ambiguous-rate"],
    ["-5%", "unreadable sheet/out-of-range"],
    ["85%左右", "unreadable sheet/approximate"],
    ["85件", "unreadable sheet/wrong-unit"],
  ])("reads %j as %s", (from, to) => {
    expect(read(rate, from)).toBe(to)
  })

  it("reads a stored percentage, and a stored bare number only where it can mean one thing", () => {
    expect(read(rate, number(0.6557377049180328, true))).toBe(Rational.of(0.6557377049180328).toString())
    expect(read(rate, number(1, true))).toBe("1")
    expect(read(rate, number(0.85))).toBe("0.85")
    expect(read(rate, number(85))).toBe("unreadable sheet/ambiguous-rate")
    expect(rawText(number(0.6557377049180328, true))).toBe("65.5737704918033%")
  })

  it("in a column of per cent is a percentage, unless it is small", () => {
    expect(read(rate, "85", "%")).toBe("0.85")
    expect(read(rate, number(100), "%")).toBe("1")
    expect(read({ ...rate, unit: "%" }, "85")).toBe("0.85")
    expect(read(rate, "0.85", "%")).toBe("unreadable sheet/ambiguous-rate")
    expect(read(rate, "1", "%")).toBe("unreadable sheet/ambiguous-rate")
    expect(read(rate, "85%", "%")).toBe("0.85")
  })

  it("says both readings of a number that has two", () => {
    expect(told(rate, "85")).toBe(
      "填报“85”,可能是 85%,也可能是 8500%,应为带百分号的百分数,或小于 1 的小数;请写明百分号:85% 或 8500%",
    )
  })
})

describe("yes or no", () => {
  it.each([
    ["是", "true"],
    ["有", "true"],
    ["√", "true"],
    ["✔", "true"],
    ["☑", "true"],
    ["对", "true"],
    ["Y", "true"],
    ["已建立", "true"],
    ["☑是 □否", "true"],
    ["是□否☑", "false"],
    ["否", "false"],
    ["无", "false"],
    ["×", "false"],
    ["错", "false"],
    ["N", "false"],
    ["未建立", "false"],
    ["1", "unreadable sheet/unreadable"],
    ["0", "unreadable sheet/unreadable"],
    ["是√否", "unreadable sheet/unreadable"],
    ["基本建立", "unreadable sheet/unreadable"],
    ["/", "blank sheet/placeholder"],
    ["不涉及", "claimed"],
  ])("reads %j as %s", (from, to) => {
    expect(read(yesNo, from)).toBe(to)
  })

  it("takes a stored truth, and not a stored 1", () => {
    expect(read(yesNo, { kind: "boolean", value: true })).toBe("true")
    expect(read(yesNo, number(1))).toBe("unreadable sheet/unreadable")
  })
})

describe("a day", () => {
  it.each([
    ["2026-03-01", on(2026, 3, 1)],
    ["2026/3/1", on(2026, 3, 1)],
    ["2026.3.1", on(2026, 3, 1)],
    ["2026年3月1日", on(2026, 3, 1)],
    ["2026 年 3 月 1 日", on(2026, 3, 1)],
    ["２０２６年３月１日", on(2026, 3, 1)],
    ["20260301", on(2026, 3, 1)],
    ["2026-03-01 08:30:00", on(2026, 3, 1)],
    ["二〇二六年三月一日", `${on(2026, 3, 1)} sheet/read-as`],
    ["46082", `${on(2026, 3, 1)} sheet/read-as`],
    ["未办理", "none"],
    ["未报送", "none"],
    ["—", "blank sheet/placeholder"],
    ["不涉及", "claimed"],
    ["2026年3月", "unreadable sheet/month-only"],
    ["2026-03", "unreadable sheet/month-only"],
    ["2026年3月底", "unreadable sheet/month-only"],
    ["2026年", "unreadable sheet/month-only"],
    ["3月1日", "unreadable sheet/unreadable"],
    ["26.3.1", "unreadable sheet/unreadable"],
    ["2026-02-29", "unreadable sheet/unreadable"],
    ["2026-13-01", "unreadable sheet/unreadable"],
    ["2026-3/1", "unreadable sheet/unreadable"],
    ["无", "unreadable sheet/unreadable"],
    ["2026", "unreadable sheet/month-only"],
  ])("reads %j as %s", (from, to) => {
    expect(read(day, from)).toBe(to)
  })

  it("takes a stored day, a serial with a note, and no other number", () => {
    expect(read(day, { kind: "day", day: 46082 })).toBe("46082")
    expect(read(day, { kind: "day", day: 46082.75 })).toBe("46082")
    expect(read(day, number(46082))).toBe("46082 sheet/read-as")
    expect(read(day, number(20260301))).toBe(on(2026, 3, 1))
    expect(read(day, number(2026))).toBe("unreadable sheet/unreadable")
    expect(read(day, number(2026.3))).toBe("unreadable sheet/unreadable")
  })
})

describe("levels and texts", () => {
  it("take a level only as declared", () => {
    expect(read(level, " 优 ")).toBe("优")
    expect(read(level, "不涉及")).toBe("不涉及")
    expect(read(level, "优秀")).toBe("unreadable sheet/unreadable")
    expect(told(level, "优秀")).toBe("填报“优秀”,应为等级“优”“良”“不涉及”之一;请填其中之一:优、良、不涉及")
  })

  it("take any text", () => {
    expect(read(text, "无")).toBe("无")
    expect(read(text, "①见附件")).toBe("①见附件")
    expect(read(text, number(12.5))).toBe("12.5")
    expect(read(text, "/")).toBe("blank sheet/placeholder")
  })
})

const anyContent: Arbitrary.Arbitrary<Content> = Arbitrary.schema(
  Schema.Union([
    Schema.Struct({ kind: Schema.Literal("text"), text: Schema.String }),
    Schema.Struct({
      kind: Schema.Literal("text"),
      text: Schema.Literals(["约3", "12件", "85%", "不涉及", "2026年3月", "√", "—", "十二", "1/2", "无", "1,2"]),
    }),
    Schema.Struct({ kind: Schema.Literal("number"), value: Schema.Number, percent: Schema.Boolean }),
    Schema.Struct({ kind: Schema.Literal("day"), day: Schema.Number }),
    Schema.Struct({ kind: Schema.Literal("boolean"), value: Schema.Boolean }),
    Schema.Struct({ kind: Schema.Literal("error"), text: Schema.Literals(["#DIV/0!", "=A1"]) }),
  ]),
)
const anyField: Arbitrary.Arbitrary<Field> = Arbitrary.schema(Schema.Literals([0, 1, 2, 3, 4, 5, 6, 7, 8])).pipe(
  Arbitrary.map((index) => [count, pieces, money, moneyInTenThousands, rate, yesNo, day, level, text][index] ?? count),
)

describe("every reading", () => {
  it.prop("is unreadable with exactly one error, or has none", [anyField, anyContent], ([field, content]) => {
    const { reading, notes } = readValue(field, content)
    const errors = notes.filter(({ severity }) => severity === "error")
    return errors.length === (reading.state === "unreadable" ? 1 : 0)
  })

  it.prop("of a kind holds values of that kind", [anyField, anyContent], ([field, content]) => {
    const { reading } = readValue(field, content)
    if (reading.state !== "filled") return true
    const { value } = reading
    switch (field.kind) {
      case "yes-no":
        return typeof value === "boolean"
      case "level":
      case "text":
        return typeof value === "string"
      default:
        return value instanceof Rational && !value.isUndefined && (field.kind !== "count" || value.isInteger)
    }
  })
})
