/** A page's state in its address: plain words, no JSON, so that a link can be read and written by hand. */
export type SearchParams = Record<string, string | undefined>

/** Reads `?q=jane&sort=name`; the last of a repeated name counts. */
export function parseSearch(search: string): SearchParams {
  return Object.fromEntries(new URLSearchParams(search))
}

/** Writes what `parseSearch` reads, without what is empty; '' when nothing is left. */
export function stringifySearch(params: Record<string, unknown>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' && value !== '') search.set(name, value)
  }
  const text = search.toString().replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}

/** `value` when it is one of `allowed`, else undefined. */
export function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((item) => item === value)
}

/** Trimmed text, or undefined when there is none. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' ? undefined : text
}

/** A path of this site, as '/leads?q=jane', to go to after signing in; undefined when it leads elsewhere. */
export function safePath(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('/')) return undefined
  const here = 'https://here.invalid'
  if (!URL.canParse(value, here)) return undefined
  const url = new URL(value, here)
  return url.origin === here ? url.pathname + url.search + url.hash : undefined
}
