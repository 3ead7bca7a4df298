import { parse } from "mathjs/number"

/** Whether mathjs can read the text at all. */
export const parses = (text: string): boolean => {
  try {
    parse(text)
    return true
  } catch {
    return false
  }
}
