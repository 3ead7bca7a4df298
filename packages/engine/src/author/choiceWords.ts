import { descriptionsOf, type Shape } from "./Shape.ts"

/**
 * A fixed word of the language as people say it: the description of its schema lists every choice after its word,
 * `below 低于目标扣分(默认);above 高于目标扣分`. Where it does not, the word itself.
 */
export const choiceWords = (shape: Shape, choice: string | number | boolean): string => {
  if (choice === true) return "是"
  const said = new RegExp(`(?:^|[;:。,])\\s*${String(choice)}(?:\\s*为|\\s)\\s*([^;。]+)`).exec(
    descriptionsOf(shape).join(";"),
  )?.[1]
  return said === undefined ? String(choice) : said.replace(/\([^()]*\)$/, "").trim()
}
