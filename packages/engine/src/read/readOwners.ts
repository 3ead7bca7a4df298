import type { FieldId } from "../formula/Formula.ts"
import type { Rubric } from "../rubric/Rubric.ts"
import { FieldNames } from "./FieldNames.ts"
import { quote } from "./fold.ts"
import { type Columns, type ListRead, openList, tellOthers, unknownColumn } from "./Lines.ts"
import { didYouMean } from "./Names.ts"
import type { Table } from "./Table.ts"

/** Which office in the house supplies a field (责任科室), where it is another than the rubric supposes. */
export interface Owner {
  readonly field: FieldId
  readonly office: string
}

type Name = "field" | "office" | "remark"

const columns: Columns<Name> = {
  title: "责任科室表",
  words: {
    field: ["填报项", "填报项编号", "编号", "field"],
    office: ["责任科室", "科室", "填报科室", "office"],
    remark: ["备注", "说明", "remark"],
  },
  needs: [["field"], ["office"]],
}

/** Reads owners.csv, which a bureau fills in once and keeps. */
export const readOwners = (rubric: Rubric, table: Table): ListRead<Owner> => {
  const list = openList(table, columns)
  const fields = new FieldNames(rubric)
  const values: Array<Owner> = []
  for (const line of list.lines) {
    const text = line.required("field", "填报项")
    const office = text === null ? null : line.required("office", "责任科室")
    if (text === null || office === null) continue
    const known = line.indexes("field").flatMap((index) => fields.only(list.page.text(index)) ?? [])[0]
    if (known === undefined) {
      line.reject("field", {
        severity: "warning",
        code: "sheet/unknown-field",
        message: `${quote(text)}不是填报项${didYouMean(fields.nearest(text))},该行未采用`,
        remedy: "请改为填报项的名称或编号",
      })
    } else values.push({ field: known.id, office })
  }
  tellOthers(list, unknownColumn(columns))
  return { values, ...list.page.finish() }
}
