// A round of 1,000 form workbooks with 80 figures each: read, checked, scored and ranked by the command, as a whole process.
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pack, unpack } from "@fadu/test/archive"
import { measured } from "./rounds/measured.ts"
import { codeOf, figure, nameOf, writeRoster, writeRules } from "./rounds/rates.ts"

const count = 1_000
const folder = mkdtempSync(join(tmpdir(), "fadu-forms-"))
const fadu = join(import.meta.dirname, "../packages/cli/dist/main.js")

/** Forms as `template` writes them, with figures typed in. */
const writeForms = (): number => {
  writeRules(folder)
  writeRoster(folder, 1)
  const made = join(folder, "form")
  spawnSync(process.execPath, [fadu, "template", folder, "-o", made])
  const parts = unpack(readFileSync(join(made, readdirSync(made)[0] ?? "")))
  rmSync(made, { recursive: true })
  const sheets = [...parts.keys()].filter((name) => name.startsWith("xl/worksheets/sheet"))
  let bytes = 0
  for (let agency = 0; agency < count; agency++) {
    const own = new Map(parts)
    const strings = parts.get("xl/sharedStrings.xml")?.toString("utf8") ?? ""
    own.set(
      "xl/sharedStrings.xml",
      Buffer.from(strings.replaceAll(nameOf(0), nameOf(agency)).replaceAll(codeOf(0), codeOf(agency))),
    )
    for (const name of sheets) {
      const xml = parts.get(name)?.toString("utf8") ?? ""
      if (xml.split(/<c r="E\d+" s="\d+"\/>/).length <= 80) continue
      let field = 0
      const filled = xml.replace(/<c r="E\d+" (s="\d+")\/>/g, (cell, style) => {
        if (field === 80) return cell
        return cell.replace(/ s=.*/, ` ${style}><v>${figure(agency, field++)}</v></c>`)
      })
      own.set(name, Buffer.from(filled))
    }
    const file = pack(own)
    bytes += file.length
    const place = join(folder, "sheets", codeOf(agency))
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, "填报表.xlsx"), file)
  }
  writeRoster(folder, count)
  return bytes
}

try {
  const bytes = writeForms()
  console.log(`${count} forms of 80 figures, ${(bytes / 1e6).toFixed(1)} MB`)
  for (const command of ["rank", "check"]) {
    const { seconds, processor, megabytes, out, code } = measured([fadu, command, folder])
    const told = out.trimEnd().split("\n").at(-1) ?? ""
    console.log(
      `fadu ${command.padEnd(6)} ${seconds.toFixed(2).padStart(6)} s, ${processor.toFixed(2).padStart(6)} s of the processor, ${megabytes.toFixed(0).padStart(5)} MB at most  (exit ${code}; ${told})`,
    )
  }
} finally {
  rmSync(folder, { recursive: true })
}
