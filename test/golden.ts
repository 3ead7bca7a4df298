import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { assert } from "@effect/vitest"
import { root } from "./runFadu.ts"

/** Whether golden results are to be rewritten (`pnpm golden`) instead of compared. */
export const isUpdating = process.env.UPDATE_GOLDEN === "1"

/** Compares a result with the file that holds it, byte for byte. The path is relative to the repository. */
export const expectGolden = (file: string, found: string): void => {
  const path = join(root, file)
  if (isUpdating) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, found)
  }
  assert.isTrue(existsSync(path), `${file} is missing; write it with pnpm golden and read it`)
  assert.strictEqual(found, readFileSync(path, "utf8"), `${file} differs; if it should, pnpm golden rewrites it`)
}
