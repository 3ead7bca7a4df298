import { defaultServerConditions } from "vite"
import { defineConfig } from "vitest/config"

const conditions = ["@fadu/source", ...defaultServerConditions]

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // vitest itself would keep one processor for the program that waits for the others
    maxWorkers: "100%",
    // only what hangs is ended: how long a test takes says more of the machine than of the code
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: "unit", include: ["packages/*/src/**/*.test.{ts,tsx}"] } },
      { extends: true, test: { name: "whole", include: ["test/**/*.test.ts"] } },
    ],
  },
})
