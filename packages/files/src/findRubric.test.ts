import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import { afterAll, beforeAll } from "vitest"
import { findRubric } from "./findRubric.ts"

let root = ""
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "fadu 细则 "))
  for (const folder of ["round/own", "home/rubrics/key-systems"]) mkdirSync(join(root, folder), { recursive: true })
  for (const file of ["round/own/rubric.yaml", "round/细则.yaml", "home/rubrics/key-systems/rubric.yaml"]) {
    writeFileSync(join(root, file), "id: x\n")
  }
})
afterAll(() => rmSync(root, { recursive: true }))

layer(NodeServices.layer)("a rubric", (it) => {
  const find = (named: string) =>
    Effect.suspend(() => findRubric(named, { round: join(root, "round"), installation: join(root, "home") }))

  it.effect("is found by its path from the round, or by its name in the library", () =>
    Effect.gen(function* () {
      expect(yield* find("细则.yaml")).toEqual({ path: join(root, "round/细则.yaml"), file: "细则.yaml" })
      expect((yield* find("own")).file).toBe("own/rubric.yaml")
      expect((yield* find("../home/rubrics/key-systems/rubric.yaml")).file).toBe("rubrics/key-systems/rubric.yaml")
      expect((yield* find("key-systems")).file).toBe("rubrics/key-systems/rubric.yaml")
      expect((yield* find(join(root, "round/细则.yaml"))).file).toBe("细则.yaml")
    }),
  )

  it.effect("that is nowhere is told with the places and the name that was meant", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(find("key-system"))
      expect(error.message).toBe(
        `没有找到评分细则“key-system”,是否为“key-systems”?已查找:${join(root, "round/key-system")}、${join(root, "home/rubrics/key-system/rubric.yaml")};请写细则文件的路径,或自带细则的名称`,
      )
    }),
  )
})
