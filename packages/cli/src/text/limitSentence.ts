import type { ScorecardDocument } from "@fadu/engine"

/** `限制:发生重大过错,等次不高于合格(依据……)。` or what may still come of it. */
export const limitSentence = ({
  what,
  effect,
  state,
  found,
  waits,
  clause,
  basis,
  remedy = null,
}: ScorecardDocument["limits"][number]): string => {
  const cited = basis.filter(({ verified }) => verified !== "no").map(({ text }) => text)
  const grounds = [...(clause === null ? [] : [`本细则“${clause}”`]), ...cited].join("、")
  const facts = found === "" ? "" : `。认定情况:${found}`
  const mending = remedy === null ? "" : `整改:${remedy}。`
  return state === "成立"
    ? `限制:${what},${effect}${grounds === "" ? "" : `(依据${grounds})`}${facts}。${mending}`
    : `限制待定:是否${what}尚未确定,成立的${effect}${waits === null ? "" : `。${waits}`}${facts}。${mending}`
}
