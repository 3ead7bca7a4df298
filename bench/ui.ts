// The screens over 5,000 agencies × 60 criteria: first frame, key to frame, memory. They are bundled as the program is, since Node runs
// no .tsx, and measured in a process of their own.
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { build } from "esbuild"

const cli = join(import.meta.dirname, "../packages/cli")
const outfile = join(cli, "dist/bench-ui.js")

await build({
  absWorkingDir: cli,
  entryPoints: [join(import.meta.dirname, "screens/measure.ts")],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  conditions: ["@fadu/source"],
  jsx: "automatic",
  external: ["exceljs", "ink", "react", "yaml"],
  logLevel: "warning",
})
spawnSync(process.execPath, [outfile], { stdio: "inherit", env: { ...process.env, NODE_ENV: "production" } })
