import { execFile } from "node:child_process"
import { accessSync, constants } from "node:fs"
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename, delimiter, extname, join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { promisify } from "node:util"
import { describe } from "vitest"

const executable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The path of LibreOffice's `soffice`, or null where it is not installed. */
export const libreOffice = (): string | null =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "soffice"))
    .find(executable) ?? null

/**
 * A `describe` whose tests ask LibreOffice. Without LibreOffice it warns and skips them; with
 * FADU_REQUIRE_LIBREOFFICE in the environment it fails instead.
 */
export const describeLibreOffice = (name: string, tests: () => void): void => {
  const missing = libreOffice() === null
  if (missing && process.env.FADU_REQUIRE_LIBREOFFICE) {
    throw new Error(`"${name}" needs LibreOffice (FADU_REQUIRE_LIBREOFFICE is set), but there is no soffice in PATH.`)
  }
  if (missing) console.warn(`\n!!! SKIPPED "${name}": there is no LibreOffice (soffice) in PATH.\n`)
  describe.skipIf(missing)(name, tests)
}

// By default LibreOffice believes the cached values of a file that says it comes from Excel, whatever `fullCalcOnLoad`
// demands. Mode 0 is "always recalculate"; it can only be set in the profile.
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
${["OOXMLRecalcMode", "ODFRecalcMode"]
  .map(
    (mode) =>
      `<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="${mode}" oor:op="fuse"><value>0</value></prop></item>`,
  )
  .join("\n")}
</oor:items>
`

const run = promisify(execFile)

/** Converts files and returns the paths of the results. Each call has its own profile, so calls may run at once. */
export const convert = async (
  inputs: ReadonlyArray<string>,
  outDir: string,
  format: string,
): Promise<ReadonlyArray<string>> => {
  const office = libreOffice()
  if (office === null) throw new Error("There is no LibreOffice (soffice) in PATH.")

  const outputs = inputs.map((input) => join(resolve(outDir), `${basename(input, extname(input))}.${format}`))
  const replaced = inputs.find((input, index) => outputs[index] === resolve(input))
  if (replaced !== undefined) throw new Error(`The result would replace ${replaced}; choose another folder.`)
  await mkdir(outDir, { recursive: true })
  for (const output of outputs) await rm(output, { force: true })

  const profile = await mkdtemp(join(tmpdir(), "fadu-libreoffice-"))
  try {
    await mkdir(join(profile, "user"))
    await writeFile(join(profile, "user", "registrymodifications.xcu"), settings)
    const { stdout, stderr } = await run(
      office,
      [
        `-env:UserInstallation=${pathToFileURL(profile)}`,
        "--headless",
        "--norestore",
        "--convert-to",
        format,
        "--outdir",
        resolve(outDir),
        ...inputs.map((input) => resolve(input)),
      ],
      { timeout: 120_000 },
    )
    // soffice reports success even when it wrote nothing.
    for (const output of outputs) {
      await access(output).catch((cause) => {
        throw new Error(`LibreOffice did not write ${output}: ${stdout}${stderr}`, { cause })
      })
    }
    return outputs
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 })
  }
}

/**
 * Opens a workbook, recalculates every formula and saves it under the same name in `outDir`; returns the new path.
 * Poison the cached values first, or the test proves nothing.
 */
export const recalculate = (inputXlsx: string, outDir: string): Promise<string> => convertOne(inputXlsx, outDir, "xlsx")

/** Prints a workbook or document to PDF in `outDir`; returns the path. */
export const toPdf = (input: string, outDir: string): Promise<string> => convertOne(input, outDir, "pdf")

const convertOne = async (input: string, outDir: string, format: string): Promise<string> => {
  const [output = ""] = await convert([input], outDir, format)
  return output
}
