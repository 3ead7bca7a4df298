import { type Agency, AssessmentDocument, describeSchemaIssue, type Issue, openDocument, type Part } from "@fadu/engine"
import { Effect, FileSystem, Result, Schema } from "effect"
import { loadRound } from "./loadRound.ts"
import type { RubricPlaces } from "./loadRubric.ts"

/** The result of the round before (上年结果), and what is wrong with it. */
export interface Previous {
  /** Null where it cannot be used; the issues say why. */
  readonly document: AssessmentDocument | null
  /** Its figures, also of agencies that are not linked; none of a frozen result, which holds them only in words. */
  readonly parts: ReadonlyArray<Part>
  readonly issues: ReadonlyArray<Issue>
}

export interface PreviousWanted {
  /** The folder of a round, or a frozen result. */
  readonly path: string
  /** As round.yaml or the command line names it, for messages. */
  readonly named: string
  readonly installation: string
  /** Those of the present round: the same code must be the same agency. */
  readonly agencies: ReadonlyArray<Pick<Agency, "code" | "name" | "short" | "aliases">>
}

/**
 * Reads what the round before came to. Whatever is wrong with it is told and stops nothing: without it the present round is scored all the same.
 */
export const loadPrevious = Effect.fn("loadPrevious")(function* (
  wanted: PreviousWanted,
): Effect.fn.Return<Previous, never, FileSystem.FileSystem> {
  const fs = yield* FileSystem.FileSystem
  const { path } = wanted
  const info = yield* Effect.orElseSucceed(fs.stat(path), () => null)
  if (info === null) {
    return without("round/previous-missing", `没有找到上年结果“${wanted.named}”,不能同上年比较`, {
      remedy: "请在 previous 写明上年考核批次的文件夹,或 fadu rank --json 存下的 .json 文件(相对于本文件夹)",
    })
  }
  const read =
    info.type === "Directory"
      ? folderResult(path, wanted)
      : Effect.map(fileResult(path), (document): Read => ({ document, parts: [] }))
  const found = yield* Effect.result(read)
  if (Result.isFailure(found)) {
    return without("round/previous-unusable", `上年结果“${wanted.named}”不能使用:${found.failure}`, {
      remedy: "请改正后再比较,或改指一份可用的结果;本批次照常计分",
    })
  }
  return linked(found.success, wanted.agencies)
})

interface Read {
  readonly document: AssessmentDocument
  readonly parts: ReadonlyArray<Part>
}

const folderResult = (
  path: string,
  { installation }: Pick<RubricPlaces, "installation">,
): Effect.Effect<Read, string, FileSystem.FileSystem> =>
  loadRound(path, { installation, cases: false }).pipe(
    Effect.map(({ assessment }) => ({ document: openDocument(assessment), parts: assessment.parts })),
    Effect.mapError((error) => error.message.replace(/\s*\n\s*/g, " ")),
  )

const decode = Schema.decodeUnknownResult(AssessmentDocument)

const fileResult = Effect.fnUntraced(function* (
  path: string,
): Effect.fn.Return<AssessmentDocument, string, FileSystem.FileSystem> {
  const fs = yield* FileSystem.FileSystem
  const text = yield* Effect.mapError(fs.readFileString(path), () => "文件读不出")
  const value = yield* Effect.try({
    try: (): unknown => JSON.parse(text),
    catch: () => "不是 fadu rank --json 存下的结果(不是 JSON)",
  })
  return yield* Result.match(decode(value), {
    onSuccess: Effect.succeed,
    onFailure: ({ issue }) => {
      const [first] = describeSchemaIssue(issue, value)
      return Effect.fail(`不是 fadu rank --json 存下的结果${first === undefined ? "" : `(${first.message})`}`)
    },
  })
})

/** Agencies are linked by code. One whose code had another name is not compared before somebody says that it is the same. */
const linked = ({ document, parts }: Read, agencies: PreviousWanted["agencies"]): Previous => {
  const now = new Map(agencies.map((agency) => [agency.code, agency]))
  const strangers = document.scorecards.flatMap(({ agency }) => {
    const own = now.get(agency.code)
    const isSame = own === undefined || [own.name, own.short, ...own.aliases].includes(agency.name)
    return isSame || own === undefined ? [] : [{ code: agency.code, former: agency.name, now: own.name }]
  })
  const codes = new Set(strangers.map(({ code }) => code))
  return {
    document:
      codes.size === 0
        ? document
        : { ...document, scorecards: document.scorecards.filter(({ agency }) => !codes.has(agency.code)) },
    parts,
    issues: strangers.map(({ code, former, now }) =>
      told(
        "round/previous-other-agency",
        `编号 ${code} 上年是${former},今年是${now},未同上年比较`,
        "是同一单位的,请在单位名录的“别名”列写上年的名称;不是的,请换一个编号",
      ),
    ),
  }
}

const without = (code: string, message: string, { remedy }: { readonly remedy: string }): Previous => ({
  document: null,
  parts: [],
  issues: [told(code, message, remedy)],
})

const told = (code: string, message: string, remedy: string): Issue => ({
  severity: "warning",
  code,
  message,
  remedy,
  at: { kind: "file", file: "round.yaml" },
  agency: null,
})
