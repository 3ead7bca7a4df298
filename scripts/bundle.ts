// Bundles the command line from source: dist/main.js and the chunks it imports on demand.
import { rmSync } from "node:fs"
import { join } from "node:path"
import { build } from "esbuild"

const cli = join(import.meta.dirname, "../packages/cli")
const dist = join(cli, "dist")

rmSync(join(dist, "chunks"), { recursive: true, force: true })

await build({
  absWorkingDir: cli,
  entryPoints: ["src/main.ts"],
  outdir: "dist",
  bundle: true,
  // Without chunks, an external package imported statically by a lazily imported module is hoisted and loaded at start.
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  format: "esm",
  platform: "node",
  target: "node24",
  conditions: ["@fadu/source"],
  jsx: "automatic",
  // exceljs, mammoth and yaml require parts of themselves at run time, ink loads its own layout engine; the others load faster as one chunk than as hundreds of files
  external: ["exceljs", "ink", "mammoth", "react", "yaml"],
  // less text to read at every start
  minifyWhitespace: true,
  minifySyntax: true,
  sourcemap: true,
  legalComments: "none",
  logLevel: "warning",
})
