import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { version } from "@fadu/engine/version"
import { Cause, Console, Effect, Exit, Option, Predicate } from "effect"
import { CliConfig, CliOutput, Command, GlobalFlag } from "effect/cli"
import { joinAudience } from "./audience.ts"
import { check } from "./commands/check.ts"
import { explain } from "./commands/explain.ts"
import { rank } from "./commands/rank.ts"
import { rubric } from "./commands/rubric.ts"
import { self } from "./commands/self.ts"
import { template } from "./commands/template.ts"
import { ui } from "./commands/ui.ts"
import { whatif } from "./commands/whatif.ts"
import { presenter } from "./help.ts"
import { Installation } from "./Installation.ts"

export const cli = Command.make("fadu").pipe(
  Command.withDescription("法度:按评分细则给单位计分、排名,逐分说明理由"),
  Command.withExamples([
    { command: "fadu check 2026年度考核", description: "先检查细则和填报表" },
    { command: "fadu rank 2026年度考核 -o 排名.xlsx", description: "计分排名,写出工作簿" },
    { command: "fadu explain 2026年度考核 --agency 自规局", description: "说明一个单位为何失分" },
    { command: "fadu self 本单位填报表.xlsx --rubric key-systems --group enforcing", description: "单位自查" },
  ]),
  Command.withSubcommands([template, check, rank, explain, whatif, self, rubric, ui]),
)

const interrupted = 130

/** 0 done; 1 done, but the rubric or the sheets have errors; 2 used wrongly or could not run; 130 interrupted. */
export const exitCode = (exit: Exit.Exit<unknown, unknown>): number => {
  if (Exit.isSuccess(exit)) return 0
  if (Cause.hasInterruptsOnly(exit.cause)) return interrupted
  const error = Option.getOrUndefined(Cause.findErrorOption(exit.cause))
  if (Predicate.isTagged(error, "DoneWithErrors")) return 1
  // help that was asked for
  return Predicate.isTagged(error, "ShowHelp") &&
    Predicate.hasProperty(error, "errors") &&
    Array.isArray(error.errors) &&
    error.errors.length === 0
    ? 0
    : 2
}

const defect = "程序内部出错,结果未写出。请保留所用文件并把以下内容告知开发者:"

/** Failures of the world are one sentence on the error stream; what the parser of the command line found has been printed already. */
const report = (cause: Cause.Cause<unknown>): Effect.Effect<void> => {
  if (Cause.hasInterruptsOnly(cause)) return Effect.void
  const error = Option.getOrUndefined(Cause.findErrorOption(cause))
  if (error === undefined) return Console.error(`${defect}\n${Cause.pretty(cause)}`)
  if (Predicate.isTagged(error, "ShowHelp") || Predicate.isTagged(error, "DoneWithErrors")) return Effect.void
  return Console.error(error instanceof Error ? error.message : String(error))
}

export const run = (args: ReadonlyArray<string>) =>
  Command.runWith(cli, { version })(joinAudience(args)).pipe(
    Effect.tapCause(report),
    Effect.provide(CliOutput.layerPresenter(presenter)),
    Effect.provideService(CliConfig.CliConfig, { builtIns: [GlobalFlag.Help, GlobalFlag.Version] }),
  )

export const main = (args: ReadonlyArray<string>, installation: string): void => {
  run(args).pipe(Effect.provideService(Installation, installation), Effect.provide(NodeServices.layer), (program) =>
    NodeRuntime.runMain(program, {
      disableErrorReporting: true,
      teardown: (exit, onExit) => {
        const code = exitCode(exit)
        if (code === interrupted) return onExit(code)
        // leaving at once would cut off what a pipe has not taken yet
        process.exitCode = code
        onExit(0)
      },
    }),
  )
}
