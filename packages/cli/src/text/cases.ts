import type { CasesRun } from "@fadu/engine"
import type { Layout } from "./heading.ts"
import { table } from "./table.ts"

/** What became of the worked examples: one line where all hold, else a table of what came out otherwise. */
export const casesLines = (cases: ReadonlyArray<CasesRun>, { columns, paint }: Layout): ReadonlyArray<string> =>
  cases.flatMap((run) =>
    run.count === 0
      ? []
      : run.differences.length === 0
        ? [`${run.file}:${run.count} 个算例全部相符。`]
        : [
            paint.lost(`${run.file}:${run.count} 个算例,${run.differences.length} 处不符`),
            ...table(
              [
                { title: "指标", align: "left" },
                { title: "算例", align: "left", shrinks: true },
                { title: "项目", align: "left" },
                { title: "应为", align: "right" },
                { title: "实为", align: "right" },
              ],
              run.differences.map((one) => [one.criterion, one.name, one.what, one.expected, one.found]),
              columns,
            ),
          ],
  )
