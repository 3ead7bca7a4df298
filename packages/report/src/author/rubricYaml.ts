/** The first line of a file that may be written over: nobody has typed in it. */
export const yamlMark = "# 由 fadu rubric yaml 写出;在这里改过的,再次写出时会丢失"

/** A rubric as the text of rubric.yaml. */
export const rubricYaml = async (source: unknown): Promise<string> => {
  const { stringify } = await import("yaml")
  return `${yamlMark}\n${stringify(source, { lineWidth: 0, aliasDuplicateObjects: false })}`
}
