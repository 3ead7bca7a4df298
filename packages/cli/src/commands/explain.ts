import { document, nearest, restrict } from "@fadu/engine"
import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { findAgency, readAudience } from "../audience.ts"
import { UsedWrongly } from "../Done.ts"
import { loadRound } from "../loadRound.ts"
import { Screen } from "../Screen.ts"
import { explanationLines } from "../text/explanation.ts"
import { forFlag, jsonFlag, roundArgument } from "./options.ts"
import { finish, printJson, printLines } from "./output.ts"

/** 说明: every lost point of one agency, in sentences. */
export const explain = Command.make(
  "explain",
  {
    round: roundArgument,
    agency: Flag.String("agency").pipe(Flag.withAlias("a"), Flag.withDescription("单位编号、全称或简称")),
    criterion: Flag.String("criterion").pipe(
      Flag.withAlias("c"),
      Flag.withDescription("只说明这一项指标,如 C1"),
      Flag.optional,
    ),
    json: jsonFlag,
    for: forFlag,
  },
  Effect.fn(function* (given) {
    const { assessment } = yield* loadRound(given.round)
    const code = yield* findAgency(given.agency, assessment)
    const audience = yield* readAudience(given.for, assessment)
    if (audience.kind === "public" || (audience.kind === "agency" && audience.code !== code)) {
      return yield* new UsedWrongly({ sentence: `--for ${given.for} 看不到${given.agency}的失分说明` })
    }
    const copy = restrict(document(assessment), audience)
    const card = copy.scorecards.find(({ agency }) => agency.code === code)
    if (card === undefined)
      return yield* new UsedWrongly({ sentence: `${given.agency}所在的组没有评分细则;请检查单位名录的分组` })
    const criterion = Option.getOrNull(given.criterion)
    if (criterion !== null && !card.marks.some((mark) => mark.criterion === criterion)) {
      const guess = nearest(
        criterion,
        card.marks.map((mark) => mark.criterion),
      )
      return yield* new UsedWrongly({
        sentence: `${card.agency.name}没有指标 ${criterion}${guess === null ? "" : `,是否为 ${guess}?`};可用:${card.marks.map((mark) => mark.criterion).join("、")}`,
      })
    }
    if (given.json) {
      yield* printJson(criterion === null ? card : card.marks.find((mark) => mark.criterion === criterion))
    } else {
      yield* printLines(explanationLines(copy, card, criterion, yield* Screen))
    }
    yield* finish(copy.issues.filter((issue) => issue.agency === code || issue.code.startsWith("rubric/")))
  }),
).pipe(
  Command.withDescription("逐项说明一个单位的失分:原文、认定、计算、依据、出处、整改"),
  Command.withExamples([
    { command: "fadu explain 2026年度考核 --agency 自规局" },
    { command: "fadu explain 2026年度考核 --agency 103 --criterion C1", description: "只看一项" },
  ]),
)
