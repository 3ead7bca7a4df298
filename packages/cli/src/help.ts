import { Console, Option } from "effect"
import type { CliError, CliOutput, HelpDoc } from "effect/cli"
import { padEnd, width } from "./text/width.ts"

/** Help goes to the output, usage errors to the error stream; both in Chinese. */
export const presenter: CliOutput.Presenter = {
  present: (event) => {
    switch (event._tag) {
      case "Help":
        return Console.log(formatHelpDoc(event.helpDoc))
      case "InvalidInvocation":
        return Console.error(
          `${event.errors.map(describe).join("\n")}\n加 --help 查看用法:${event.commandPath.join(" ")} --help`,
        )
      case "Version":
        return Console.log(`${event.name} ${event.version}`)
    }
  },
}

const formatHelpDoc = (doc: HelpDoc.HelpDoc): string => {
  const path = doc.commandPath ?? ["fadu"]
  const commands = (doc.subcommands ?? []).flatMap((group) => group.commands)
  const args = doc.args ?? []
  const flags = [...doc.flags, ...(doc.inheritedFlags ?? []), ...(doc.globalFlags ?? [])]
  const usage = [
    path.join(" "),
    ...(commands.length > 0 ? ["<命令>"] : []),
    ...args.map((arg) => (arg.required ? `<${arg.name}>` : `[${arg.name}]`)),
    ...(flags.length > 0 ? ["[选项]"] : []),
  ].join(" ")
  const rows = {
    commands: commands.map(
      ({ name, description, shortDescription }) => [name, shortDescription ?? description] as const,
    ),
    args: args.map((arg) => [arg.name, Option.getOrElse(arg.description, () => "")] as const),
    flags: flags.map((flag) => [[`--${flag.name}`, ...flag.aliases].join(", "), flagText(flag)] as const),
  }
  const widest = Math.max(...Object.values(rows).flatMap((list) => list.map(([name]) => width(name))), 0)
  const section = (title: string, list: ReadonlyArray<readonly [string, string]>): ReadonlyArray<string> =>
    list.length === 0
      ? []
      : ["", `${title}:`, ...list.map(([name, text]) => `  ${padEnd(name, widest)}  ${text}`.trimEnd())]
  return [
    doc.description,
    "",
    `用法:${usage}`,
    ...section("命令", rows.commands),
    ...section("参数", rows.args),
    ...section("选项", rows.flags),
    ...((doc.examples ?? []).length === 0
      ? []
      : [
          "",
          "示例:",
          ...(doc.examples ?? []).flatMap(({ command, description }) => [
            `  ${command}`,
            ...(description === undefined ? [] : [`      ${description}`]),
          ]),
        ]),
  ].join("\n")
}

const builtIn: { readonly [name: string]: string } = { help: "显示用法", version: "显示版本" }

const flagText = (flag: HelpDoc.FlagDoc): string => builtIn[flag.name] ?? Option.getOrElse(flag.description, () => "")

const describe = (error: CliError.CliError): string => {
  switch (error._tag) {
    case "UnrecognizedOption":
      return `没有选项“${error.option}”${guess(error.suggestions)}`
    case "DuplicateOption":
      return `选项“${error.option}”写了两次;只写一次。`
    case "MissingOption":
      return `缺少选项 --${error.option};请补上。`
    case "MissingArgument":
      return `缺少参数 <${error.argument}>;请补上。`
    case "UnexpectedArgument":
      return `多出参数“${error.arguments.join(" ")}”;请删去,路径中有空格的请加引号。`
    case "InvalidValue":
      return `${error.kind === "flag" ? `选项 --${error.option}` : `参数 <${error.option}>`}写作“${error.value}”,不能识别;应为 ${expected(error.expected)}。`
    case "UnknownSubcommand":
      return `没有命令“${error.subcommand}”${guess(error.suggestions)}`
    default:
      return `用法有误:${error.message}`
  }
}

const guess = (suggestions: ReadonlyArray<string>): string =>
  suggestions.length === 0 ? "。" : `,是否为“${suggestions.join("”或“")}”?`

const expected = (text: string): string =>
  text.startsWith("Path does not exist") || /exist/.test(text)
    ? "已有的文件或文件夹"
    : text.replaceAll(" | ", "、").replaceAll('"', "")
