/** What two names have in common that people take for the same: without white space around, and whatever the case. */
export function nameKey(name: string): string {
  return name.trim().normalize('NFC').toLowerCase()
}
