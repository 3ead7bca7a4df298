export const packageName = "@fadu/files"
