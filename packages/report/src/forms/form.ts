import { workdaysSheet } from "../workdaysSheet.ts"
import { writeXlsx } from "../writeXlsx.ts"
import { claimsSheet } from "./claimsSheet.ts"
import { coverSheet } from "./coverSheet.ts"
import { type FormRequest, FormView, sheetNames } from "./FormView.ts"
import { figuresSheet } from "./figuresSheet.ts"
import { ledgerSheets } from "./ledgerSheets.ts"
import { optionsSheet } from "./optionsSheet.ts"
import { papersSheet } from "./papersSheet.ts"
import { trialSheets } from "./trialSheets.ts"
import { Workings } from "./Workings.ts"

/** The form that one agency fills in (填报表), as the bytes of a workbook. */
export const form = (request: FormRequest): Promise<Uint8Array> => {
  const view = new FormView(request)
  const { plan, issuer, asOf, title } = request
  const workings = workingsOf(view)
  return writeXlsx({
    title: `${title}填报表`,
    author: issuer ?? "法度",
    asOf,
    foot: { left: `表号:${view.number}`, middle: plan.rubric.notice ?? `评分细则 ${plan.rubric.version}` },
    sheets: [
      coverSheet(view),
      figuresSheet(view, workings),
      ...ledgerSheets(view, workings),
      claimsSheet(view, workings),
      papersSheet(view),
      ...(workings === null ? [] : trialSheets(workings)),
      optionsSheet(view),
      ...(request.trial && plan.workdays !== null
        ? [workdaysSheet(sheetNames.workdays, plan.workdays, { isHidden: true, stamp: view.stamp })]
        : []),
    ],
  })
}

/** What 自评试算 rests on; null without one, and where a formula is longer than a spreadsheet program takes: `fadu self` computes it then. */
const workingsOf = (view: FormView): Workings | null => {
  if (!view.request.trial) return null
  const workings = new Workings(view)
  return workings.isTooLong ? null : workings
}
