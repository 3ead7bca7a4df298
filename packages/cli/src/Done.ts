import { Schema } from "effect"

/** Everything was done, but the rubric or the sheets have errors: exit code 1. Already said; prints nothing. */
export class DoneWithErrors extends Schema.TaggedError<DoneWithErrors>()("DoneWithErrors", {}) {
  override get message(): string {
    return ""
  }
}

/** The command cannot do what was asked: exit code 2. */
export class UsedWrongly extends Schema.TaggedError<UsedWrongly>()("UsedWrongly", { sentence: Schema.String }) {
  override get message(): string {
    return this.sentence
  }
}
