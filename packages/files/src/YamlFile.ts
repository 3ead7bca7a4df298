import { createHash } from "node:crypto"
import type { Issue, Problem } from "@fadu/engine"
import { Effect, FileSystem } from "effect"
import type { Document, ErrorCode, Node } from "yaml"
import { decodeText } from "./decodeText.ts"
import { FileUnreadable } from "./FileUnreadable.ts"

/** A file of settings that somebody wrote by hand: a rubric, worked examples, a round. */
export interface YamlFile {
  readonly file: string
  /** SHA-256 of its bytes; empty for a file too large to be opened. */
  readonly hash: string
  /** What it says; undefined where an error among `issues` leaves it without meaning. */
  readonly value: unknown
  readonly issues: ReadonlyArray<Issue>
  /** Puts a problem of the engine in its place. A problem with a path that does not exist stands at the nearest that does. */
  readonly issueOf: (problem: Problem) => Issue
  readonly locate: Locate
}

/**
 * Line and column, from 1, of the value at a path. `at` is a position inside its text (for formulas), or asks for the key instead.
 * A list or a table of keys stands where its key stands.
 */
export type Locate = (path: ReadonlyArray<string | number>, at?: number | "key") => Position
export interface Position {
  readonly line: number
  readonly column: number
}

const byteLimit = 2_000_000

export const readYamlFile = Effect.fn("readYamlFile")(
  function* (path: string, file: string) {
    const fs = yield* FileSystem.FileSystem
    const info = yield* fs.stat(path)
    if (info.type !== "File") return yield* new FileUnreadable({ file, reason: "not-a-file" })
    const bytes = info.size > byteLimit ? null : yield* fs.readFile(path)
    const text = bytes === null ? null : (decodeText(bytes)?.text ?? null)
    const hash = bytes === null ? "" : createHash("sha256").update(bytes).digest("hex")
    return { file, hash, ...(yield* Effect.promise(() => parseYaml(text, file))) } satisfies YamlFile
  },
  (effect, _, file) =>
    Effect.catchTag(effect, "PlatformError", (error) => Effect.fail(FileUnreadable.from(file, error))),
)

/** Reads YAML 1.2, core schema: no tags of its own, no key twice, aliases within a budget. Null is a file that holds no text. */
export const parseYaml = async (text: string | null, file: string): Promise<Omit<YamlFile, "file" | "hash">> => {
  const yaml = await import("yaml")
  const lines = new yaml.LineCounter()
  const issueAt = (
    { line, column }: Position,
    path: string,
    told: Pick<Issue, "severity" | "code" | "message" | "remedy">,
  ) => {
    const { severity, code, message, remedy } = told
    return {
      severity,
      code,
      message,
      remedy,
      at: { kind: "place", file, line, column, path },
      agency: null,
    } satisfies Issue
  }
  const meaningless = (position: Position, told: Sentence) => ({
    value: undefined,
    issues: [issueAt(position, "", { severity: "error", ...told })],
    locate: () => position,
    issueOf: (problem: Problem) => issueAt(position, problem.path.join("."), problem),
  })

  const start = { line: 1, column: 1 }
  if (text === null) return meaningless(start, notText)
  try {
    const document = yaml.parseDocument(text, {
      schema: "core",
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
      // Not "silent": a second document would then go unnoticed.
      logLevel: "error",
    })
    const locate = locator({ document, text, lines, yaml })
    const positionOf = (offset: number): Position => {
      const { line, col } = lines.linePos(Math.min(offset, text.length))
      return { line: Math.max(1, line), column: Math.max(1, col) }
    }
    const mayHaveAliases = /\*[^\s*]/.test(text)
    const unresolved = mayHaveAliases && document.errors.length === 0 ? danglingAlias(document, yaml) : null
    if (unresolved !== null) return meaningless(positionOf(unresolved), anchors)
    const fatal = document.errors.map(({ code, pos, message }) => {
      const position = positionOf(pos[0])
      const told =
        code === "BAD_INDENT" && message.startsWith("Flow ")
          ? openBracket
          : code === "DUPLICATE_KEY"
            ? twice(/^[^:\n]*/.exec(text.slice(pos[0]))?.[0] ?? "")
            : sentences[code]
      const line = text.split(/\r\n?|\n/)[position.line - 1] ?? ""
      const hint = fullWidth.test(line) ? ";该行含有全角标点,键后的冒号、逗号和引号须用半角" : ""
      return issueAt(position, "", { severity: "error", ...told, remedy: told.remedy + hint })
    })
    const value = fatal.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 })
    if (fatal.length === 0 && (value === null || value === undefined)) return meaningless(start, blank)
    return {
      value,
      issues: fatal,
      locate,
      issueOf: (problem) =>
        issueAt(
          locate(problem.path, problem.code === "schema/unexpected-key" ? "key" : (problem.offset ?? undefined)),
          problem.path.join("."),
          problem,
        ),
    }
  } catch {
    // Brackets nested beyond the stack, or aliases that multiply.
    return meaningless(start, tooDeep)
  }
}

/** Where the first alias stands whose anchor is not defined before it. */
const danglingAlias = (document: Document, yaml: typeof import("yaml")): number | null => {
  const known = new Set<string>()
  let dangling: number | null = null
  yaml.visit(document, {
    Node: (_, node) => {
      if (!yaml.isAlias(node)) {
        if (node.anchor !== undefined) known.add(node.anchor)
        return undefined
      }
      if (known.has(node.source)) return undefined
      dangling = node.range?.[0] ?? 0
      return yaml.visit.BREAK
    },
  })
  return dangling
}

interface Source {
  readonly document: Document
  readonly text: string
  readonly lines: import("yaml").LineCounter
  readonly yaml: typeof import("yaml")
}

const locator = ({ document, text, lines, yaml }: Source): Locate => {
  const resolve = (node: unknown): unknown => (yaml.isAlias(node) ? node.resolve(document) : node)

  /** The key (or the dash's content) and the value that stand at a segment of a path. */
  const child = (
    parent: unknown,
    segment: string | number,
  ): { readonly key: unknown; readonly value: unknown } | null => {
    const node = resolve(parent)
    if (yaml.isMap(node)) {
      const pair = node.items.find(({ key }) => String(yaml.isScalar(key) ? key.value : key) === String(segment))
      return pair === undefined ? null : { key: pair.key, value: pair.value }
    }
    if (!yaml.isSeq(node)) return null
    const item = node.items[Number(segment)]
    return item === undefined ? null : { key: item, value: item }
  }

  const startOf = (node: unknown): number | null => (yaml.isNode(node) ? (node.range?.[0] ?? null) : null)

  /** Where the text of a scalar begins, if it stands in the file letter by letter. */
  const textStart = (node: Node): number | null => {
    const start = startOf(node)
    if (start === null || !yaml.isScalar(node) || typeof node.value !== "string") return null
    const quoted = text[start] === '"' || text[start] === "'" ? 1 : 0
    return text.startsWith(node.value, start + quoted) ? start + quoted : null
  }

  return (path, at) => {
    let key: unknown = null
    let value: unknown = document.contents
    let found = 0
    for (const segment of path) {
      const next = child(value, segment)
      if (next === null) break
      found += 1
      ;({ key, value } = next)
    }
    const isScalar = yaml.isScalar(value) && value.value !== null
    const atValue = found === path.length && isScalar && at !== "key"
    const begin = (atValue ? startOf(value) : null) ?? startOf(key) ?? startOf(document.contents) ?? 0
    const inside = atValue && typeof at === "number" && yaml.isNode(value) ? textStart(value) : null
    const { line, col } = lines.linePos(inside === null || typeof at !== "number" ? begin : inside + at)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
}

interface Sentence {
  readonly code: string
  readonly message: string
  readonly remedy: string
}

const fullWidth = /[：，；“”‘’【】｛｝\u3000]/

const notText: Sentence = {
  code: "yaml/not-text",
  message: "文件不是文本文件,或超过 2 MB",
  remedy: "请用记事本等文本编辑器编写,保存为 UTF-8",
}
const blank: Sentence = { code: "yaml/empty", message: "文件没有内容", remedy: "请参照示例填写" }
const tooDeep: Sentence = {
  code: "yaml/too-deep",
  message: "层次过深,或引用(*)展开后过大",
  remedy: "请减少嵌套,不要成倍地引用",
}

const syntax = (message: string, remedy: string): Sentence => ({ code: "yaml/syntax", message, remedy })
const noTags = syntax("使用了不支持的标记(!…)或文件指令(%…)", "请删除以 ! 或 % 开头的标记")
const anchors = syntax("锚点(&)或引用(*)的写法有误", "请检查引用的名称是否已在前面用 & 定义;普通文字请加引号")
const openBracket = syntax(
  "这里的缩进少于括号之外的内容,此前可能有 { 或 [ 没有闭合",
  "请检查上面几行的 { } 和 [ ] 是否成对;括号内换行的,须比括号之外缩进更多",
)
const twice = (key: string): Sentence => syntax(`同一层有两个“${key.trim()}”`, "请删除或改名其中一个")
const layout = syntax("缩进或层次有误", "同一层的各行须左对齐,下一层多缩进两个空格")

/** By the parser's codes; its own English sentences are never shown. */
const sentences: { readonly [C in ErrorCode]: Sentence } = {
  ALIAS_PROPS: anchors,
  BAD_ALIAS: anchors,
  BAD_COLLECTION_TYPE: noTags,
  BAD_DIRECTIVE: noTags,
  BAD_DQ_ESCAPE: syntax("双引号内的反斜杠写法有误", "请改用单引号,或将 \\ 写成 \\\\"),
  BAD_INDENT: layout,
  BAD_PROP_ORDER: anchors,
  BAD_SCALAR_START: syntax("文字不能以这个符号开头", "请将这段文字放在引号内"),
  BLOCK_AS_IMPLICIT_KEY: syntax("一行中出现了两层“键: 值”", "请分行书写;文字中含有冒号加空格的,请加引号"),
  BLOCK_IN_FLOW: syntax("[ ] 或 { } 内不能换成缩进写法", "请全部写在括号内,或全部改用缩进写法"),
  DUPLICATE_KEY: twice("键"),
  IMPOSSIBLE: syntax("写法有误,无法理解", "请对照示例检查该行及上一行"),
  KEY_OVER_1024_CHARS: syntax("键过长,可能漏写了换行或引号", "请检查该行的引号和冒号"),
  MISSING_CHAR: syntax("缺少引号、括号、逗号、冒号或空格", "请补上;冒号和逗号后须有空格,括号和引号须成对"),
  MULTILINE_IMPLICIT_KEY: syntax("这一行没有写成“键: 值”", "请检查冒号是否为半角、冒号后是否有空格;多行文字请用 |"),
  MULTIPLE_ANCHORS: anchors,
  MULTIPLE_DOCS: syntax("一个文件只能有一份内容,不能用 --- 分隔", "请删除 --- 以后的内容,或另存为一个文件"),
  MULTIPLE_TAGS: noTags,
  NON_STRING_KEY: syntax("键应为文字", "请给键加引号"),
  RESOURCE_EXHAUSTION: tooDeep,
  TAB_AS_INDENT: syntax("用制表符(Tab)缩进", "请改用空格缩进"),
  TAG_RESOLVE_FAILED: noTags,
  UNEXPECTED_TOKEN: syntax("此处出现了多余的符号或文字", "请检查引号、括号是否成对,文字中有特殊符号的请加引号"),
}
