import { key } from "./fold.ts"

/** Columns that go with a table and are never scored (不计分的列). */
export const asideWords: ReadonlySet<string> = new Set(
  (
    "序号 编号 备注 说明 备注说明 填报说明 分组 组别 类别 单位类别 联系人 联系电话 电话 填报人 审核人 填报日期 填报时间 " +
    "一级指标 二级指标 三级指标 指标类别 评分标准 评分标准原文 考核标准 评分细则 分值 满分 考核内容 考核要点 口径 填报口径 指标口径 指标解释 " +
    "数据来源 来源 责任科室 填报科室 责任人 填报要求 佐证要求 佐证材料要求 依据 计量单位 提供单位 提供科室 填写要求 选项 对应指标 退回意见 填报提示"
  ).split(" "),
)

const always =
  /^(?:\(?(?:单位)?(?:填报|填表|审核|复核|制表|经办|联系|负责|签发)人|(?:主要|分管|单位|部门)?负责人|联系电话|联系方式|电话|手机|(?:填报|填表|报送|审核)?(?:日期|时间)|签字|签名|(?:单位)?盖章|公章)(?:\)|:|\(|签|盖|$)/
const noteStart = /^(?:注|备注|说明|填表|填报说明|填报要求|填写说明|附注|附件|提示|温馨提示|\(?盖章|以上|本表)/

/** Whether a text signs or dates a sheet (填报人: …). */
export const isSignature = (text: string): boolean => always.test(key(text))

/** Whether a text begins a note to the reader (注: …). */
export const isNote = (text: string): boolean => noteStart.test(key(text))

/** Rows between the header and the first agency that only count the columns: 甲 1 2 3, 栏次. */
export const isCounting = (text: string): boolean => /^(?:甲|乙|栏次|栏号|行次|列次)$/.test(key(text))

/** Rows that add up others. */
export const isTotal = (text: string): boolean =>
  /^(?:合计|小计|总计|共计|平均|平均值|平均数|全市平均|全省平均)$/.test(key(text))

/** 一、…, (二)…, 第三部分: the heading of a part. */
export const isPart = (text: string): boolean =>
  /^(?:[一二三四五六七八九十]{1,3}[,.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}部分)/.test(
    key(text),
  )

/** The names of sheets that explain others. */
export const isInstruction = (sheet: string | null): boolean =>
  sheet !== null && /^(?:封面|目录|选项|字典|(?:填报|填表|填写|使用)?(?:说明|须知)|填报要求|下拉选项)$/.test(key(sheet))
