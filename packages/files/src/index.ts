export { FileUnreadable } from "./FileUnreadable.ts"
export { type FoundRubric, findRubric, RubricMissing } from "./findRubric.ts"
export { type LoadedRound, Unusable, unusable } from "./LoadedRound.ts"
export { loadPrevious, type Previous, type PreviousWanted } from "./loadPrevious.ts"
export { loadRound } from "./loadRound.ts"
export { type LoadedRubric, loadRubric } from "./loadRubric.ts"
export { loadSelf, type SelfRequest } from "./loadSelf.ts"
export { withWorkdays } from "./loadWorkdays.ts"
export { Progress } from "./Progress.ts"
export { appendRecord, type Recorded, type RecordLog, RecordLogBusy, readRecordLog, recordFile } from "./RecordLog.ts"
export {
  type RoundFiles,
  RoundIncomplete,
  readRoundFolder,
} from "./RoundFolder.ts"
export { readEvidence } from "./readEvidence.ts"
export { readWord, type WordFile } from "./readWord.ts"
export { readSheetFile, type SheetFile } from "./SheetFile.ts"
export { FileUnwritable, writeFile } from "./writeFile.ts"
export { type Locate, type Position, parseYaml, readYamlFile, type YamlFile } from "./YamlFile.ts"
