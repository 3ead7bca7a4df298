import { asideWords } from "./asides.ts"
import { remembered } from "./Entries.ts"
import { evidenceWords, type FieldFound, type FieldNames } from "./FieldNames.ts"
import { key } from "./fold.ts"
import type { HeaderRule } from "./headers.ts"

/** What a column of a wide table (一行一单位) is. */
export type WideRole =
  | { readonly kind: "name" | "code" | "aside" | "looseEvidence" }
  | { readonly kind: "field" | "evidence"; readonly found: FieldFound }
  | { readonly kind: "several"; readonly found: ReadonlyArray<FieldFound> }

const nameWords: ReadonlySet<string> = new Set(
  "单位 单位名称 部门 部门名称 被考核单位 考核对象 机关 机关名称 填报单位 报送单位 县区 区县 县市区 县(市,区) 地区 市县".split(
    " ",
  ),
)
const codeWords: ReadonlySet<string> = new Set("单位代码 单位编码 单位编号 代码 编码 机构代码".split(" "))

export const isNameWord = (text: string): boolean => nameWords.has(key(text))
export const isCodeWord = (text: string): boolean => codeWords.has(key(text))

export const wideRule = (fields: FieldNames): HeaderRule<WideRole> => {
  // forms repeat their texts a thousand times
  const known = new Map<string, WideRole | null>()
  return {
    match: (texts, last) => remembered(known, texts.join("\n"), () => roleOf(fields, texts, last)),
    weigh: (roles) => {
      const knows = (kind: WideRole["kind"]) => roles.some((role) => role.kind === kind)
      return (knows("name") || knows("code")) && knows("field") ? roles.length : 0
    },
  }
}

const roleOf = (fields: FieldNames, texts: ReadonlyArray<string>, last: string): WideRole | null => {
  const found = fields.find(texts)
  if (found.length > 1) return { kind: "several", found }
  const [field] = found
  if (field !== undefined) return { kind: "field", found: field }
  const [evidence] = fields.findEvidence(texts)
  if (evidence !== undefined) return { kind: "evidence", found: evidence }
  for (const text of [texts.length === 1 ? last : key(texts.join("")), last]) {
    if (nameWords.has(text)) return { kind: "name" }
    if (codeWords.has(text)) return { kind: "code" }
    if (evidenceWords.has(text)) return { kind: "looseEvidence" }
    if (asideWords.has(text)) return { kind: "aside" }
  }
  return null
}
