// The main job on the sample: prints the ranking and writes the workbook. The sample has a deliberate error, so exit code 1 is as it should be.
import { spawnSync } from "node:child_process"
import { join } from "node:path"

const root = join(import.meta.dirname, "..")
const fadu = join(root, "packages/cli/dist/main.js")
const run = (...args: ReadonlyArray<string>): number =>
  spawnSync(process.execPath, [fadu, ...args], { cwd: root, stdio: "inherit" }).status ?? 2

const code = run("rank", "samples/demo-2026", "-o", "out/demo-2026.xlsx")
if (code <= 1) {
  console.log("\n接下来可以试:")
  console.log("  ./fadu explain samples/demo-2026 --agency 自规局 --criterion C1    逐分说明理由")
  console.log("  ./fadu check samples/demo-2026                                     检查细则和填报表")
}
process.exitCode = code <= 1 ? 0 : code
