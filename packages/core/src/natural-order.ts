// Made once: that takes longer than to compare with it. The dashboard's texts are in English.
const collator = new Intl.Collator('en', { numeric: true })

/**
 * Orders names as people look for them, for `sort`: numbers by what they count (Roof 2 before Roof 11), whatever the case and the
 * accents of letters; what says the same by id.
 */
export function byName(
  one: { name: string; id: string },
  other: { name: string; id: string },
): number {
  return collator.compare(one.name, other.name) || (one.id < other.id ? -1 : 1)
}
