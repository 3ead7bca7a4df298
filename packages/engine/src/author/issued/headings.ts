/** What a column of an issued table holds (表头); null for one that is not read. */
export type IssuedColumn =
  | "section"
  | "middle"
  | "criterion"
  | "points"
  | "clause"
  | "source"
  | "papers"
  | "basis"
  | "number"

const words: ReadonlyArray<readonly [IssuedColumn, RegExp]> = [
  ["number", /^(?:序号|编号|项次)$/],
  [
    "clause",
    /评分标准|评分细则|评分办法|评分规则|评分方法|计分办法|计分方法|计分标准|考核标准|考评标准|赋分标准|扣分标准|评价标准/,
  ],
  ["points", /分值|分数|满分|标准分|权重|基准分/],
  ["source", /数据来源|信息来源|责任单位|牵头单位|提供单位|评分单位|考核单位/],
  ["papers", /佐证|证明材料|印证材料|材料清单|报送材料/],
  ["basis", /依据/],
  ["section", /一级指标|考核项目|考核类别|^项目$|^类别$|考核内容|指标类别/],
  ["middle", /二级指标/],
  ["criterion", /三级指标|考核指标|评分指标|^指标$|具体指标|指标名称|考核要点|评估指标|测评指标|考核事项/],
]

const columnOfHead = (head: string): IssuedColumn | null =>
  words.find(([, pattern]) => pattern.test(head.replace(/\s+/g, "")))?.[0] ?? null

/** The roles of the columns, each where it stands. The innermost level is the criterion, whatever it is called. */
export const columnsOfHeads = (heads: ReadonlyArray<string>): ReadonlyArray<IssuedColumn | null> => {
  const found = heads.map(columnOfHead)
  if (found.includes("criterion")) return found
  if (found.includes("middle")) return found.map((one) => (one === "middle" ? "criterion" : one))
  // 考核项目 | 考核内容 | 分值 | 评分标准: of two outer levels the second is the criterion
  const sections = found.flatMap((one, index) => (one === "section" ? [index] : []))
  return found.map((one, index) => (one === "section" && index === sections[1] ? "criterion" : one))
}
