import type { Note } from "./codes.ts"
import type { Content } from "./Table.ts"

/** How the rates of one field are written for all agencies: 0.85 beside 85 is one of them written wrongly. */
export class RateColumn {
  private shares = 0
  private percents = 0

  count(content: Content | null): void {
    const bare =
      content?.kind === "number" && !content.percent
        ? content.value
        : content?.kind === "text" && /^\s*\d+(\.\d+)?\s*$/.test(content.text)
          ? Number(content.text)
          : 0
    if (bare > 0 && bare < 1) this.shares++
    if (bare > 1 && bare <= 100) this.percents++
  }

  get isMixed(): boolean {
    return this.shares > 0 && this.percents > 0
  }

  note(what: string): Note {
    return {
      severity: "warning",
      code: "sheet/mixed-rates",
      message: `${what}既有小数(如 0.85,${this.shares} 处)又有不带百分号的百分数(如 85,${this.percents} 处)`,
      remedy: `请整${what.slice(-1)}统一写作带百分号的百分数,如 85%`,
    }
  }
}
