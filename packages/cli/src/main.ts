#!/usr/bin/env node
import { enableCompileCache } from "node:module"
import { join } from "node:path"

// The cache serves only what is loaded after this line, hence the dynamic import.
enableCompileCache()
const { main } = await import("./program.ts")
// the source and the built program lie equally deep
main(process.argv.slice(2), join(import.meta.dirname, "../../.."))
