import { DomainError } from './errors.ts'
import type { Stage } from './pipeline.ts'
import { nameKey } from './same-name.ts'

/** A stage as somebody wants it: a new one without an id. Where it stands among the others is its position. */
export type WantedStage = Pick<Stage, 'name' | 'kind' | 'colour' | 'isBooked'> & {
  id?: string | undefined
}

export const mostStages = 30
export const longestStageName = 60

/** What is wrong with the stages that somebody wants, in a sentence; null when nothing is. */
export function faultOfStages(stages: readonly Omit<WantedStage, 'colour'>[]): string | null {
  const names = stages.map(({ name }) => nameKey(name))
  const ids = stages.flatMap(({ id }) => id ?? [])
  const booked = stages.filter(({ isBooked }) => isBooked)
  if (names.includes('')) return 'Each stage needs a name.'
  const twice = stages.find((_, index) => names.indexOf(names[index] ?? '') !== index)
  if (twice) return `There are two stages called ${twice.name.trim()}.`
  if (new Set(ids).size < ids.length) return 'The same stage is there twice.'
  if (stages.length > mostStages) return `A pipeline has at most ${mostStages} stages.`
  if (booked.length !== 1 || booked[0]?.kind !== 'open') {
    return 'One open stage is where bookings go.'
  }
  return null
}

/** What becomes of a pipeline that is changed. */
export type StageChanges = {
  /** All that it consists of from now on, in order; the new ones have no id yet. */
  stages: (Omit<Stage, 'id'> & { id: string | null })[]
  /** Those that are left out. */
  gone: Stage[]
  /** Whether anything is different at all. */
  isChanged: boolean
}

/**
 * What makes the stages `wanted` of those that are there, in order. Throws `invalid` for a pipeline that cannot be, `not_found` for
 * an id that none of them has, and `conflict` when they are no longer what was `seen`.
 */
export function changeStages(
  stages: readonly Stage[],
  wanted: readonly WantedStage[],
  seen: readonly Stage[] | undefined,
): StageChanges {
  const fault = faultOfStages(wanted)
  if (fault !== null) throw new DomainError('invalid', fault)
  const known = new Map(stages.map((stage) => [stage.id, stage]))
  if (wanted.some(({ id }) => id !== undefined && !known.has(id))) throw noSuchStage()
  if (seen && !areSame(stages, seen)) {
    throw new DomainError(
      'conflict',
      'Somebody else changed the pipeline meanwhile. Look at it as it is now, then change it again.',
    )
  }
  const next = wanted.map(({ id, name, kind, colour, isBooked }, position) => ({
    ...{ id: id ?? null, name: name.trim().normalize('NFC'), position },
    ...{ kind, colour, isBooked },
  }))
  const kept = new Set(next.map(({ id }) => id))
  return {
    stages: next,
    gone: stages.filter(({ id }) => !kept.has(id)),
    isChanged: !areSame(stages, next),
  }
}

/**
 * Whether bookings go to the stage `into` once `stage` was merged into it. Throws `invalid` for a stage and itself, and when
 * no pipeline would be left: where bookings go is an open stage.
 */
export function isBookedAfterMerge(
  stages: readonly Stage[],
  { stage, into }: { stage: Stage; into: Stage },
): boolean {
  if (stage.id === into.id)
    throw new DomainError('invalid', 'A stage cannot be merged with itself.')
  const isBooked = into.isBooked || stage.isBooked
  const left = stages
    .filter(({ id }) => id !== stage.id)
    .map((one) => (one.id === into.id ? { ...one, isBooked } : one))
  if (faultOfStages(left) === null) return isBooked
  throw new DomainError(
    'invalid',
    `Bookings go to ${stage.name}, and ${into.name} is no open stage. Let them go to another one first.`,
  )
}

/** What is answered for a stage that is not there, or is another workspace's. */
export function noSuchStage(): DomainError {
  return new DomainError('not_found', 'There is no such stage.')
}

function areSame(stages: readonly Stage[], others: readonly { id: string | null }[]): boolean {
  const told = (stage: Partial<Omit<Stage, 'id'>> & { id: string | null }) =>
    JSON.stringify([stage.id, stage.name, stage.kind, stage.colour, stage.isBooked])
  return stages.map(told).join() === others.map(told).join()
}
