import { isKeys } from "./Shape.ts"

/** Whether two values of a rubric say the same; a key without a value is none. */
export const same = (a: unknown, b: unknown): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => same(one, b[index]))
  if (isKeys(a) && isKeys(b)) {
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
    return names.every((name) => same(a[name], b[name]))
  }
  return Object.is(a, b)
}
