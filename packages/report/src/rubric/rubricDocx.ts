import type { PrintedRubric, PrintedSection } from "@fadu/engine/author"
import type { ParagraphChild, TableRow } from "docx"
import { withoutTimes } from "../Archive.ts"
import { cleanText } from "../cleanText.ts"
import { columns, textsOf } from "./columns.ts"

/** The rules as a Word document, A4 across, with the heads of the table on every page (评分细则表). Equal rules give equal bytes. */
export const rubricDocx = async (rubric: PrintedRubric, day: string): Promise<Uint8Array> => {
  const word = await import("docx")
  const songti = { ascii: "宋体", eastAsia: "宋体", hAnsi: "宋体", cs: "宋体" }
  const heiti = { ascii: "黑体", eastAsia: "黑体", hAnsi: "黑体", cs: "黑体" }

  const lines = (value: string, bold: boolean): Array<ParagraphChild> =>
    value.split("\n").map(
      (one, index) =>
        new word.TextRun({
          text: cleanText(one),
          font: bold ? heiti : songti,
          size: bold ? 18 : 17,
          ...(index > 0 ? { break: 1 } : {}),
        }),
    )
  const cell = (value: string, index: number, merge: "restart" | "continue" | null) =>
    new word.TableCell({
      width: { size: widths[index] ?? 0, type: word.WidthType.DXA },
      verticalAlign: index === 0 ? word.VerticalAlignTable.TOP : word.VerticalAlignTable.CENTER,
      margins: { left: 60, right: 60, top: 30, bottom: 30 },
      ...(merge === null ? {} : { verticalMerge: merge }),
      children: [
        new word.Paragraph({
          alignment: columns[index]?.isCentred ? word.AlignmentType.CENTER : word.AlignmentType.LEFT,
          children: merge === "continue" ? [] : lines(value, index === 0),
        }),
      ],
    })
  const head = new word.TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(
      ({ head: title }, index) =>
        new word.TableCell({
          width: { size: widths[index] ?? 0, type: word.WidthType.DXA },
          verticalAlign: word.VerticalAlignTable.CENTER,
          shading: { type: word.ShadingType.CLEAR, fill: "E7ECF2", color: "auto" },
          margins: { left: 60, right: 60, top: 60, bottom: 60 },
          children: [new word.Paragraph({ alignment: word.AlignmentType.CENTER, children: lines(title, true) })],
        }),
    ),
  })
  const sectionRows = (section: PrintedSection): ReadonlyArray<TableRow> =>
    section.criteria.map(
      (criterion, at) =>
        new word.TableRow({
          cantSplit: true,
          children: textsOf(section, criterion).map((value, index) =>
            cell(value, index, index > 0 || section.criteria.length < 2 ? null : at === 0 ? "restart" : "continue"),
          ),
        }),
    )
  const paragraph = (value: string, size: number, font: typeof songti, centred: boolean) =>
    new word.Paragraph({
      alignment: centred ? word.AlignmentType.CENTER : word.AlignmentType.LEFT,
      spacing: { after: 80 },
      children: [new word.TextRun({ text: cleanText(value), font, size })],
    })

  const table = (sections: ReadonlyArray<PrintedSection>) =>
    new word.Table({
      width: { size: WIDTH, type: word.WidthType.DXA },
      columnWidths: [...widths],
      layout: word.TableLayoutType.FIXED,
      rows: [head, ...sections.flatMap(sectionRows)],
    })

  const document = new word.Document({
    title: cleanText(rubric.title),
    creator: "法度",
    sections: [
      {
        properties: {
          page: {
            size: { width: SHORT, height: LONG, orientation: word.PageOrientation.LANDSCAPE },
            margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, header: 400, footer: 400 },
          },
        },
        footers: {
          default: new word.Footer({
            children: [
              new word.Paragraph({
                alignment: word.AlignmentType.CENTER,
                children: [
                  new word.TextRun({
                    font: songti,
                    size: 16,
                    children: ["第 ", word.PageNumber.CURRENT, " 页,共 ", word.PageNumber.TOTAL_PAGES, " 页"],
                  }),
                ],
              }),
            ],
          }),
        },
        children: [
          paragraph(rubric.title, 32, heiti, true),
          paragraph([rubric.about, ...(rubric.notice === null ? [] : [rubric.notice])].join("  "), 17, songti, true),
          table(rubric.sections),
          ...rubric.ledgers.flatMap(({ title, about, sections }) => [
            paragraph("", 17, songti, false),
            paragraph(`台账:${title}`, 21, heiti, false),
            ...about.map((sentence) => paragraph(`${sentence}。`, 17, songti, false)),
            ...(sections.length === 0 ? [] : [table(sections)]),
          ]),
          paragraph("", 17, songti, false),
          ...rubric.general.map((sentence) => paragraph(`${sentence}。`, 17, songti, false)),
        ],
      },
    ],
  })
  const bytes = await word.Packer.toBuffer(document, undefined, [
    { path: "docProps/core.xml", data: coreProperties(rubric.title, day) },
  ])
  return withoutTimes(new Uint8Array(bytes))
}

/** Twentieths of a point: A4, its margins, and what is left for the table. */
const [SHORT, LONG, MARGIN] = [11_906, 16_838, 850]
const WIDTH = LONG - 2 * MARGIN
const whole = columns.reduce((sum, { share }) => sum + share, 0)
const widths: ReadonlyArray<number> = columns.map(({ share }) => Math.floor((WIDTH * share) / whole))

/** The library would write the clock into the file. */
const coreProperties = (title: string, day: string): string => {
  const escaped = cleanText(title).replace(/[&<>]/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped}</dc:title><dc:creator>法度</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:modified></cp:coreProperties>`
}
