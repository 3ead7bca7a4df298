import { join, resolve } from "node:path"
import { writeFile } from "@fadu/files"
import { type FormRequest, form } from "@fadu/report"
import { Effect } from "effect"

/** Writes forms into a folder, each named after its agency; blank ones after their group. */
export const writeForms = Effect.fnUntraced(function* (forms: ReadonlyArray<FormRequest>, folder: string) {
  for (const request of forms) {
    const bytes = yield* Effect.promise(() => form(request))
    yield* writeFile(join(resolve(folder), nameOf(request)), bytes)
  }
})

const nameOf = ({ agency, group, filled }: FormRequest): string => {
  const name = agency === null ? `空白填报表-${group.title}` : `${agency.code}${agency.name}`
  // without the characters that Windows refuses
  return `${name.replace(/[\\/:*?"<>|\s]/g, "")}${filled === null ? "" : "-退回修改"}.xlsx`
}
