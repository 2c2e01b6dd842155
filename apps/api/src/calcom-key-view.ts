import { z } from 'zod'

import { DomainError } from '@solar-capture/core/errors'
import type { CalcomKey, CalcomKeyPlace } from '@solar-capture/db/calcom-keys'

import { openCalcomKey, sealCalcomKey } from './calcom-access.ts'
import { calcomApi, tryCalcomKey } from './calcom-api.ts'
import type { Deps } from './deps.ts'
import { instant, toInstant } from './routers/shapes.ts'

/** How Cal.com's API is asked about an endpoint; never the key itself. */
export const calcomKeyShape = z.strictObject({
  /** Null while none is set. */
  key: z.strictObject({ fingerprint: z.string(), setAt: instant }).nullable(),
  baseUrl: z.string(),
  /** Null compares only when somebody asks. */
  everyHours: z.int().nullable(),
  nextRunAt: instant.nullable(),
  lastRun: z
    .strictObject({
      at: instant,
      /** Why it failed; null when it went well. */
      problem: z.string().nullable(),
      /** How many bookings it looked at, and what it brought in; of the last one that went well. */
      compared: z.int().nullable(),
      applied: z.int().nullable(),
      unmatched: z.int().nullable(),
    })
    .nullable(),
})

/** What may be set of it. */
export const keyInput = {
  /** As Cal.com shows it once, `cal_…`. */
  key: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{8,300}$/, 'An API key has at least 8 characters and no spaces.')
    .optional(),
  /** Of API v2, where Cal.com is hosted elsewhere. */
  baseUrl: z.string().trim().max(300).optional(),
  everyHours: z.union([z.literal(1), z.literal(6), z.literal(24)]).nullable(),
}

type Change = {
  key?: string | undefined
  baseUrl?: string | undefined
  everyHours: 1 | 6 | 24 | null
}
type Values = Pick<
  CalcomKey,
  'sealed' | 'fingerprint' | 'baseUrl' | 'setAt' | 'everyHours' | 'nextRunAt'
>

const soonMs = 60_000

/**
 * What is to be kept after a change, once the key was tried. Throws `invalid` for what must not be, CalcomError for what
 * Cal.com does not take.
 */
export async function changeCalcomKey(
  deps: Deps,
  place: CalcomKeyPlace,
  known: CalcomKey | null,
  change: Change,
): Promise<Values> {
  const { everyHours } = change
  const now = deps.now()
  const baseUrl = baseUrlOf(deps, change.baseUrl || known?.baseUrl || calcomApi)
  const nextRunAt = everyHours === null ? null : new Date(now.getTime() + soonMs)
  if (change.key === undefined) {
    if (!known) throw new DomainError('invalid', 'Paste an API key of Cal.com.')
    // It was given for that address alone.
    if (baseUrl !== known.baseUrl) {
      throw new DomainError('invalid', 'Paste the API key again: the address is another one.')
    }
    const { sealed, fingerprint, setAt } = known
    const isSame = everyHours === known.everyHours
    await tryCalcomKey(deps.outgoing, openCalcomKey(deps, known))
    return {
      ...{ sealed, fingerprint, setAt, baseUrl, everyHours },
      nextRunAt: isSame ? known.nextRunAt : nextRunAt,
    }
  }
  await tryCalcomKey(deps.outgoing, { baseUrl, key: change.key })
  return {
    sealed: sealCalcomKey(deps, place, change.key),
    fingerprint: deps.encryption.fingerprintOf(change.key),
    ...{ baseUrl, setAt: now, everyHours, nextRunAt },
  }
}

function baseUrlOf({ outgoing }: Pick<Deps, 'outgoing'>, text: string): string {
  const refusal = outgoing.refusal(text)
  if (refusal !== null) throw new DomainError('invalid', refusal)
  const { origin, pathname } = new URL(text)
  return origin + pathname.replace(/\/+$/, '')
}

/** What is shown of a key and its schedule. */
export function viewCalcomKey(row: CalcomKey | null): z.output<typeof calcomKeyShape> {
  if (row === null) {
    return { key: null, baseUrl: calcomApi, everyHours: null, nextRunAt: null, lastRun: null }
  }
  const { fingerprint, setAt, baseUrl, everyHours, nextRunAt, lastRunAt, problem } = row
  const { compared, applied, unmatched } = row
  return {
    key: { fingerprint, setAt: toInstant(setAt) },
    ...{ baseUrl, everyHours, nextRunAt: toInstant(nextRunAt) },
    lastRun: lastRunAt && { at: toInstant(lastRunAt), problem, compared, applied, unmatched },
  }
}
