import type { Key, Relation, RelationScope } from "../check/Relation.ts"
import { relationKeys, relationsOf, wholesOf } from "../check/relations.ts"
import { sameUnit } from "../check/sameUnit.ts"
import type { FieldId } from "../formula/Formula.ts"
import { fieldsOf } from "../formula/readings.ts"
import { nearest } from "../nearest.ts"
import type { Compiling } from "./Compiling.ts"
import { readFormula } from "./readFormula.ts"

/** The relations that fields declare (勾稽关系), as far as their two sides can be compared at all; the rest is told. */
export const expandRelations = (c: Compiling): ReadonlyArray<Relation> =>
  Object.entries(c.rubric.fields).flatMap(([id, declared]) => {
    if (!Object.keys(declared).some((key) => Object.hasOwn(relationKeys, key))) return []
    const scope = scopeFor(c, id)
    return relationsOf(declared, scope)
      .map((relation) => ({ ...relation, path: ["fields", id, ...relation.path] }))
      .filter((relation) => isOfOneScope(c, relation))
  })

const scopeFor = (c: Compiling, id: FieldId): RelationScope => {
  const tell = (key: Key, code: string, message: string, remedy: string): void =>
    c.tell({ severity: "error", code: `rubric/${code}`, message, remedy, path: ["fields", id, ...key] })
  const of: RelationScope["of"] = (field) => {
    const { label, format, unit } = c.fields.get(field) ?? { label: field, format: "number", unit: "" }
    return { label, format, unit }
  }
  return {
    field: id,
    of,
    wholesOf: (field) => wholesOf(c.rubric.fields[field] ?? {}),
    refuse: (key, message, remedy) => tell(key, "relation", message, remedy),
    formula: (text, key) => {
      const before = c.problems().length
      const [group = ""] = Object.keys(c.rubric.groups)
      const formula = readFormula(c, text, "number", { use: "check", group, path: ["fields", id, ...key] })
      if (c.problems().length > before) return null
      if (fieldsOf(formula).length > 0) return formula
      tell(key, "relation", `“${text}”中没有填报项`, "写填报项的编号,或几项的和、差")
      return null
    },
    alike: (fields, key) => {
      const known = fields.filter((field, index) => {
        const at = fields.length === 1 && key.length === 1 ? key : [...key, index]
        const isSound = c.fields.has(field) && !field.startsWith(":")
        if (!isSound) tell(at, "unknown-field", `没有名为“${field}”的填报项`, meant(c, field))
        else if (field === id || fields.indexOf(field) !== index)
          tell(at, "relation", `“${of(field).label}”不能同它自己核对`, "改为另一项,或删去")
        else {
          const why = whyNot(c, id, field)
          if (why === null) return true
          tell(at, "relation", why, "改用口径相同的两项;确是同一口径的,把 kind、unit 写成一样")
        }
        return false
      })
      return known.length === fields.length ? known : null
    },
  }
}

const meant = (c: Compiling, field: string): string => {
  const guess = nearest(
    field,
    [...c.fields.keys()].filter((id) => !id.startsWith(":")),
  )
  return guess === null ? "在 fields 中声明它,或改为已声明的编号" : `是否为“${guess}”?否则在 fields 中声明它`
}

/** Why two fields cannot be compared; null where they can. */
const whyNot = (c: Compiling, a: FieldId, b: FieldId): string | null => {
  const [one, other] = [c.fields.get(a), c.fields.get(b)]
  if (one === undefined || other === undefined) return null
  const odd = [one, other].find(({ type, format }) => type !== "number" || format === "day")
  if (odd !== undefined) return `“${odd.label}”不是数,不能核对大小`
  if ((one.format === "rate") !== (other.format === "rate")) {
    const [rate, amount] = one.format === "rate" ? [one, other] : [other, one]
    return `“${rate.label}”是率,“${amount.label}”不是,不能相比`
  }
  if (sameUnit(one.unit, other.unit)) return null
  return `“${one.label}”的单位是“${one.unit}”,“${other.label}”的单位是“${other.unit}”,不能相比`
}

/** Figures of the whole city and of the bureau itself are never compared. */
const isOfOneScope = (c: Compiling, relation: Relation): boolean => {
  const scopes = relation.needs.flatMap((id) => {
    const scope = c.rubric.fields[id]?.scope
    return scope === undefined ? [] : [{ label: c.rubric.fields[id]?.label ?? id, scope }]
  })
  const [first] = scopes
  const other = scopes.find(({ scope }) => scope !== first?.scope)
  if (first === undefined || other === undefined) return true
  c.tell({
    severity: "error",
    code: "rubric/relation-scope",
    message: `“${first.label}”的统计范围是“${first.scope}”,“${other.label}”的是“${other.scope}”,口径不同,不能核对`,
    remedy: "改用口径相同的两项;确是同一口径的,把 scope 写成一样",
    path: relation.path,
  })
  return false
}
