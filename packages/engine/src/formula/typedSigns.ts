/** A formula as it was typed, with every sign in the form that is read, and where each of its characters stood. */
export interface PlainText {
  readonly text: string
  /** The position in what was typed. */
  readonly at: (offset: number) => number
}

/** Other forms of the same sign, as input methods and word processors give them. */
const forms: { readonly [sign: string]: string } = {
  "−": "-",
  "–": "-",
  "—": "-",
  "×": "*",
  "÷": "/",
  "≥": ">=",
  "≧": ">=",
  "≤": "<=",
  "≦": "<=",
  "≠": "!=",
  "“": '"',
  "”": '"',
  "‘": "'",
  "’": "'",
  "\u3000": " ",
  "\u00a0": " ",
}

/** Full-width forms stand in the same order as the signs of a keyboard. */
const narrow = (sign: string): string => {
  const code = sign.charCodeAt(0)
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : (forms[sign] ?? sign)
}

/** Signs in the form that is read; what stands between quotation marks is a word of the rubric and stays. */
export const plainSigns = (typed: string): PlainText => {
  const places: Array<number> = []
  let text = ""
  let quote: string | null = null
  for (let place = 0; place < typed.length; place++) {
    const sign = typed.charAt(place)
    const plain: string = narrow(sign)
    if (quote === null ? plain === '"' || plain === "'" : plain === quote) quote = quote === null ? plain : null
    else if (quote !== null) {
      text += sign
      places.push(place)
      continue
    }
    text += plain
    for (let part = 0; part < plain.length; part++) places.push(place)
  }
  return { text, at: (offset) => places[offset] ?? Math.min(offset, typed.length) }
}

/** What is wrong with a sign, and how it is written. */
interface Refused {
  readonly message: string
  readonly remedy: string
  readonly offset: number
}

/** Signs and words that a clerk may well type and a formula does not have, each with what to write. */
const strange: ReadonlyArray<readonly [pattern: RegExp, message: string, remedy: string]> = [
  [/=>|=</, "比较的符号写反了", "不低于写作 >=,不高于写作 <="],
  [/<>/, "算式中没有 <>", "不等于写作 !="],
  [/===/, "等号多了一个", "等于写作 =="],
  [/(?<![=<>!])=(?!=)/, "单个等号不是比较", "等于写作 =="],
  [/&&?/, "算式中没有 &", "两个条件都须成立的写作 and"],
  [/\|\|?/, "算式中没有 |", "两个条件有一个成立即可的写作 or"],
  [/!(?!=)/, "算式中没有单独的 !", "不成立写作 not,不等于写作 !="],
  [/\^|\*\*/, "算式中没有乘方", "写成相乘,如 a * a"],
  [/‰/, "算式中不能写千分号", "写成小数,如 0.005"],
  [/、/, "算式中不能写顿号", "函数中的各项用逗号隔开;几个条件用 and 或 or 连接"],
  [/;/, "算式中不能写分号", "函数中的各项用逗号隔开;两个算式分写成两条规则"],
  [/(?<![\p{Script=Han}\w.])(?:并且|且)(?![\p{Script=Han}\w.])/u, "条件之间写了“且”", "写作 and"],
  [/(?<![\p{Script=Han}\w.])(?:或者|或)(?![\p{Script=Han}\w.])/u, "条件之间写了“或”", "写作 or"],
  [/(?<![\p{Script=Han}\w.])(?:非|不是)(?![\p{Script=Han}\w.])/u, "条件前写了“非”", "写作 not"],
]

const unit = /(?<![\p{Script=Han}\w.])(\d+(?:\.\d+)?)\s*(个?百分点|\p{Script=Han}{1,4})(?![\p{Script=Han}\w.])/u

/** The first sign, in the order of the text, that is not read; null where there is none. */
export const refusedSign = (text: string): Refused | null => {
  const bare = text.replace(/"[^"]*"|'[^']*'/g, (quoted) => "0".repeat(quoted.length))
  const found = strange.flatMap(([pattern, message, remedy]): ReadonlyArray<Refused> => {
    const offset = bare.search(pattern)
    return offset < 0 ? [] : [{ message, remedy, offset }]
  })
  const measured = unit.exec(bare)
  if (measured !== null && found.length === 0) {
    const [whole, number = "", word = ""] = measured
    found.push({
      message: `“${whole}”带着“${word}”`,
      remedy: word.endsWith("百分点")
        ? "算式中的率是小数:5 个百分点写作 0.05"
        : `算式中的数不带单位,写作 ${number};“${word}”是填报项的,在数与它之间写运算符`,
      offset: measured.index,
    })
  }
  return found.sort((a, b) => a.offset - b.offset)[0] ?? null
}
