import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { isUpdating } from "./golden.ts"
import { type Ran, root, runFadu } from "./runFadu.ts"

const broken = join(root, "samples/broken")
const names = readdirSync(broken, { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  .sort()

/** The exit code, then the issues, or the sentence that says why nothing could be done. Folders of this computer are left out. */
const told = ({ code, out, err }: Ran): string => {
  const issues = out.split("\n").filter((line) => /^(?:错误|提醒|说明) {2}/.test(line))
  const sentences = err.split("\n").filter((line) => line !== "")
  return [`退出码 ${code}`, ...sentences, ...issues, ""].join("\n").replaceAll(`${root}/`, "")
}

describe("a round with one defect", () => {
  it.each(names)("%s is told as expected.txt says", async (name) => {
    // no line is long enough to be broken
    const found = told(await runFadu(["check", `samples/broken/${name}`], 100_000))
    const path = join(broken, name, "expected.txt")
    if (isUpdating) writeFileSync(path, found)
    assert.isTrue(existsSync(path), `${name}/expected.txt is missing`)
    assert.strictEqual(found, readFileSync(path, "utf8"))
  })

  it("is told in Chinese, with what to do", () => {
    for (const name of names) {
      const [first, ...lines] = readFileSync(join(broken, name, "expected.txt"), "utf8")
        .trimEnd()
        .split("\n")
      assert.match(first ?? "", /^退出码 [012]$/, name)
      assert.isAbove(lines.length, 0, name)
      for (const line of lines) assert.match(line, /\p{Script=Han}/u, name)
    }
  })
})
