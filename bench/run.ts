// Runs every benchmark beside this file, in order of name, or those whose name contains the first argument.
import { readdirSync } from "node:fs"

const wanted = process.argv[2] ?? ""
const names = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".ts") && name !== "run.ts" && name.includes(wanted))
  .sort()

if (names.length === 0) console.log("no benchmark")
for (const name of names) {
  console.log(`# ${name}`)
  await import(`./${name}`)
}
