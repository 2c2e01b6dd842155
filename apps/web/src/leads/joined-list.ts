/** The texts of a list that `joinList` joined; none for undefined. */
export function splitList(joined: string | undefined): string[] {
  const parts = joined?.match(/(?:\\.|[^\\,])+/gs) ?? []
  return [...new Set(parts.map((part) => part.replaceAll(/\\(.)/gs, '$1')))]
}

/** Texts as one parameter of an address, joined by commas; a comma in a text is written `\,`. Undefined for none. */
export function joinList(texts: readonly string[]): string | undefined {
  const written = texts.map((text) => text.replaceAll(/[\\,]/g, String.raw`\$&`))
  return written.length === 0 ? undefined : written.join(',')
}
