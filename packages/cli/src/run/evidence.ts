import { join, resolve } from "node:path"
import {
  type Assessment,
  checkEvidence,
  type EvidenceFile,
  type EvidenceFolder,
  type Issue,
  type Paper,
} from "@fadu/engine"
import { readEvidence } from "@fadu/files"
import { Effect, FileSystem } from "effect"

interface Read {
  readonly assessment: Assessment
  readonly papers: ReadonlyArray<Paper>
}

/** The assessment with what is wrong with the supporting documents in evidence/<单位>/ of a round. */
export const withEvidence = Effect.fnUntraced(function* (round: string, { assessment, papers }: Read) {
  const fs = yield* FileSystem.FileSystem
  const place = join(resolve(round), "evidence")
  const isThere = yield* Effect.orElseSucceed(fs.exists(place), () => false)
  const files = isThere ? yield* readEvidence(place, "evidence") : []
  const units = assessment.parts.flatMap(({ figures }) => figures.units)
  const byFolder = Map.groupBy(files, ({ name }) => (name.includes("/") ? (name.split("/")[0] ?? "") : ""))
  const folders: Array<EvidenceFolder> = []
  const strange: Array<Issue> = []
  for (const [folder, own] of byFolder) {
    const unit = units.find(({ code, name, short }) => folder !== "" && [code, name, short].includes(folder))
    const [first] = own
    if (unit !== undefined) folders.push({ agency: unit.code, files: own.map(inside) })
    else if (first !== undefined) strange.push(nobodys(folder, first, own.length))
  }
  return added(assessment, [...strange, ...checkEvidence(assessment.parts, { papers, folders })])
})

/** The same for one bureau and the folder it named; without one, only its list is looked at. */
export const withOwnEvidence = Effect.fnUntraced(function* (folder: string | null, { assessment, papers }: Read) {
  if (folder === null) return added(assessment, checkEvidence(assessment.parts, { papers, folders: [] }))
  const files = yield* readEvidence(resolve(folder), folder.replace(/[\\/]+$/, ""))
  const units = assessment.parts.flatMap(({ figures }) => figures.units)
  const folders = units.map(({ code }): EvidenceFolder => ({ agency: code, files }))
  return added(assessment, checkEvidence(assessment.parts, { papers, folders }))
})

const added = (assessment: Assessment, issues: ReadonlyArray<Issue>): Assessment => ({
  ...assessment,
  issues: [...assessment.issues, ...issues],
})

const inside = (file: EvidenceFile): EvidenceFile => ({ ...file, name: file.name.split("/").slice(1).join("/") })

const nobodys = (folder: string, { file }: EvidenceFile, count: number): Issue => ({
  severity: "warning",
  code: "evidence/nobody",
  message:
    folder === ""
      ? `${count} 个文件直接放在 evidence 中,不知是哪个单位的`
      : `文件夹“${folder}”不是单位编号或名称,其中 ${count} 个文件未核对`,
  remedy: "请放到 evidence/<单位编号>/",
  at: { kind: "file", file },
  agency: null,
})
