import { writeDay } from "../Day.ts"
import type { Entry } from "../Entry.ts"
import type { Address, Issue } from "../Issue.ts"
import type { Paper } from "../read/Claim.ts"
import { key, quote } from "../read/fold.ts"
import type { Part } from "./Assessment.ts"
import { compareText } from "./compareText.ts"

/**
 * One paper named by several agencies (佐证材料重合): by its number (文号) in the list or beside a figure, or by title, day and file together.
 * Often a joint paper or one from above, so that it is only told, and to the team alone.
 */
export const samePapers = (parts: ReadonlyArray<Part>, papers: ReadonlyArray<Paper>): ReadonlyArray<Issue> => {
  const names = new Map(parts.flatMap(({ figures }) => figures.units.map(({ code, name }) => [code, name] as const)))
  const cited = new Map<string, Array<Cited>>()
  for (const one of [...papers.flatMap(ofPaper), ...parts.flatMap(citedInFigures)]) {
    if (names.has(one.agency)) cited.set(one.key, [...(cited.get(one.key) ?? []), one])
  }
  return [...cited.values()].flatMap((all): ReadonlyArray<Issue> => {
    const first = new Map<string, Cited>()
    for (const one of all) if (!first.has(one.agency)) first.set(one.agency, one)
    const [one, ...others] = [...first.values()].sort((a, b) => compareText(a.agency, b.agency))
    if (one === undefined || others.length === 0) return []
    const whose = [one, ...others].map(({ agency }) => names.get(agency) ?? agency)
    return [
      {
        severity: "note",
        code: "evidence/same-paper",
        message: `${whose.length} 个单位列了同一份材料${quote(one.name)}:${some(whose)}`,
        remedy: "联合发文、上级文件不必处理;以它作为本单位所做的事的,请核对是谁做的",
        at: one.at,
        also: others.map(({ at }) => at),
        agency: null,
        forTeam: true,
      },
    ]
  })
}

interface Cited {
  readonly agency: string
  readonly key: string
  readonly name: string
  readonly at: Address
}

const ofPaper = ({ agency, document, title, on, files, at }: Paper): ReadonlyArray<Cited> => {
  if (agency === null) return []
  if (document !== null && key(document) !== "") return [{ agency, key: `文号 ${key(document)}`, name: document, at }]
  const [file] = files
  if (title === null || on === null || file === undefined) return []
  return [{ agency, key: ["材料", key(title), writeDay(on), key(file)].join("\n"), name: title, at }]
}

/** 云政发〔2026〕12号, as people write it beside a figure. */
const documentNumber = /[\p{Script=Han}]{2,12}[〔[(〔【]\s*(?:19|20)\d{2}\s*[〕\])】]\s*(?:第\s*)?\d{1,5}\s*号/gu

const citedInFigures = ({ figures }: Part): ReadonlyArray<Cited> =>
  [...figures.fields.values()].flatMap(({ origins }) =>
    figures.units.flatMap((_, unit) => {
      const entry = origins.at(unit)?.entry ?? null
      return entry === null ? [] : numbersIn(entry)
    }),
  )

const numbersIn = ({ agency, evidence, source, at }: Entry): ReadonlyArray<Cited> =>
  source !== "self" || evidence === null
    ? []
    : [...evidence.matchAll(documentNumber)].map(([name]) => ({ agency, key: `文号 ${key(name)}`, name, at }))

const some = (names: ReadonlyArray<string>): string =>
  names.length <= 6 ? names.join("、") : `${names.slice(0, 6).join("、")}等`
