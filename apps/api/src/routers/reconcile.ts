import { z } from 'zod'

import { DomainError } from '@solar-capture/core/errors'
import type { CalcomListing } from '@solar-capture/core/reconcile-source'
import { findCalcomKey, removeCalcomKey, saveCalcomKey } from '@solar-capture/db/calcom-keys'
import { getEndpoint } from '@solar-capture/db/endpoints'

import { audited } from '../audited.ts'
import { openCalcomKey } from '../calcom-access.ts'
import { CalcomTooMany, listCalcomBookings } from '../calcom-api.ts'
import { calcomKeyShape, changeCalcomKey, keyInput, viewCalcomKey } from '../calcom-key-view.ts'
import { CalcomError } from '../calcom-pages.ts'
import type { Deps } from '../deps.ts'
import { DecryptionError } from '../encryption.ts'
import {
  appliedShape,
  comparisonShape,
  mostGaps,
  sourceShape,
  viewComparison,
} from '../reconcile-shapes.ts'
import { applyGaps, keyOfGap, limitsOf, readListing, reconcile } from '../reconciling.ts'
import { requireScope } from '../require-scope.ts'
import { procedure, router } from '../trpc.ts'

const endpointInput = z.strictObject({ endpointId: z.uuid() })

// Somebody waits at the screen, and proxies wait a minute.
const patienceMs = 45_000
const day = 24 * 60 * 60 * 1000

export const reconcileRouter = router({
  /**
   * Compares Cal.com's list of bookings (its CSV from Insights, a calendar file, or what its API answers) with what is here of an
   * endpoint; changes nothing. For who may read leads: it says whose bookings they are. BAD_REQUEST when it is no such file,
   * CONFLICT when Cal.com's API does not answer or lists too much, NOT_FOUND.
   */
  compare: procedure('reconcile.compare')
    .input(endpointInput.extend({ source: sourceShape }))
    .output(comparisonShape)
    .mutation(async ({ ctx: { deps, workspaceId, principal }, input: { source, endpointId } }) => {
      requireScope(principal, 'leads:read')
      await getEndpoint(deps.db, workspaceId, endpointId)
      const place = { workspaceId, endpointId }
      const listing = await list(deps, place, source)
      return viewComparison(await reconcile(deps, place, listing, limitsOf[source.kind]))
    }),

  /**
   * Compares again and applies those of the gaps that `keys` name, each as the delivery that Cal.com would have sent. What is
   * there meanwhile is left alone. For who may change leads. BAD_REQUEST, CONFLICT when the endpoint is not active or Cal.com's API
   * does not answer or lists too much, NOT_FOUND.
   */
  applyGaps: procedure('reconcile.applyGaps')
    .input(
      endpointInput.extend({
        source: sourceShape,
        keys: z.array(z.string().max(700)).min(1).max(mostGaps),
      }),
    )
    .output(appliedShape)
    .mutation(async ({ ctx, input: { source, endpointId, keys } }) => {
      const { deps, workspaceId, principal } = ctx
      requireScope(principal, 'leads:write')
      const endpoint = await getEndpoint(deps.db, workspaceId, endpointId)
      const place = { workspaceId, endpointId }
      const listing = await list(deps, place, source)
      const { comparison } = await reconcile(deps, place, listing, limitsOf[source.kind])
      const wanted = new Set(keys)
      const gaps = comparison.gaps.filter((gap) => wanted.has(keyOfGap(gap)))
      const { id, name } = endpoint
      const tell = (count: number) =>
        audited(ctx, (_tx, note) =>
          note({ action: 'bookings_reconciled', target: { id, name }, details: { count } }),
        )
      return applyGaps(deps, endpoint, { gaps, tell })
    }),

  /** How Cal.com's API is asked about an endpoint, and what came of it the last time. NOT_FOUND. */
  settings: procedure('reconcile.settings')
    .input(endpointInput)
    .output(calcomKeyShape)
    .query(async ({ ctx: { deps, workspaceId }, input: { endpointId } }) => {
      await getEndpoint(deps.db, workspaceId, endpointId)
      return viewCalcomKey(await findCalcomKey(deps.db, { workspaceId, endpointId }))
    }),

  /**
   * Sets the key of Cal.com's API and how often bookings are compared by it; without `key` the one that is set stays. The key is
   * tried first: CONFLICT says why Cal.com does not take it. A schedule is for who may change leads. BAD_REQUEST for an address that
   * must not be asked, or a changed one without the key. NOT_FOUND.
   */
  saveApiKey: procedure('reconcile.saveApiKey')
    .input(endpointInput.extend(keyInput))
    .output(calcomKeyShape)
    .mutation(async ({ ctx, input: { endpointId, ...change } }) => {
      const { deps, workspaceId, principal } = ctx
      if (change.everyHours !== null) requireScope(principal, 'leads:write')
      const { name } = await getEndpoint(deps.db, workspaceId, endpointId)
      const place = { workspaceId, endpointId }
      const known = await findCalcomKey(deps.db, place)
      const values = await orConflict(() => changeCalcomKey(deps, place, known, change))
      const { fingerprint, baseUrl, everyHours } = values
      const schedule = everyHours === null ? 'no schedule' : `every ${everyHours} h`
      await audited(ctx, async (tx, tell) => {
        await saveCalcomKey(tx, place, values)
        await tell({
          action: 'calcom_key_set',
          target: { id: endpointId, name },
          details: { fingerprint, host: new URL(baseUrl).host, schedule },
        })
      })
      deps.changes.publish(workspaceId, { kinds: ['endpoint'], leadIds: [] })
      return viewCalcomKey(await findCalcomKey(deps.db, place))
    }),

  /** Forgets the key and its schedule, if there are any. NOT_FOUND. */
  removeApiKey: procedure('reconcile.removeApiKey')
    .input(endpointInput)
    .output(calcomKeyShape)
    .mutation(async ({ ctx, input: { endpointId } }) => {
      const { deps, workspaceId } = ctx
      const { name } = await getEndpoint(deps.db, workspaceId, endpointId)
      await audited(ctx, async (tx, tell) => {
        if (await removeCalcomKey(tx, { workspaceId, endpointId })) {
          await tell({ action: 'calcom_key_removed', target: { id: endpointId, name } })
        }
      })
      deps.changes.publish(workspaceId, { kinds: ['endpoint'], leadIds: [] })
      return viewCalcomKey(null)
    }),
})

async function list(
  deps: Deps,
  place: { workspaceId: string; endpointId: string },
  source: z.output<typeof sourceShape>,
): Promise<CalcomListing> {
  if (source.kind !== 'api') return readListing(source)
  const key = await findCalcomKey(deps.db, place)
  if (!key) throw new DomainError('conflict', 'Save a key of Cal.com’s API first.')
  const from = new Date(deps.now().getTime() - source.days * day)
  return orConflict(() =>
    listCalcomBookings(deps.outgoing, openCalcomKey(deps, key), { from, until: null, patienceMs }),
  )
}

/** What Cal.com's API is to blame for is told as it is. */
async function orConflict<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof CalcomTooMany) {
      const message = `${error.message} Ask for fewer days, or compare a CSV of some days.`
      throw new DomainError('conflict', message, { cause: error })
    }
    if (error instanceof CalcomError || error instanceof DecryptionError) {
      throw new DomainError('conflict', error.message, { cause: error })
    }
    throw error
  }
}
