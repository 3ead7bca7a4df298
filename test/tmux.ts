import { execFile } from "node:child_process"
import { accessSync, constants } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { promisify } from "node:util"
import { describe } from "vitest"

const executable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const isThere = (): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => executable(join(folder, "tmux")))

/**
 * A `describe` whose tests press keys in a real terminal. Without tmux it warns and skips them; with FADU_REQUIRE_TMUX in the
 * environment it fails instead.
 */
export const describeTmux = (name: string, tests: () => void): void => {
  const missing = !isThere()
  if (missing && process.env.FADU_REQUIRE_TMUX) {
    throw new Error(`"${name}" needs tmux (FADU_REQUIRE_TMUX is set), but there is none in PATH.`)
  }
  if (missing) console.warn(`\n!!! SKIPPED "${name}": there is no tmux in PATH.\n`)
  describe.skipIf(missing)(name, tests)
}

const run = promisify(execFile)

/** A terminal of its own, in which a shell line runs. */
export interface Terminal {
  /** Presses keys by tmux's names (`Enter`, `Escape`, `C-c`); anything else is typed as it stands. */
  readonly press: (...keys: ReadonlyArray<string>) => Promise<void>
  /** What is on screen as soon as it holds every text; fails, showing the screen, when it does not within ten seconds. */
  readonly until: (...texts: ReadonlyArray<string>) => Promise<string>
  readonly resize: (columns: number, rows: number) => Promise<void>
}

/** Runs `use` with a terminal of so many columns and rows, which is closed at the end whatever happens. */
export const withTerminal = async (
  {
    line,
    columns,
    rows,
    folder,
  }: {
    readonly line: string
    readonly columns: number
    readonly rows: number
    readonly folder: string
  },
  use: (terminal: Terminal) => Promise<void>,
): Promise<void> => {
  const sockets = await mkdtemp(join(tmpdir(), "fadu-tmux-"))
  const tmux = async (...args: ReadonlyArray<string>): Promise<string> => {
    const { stdout } = await run("tmux", ["-u", "-f", "/dev/null", "-S", join(sockets, "socket"), ...args], {
      env: { ...process.env, LC_ALL: "C.UTF-8", TERM: "xterm-256color" },
    })
    return stdout
  }
  // the shell stays, so that what a program leaves behind can be seen
  await tmux(
    "new-session",
    "-d",
    "-s",
    "fadu",
    "-x",
    String(columns),
    "-y",
    String(rows),
    "-c",
    folder,
    `${line}; exec cat`,
  )
  try {
    await use({
      press: async (...keys) => {
        for (const key of keys) {
          const named = /^(Enter|Escape|Tab|Space|Up|Down|Left|Right|Home|End|PageUp|PageDown|C-.)$/.test(key)
          await tmux("send-keys", "-t", "fadu", ...(named ? [key] : ["-l", key]))
        }
      },
      until: async (...texts) => {
        const end = Date.now() + 10_000
        for (;;) {
          const screen = await tmux("capture-pane", "-p", "-t", "fadu")
          if (texts.every((text) => screen.includes(text))) return screen
          if (Date.now() > end) throw new Error(`The screen never showed ${texts.join(", ")}; it shows:\n${screen}`)
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      },
      resize: async (wide, high) => {
        await tmux("resize-window", "-t", "fadu", "-x", String(wide), "-y", String(high))
      },
    })
  } finally {
    await tmux("kill-server").catch(() => "")
    await rm(sockets, { recursive: true, force: true })
  }
}
