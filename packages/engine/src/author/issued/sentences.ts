import { folded } from "./numbers.ts"

/** A sentence of a clause, word for word, without the mark that ends it. */
export const sentencesOf = (clause: string): ReadonlyArray<string> =>
  clause
    .split(/[。;\uff1b\n]+/)
    .map((sentence) => sentence.trim().replace(enumerator, "").trim())
    .filter((sentence) => sentence !== "")

/** （1）, 1., 一、, ① before a sentence; not the 1 of 1.5. */
const enumerator =
  /^(?:[(\uff08][0-9\uff10-\uff19]{1,2}[)\uff09]|[0-9\uff10-\uff19]{1,2}[.\uff0e、](?![0-9\uff10-\uff19])|[(\uff08][一二三四五六七八九十]+[)\uff09]|[一二三四五六七八九十]+、|[①-⑳])\s*/u

/** Whether a sentence says how points are given or taken; everything else is what the clause requires. */
export const isScoring = (sentence: string): boolean =>
  /扣|[得加计](?:满分|[0-9\uff10-\uff19〇零一二两三四五六七八九十.．]+分)|不得分|得分|酌情|计分|评分|赋分/.test(
    folded(sentence),
  )

/** What only repeats how every mark is kept: nothing below zero. */
export const isCustomary = (sentence: string): boolean => /^[,(]?(?:本项)?(?:分值)?扣完为止\)?$/.test(folded(sentence))
