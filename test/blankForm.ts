import type { Plan } from "@fadu/engine"
import { form } from "@fadu/report"

/** The blank form of a group that scores itself while it is filled in. */
export const blankForm = (plan: Plan, groupId: string, self = true): Promise<Uint8Array> => {
  const group = plan.groups.find(({ id }) => id === groupId)
  if (group === undefined) throw new Error("no such group")
  return form({
    plan,
    group,
    title: plan.rubric.title,
    issuer: null,
    agency: null,
    asOf: plan.rubric.period.to,
    due: null,
    evidenceDue: null,
    self,
    trial: true,
    filled: null,
  })
}
