import { Context } from "effect"

/** The folder in which rubrics/ lies. */
export const Installation = Context.Reference<string>("@fadu/cli/Installation", { defaultValue: () => process.cwd() })
