import { Box, Text } from "ink"

/** Finished lines, one under the other. Each is as wide as it may be already; the terminal never breaks one. */
export const Lines = ({ lines }: { readonly lines: ReadonlyArray<string> }) => (
  <Box flexDirection="column" flexShrink={0}>
    {lines.map((line, index) => (
      <Text key={index} wrap="truncate">
        {line === "" ? " " : line}
      </Text>
    ))}
  </Box>
)

/** Two columns of lines with a thin line between them. */
export const Beside = ({
  main,
  side,
  columns,
  height,
  faint,
}: {
  readonly main: ReadonlyArray<string>
  readonly side: ReadonlyArray<string>
  readonly columns: number
  readonly height: number
  readonly faint: (text: string) => string
}) => (
  <Box flexDirection="row">
    <Box width={columns} height={height} flexShrink={0}>
      <Lines lines={main.slice(0, height)} />
    </Box>
    <Box width={3} flexShrink={0}>
      <Lines lines={Array.from({ length: height }, () => faint(" │ "))} />
    </Box>
    <Lines lines={side.slice(0, height)} />
  </Box>
)
