import { globSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"

const root = join(import.meta.dirname, "..")

interface Source {
  readonly path: string
  readonly text: string
  readonly imports: ReadonlyArray<string>
}

/** What a module asks for: `import … from "x"`, `export … from "x"`, `import "x"`, `import("x")`, types included. */
const importsOf = (text: string): ReadonlyArray<string> =>
  [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^"'`;()]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\s*\(\s*["'`]([^"'`]+)["'`]/gm,
    ),
  ].flatMap(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? [])

const sourcesOf = (folder: string): ReadonlyArray<Source> =>
  globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root, exclude: (name) => /(^|[\\/])node_modules$/.test(name) })
    .map((path) => path.replaceAll("\\", "/"))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8")
      return { path, text, imports: importsOf(text) }
    })

const packages = readdirSync(join(root, "packages"))
const sources = packages.flatMap((name) => sourcesOf(`packages/${name}/src`))
const shipped = sources.filter(({ path }) => !/\.test\.tsx?$/.test(path))
const inPackage = (name: string) => shipped.filter(({ path }) => path.startsWith(`packages/${name}/`))

/** Whether a module name is the package or one of its entry points. */
const isOf = (name: string) => (specifier: string) => specifier === name || specifier.startsWith(`${name}/`)
const users = (name: string) => shipped.filter(({ imports }) => imports.some(isOf(name))).map(({ path }) => path)

/** Every forbidden import as "file → module", so that a failure names its place. */
const forbidden = (from: ReadonlyArray<Source>, isForbidden: (specifier: string) => boolean) =>
  from.flatMap(({ path, imports }) => imports.filter(isForbidden).map((specifier) => `${path} → ${specifier}`))

describe("imports", () => {
  it("are found in every form", () => {
    const text = [
      `import a from "a"`,
      `import type { B } from 'b'`,
      `import {\n  c,\n  type D,\n} from "c/d"`,
      `export * from "e"`,
      `import "f"`,
      `const g = await import("g")`,
      `const h: import("h").H = 1`,
      `export const text = "not from"`,
      `const from = "nowhere"`,
    ].join("\n")
    expect(importsOf(text)).toEqual(["a", "b", "c/d", "e", "f", "g", "h"])
    expect(sources.length).toBeGreaterThan(0)
  })

  it.each([
    ["engine", []],
    ["files", ["engine"]],
    ["report", ["engine"]],
    ["extract", ["engine"]],
  ])("of %s reach only %j among our packages", (name, allowed) => {
    const others = (specifier: string) =>
      specifier.startsWith("@fadu/") && !allowed.some((other) => isOf(`@fadu/${other}`)(specifier))
    expect(forbidden(inPackage(name), others)).toEqual([])
  })

  it("never point at the command line", () => {
    expect(forbidden(sources, isOf("@fadu/cli"))).toEqual([])
  })

  it("never leave a package by a relative path", () => {
    const leaving = [...sources, ...sourcesOf("test"), ...sourcesOf("bench")].flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith("."))
        .filter((specifier) => {
          const home = path
            .split("/")
            .slice(0, path.startsWith("packages/") ? 3 : 1)
            .join("/")
          return !join(path, "..", specifier).replaceAll("\\", "/").startsWith(`${home}/`)
        })
        .map((specifier) => `${path} → ${specifier}`),
    )
    expect(leaving).toEqual([])
  })

  it("of the engine hold no platform", () => {
    const platform = (specifier: string) =>
      !specifier.startsWith(".") && !isOf("effect")(specifier) && !isOf("mathjs")(specifier)
    expect(forbidden(inPackage("engine"), platform)).toEqual([])
  })

  it("of mathjs stand in one file of the engine, its own entry point", () => {
    expect(users("mathjs").filter((path) => path !== "packages/engine/src/mathjs.ts")).toEqual([])
  })

  it("of SheetJS stand in one file of files", () => {
    expect(users("@e965/xlsx")).toEqual(["packages/files/src/readOldWorkbook.ts"])
  })

  it("of exceljs stand in one file of report", () => {
    const byPackage = Map.groupBy(users("exceljs"), (path) => path.split("/")[1])
    for (const [name, paths] of byPackage) {
      expect(name, paths.join(", ")).toBe("report")
      expect(paths, `exceljs in ${name}`).toHaveLength(1)
    }
  })
})

describe("the engine", () => {
  it.each([
    ["a clock", /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.\w/],
    ["chance", /\bMath\.random\b/],
    ["a console", /\bconsole\.\w/],
    ["a process", /\bprocess\.\w/],
    ["a place where effects are run", /\bEffect\.run[A-Z]\w*/],
  ])("has no %s", (_, pattern) => {
    expect(inPackage("engine").flatMap(({ path, text }) => (pattern.test(text) ? [path] : []))).toEqual([])
  })
})
