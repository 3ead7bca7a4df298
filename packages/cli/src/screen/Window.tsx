import { Box } from "ink"
import { clip, padEnd, width } from "../text/width.ts"
import type { Colours } from "./Colours.ts"
import { Lines } from "./Lines.tsx"
import { windowSize } from "./layout.ts"
import type { Size } from "./State.ts"

/** A window over the screen, in its middle. */
export const Window = ({
  title,
  lines,
  size,
  colours,
}: {
  readonly title: string
  readonly lines: ReadonlyArray<string>
  readonly size: Size
  readonly colours: Colours
}) => {
  const { columns } = windowSize(size)
  const inner = columns - 4
  const head = ` ${clip(title, inner - 2)} `
  const framed = [
    `┌─${colours.title(head)}${"─".repeat(Math.max(0, columns - 3 - width(head)))}┐`,
    ...lines.map((line) => `│ ${padEnd(line, inner)} │`),
    `└${"─".repeat(columns - 2)}┘`,
  ]
  return (
    <Box
      position="absolute"
      marginLeft={Math.floor((size.columns - columns) / 2)}
      marginTop={Math.max(2, Math.floor((size.rows - framed.length) / 2) - 1)}
    >
      <Lines lines={framed} />
    </Box>
  )
}
