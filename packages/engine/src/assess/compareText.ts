/** By code units: the same on every machine, whatever its locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const sorted = <A>(list: ReadonlyArray<A>, key: (one: A) => ReadonlyArray<string>): ReadonlyArray<A> =>
  list.length < 2
    ? list
    : list
        .map((one) => ({ one, key: key(one).join("\n") }))
        // two that stand in one place are told apart by all they say
        .sort((a, b) => compareText(a.key, b.key) || compareText(JSON.stringify(a.one), JSON.stringify(b.one)))
        .map(({ one }) => one)
