export const packageName = "@fadu/engine"
