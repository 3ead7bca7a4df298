import type { MarkDocument } from "@fadu/engine"

/** 待市中级人民法院提供“…”;待考核组认定“…”。 Empty where nobody owes anything for this itself. */
export const owesText = (owes: MarkDocument["open"][number]["owes"]): string =>
  owes.length === 0 ? "" : `${owes.map(({ who, what }) => `待${who}${what}`).join(";")}。`
