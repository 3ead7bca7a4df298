/** `5pp` and `5% of target` as people say them; any other text as it stands. */
export const stepWords = (text: string): string => {
  const step = /^(\d+(?:\.\d+)?)\s*(pp|% of target)$/.exec(text)
  if (step === null) return text
  return step[2] === "pp" ? `${step[1]} 个百分点` : `目标值的 ${step[1]}%`
}
