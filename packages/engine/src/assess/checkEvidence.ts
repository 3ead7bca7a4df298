import { type Day, parseDay, writeDay } from "../Day.ts"
import type { Entry } from "../Entry.ts"
import type { Issue } from "../Issue.ts"
import { Rational } from "../Rational.ts"
import type { Paper } from "../read/Claim.ts"
import type { Field } from "../rubric/Rubric.ts"
import { quantity, show } from "../show.ts"
import type { Part } from "./Assessment.ts"
import { compareText } from "./compareText.ts"
import { papersNamed } from "./countPapers.ts"
import { samePapers } from "./samePapers.ts"

/** A file among the supporting documents (佐证材料): that it is there, how large, and a hash where another file is as large. */
export interface EvidenceFile {
  /** Below the folder of the agency, with `/`. */
  readonly name: string
  /** As messages name it. */
  readonly file: string
  readonly size: number
  readonly hash: string | null
}

/** What was handed in on behalf of one agency. */
export interface EvidenceFolder {
  readonly agency: string
  readonly files: ReadonlyArray<EvidenceFile>
}

/**
 * Compares the supporting documents with the list of them (佐证材料目录): named but absent, present but unnamed, empty, dated outside the
 * period, one paper for several criteria, cited but not listed, required but not there, fewer than required, one file in two agencies. Nobody reads what is in them.
 */
export const checkEvidence = (
  parts: ReadonlyArray<Part>,
  { papers, folders }: { readonly papers: ReadonlyArray<Paper>; readonly folders: ReadonlyArray<EvidenceFolder> },
): ReadonlyArray<Issue> => [
  ...parts.flatMap((part) =>
    part.figures.units.flatMap(({ code }, index) => {
      const own = papers.filter(({ agency }) => agency === code)
      const folder = folders.find(({ agency }) => agency === code) ?? null
      return [
        ...(folder === null ? [] : compareFolder(code, own, folder.files)),
        ...own.flatMap((paper) => checkPaper(part, code, paper)),
        ...(own.length === 0 ? [] : checkCited(part, { code, index }, own)),
      ]
    }),
  ),
  ...shared(parts, folders),
  ...samePapers(parts, papers),
]

type Told = Pick<Issue, "severity" | "code" | "message" | "remedy">

const compareFolder = (
  agency: string,
  papers: ReadonlyArray<Paper>,
  files: ReadonlyArray<EvidenceFile>,
): ReadonlyArray<Issue> => {
  const listed = new Set(papers.flatMap((paper) => paper.files.flatMap(namesFor)))
  const present = new Set(files.flatMap(({ name }) => namesFor(name)))
  const inFolder = ({ file }: EvidenceFile, told: Told): Issue => ({ ...told, at: { kind: "file", file }, agency })
  const [first] = files
  if (papers.length === 0 && first !== undefined) {
    return [
      inFolder(first, {
        severity: "warning",
        code: "evidence/no-list",
        message: `交来 ${files.length} 个佐证文件,但没有填“佐证材料目录”`,
        remedy: "请补填目录,写明编号、对应指标和文件名",
      }),
    ]
  }
  return [
    ...papers.flatMap(({ files: names, at, number }) =>
      names
        .filter((name) => !namesFor(name).some((one) => present.has(one)))
        .map(
          (name): Issue => ({
            severity: "warning",
            code: "evidence/absent",
            message: `目录${number === null ? "" : `第 ${number} 号`}所列“${name}”没有交来`,
            remedy: "请补交,或更正目录中的文件名",
            at,
            agency,
          }),
        ),
    ),
    ...files
      .filter(({ name }) => !namesFor(name).some((one) => listed.has(one)))
      .map((file) =>
        inFolder(file, {
          severity: "warning",
          code: "evidence/unnamed",
          message: "交来的文件没有列入佐证材料目录",
          remedy: "请在目录中登记,或撤回该文件",
        }),
      ),
    ...files
      .filter(({ size }) => size === 0)
      .map((file) =>
        inFolder(file, {
          severity: "warning",
          code: "evidence/empty",
          message: "文件是空的(0 字节)",
          remedy: "请重新交来",
        }),
      ),
  ]
}

/** A file by the ways in which people write its name: with its folder or without, with its ending or without. */
const namesFor = (name: string): ReadonlyArray<string> => {
  const whole = name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("\\", "/")
    .replace(/^\.?\//, "")
    .trim()
  const base = whole.split("/").at(-1) ?? whole
  const bare = base.replace(/\.[a-z0-9]{1,5}$/, "")
  return [...new Set([whole, base, bare])]
}

const checkPaper = (
  { plan }: Part,
  agency: string,
  { on, criteria, number, title, at }: Paper,
): ReadonlyArray<Issue> => {
  const { from, to } = plan.rubric.period
  const what = `目录${number === null ? "" : `第 ${number} 号`}${title === null ? "" : `“${title}”`}`
  const [first, last] = [dayIn(from), dayIn(to)]
  return [
    ...(on !== null && first !== null && last !== null && (on < first || on > last)
      ? [
          {
            severity: "warning",
            code: "evidence/outside-period",
            message: `${what}成文日期 ${writeDay(on)} 不在考核期(${from} 至 ${to})内`,
            remedy: "请核对日期;现行有效的旧文件,请在材料名称中注明",
            at,
            agency,
          } as const,
        ]
      : []),
    ...(criteria.length > 1
      ? [
          {
            severity: "note",
            code: "evidence/several-criteria",
            message: `${what}同时用于 ${criteria.join("、")} 共 ${criteria.length} 项指标`,
            remedy: "核验时请分别核对各项指标",
            at,
            agency,
          } as const,
        ]
      : []),
  ]
}

const dayIn = (text: string): Day | null => parseDay(text)

/** Numbers written beside figures that the list does not have, and figures that need papers of which the list has none. */
const checkCited = (
  { plan, figures }: Part,
  { code, index }: { readonly code: string; readonly index: number },
  papers: ReadonlyArray<Paper>,
): ReadonlyArray<Issue> => {
  const numbers = new Set(papers.flatMap(({ number }) => (number === null ? [] : [number])))
  const proved = new Set(papers.flatMap(({ criteria }) => criteria.map((one) => one.toUpperCase())))
  const group = plan.groups.find(({ id }) => id === figures.units[index]?.group)
  return plan.fields.flatMap(({ id, label, field }): ReadonlyArray<Issue> => {
    const entry = figures.fields.get(id)?.origins.at(index)?.entry ?? null
    if (field === null || entry === null || entry.source !== "self" || entry.evidence === null) return []
    const cited = [...papersNamed(entry.evidence).named].filter((one) => /^\d{1,4}$/.test(one))
    const lost = cited.filter((one) => !numbers.has(one))
    const readers = (group?.marks ?? []).filter(({ losses }) => losses.some(({ needs }) => needs.includes(id)))
    const codes = readers.map(({ criterion }) => criterion.code)
    if (lost.length > 0) {
      return [
        {
          severity: "warning",
          code: "evidence/not-listed",
          message: `“${label}”的佐证编号 ${lost.join("、")} 不在佐证材料目录中`,
          remedy: "请在目录中登记,或更正编号",
          at: entry.at,
          agency: code,
        },
      ]
    }
    const fewer = tooFew(field, entry, {
      label,
      // cited by number, or listed for the criteria that read the figure
      count:
        cited.length > 0
          ? new Set(cited).size
          : papers.filter(({ criteria }) => criteria.some((one) => codes.includes(one.toUpperCase()))).length,
    })
    if (fewer !== null) return [{ ...fewer, at: entry.at, agency: code }]
    const isProved = cited.length > 0 || codes.some((one) => proved.has(one.toUpperCase()))
    return field.evidence?.need === "required" && codes.length > 0 && !isProved
      ? [
          {
            severity: "warning",
            code: "evidence/too-few",
            message: `“${label}”须附佐证材料,目录中没有对应 ${codes.join("、")} 的材料`,
            remedy: `请补交${field.evidence.what ?? "佐证材料"}并在目录中登记`,
            at: entry.at,
            agency: code,
          },
        ]
      : []
  })
}

/** Fewer papers than the rubric asks for the figure. Without any it is told as that. */
const tooFew = (
  { evidence, unit = "份" }: Field,
  { reading }: Entry,
  { label, count }: { readonly label: string; readonly count: number },
): Told | null => {
  const value = reading.state === "filled" && reading.value instanceof Rational ? reading.value : Rational.zero
  const each = evidence?.each === true ? value : Rational.zero
  const wanted = each.max(Rational.of(evidence?.count ?? 0))
  if (count === 0 || value.sign === 0 || wanted.compare(Rational.of(count)) <= 0) return null
  return {
    severity: "warning",
    code: "evidence/fewer",
    message: `“${label}”填报 ${quantity(show(value, "number"), unit)},佐证材料应不少于 ${show(wanted, "number")} 份,目录中只有 ${count} 份`,
    remedy: `请补交${evidence?.what ?? "佐证材料"}并在目录中登记,或更正所填的数`,
  }
}

/** The same file from two agencies: told to the team alone, because it names both. */
const shared = (parts: ReadonlyArray<Part>, folders: ReadonlyArray<EvidenceFolder>): ReadonlyArray<Issue> => {
  const names = new Map(parts.flatMap(({ figures }) => figures.units.map(({ code, name }) => [code, name] as const)))
  const byHash = new Map<string, Array<{ readonly agency: string; readonly file: EvidenceFile }>>()
  for (const { agency, files } of folders) {
    for (const file of files) {
      if (file.hash === null || file.size === 0) continue
      byHash.set(file.hash, [...(byHash.get(file.hash) ?? []), { agency, file }])
    }
  }
  return [...byHash.values()].flatMap((same): ReadonlyArray<Issue> => {
    const whose = [...new Set(same.map(({ agency }) => agency))].sort(compareText)
    const [first] = same
    if (whose.length < 2 || first === undefined) return []
    return [
      {
        severity: "warning",
        code: "evidence/shared",
        message: `${whose.length} 个单位交来同一个文件:${same.map(({ agency, file }) => `${names.get(agency) ?? agency}“${file.name}”`).join("、")}`,
        remedy: "请核对是否为共同办理的事项,还是借用了其他单位的材料",
        at: { kind: "file", file: first.file.file },
        agency: null,
        forTeam: true,
      },
    ]
  })
}
