/** Whether two units count the same thing: 件 and 件次 do, 人 and 人次 do not; without a unit nobody can tell. */
export const sameUnit = (a: string, b: string): boolean =>
  a === "" || b === "" || a === b || (a !== "人" && b !== "人" && (`${a}次` === b || `${b}次` === a))
