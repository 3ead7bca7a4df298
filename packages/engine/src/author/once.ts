/** What a schema says never changes while the program runs: it is asked once, and not before somebody needs it. */
export const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
