import { resolve } from "node:path"
import type { AssessmentDocument } from "@fadu/engine"
import { Effect, type FileSystem } from "effect"
import type { ViewTable } from "../screen/viewTable.ts"
import { csv } from "../text/csv.ts"
import { table } from "../text/table.ts"

/** Writes what a screen shows, as the ending of the file says; the sentence that says so, or why not. */
export const writeView = (
  view: ViewTable,
  path: string,
  document: AssessmentDocument,
): Effect.Effect<string, never, FileSystem.FileSystem> =>
  Effect.gen(function* () {
    const { writeFile } = yield* Effect.promise(() => import("@fadu/files"))
    yield* writeFile(resolve(path), yield* bytesOf(view, path, document))
    return `已写出 ${path}`
  }).pipe(Effect.catch((error) => Effect.succeed(error.message)))

const bytesOf = (view: ViewTable, path: string, document: AssessmentDocument): Effect.Effect<Uint8Array | string> => {
  if (/\.csv$/i.test(path)) return Effect.succeed(csv(headed(view, document)))
  if (/\.txt$/i.test(path)) return Effect.succeed(`${plain(view, document).join("\n")}\n`)
  return Effect.promise(async () => {
    const { viewWorkbook } = await import("@fadu/report")
    return viewWorkbook(view, document)
  })
}

const about = ({ title, notice }: ViewTable, { stamp }: AssessmentDocument): ReadonlyArray<string> => [
  title,
  `${stamp.title}(${stamp.stage},基准日 ${stamp.asOf})`,
  ...(notice === null ? [] : [notice]),
]

const headed = (view: ViewTable, document: AssessmentDocument) => [
  ...about(view, document).map((line) => [line]),
  view.columns,
  ...view.rows,
  ...view.foot,
]

/** Wide enough that nothing is cut. */
const plain = (view: ViewTable, document: AssessmentDocument): ReadonlyArray<string> => {
  const texts = [...view.rows, ...view.foot].map((cells) => cells.map((cell) => (cell === null ? "" : String(cell))))
  return view.columns.length === 1
    ? [...about(view, document), "", ...texts.map((cells) => cells.join(""))]
    : [
        ...about(view, document),
        "",
        ...table(
          view.columns.map((title, index) => ({
            title,
            align: view.rows.some((cells) => typeof cells[index] === "number") ? "right" : "left",
          })),
          texts,
          Number.POSITIVE_INFINITY,
        ),
      ]
}
