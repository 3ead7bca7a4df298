import { onlyTakes, type Plan, type Section } from "@fadu/engine"

/** What stands beside the title of a section that is no part of the base. */
export const asideOf = ({ section, bonus }: { readonly section: Section; readonly bonus: boolean }): string =>
  bonus ? (onlyTakes(section) ? "(从总分中扣)" : "(加分)") : ""

/** The head over what is added to the base, or taken from it. */
export const besideBase = ({ rubric }: Plan): string =>
  rubric.sections.some((section) => section.bonus === true && onlyTakes(section)) ? "加减分" : "加分"
