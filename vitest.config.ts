import { defaultServerConditions } from "vite"
import { defineConfig } from "vitest/config"

const conditions = ["@fadu/source", ...defaultServerConditions]

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // vitest itself would keep one processor for the program that waits for the others
    maxWorkers: "100%",
    projects: [
      { extends: true, test: { name: "unit", include: ["packages/*/src/**/*.test.{ts,tsx}"] } },
      {
        extends: true,
        test: { name: "whole", include: ["test/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
})
