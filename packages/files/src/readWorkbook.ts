import type { Table } from "@fadu/engine"
import { Result } from "effect"
import { preflight, type Refusal } from "./preflight.ts"
import { isOpenDocument, readOpenDocument } from "./readOpenDocument.ts"
import { readXlsx } from "./readXlsx.ts"

/** Reads the sheets of a zipped workbook (XLSX, OpenDocument), behind the gate. */
export const readWorkbook = (bytes: Uint8Array, file: string): Result.Result<ReadonlyArray<Table>, Refusal> =>
  Result.flatMap(preflight(bytes), (parts) =>
    isOpenDocument(parts) ? readOpenDocument(parts, file) : readXlsx(parts, file),
  )
