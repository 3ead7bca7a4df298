import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { expect, layer } from "@effect/vitest"
import { Effect, Exit, Fiber, FileSystem, PlatformError } from "effect"
import { afterAll, beforeAll } from "vitest"
import { writeFile } from "./writeFile.ts"

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fadu 输出 "))
})
afterAll(() => rmSync(folder, { recursive: true }))

layer(NodeServices.layer)("writing a file", (it) => {
  it.effect("makes its folder, replaces what was there and leaves nothing beside", () =>
    Effect.gen(function* () {
      const path = join(folder, "新 文件夹/结果.json")
      yield* writeFile(path, "一")
      yield* writeFile(path, Buffer.from("二"))
      expect(readFileSync(path, "utf8")).toBe("二")
      expect(readdirSync(join(folder, "新 文件夹"))).toEqual(["结果.json"])
    }),
  )

  it.effect("tells a folder in its place, and a file in place of its folder", () =>
    Effect.gen(function* () {
      mkdirSync(join(folder, "taken"))
      writeFileSync(join(folder, "file"), "")
      const taken = yield* Effect.flip(writeFile(join(folder, "taken"), "x"))
      expect(taken.message).toBe(`${join(folder, "taken")}:这里已有同名文件夹,不能写成文件;请用 -o 另指定名称`)
      const below = yield* Effect.flip(writeFile(join(folder, "file/x.json"), "x"))
      expect(below.reason).toBe("no-folder")
    }),
  )

  const failing = (code: string, step: "open" | "rename") =>
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const cause = Object.assign(new Error(code), { code })
      const fail = Effect.fail(
        PlatformError.systemError({ _tag: "Unknown", module: "FileSystem", method: step, cause }),
      )
      const broken = { ...fs, [step]: () => fail }
      const target = join(folder, "old.txt")
      writeFileSync(target, "old")
      const error = yield* Effect.flip(writeFile(target, "new")).pipe(
        Effect.provideService(FileSystem.FileSystem, broken),
      )
      expect(readFileSync(target, "utf8")).toBe("old")
      expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([])
      return error.reason
    })

  it.effect("keeps the old file and cleans up when the system refuses, and says why", () =>
    Effect.gen(function* () {
      expect(yield* failing("ENOSPC", "open")).toBe("full")
      expect(yield* failing("EBUSY", "rename")).toBe("open")
      expect(yield* failing("EACCES", "open")).toBe("denied")
      expect(yield* failing("EROFS", "rename")).toBe("denied")
      expect(yield* failing("EIO", "rename")).toBe("failed")
    }),
  )

  it.effect("cleans up when it is interrupted", () =>
    Effect.gen(function* () {
      const fs = yield* FileSystem.FileSystem
      const stuck = { ...fs, rename: () => Effect.never }
      const fiber = yield* Effect.forkChild(
        Effect.provideService(writeFile(join(folder, "stuck.txt"), "x"), FileSystem.FileSystem, stuck),
      )
      while (!readdirSync(folder).some((name) => name.endsWith(".tmp")))
        yield* Effect.promise(() => new Promise(setImmediate))
      yield* Fiber.interrupt(fiber)
      expect(Exit.isFailure(yield* Fiber.await(fiber))).toBe(true)
      expect(readdirSync(folder).filter((name) => name.includes("stuck"))).toEqual([])
    }),
  )
})
