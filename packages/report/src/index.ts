export const packageName = "@fadu/report"
