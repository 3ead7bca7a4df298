import type { Agency, Entry } from "../Entry.ts"
import type { EntryTable } from "../EntryTable.ts"
import type { Issue } from "../Issue.ts"
import { type Rubric, sourceOf } from "../rubric/Rubric.ts"
import type { AgencyFinder } from "./agencyNames.ts"
import type { Claim, Paper } from "./Claim.ts"
import type { Entries } from "./Entries.ts"
import type { FieldFound, FieldNames, KnownField } from "./FieldNames.ts"
import { quote } from "./fold.ts"
import type { Heading } from "./headers.ts"
import { didYouMean, type Names } from "./Names.ts"
import type { Account, Page } from "./Page.ts"

/** What is known of a table before it is opened: who supplied it, and whose folder it lay in. */
export interface SheetHint {
  /** `self` or the id of a source. */
  readonly source: string
  /** Code or name of the agency that handed it in; null for a table over many agencies. */
  readonly agency: string | null
}

/** A table after reading (填报表). */
export interface SheetRead {
  readonly entries: ReadonlyArray<Entry>
  /** More entries, where the table was too large for holding them one by one. */
  readonly table: EntryTable | null
  /** 自评得分, from the sheet of a form that asks for them. */
  readonly claims: ReadonlyArray<Claim>
  /** 佐证材料目录. */
  readonly papers: ReadonlyArray<Paper>
  readonly issues: ReadonlyArray<Issue>
  readonly account: Account
}

/** A table while it is read: what it may speak of, and where to put what it says. */
export interface Sheet {
  readonly rubric: Rubric
  readonly page: Page
  readonly fields: FieldNames
  readonly names: Names<Agency>
  readonly findAgency: AgencyFinder
  readonly hint: SheetHint
  readonly entries: Entries
}

/** Whether a table from this source may speak of a field: everybody of his own, an agency of everything. */
export const accepts = (sheet: Sheet, known: KnownField): boolean =>
  sheet.hint.source === "self" || sourceOf(known.field) === sheet.hint.source

/** Whether a table that one agency handed in speaks of another. */
export const isForeign = (sheet: Sheet, agency: Agency): boolean =>
  sheet.hint.agency !== null && sheet.hint.agency !== agency.code

export const tellForeignAgency = (sheet: Sheet, index: number, agency: Agency): void => {
  const by = sheet.names.only(sheet.hint.agency ?? "")?.name ?? sheet.hint.agency ?? ""
  sheet.page.tell(index, {
    severity: "error",
    code: "sheet/foreign-agency",
    message: `本表由“${by}”报送,却填有“${agency.name}”的数据,未采用`,
    remedy: "请由该单位自行报送,或把本表放到数据来源的文件夹",
  })
}

/** Tells that a field is not for this source to speak of. */
export const tellForeignField = (
  sheet: Sheet,
  known: KnownField,
  { index, agency }: { readonly index: number; readonly agency: string | null },
): void => {
  const of = sourceOf(known.field)
  const sourceName = (id: string): string => sheet.rubric.sources?.[id] ?? sourceWords[id] ?? id
  sheet.page.tell(
    index,
    {
      severity: "warning",
      code: "sheet/foreign-field",
      message: `“${known.field.label}”应由“${sourceName(of)}”提供,本表来自“${sourceName(sheet.hint.source)}”,未采用`,
      remedy: "请核对文件放置的位置;确由本来源提供的,请修改细则中该填报项的来源",
    },
    agency,
  )
}

const sourceWords: { readonly [source: string]: string } = {
  self: "单位自报",
  given: "全批次统一给定",
  attribute: "单位名录",
}

/** Tells a heading that names no field or several; the cells under it are named by this issue. */
export const tellUnknownHeading = (
  sheet: Sheet,
  heading: Heading<unknown>,
  { several, values }: { readonly several: ReadonlyArray<FieldFound>; readonly values: number },
): void => {
  const text = heading.texts.join("")
  const index = heading.cells[heading.cells.length - 1] ?? -1
  const lost = values === 0 ? "" : `,该列 ${values} 个值未采用`
  sheet.page.tell(
    index,
    several.length > 1
      ? {
          severity: "error",
          code: "sheet/ambiguous-header",
          message: `表头${quote(text)}可指多个填报项:${several.map(({ known }) => known.id).join("、")}${lost}`,
          remedy: "请把表头改为填报项的编号",
        }
      : {
          severity: "warning",
          code: "sheet/unknown-header",
          message: `表头${quote(text)}不是填报项${didYouMean(sheet.fields.nearest(heading.texts[heading.texts.length - 1] ?? ""))}${lost}`,
          remedy: "请把表头改为填报项的名称或编号;确不计分的列可以删去",
        },
  )
}
