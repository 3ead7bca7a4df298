import {
  AlignmentType,
  Document,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  VerticalMergeType,
  WidthType,
} from "docx"

/** A sentence of a clause, with the rule it must be read as; null where it must be left to people. Field ids stand as labels. */
export type Said = readonly [sentence: string, rule: object | null]

/** One line of an issued table: title, full marks, sentences. */
export interface Line {
  readonly title: string
  readonly full: string
  readonly says: ReadonlyArray<Said>
  readonly papers?: string
  readonly source?: string
  readonly basis?: string
}

export interface Part {
  readonly title: string
  readonly full: string
  readonly lines: ReadonlyArray<Line>
}

export interface Issued {
  readonly title: string
  readonly heads: ReadonlyArray<string>
  readonly parts: ReadonlyArray<Part>
  readonly total: string
  /** What stands in a line's cells, in the order of the heads; the first is merged over the part. */
  readonly cells: (part: Part, line: Line, clause: string) => ReadonlyArray<string>
}

export const clauseOf = ({ says }: Line): string => says.map(([sentence]) => sentence).join("")

const cell = (text: string, merge?: "restart" | "continue"): TableCell =>
  new TableCell({
    ...(merge === undefined
      ? {}
      : { verticalMerge: merge === "restart" ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE }),
    width: { size: 1500, type: WidthType.DXA },
    children: text.split("\n").map((line) => new Paragraph(line)),
  })

/** As an office writes it: a title, then one table in which the parts are merged downwards. */
export const issuedDocx = async (issued: Issued): Promise<Buffer> => {
  const rows = issued.parts.flatMap((part) =>
    part.lines.map(
      (line, index) =>
        new TableRow({
          children: issued
            .cells(part, line, clauseOf(line))
            .map((text, column) =>
              column === 0 && part.lines.length > 1
                ? cell(index === 0 ? text : "", index === 0 ? "restart" : "continue")
                : cell(text),
            ),
        }),
    ),
  )
  const document = new Document({
    sections: [
      {
        children: [
          new Paragraph({ text: issued.title, alignment: AlignmentType.CENTER }),
          new Paragraph("根据法治政府建设有关要求,制定本细则。"),
          new Table({
            rows: [
              new TableRow({ tableHeader: true, children: issued.heads.map((head) => cell(head)) }),
              ...rows,
              new TableRow({
                children: issued.heads.map((_, index) => cell(index === 0 ? "合计" : index === 2 ? issued.total : "")),
              }),
            ],
          }),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

const tooFew = (count: string, atLeast: number, points: number, more: object = {}) => ({
  kind: "too-few",
  count,
  atLeast,
  points,
  ...more,
})
const perEvent = (count: string, points: number, more: object = {}) => ({ kind: "per-event", count, points, ...more })
const perAward = (count: string, points: number, cap: number) => ({ kind: "per-award", count, points, cap })
const missing = (value: string, points: number | "all" = "all") => ({ kind: "yes-no", value, points })
const shortfall = (
  value: string,
  target: string,
  per: string,
  points: number,
  partStep: string,
  more: object = {},
) => ({
  kind: "shortfall",
  value,
  target,
  per,
  points,
  partStep,
  ...more,
})
const part = (value: string, points: number, says: string) => ({ value, points, says })

/** A county's yearly rules: deductions, half-width figures. */
const county: Issued = {
  title: "2026年度云泽县法治政府建设考核评分细则",
  heads: ["一级指标", "二级指标", "分值", "评分标准", "佐证材料"],
  total: "100",
  cells: (section, line, clause) => [
    `${section.title}(${section.full}分)`,
    line.title,
    line.full,
    clause,
    line.papers ?? "",
  ],
  parts: [
    {
      title: "一、党对法治建设的领导",
      full: "30",
      lines: [
        {
          title: "学法制度",
          full: "10",
          papers: "会议纪要",
          says: [
            ["领导班子集体学法全年不少于4次,每少一次扣2分。", tooFew("领导班子集体学法全年", 4, 2)],
            ["未制定年度学法计划的,扣1分;", missing("已制定年度学法计划", 1)],
            ["学法内容脱离实际的,酌情扣1-2分。", { kind: "judged", how: "lose", most: 2, scorers: 1 }],
          ],
        },
        {
          title: "述法",
          full: "10",
          says: [
            ["主要负责人未述法的,不得分。", missing("主要负责人已述法")],
            [
              "述法率应达到100%,每低1个百分点扣0.5分,不足1个百分点的按比例计,扣完为止。",
              shortfall("述法率", "100%", "1pp", 0.5, "proportional"),
            ],
          ],
        },
        {
          title: "专题研究",
          full: "10",
          says: [
            [
              "党委(党组)会议专题研究法治工作不少于2次,每少1次扣3分,最多扣6分;",
              tooFew("党委(党组)会议专题研究法治工作", 2, 3, { cap: 6 }),
            ],
            ["研究部署不具体、督促落实不到位的,视情扣1至3分。", { kind: "judged", how: "lose", most: 3, scorers: 1 }],
          ],
        },
      ],
    },
    {
      title: "二、规范执法",
      full: "40",
      lines: [
        {
          title: "执法公示",
          full: "15",
          says: [
            ["行政处罚决定超期公示的,每件扣0.5分,最多扣5分。", perEvent("行政处罚决定超期公示", 0.5, { cap: 5 })],
            ["应当公示而未公示的,每发现一件扣1分,扣完为止。", perEvent("应当公示而未公示", 1)],
            ["公示平台未公开救济渠道的,扣1分。", missing("公示平台已公开救济渠道", 1)],
          ],
        },
        {
          title: "法制审核",
          full: "15",
          says: [
            ["重大执法决定未经法制审核作出的,每件扣3分;", perEvent("重大执法决定未经法制审核作出", 3)],
            [
              "法制审核人员占执法人员的比例不低于5%,每低1个百分点扣1分。",
              shortfall("法制审核人员占执法人员的比例", "5%", "1pp", 1, "ignored"),
            ],
          ],
        },
        {
          title: "案卷质量",
          full: "10",
          says: [
            [
              "案卷评查合格率达到95%以上的得10分,90%以上不足95%的得8分,80%以上不足90%的得5分,不足80%的不得分。",
              {
                kind: "tiers",
                value: "案卷评查合格率",
                tiers: [
                  { at: "95%", points: 10 },
                  { at: "90%", points: 8 },
                  { at: "80%", points: 5 },
                ],
              },
            ],
          ],
        },
      ],
    },
    {
      title: "三、依法化解矛盾",
      full: "30",
      lines: [
        {
          title: "复议应诉",
          full: "20",
          says: [
            [
              "行政复议案件被撤销、变更或者确认违法的,每件扣2分,累计不超过8分。",
              perEvent("行政复议案件被撤销、变更或者确认违法", 2, { cap: 8 }),
            ],
            ["未履行生效裁判的,每起扣5分;被法院通报的,加倍扣分。", null],
            ["行政机关负责人无正当理由不出庭的,每次扣2分。", perEvent("行政机关负责人无正当理由不出庭", 2)],
          ],
        },
        {
          title: "信访法治化",
          full: "10",
          says: [
            ["信访事项按期办结率低于上年的,扣2分;", null],
            ["发生越级集体访的,第一起扣1分,第二起起每起扣2分。", perEvent("发生越级集体访", 1, { again: 2 })],
          ],
        },
      ],
    },
  ],
}

/** A city's rules for its departments: points given, Chinese numerals and full-width digits, sources of figures. */
const city: Issued = {
  title: "云泽市直部门依法行政考核标准(2026年)",
  heads: ["考核项目", "考核内容", "分值", "评分标准", "数据来源"],
  total: "100分",
  cells: (section, line, clause) => [section.title, line.title, line.full, clause, line.source ?? ""],
  parts: [
    {
      title: "普法责任",
      full: "50",
      lines: [
        {
          title: "普法责任清单",
          full: "４分",
          says: [
            ["制定普法责任清单的得２分；", part("已制定普法责任清单", 2, "制定普法责任清单的得２分")],
            ["向社会公布清单的得２分。", part("已向社会公布清单", 2, "向社会公布清单的得２分")],
          ],
        },
        {
          title: "以案释法",
          full: "６分",
          says: [["发布以案释法典型案例，每件得一点五分，最多得六分。", perAward("发布以案释法典型案例", 1.5, 6)]],
        },
        {
          title: "旁听庭审",
          full: "十分",
          says: [
            ["组织旁听庭审不少于两次，每少一次扣三分。", tooFew("组织旁听庭审", 2, 3)],
            ["未按要求报送旁听情况的，扣一分。", missing("已按要求报送旁听情况", 1)],
          ],
        },
        {
          title: "学法考试",
          full: "30",
          source: "市司法局",
          says: [
            [
              "学法考试参考率达到98%，每低一个百分点扣0.5分，不足一个百分点的按一个百分点计；",
              shortfall("学法考试参考率", "98%", "1pp", 0.5, "whole"),
            ],
            ["考试作弊的，每人扣二分。", perEvent("考试作弊", 2)],
            ["组织不力造成不良影响的，扣3-5分。", null],
          ],
        },
      ],
    },
    {
      title: "依法决策",
      full: "50",
      lines: [
        {
          title: "履职评议",
          full: "20",
          source: "市委依法治市办",
          says: [
            [
              "履职评议结果为优秀的得20分，良好的得15分，合格的得10分，不合格的不得分。",
              {
                kind: "level",
                value: "履职评议等次",
                points: { 优秀: 20, 良好: 15, 合格: 10, 不合格: 0 },
              },
            ],
          ],
        },
        {
          title: "合法性审查",
          full: "20",
          says: [
            [
              "（1）重大行政决策未经合法性审查的，每发现一起扣５分，扣完为止；",
              perEvent("重大行政决策未经合法性审查", 5),
            ],
            ["（2）未建立决策档案的，扣二分。", missing("已建立决策档案", 2)],
            ["（3）审查意见未采纳且未说明理由的，每件扣一分。", perEvent("审查意见未采纳且未说明理由", 1)],
          ],
        },
        {
          title: "备案审查",
          full: "10",
          says: [
            [
              "规范性文件报备及时率达到100%的得10分，90%以上的得6分，不足90%的不得分。",
              {
                kind: "tiers",
                value: "规范性文件报备及时率",
                tiers: [
                  { at: "100%", points: 10 },
                  { at: "90%", points: 6 },
                ],
              },
            ],
          ],
        },
      ],
    },
  ],
}

/** A bureau's rules with awards on top, and much that only people can judge. */
const bureau: Issued = {
  title: "云泽市人力资源和社会保障局2026年度法治建设考核细则",
  heads: ["一级指标", "二级指标", "分值", "评分标准", "考核依据"],
  total: "100",
  cells: (section, line, clause) => [
    `${section.title}\n(${section.full}分)`,
    `${line.title}(${line.full}分)`,
    line.full,
    clause,
    line.basis ?? "",
  ],
  parts: [
    {
      title: "劳动保障监察",
      full: "60",
      lines: [
        {
          title: "欠薪线索办理",
          full: "20",
          basis: "《保障农民工工资支付条例》(国务院令第724号)第三十八条",
          says: [
            [
              "欠薪线索按期办结率达到95%以上的得满分,每低1个百分点扣1分,不足1个百分点的不扣。",
              shortfall("欠薪线索按期办结率", "95%", "1pp", 1, "ignored"),
            ],
            ["线索处置不当引发群体性事件的,本项不得分。", null],
          ],
        },
        {
          title: "执法文书",
          full: "20",
          says: [
            ["执法文书缺少告知、送达等法定环节的,每份扣0.5分。", perEvent("执法文书缺少告知、送达等法定环节", 0.5)],
            ["文书说理不充分的,酌情扣分。", null],
            ["未使用统一文书的,不得分。", missing("已使用统一文书")],
          ],
        },
        {
          title: "执法人员培训",
          full: "20",
          says: [
            [
              "执法人员人均培训不少于60学时,每少5学时扣1分,最高扣10分。",
              tooFew("执法人员人均培训", 60, 1, { per: 5, cap: 10 }),
            ],
            ["未持证上岗执法的,每人次扣2分。", perEvent("未持证上岗执法", 2)],
          ],
        },
      ],
    },
    {
      title: "仲裁与信访",
      full: "40",
      lines: [
        {
          title: "仲裁结案",
          full: "20",
          says: [
            [
              "仲裁案件超审限率不高于2%,每高1个百分点扣2分。",
              shortfall("仲裁案件超审限率", "2%", "1pp", 2, "ignored", { side: "above" }),
            ],
            ["按比例计算得分,结案率占60%,调解率占40%。", null],
          ],
        },
        {
          title: "政策宣传",
          full: "20",
          says: [
            [
              "开展政策宣讲活动10场以上的得20分,6场以上的得12分,不足6场的得5分。",
              {
                kind: "tiers",
                value: "开展政策宣讲活动",
                tiers: [
                  { at: 10, points: 20 },
                  { at: 6, points: 12 },
                ],
                otherwise: 5,
              },
            ],
          ],
        },
      ],
    },
    {
      title: "加分项",
      full: "5",
      lines: [
        {
          title: "表彰奖励",
          full: "3",
          says: [["获得省级以上法治表彰的,每项加1分,最多加3分。", perAward("获得省级以上法治表彰", 1, 3)]],
        },
        {
          title: "经验推广",
          full: "2",
          says: [["工作经验被省级媒体报道的,每篇加0.5分。", perAward("工作经验被省级媒体报道", 0.5, 2)]],
        },
      ],
    },
  ],
}

export const issuedDocuments: { readonly [name: string]: Issued } = { county, city, bureau }
