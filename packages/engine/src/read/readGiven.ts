import type { Agency, Entry } from "../Entry.ts"
import { type Rubric, sourceOf } from "../rubric/Rubric.ts"
import { Entries } from "./Entries.ts"
import { EntryList } from "./EntryList.ts"
import { FieldNames, unitBeside } from "./FieldNames.ts"
import { quote } from "./fold.ts"
import { type Columns, type ListRead, openList, tellOthers, unknownColumn } from "./Lines.ts"
import { didYouMean } from "./Names.ts"
import { readValue } from "./readValue.ts"
import type { Table } from "./Table.ts"

type Name = "field" | "value" | "unit" | "remark"

const columns: Columns<Name> = {
  title: "统一给定数据表",
  words: {
    field: ["填报项", "填报项编号", "项目", "指标", "名称", "field"],
    value: ["数值", "填报值", "值", "value"],
    unit: ["计量单位", "单位", "unit"],
    remark: ["备注", "说明", "来源", "remark"],
  },
  needs: [["field"], ["value"]],
}

/** Reads given.csv (统一给定的数据): one value for the whole round, such as 全省平均, becomes an entry of every agency. */
export const readGiven = (rubric: Rubric, roster: ReadonlyArray<Agency>, table: Table): ListRead<Entry> => {
  const list = openList(table, columns)
  const fields = new FieldNames(rubric)
  // the value stands for all; it is copied to the agencies when it is settled
  const kept = new EntryList("given", fields.fields.length)
  const entries = new Entries("given", kept)
  for (const line of list.lines) {
    const text = line.required("field", "填报项")
    if (text === null) continue
    const found = line.indexes("field").flatMap((index) => fields.find([list.page.text(index)]))[0]
    if (found === undefined) {
      line.reject("field", {
        severity: "error",
        code: "sheet/unknown-field",
        message: `${quote(text)}不是填报项${didYouMean(fields.nearest(text))},该行未采用`,
        remedy: "请改为填报项的名称或编号",
      })
      continue
    }
    if (sourceOf(found.known.field) !== "given") {
      line.reject("field", {
        severity: "warning",
        code: "sheet/foreign-field",
        message: `“${found.known.field.label}”不是统一给定的数据,该行未采用`,
        remedy: "确由考核组统一给定的,请在细则中把它的来源写作 given",
      })
      continue
    }
    const index = line.indexes("value")[0] ?? -1
    const cell = list.page.cells[index]
    entries.add(list.page, {
      agency: "",
      known: found.known,
      row: cell?.row ?? line.row.number,
      column: cell?.column ?? 1,
      index,
      read: readValue(
        found.known.field,
        line.content("value"),
        found.unit ?? unitBeside(found.known, line.text("unit")),
      ),
      evidence: -1,
    })
  }
  tellOthers(list, unknownColumn(columns))
  return {
    values: roster.flatMap(({ code }) => kept.list.map((entry) => ({ ...entry, agency: code }))),
    ...list.page.finish(),
  }
}
