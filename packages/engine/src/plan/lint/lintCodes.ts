import type { Problem } from "../../rubric/Problem.ts"
import { type Criterion, type Rubric, rulesOf } from "../../rubric/Rubric.ts"
import { criteriaOf, error, type Path } from "./told.ts"

/** Codes and ids used twice, missing, or taken by what the plan itself calls so (编号). */
export const lintCodes = (rubric: Rubric): ReadonlyArray<Problem> => {
  const seen = new Set<string>()
  const twice = (code: string, path: Path): ReadonlyArray<Problem> => {
    if (seen.has(code))
      return [
        error("duplicate-code", [...path, "code"], {
          message: `编号 ${code} 用了两次`,
          remedy: "每个一级指标和评分指标的编号须各不相同",
        }),
      ]
    seen.add(code)
    if (ownCodes.has(code))
      return [
        error("duplicate-code", [...path, "code"], {
          message: `编号 ${code} 是系统内部用名`,
          remedy: "换用其他编号,如 A、A1",
        }),
      ]
    return []
  }
  const before = new Map<string, string>()
  const sameBefore = ({ code, was }: Criterion, path: Path): ReadonlyArray<Problem> => {
    const other = was === undefined ? undefined : before.get(was)
    if (was !== undefined && other === undefined) before.set(was, code)
    return other === undefined
      ? []
      : [
          error("duplicate-was", [...path, "was"], {
            message: `${other} 和 ${code} 的上年编号都是 ${was}`,
            remedy: "上年的一个指标只对今年的一个;分成几个的,写在分值最大的一个上",
          }),
        ]
  }
  return [
    ...[...criteriaOf(rubric)].flatMap(({ criterion, path }) => sameBefore(criterion, path)),
    ...rubric.sections.flatMap((section, s) => twice(section.code, ["sections", s])),
    ...[...criteriaOf(rubric)].flatMap(({ criterion, path }) => {
      const ids = new Set<string>()
      const rules = rulesOf(criterion)
      return [
        ...twice(criterion.code, path),
        ...(rules.length === 0
          ? [error("no-rule", path, { message: `${criterion.code} 没有计分规则`, remedy: "写 rule 或 rules" })]
          : []),
        ...(criterion.rule !== undefined && criterion.rules !== undefined
          ? [
              error("two-rules", [...path, "rule"], {
                message: `${criterion.code} 同时写了 rule 和 rules`,
                remedy: "都写进 rules",
              }),
            ]
          : []),
        ...rules.flatMap(({ rule, path: at }) => {
          if (rule.id === undefined) {
            return rules.length > 1
              ? [
                  error("no-rule-id", [...path, ...at], {
                    message: `${criterion.code} 有几条规则,这一条没有编号`,
                    remedy: "写 id,如 a;通知书和申诉以它引用",
                  }),
                ]
              : []
          }
          const { id } = rule
          // a checklist's parts are cited as a1, a2 …
          const own = [id, ...(rule.kind === "checklist" ? rule.parts.map((_, part) => `${id}${part + 1}`) : [])]
          const taken = own.find((name) => ids.has(name) || ownRules.has(name))
          for (const name of own) ids.add(name)
          if (taken === undefined) return []
          return [
            error("duplicate-rule", [...path, ...at, "id"], {
              message: ownRules.has(taken)
                ? `${criterion.code} 的规则编号 ${taken} 是系统内部用名`
                : `${criterion.code} 的规则编号 ${taken} 用了两次${taken === id ? "" : "(清单的各分项编号为规则编号加序号)"}`,
              remedy: "同一指标内规则编号须各不相同,通常写 a、b、c",
            }),
          ]
        }),
      ]
    }),
  ]
}

/** Names of intermediate results that a code or a rule of the same name would overwrite. */
const ownCodes = new Set(["base", "total", "check"])
const ownRules = new Set([
  "full",
  "left",
  "refused",
  "high",
  "awarded",
  "applies",
  "waits",
  "share",
  "moved",
  "own",
  "averaged",
  "earned",
  "mean",
  "forgone",
  "doubles",
])
