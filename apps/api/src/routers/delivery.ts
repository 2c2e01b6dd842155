import { z } from 'zod'

import { outcomes } from '@solar-capture/core/delivery'
import { DomainError } from '@solar-capture/core/errors'
import {
  countDeliveries,
  findDelivery,
  listByIds,
  listDeliveries,
} from '@solar-capture/db/deliveries'
import {
  discardHeld,
  listStoredDeliveries,
  outlineDeliveries,
  type DeliveryOutline,
} from '@solar-capture/db/deliveries-again'
import { laterOf } from '@solar-capture/db/deliveries-unsettled'
import type { DeliveryFilter } from '@solar-capture/db/delivery-filter'
import { planReceiving } from '@solar-capture/db/receiving'
import { countRejections, findRejection, listRejections } from '@solar-capture/db/rejection-list'
import type { Decision } from '@solar-capture/db/settle-arrivals'

import { applyAgain, toArrivalAgain } from '../apply-again.ts'
import { audited } from '../audited.ts'
import { changeBy, type Changer } from '../change-by.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { readMasked, readRevealed, saidShape, saysNothing } from '../delivery-body.ts'
import {
  detailedDelivery,
  listedDelivery,
  viewDelivery,
  viewLeadSince,
  viewRejection,
} from '../delivery-view.ts'
import type { Deps } from '../deps.ts'
import { demandKey } from '../if-readable.ts'
import { previewShape, viewPreview } from '../preview-view.ts'
import type { Principal } from '../principal.ts'
import { requireScope } from '../require-scope.ts'
import { countUnsettled, searchUnsettled, sumByOutcome } from '../search-unsettled.ts'
import { procedure, router } from '../trpc.ts'
import { instant, pageSize, toInstant } from './shapes.ts'

const filter = z.strictObject({
  triggerEvent: z.string().max(100).optional(),
  endpointId: z.uuid().optional(),
  search: z.string().trim().max(255).optional(),
  from: instant.optional(),
  to: instant.optional(),
})

const place = z.strictObject({ id: z.uuid() })
const byId = z.strictObject({ id: z.uuid() })
const manyIds = z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) })
const settledShape = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), outcome: z.enum(outcomes) })),
})

export const deliveryRouter = router({
  /**
   * A page of what came in, the latest first: deliveries, and among them refused requests with the outcome `rejected` (the
   * last 200 of each endpoint). Times are ISO 8601 UTC; `to` is not included. `search` finds what came of bookings by a
   * whole uid of Cal.com, and for who may read leads by the booker's email or phone, or by the lead's email, phone or name (a
   * part of it of three characters or more; the bookings of 100 leads). What was held, failed or could not be read belongs to no
   * booking yet: it is found by its trigger event, or by a uid, email or phone in its body, of which 500 are looked at for a page.
   * A page may have fewer items than `limit`, even none, before the last one: look at `nextCursor`.
   */
  list: procedure('delivery.list')
    .input(
      filter.extend({
        /** One, or several. */
        outcome: z.union([z.enum(outcomes), z.array(z.enum(outcomes)).max(20)]).optional(),
        cursor: z.string().max(1_000).nullish(),
        limit: pageSize,
      }),
    )
    .output(z.strictObject({ items: z.array(listedDelivery), nextCursor: z.string().nullable() }))
    .query(async ({ ctx: { deps, workspaceId, principal }, input }) => {
      const { limit, cursor } = input
      const outcome = input.outcome === undefined ? [] : [input.outcome].flat()
      const outcomes = outcome.length === 0 ? undefined : [...new Set(outcome)]
      const after = cursor == null ? null : fromCursor(cursor, place).id
      const page = { filter: { ...toFilter(input, principal), outcomes }, after, limit: limit + 1 }
      const [settled, unsettled, refused] = await Promise.all([
        listDeliveries(deps.db, workspaceId, page),
        searchUnsettled(deps, workspaceId, page),
        listRejections(deps.db, workspaceId, page),
      ])
      const ids = unsettled.found.map(({ id }) => id)
      const rows = [...settled.rows, ...(await listByIds(deps.db, workspaceId, ids))]
      const edge = laterOf(settled.edge, unsettled.edge)
      const all = [
        ...rows.map((row) => viewDelivery(row, principal)),
        ...refused.map(viewRejection),
        // Ids begin with the time at which they were made.
      ]
        .filter(({ id }) => edge === null || id >= edge)
        .toSorted((a, b) => (a.id < b.id ? 1 : -1))
      const items = all.slice(0, limit)
      const next = all.length > limit ? (items.at(-1)?.id ?? null) : edge
      return { items, nextCursor: next === null ? null : toCursor({ id: next }) }
    }),

  /**
   * How many deliveries `list` has of each outcome that has any, whatever its own `outcome`. At most 1,000 are counted
   * (by trigger event, and by endpoint, as many as there are among the last 5,000 of each outcome; by a search, of those that
   * were held, failed or could not be read, as many as there are among the last 500), and refused requests as many as are kept:
   * `isAtLeast` says that there may be more.
   */
  counts: procedure('delivery.counts')
    .input(filter)
    .output(
      z.strictObject({
        byOutcome: z.array(
          z.strictObject({ outcome: z.enum(outcomes), count: z.int(), isAtLeast: z.boolean() }),
        ),
      }),
    )
    .query(async ({ ctx: { deps, workspaceId, principal }, input }) => {
      const filter = toFilter(input, principal)
      const [accepted, unsettled, refused] = await Promise.all([
        countDeliveries(deps.db, workspaceId, filter),
        countUnsettled(deps, workspaceId, filter),
        countRejections(deps.db, workspaceId, filter),
      ])
      const all = sumByOutcome([...accepted, ...unsettled, refused])
      return { byOutcome: all.filter(({ count, isAtLeast }) => count > 0 || isAtLeast) }
    }),

  /** One of what `list` answers, with when Cal.com sent it, what it says, personal data masked, and the lead found for it since. NOT_FOUND. */
  byId: procedure('delivery.byId')
    .input(byId)
    .output(detailedDelivery)
    .query(async ({ ctx: { deps, workspaceId, principal }, input: { id } }) => {
      const delivery = await findDelivery(deps.db, workspaceId, id)
      if (delivery) {
        const { sentAt, size, verdict, lastDuplicateAt, body, bodyKey } = delivery
        return {
          ...viewDelivery(delivery, principal),
          sentAt: toInstant(sentAt),
          ...{ size, verdict, headerShape: null },
          lastDuplicateAt: toInstant(lastDuplicateAt),
          leadSince: viewLeadSince(delivery, principal),
          said: readMasked(deps, { place: { workspaceId, deliveryId: id }, body, bodyKey }),
        }
      }
      const rejection = await findRejection(deps.db, workspaceId, id)
      if (!rejection) throw missing()
      const { size, headerShape } = rejection
      const never = { sentAt: null, lastDuplicateAt: null, leadSince: null }
      const none = { ...never, verdict: null, said: saysNothing }
      return { ...viewRejection(rejection), ...none, size, headerShape }
    }),

  /**
   * What a delivery says with the personal data in it, which the audit log tells of. Passwords of meetings stay out of it. For
   * owners, admins and keys that may change settings, and read deliveries and leads. NOT_FOUND, also for a refused
   * request, of which nothing is kept; CONFLICT when it was encrypted with another key.
   */
  reveal: procedure('delivery.reveal')
    .input(byId)
    .output(saidShape)
    .mutation(({ ctx, input: { id } }) =>
      revealing(ctx, id, ({ body, bodyKey }) => {
        const place = { workspaceId: ctx.workspaceId, deliveryId: id }
        return demandKey(() => readRevealed(ctx.deps, { place, body, bodyKey }))
      }),
    ),

  /**
   * What applying a delivery again would change, for who may read leads, with what it says of people masked; nothing is written.
   * NOT_FOUND.
   */
  preview: procedure('delivery.preview')
    .input(byId)
    .output(previewShape)
    .query(async ({ ctx: { deps, workspaceId, principal }, input: { id } }) => {
      requireScope(principal, 'leads:read')
      return viewPreview(await foresee(deps, workspaceId, id), false)
    }),

  /** The same unmasked, for whom `reveal` is for; the audit log tells of it as of that. NOT_FOUND. */
  previewRevealed: procedure('delivery.previewRevealed')
    .input(byId)
    .output(previewShape)
    .mutation(async ({ ctx, input: { id } }) => {
      await revealing(ctx, id, () => {})
      return viewPreview(await foresee(ctx.deps, ctx.workspaceId, id), true)
    }),

  /**
   * Applies deliveries again, read anew from the bytes that arrived, whatever became of them before. That is harmless:
   * what was applied already changes nothing. Those that are not there are left out of the answer.
   */
  replay: procedure('delivery.replay')
    .input(manyIds)
    .output(settledShape)
    .mutation(async ({ ctx, input: { ids } }) => {
      const details = { count: ids.length }
      await audited(ctx, (_tx, tell) => tell({ action: 'deliveries_replayed', details }))
      return applyAll(ctx, await outlineDeliveries(ctx.deps.db, ctx.workspaceId, ids))
    }),

  /** Applies deliveries that were held. Others are left alone, and out of the answer. (tRPC keeps the name `apply` to itself.) */
  applyHeld: procedure('delivery.applyHeld')
    .input(manyIds)
    .output(settledShape)
    .mutation(async ({ ctx, input: { ids } }) => {
      const outlines = await outlineDeliveries(ctx.deps.db, ctx.workspaceId, ids)
      const held = outlines.filter(({ outcome }) => outcome === 'held')
      if (held.length === 0) return { items: [] }
      const details = { count: held.length }
      await audited(ctx, (_tx, tell) => tell({ action: 'deliveries_applied', details }))
      return applyAll(ctx, held)
    }),

  /** Lets held deliveries be: they are never applied by themselves. Others are left alone, and out of the answer. */
  discard: procedure('delivery.discard')
    .input(manyIds)
    .output(settledShape)
    .mutation(async ({ ctx, input: { ids } }) => {
      const { deps, workspaceId } = ctx
      const { actor } = changeBy(ctx)
      const by = 'name' in actor ? actor.name : 'somebody'
      const discarded = await audited(ctx, async (tx, tell) => {
        const found = await discardHeld(tx, workspaceId, ids, `Discarded by ${by}.`)
        const details = { count: found.length }
        if (found.length > 0) await tell({ action: 'deliveries_discarded', details })
        return found
      })
      deps.changes.publish(workspaceId, { kinds: ['delivery'], leadIds: [] })
      return { items: discarded.map((id) => ({ id, outcome: 'ignored' as const })) }
    }),
})

async function foresee(deps: Deps, workspaceId: string, id: string): Promise<Decision> {
  const [stored] = await listStoredDeliveries(deps.db, workspaceId, [id])
  if (!stored) throw missing()
  return planReceiving(deps.db, workspaceId, [toArrivalAgain(deps, stored)])
}

type Revealing = Parameters<typeof audited>[0]
type Found = NonNullable<Awaited<ReturnType<typeof findDelivery>>>

/** Shows what a delivery says, with `show`, to who may see it; the audit log tells of it. Throws NOT_FOUND. */
async function revealing<T>(
  ctx: Revealing,
  id: string,
  show: (delivery: Found) => T | Promise<T>,
): Promise<T> {
  requireScope(ctx.principal, 'deliveries:read')
  requireScope(ctx.principal, 'leads:read')
  return audited(ctx, async (tx, tell) => {
    const delivery = await findDelivery(tx, ctx.workspaceId, id)
    if (!delivery) throw missing()
    const { triggerEvent, at } = delivery
    const name = `${triggerEvent ?? 'unknown content'}, received ${at.toISOString()}`
    await tell({ action: 'delivery_revealed', target: { id, name } })
    return show(delivery)
  })
}

async function applyAll(
  { deps, workspaceId }: Pick<Changer, 'deps' | 'workspaceId'>,
  outlines: DeliveryOutline[],
): Promise<z.output<typeof settledShape>> {
  const settled = await applyAgain(deps, workspaceId, outlines)
  return { items: [...settled].map(([id, outcome]) => ({ id, outcome })) }
}

function toFilter(
  { search, from, to, triggerEvent, endpointId }: z.output<typeof filter>,
  { scopes }: Principal,
): DeliveryFilter {
  return {
    ...{ triggerEvent, endpointId, searchesPeople: scopes.includes('leads:read') },
    search: search === '' ? undefined : search,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  }
}

function missing(): DomainError {
  return new DomainError('not_found', 'There is no such delivery any more.')
}
