import { type Issue, type Rubric, readStamp, type Table } from "@fadu/engine"

/** Tells once for a file that it was written for another version of the rules, or for other rules; nothing where it bears no stamp. */
export const stampIssues = (
  file: string,
  tables: ReadonlyArray<Table>,
  { rubrics, remedy }: { readonly rubrics: ReadonlyArray<Rubric>; readonly remedy: string },
): ReadonlyArray<Issue> => {
  const stamp = tables.map(readStamp).find((found) => found !== null)
  if (stamp === undefined || stamp === null) return []
  const current = rubrics.find(({ id }) => id === stamp.rubric)
  if (current?.version === stamp.version) return []
  const now = rubrics.map(({ id, version }) => `${id} ${version}`).join("、")
  return [
    {
      severity: "warning",
      code: current === undefined ? "sheet/other-rubric" : "sheet/other-version",
      message:
        current === undefined
          ? `填报表按另一细则 ${stamp.rubric} ${stamp.version} 制发,现按 ${now} 计分;编号相同的填报项照用`
          : `填报表按细则 ${stamp.version} 版制发,现按 ${current.version} 版计分;编号相同的填报项照用,已取消的在下面列明`,
      remedy,
      at: { kind: "file", file },
      agency: null,
    },
  ]
}
