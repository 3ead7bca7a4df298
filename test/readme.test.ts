import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { commandsOf, fencesOf, isBuilt, pathOf, readPage, runLine } from "./pages.ts"

const scripts = new Set(Object.keys(JSON.parse(readFileSync(pathOf("package.json"), "utf8")).scripts))

/** The pages show the same commands: each runs once. */
const done = new Map<string, ReturnType<typeof runLine>>()
const ran = (line: string) => {
  const found = done.get(line) ?? runLine(line)
  done.set(line, found)
  return found
}

describe.each(["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/self-assessment.md"])("%s", (page) => {
  const fences = fencesOf(page)
  const commands = fences.filter(({ language }) => language === "sh").flatMap(commandsOf)
  const own = commands.filter((line) => line.startsWith("./fadu"))

  it("names scripts of package.json only", () => {
    const others = commands.filter((line) => !own.includes(line))
    assert.deepStrictEqual(
      others.filter((line) => !/^npx -y pnpm /.test(line)),
      [],
    )
    const named = others.map((line) => line.split(" ")[3] ?? "")
    assert.deepStrictEqual(
      named.filter((name) => !scripts.has(name) && !installed.has(name)),
      [],
    )
  })

  it.skipIf(!isBuilt)("has commands that run, and print what it shows", { timeout: 180_000 }, () => {
    const printed = new Set<string>()
    for (const line of own) {
      const { code, out, err } = ran(line)
      assert.include([0, 1], code, `${line}\n${err}`)
      assert.isNotEmpty(out, line)
      for (const one of out.split("\n")) printed.add(one)
    }
    const shown = fences.filter(({ language }) => language === "text").flatMap(({ text }) => text.trimEnd().split("\n"))
    assert.deepStrictEqual(
      shown.filter((line) => line !== "…" && !printed.has(line)),
      [],
    )
  })

  it("points to files that are there", () => {
    const text = readPage(page)
    const named = [
      ...[...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) => join(dirname(page), link ?? "")),
      ...[...text.matchAll(/`((?:test|packages|docs|rubrics|samples|scripts)\/[\w./-]+)`/g)].map(
        ([, path]) => path ?? "",
      ),
    ]
    assert.deepStrictEqual(
      named.filter((path) => !existsSync(pathOf(path))),
      [],
    )
  })
})

/** Words after `npx -y pnpm` that are no scripts: a command of pnpm, and a program that is installed. */
const installed = new Set(["install", "vitest"])

describe("the two READMEs", () => {
  it("give the same commands", () => {
    const commands = (page: string) =>
      fencesOf(page)
        .filter(({ language }) => language === "sh")
        .flatMap(commandsOf)
    assert.deepStrictEqual(commands("README.zh-CN.md"), commands("README.md"))
  })

  it("name every dependency", () => {
    const manifests = globSync("packages/*/package.json", { cwd: pathOf(".") })
    const names = manifests.flatMap((path) => Object.keys(JSON.parse(readFileSync(pathOf(path), "utf8")).dependencies))
    for (const page of ["README.md", "README.zh-CN.md"]) {
      const text = readPage(page)
      assert.deepStrictEqual(
        names.filter((name) => !text.includes(`\`${name}\``)),
        [],
      )
    }
  })
})
