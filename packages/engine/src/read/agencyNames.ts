import type { Agency } from "../Entry.ts"
import type { Note } from "./codes.ts"
import { fold, key, quote } from "./fold.ts"
import { didYouMean, Names } from "./Names.ts"

/** The agencies by every name they have (单位名称): code, name, short name, alias. A code also without the zeros that Excel takes away. */
export const agencyNames = (roster: ReadonlyArray<Agency>): Names<Agency> =>
  new Names(
    roster.flatMap((agency) =>
      [
        agency.code,
        /^0+\d+$/.test(agency.code) ? agency.code.replace(/^0+/, "") : "",
        agency.name,
        agency.short ?? "",
        ...agency.aliases,
      ].map((name) => [name, agency] as const),
    ),
  )

/** A name without the seal that is printed beside it: 水务局(公章). */
export const withoutSeal = (text: string): string => fold(text).replace(/ ?\((?:盖章|公章|签章|章|加盖公章)\)$/, "")

/** The agency that a text names, or the issue that says why none. */
export type AgencyFound =
  | { readonly agency: Agency; readonly note: null }
  | { readonly agency: null; readonly note: () => Note }

export type AgencyFinder = (text: string) => AgencyFound

/** Finds the agencies named in one table, with or without a seal. */
export const agencyFinder = (names: Names<Agency>): AgencyFinder => {
  let searches = 0
  return (text) => {
    const name = key(withoutSeal(text))
    const found = names.find(name)
    const [agency] = found
    if (agency !== undefined && found.length === 1) return { agency, note: null }
    return {
      agency: null,
      note: () => {
        if (agency !== undefined) return severalAgencies(text, found)
        // a table with so many strangers is of another round, and a search compares with the whole roster
        searches++
        return unknownAgency(text, searches > mostSearches ? null : names.nearest(name))
      },
    }
  }
}

const mostSearches = 200

const unknownAgency = (text: string, near: string | null): Note => ({
  severity: "error",
  code: "sheet/unknown-agency",
  message: `单位名录中没有${quote(text)}${didYouMean(near)}`,
  remedy: "请改为名录中的单位名称、简称或代码,或在名录中加上这个别名",
})

const severalAgencies = (text: string, found: ReadonlyArray<Agency>): Note => ({
  severity: "error",
  code: "sheet/unknown-agency",
  message: `${quote(text)}可指多个单位:${found.map((each) => `${each.name}(${each.code})`).join("、")}`,
  remedy: "请写明单位全称或代码",
})
