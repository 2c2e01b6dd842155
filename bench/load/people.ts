const firstNames =
  'Amelia Olivia Isla Ava Noah George Arthur Leo Zoe Priya Ananya Kwame Chloe Yusuf Mei Tomasz Ines Freya Rhys Maya'.split(
    ' ',
  )
const lastNames =
  'Smith Jones Taylor Brown Williams Obrien Patel Khan Nowak Evans Hughes Okafor Lindqvist Garcia Muller Campbell Whitfield Doyle Ali Chen'.split(
    ' ',
  )

export type Person = { name: string; email: string }

/** The lead `number` of the workspace `workspace`, as `personSql` makes the same one. */
export function personOf(workspace: number, number: number): Person {
  const first = firstNames[number % firstNames.length] ?? ''
  const last = lastNames[Math.floor(number / firstNames.length) % lastNames.length] ?? ''
  const local = `${first}.${last}.${number}`.toLowerCase()
  return { name: `${first} ${last}`, email: `${local}@w${workspace}.example` }
}

/** SQL expressions of the name and the email of lead `number` of workspace `workspace`, both SQL of integers. */
export function personSql(workspace: string, number: string): { name: string; email: string } {
  const list = (names: string[]) => `(array['${names.join("','")}'])`
  const first = `${list(firstNames)}[1 + ${number} % ${firstNames.length}]`
  const last = `${list(lastNames)}[1 + ${number} / ${firstNames.length} % ${lastNames.length}]`
  return {
    name: `${first} || ' ' || ${last}`,
    email: `lower(${first} || '.' || ${last}) || '.' || ${number} || '@w' || ${workspace} || '.example'`,
  }
}

/**
 * The number of the lead that is booked as the `turn`th (from 0) of `count`: each of them once, and those that follow
 * one another far apart, so that a large table is not read from one end.
 */
export function leadInTurn(turn: number, count: number): number {
  let step = Math.max(1, Math.floor(count * 0.618))
  while (commonDivisor(step, count) !== 1) step++
  // Below 2^53 for tables of some tens of millions.
  return (turn * step) % count
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}
