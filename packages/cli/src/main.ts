#!/usr/bin/env node
import { enableCompileCache } from "node:module"

// The cache serves only what is loaded after this line, hence the dynamic import.
enableCompileCache()
await import("./program.ts")
