import type { Bench } from './bench.ts'
import type { SlotResult } from './slot.ts'
import { spreadOf, type Spread } from './statistics.ts'
import { variantLabels, type VariantName } from './variant.ts'

/** The results of each variant, one for each round; those that do not count have their `problem`. */
export type Rounds = Record<VariantName, SlotResult[]>

/** What one variant does in its turn; the seed is the same for all in a round. */
type Turn<Name extends VariantName> = (variant: Name, seed: number) => Promise<SlotResult>

/** Rounds to be added to. */
export function noRounds(): Rounds {
  return { product: [], bare: [], textbook: [], floor: [] }
}

/** Lets `variants` take turns in all rounds, A B C A B C …. */
export async function takeTurns<Name extends VariantName>(
  bench: Bench,
  title: string,
  variants: readonly Name[],
  turn: Turn<Name>,
): Promise<Rounds> {
  const results = noRounds()
  for (let round = 1; round <= bench.options.rounds; round++) {
    await addRound(bench, `${title}, round ${round}`, variants, turn, results)
  }
  return results
}

/** Lets each of `variants` have one turn and adds what came of it to `results`. */
export async function addRound<Name extends VariantName>(
  bench: Bench,
  title: string,
  variants: readonly Name[],
  turn: Turn<Name>,
  results: Rounds,
): Promise<void> {
  const seed = bench.nextSeed()
  const told: string[] = []
  for (const variant of variants) {
    const result = await turn(variant, seed)
    results[variant].push(result)
    told.push(`${variantLabels[variant]} ${describe(result)}`)
  }
  bench.say(`${title}: ${told.length === 0 ? 'nobody can take so many' : told.join(' · ')}`)
}

/** What `pick` finds in the rounds of a variant that count. */
export function spread(
  results: SlotResult[],
  pick: (result: SlotResult) => number | null,
): Spread | null {
  const values = results.filter(({ problem }) => problem === null).map(pick)
  return spreadOf(values.filter((value) => value !== null))
}

/** The ratios of what `pick` finds, round by round, where both count. */
export function ratios(
  above: SlotResult[],
  below: SlotResult[],
  pick: (result: SlotResult) => number | null,
): Spread | null {
  const perRound = above.map((result, round) => {
    const other = below[round]
    if (!other || result.problem !== null || other.problem !== null) return null
    const [a, b] = [pick(result), pick(other)]
    return a === null || b === null ? null : a / b
  })
  return spreadOf(perRound.filter((value) => value !== null))
}

function describe({ perSecond, problem, hadEnoughRequests }: SlotResult): string {
  if (problem !== null) return `VOID (${problem})`
  return `${Math.round(perSecond)}/s${hadEnoughRequests ? '' : ' (ran out of requests early)'}`
}
