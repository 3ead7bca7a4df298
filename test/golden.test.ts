import { assert, describe, it } from "@effect/vitest"
import { AssessmentDocument } from "@fadu/engine"
import { Schema } from "effect"
import { expectGolden } from "./golden.ts"
import { runFadu } from "./runFadu.ts"

/** What the commands print about the samples. A difference is a change of somebody's marks or of the words they read: review it. */
const samples = [
  {
    folder: "samples/demo-2026",
    // one that lost points in many ways, one whose claim waits for recognition
    explained: ["103", "203"],
    self: ["samples/demo-2026/sheets/云泽市水务局填报表.xlsx", "--rubric", "key-systems", "--group", "enforcing"],
    // two megabytes for all of them: one bureau's copy shows the shape, and marks.txt the figures of all
    document: ["--for", "agency", "103"],
    // the sample has an unreadable figure
    code: 1,
  },
  {
    folder: "samples/case-file-review",
    explained: ["202", "203"],
    self: null,
    document: ["--for", "agency", "202"],
    code: 0,
  },
  {
    folder: "samples/case-ledgers",
    explained: ["101", "102", "103"],
    self: ["samples/case-ledgers/sheets/101/行政处罚决定公开台账.csv", "--rubric", "samples/case-ledgers/rubric.yaml"],
    document: ["--for", "agency", "101"],
    code: 1,
  },
  {
    folder: "samples/public-reports",
    explained: ["01", "02"],
    self: ["samples/public-reports/sheets/丙市局.csv", "--rubric", "samples/public-reports/rubric.yaml"],
    document: [],
    // one report states a rate that its own figures do not give
    code: 1,
  },
]

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(AssessmentDocument))

/** Every mark in one line: what was awarded of how much, what waits, and which rules took how much. */
const marksOf = (json: string): string =>
  decode(json)
    .scorecards.flatMap((card) => [
      `${card.agency.code} ${card.agency.name} ${card.range.low}~${card.range.high} ${card.place ?? "-"} ${card.grade ?? "-"}`,
      ...card.marks.map((mark) =>
        [
          `  ${mark.criterion} ${mark.awarded}/${mark.full}`,
          ...(mark.pending === 0 ? [] : [`待定 ${mark.pending}`]),
          ...mark.deductions.map(({ id, verb, points }) => `${id} ${verb} ${points}`),
        ].join("  "),
      ),
    ])
    .map((line) => `${line}\n`)
    .join("")

describe.each(samples)("the golden results of $folder", ({ folder, explained, self, document, code }) => {
  const golden = async (name: string, args: ReadonlyArray<string>, expected: number | null) => {
    const ran = await runFadu(args)
    assert.strictEqual(ran.err, "")
    if (expected !== null) assert.strictEqual(ran.code, expected)
    expectGolden(`${folder}/expected/${name}`, ran.out)
  }

  it("hold the ranking", () => golden("rank.txt", ["rank", folder], code))
  it("hold the problems", () => golden("check.txt", ["check", folder], code))
  it.each(explained)("hold the explanation of %s", (agency) =>
    golden(`explain-${agency}.txt`, ["explain", folder, "--agency", agency], null),
  )
  if (self !== null) it("hold a bureau's own result", () => golden("self.txt", ["self", ...self], 0))
  it("hold every mark", async () => {
    const { out } = await runFadu(["rank", folder, "--json"])
    expectGolden(`${folder}/expected/marks.txt`, marksOf(out))
  })
  it("hold a document", () => golden("assessment.json", ["rank", folder, "--json", ...document], null))
})
