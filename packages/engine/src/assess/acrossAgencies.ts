import type { Issue } from "../Issue.ts"
import type { Part } from "./Assessment.ts"
import { outliers } from "./outliers.ts"
import { sameSheets } from "./sameSheets.ts"

/** What only shows when agencies are looked at side by side (横向比对). Told to the team alone: each says something of others. */
export const acrossAgencies = (part: Part): ReadonlyArray<Issue> => [...outliers(part), ...sameSheets(part)]
