import { z } from 'zod'

import { factKinds } from '@solar-capture/core/booking'
import { heldReasons, outcomes } from '@solar-capture/core/delivery'
import { DomainError } from '@solar-capture/core/errors'
import { verdicts } from '@solar-capture/core/signature'
import { rejectionTexts, wordEffect } from '@solar-capture/core/word-outcome'
import {
  findDelivery,
  findRejection,
  listDeliveries,
  listRejections,
} from '@solar-capture/db/deliveries'
import {
  discardHeld,
  listStoredDeliveries,
  outlineDeliveries,
  type DeliveryOutline,
} from '@solar-capture/db/deliveries-again'
import { planReceiving } from '@solar-capture/db/receiving'

import { applyAgain, toArrivalAgain } from '../apply-again.ts'
import { audited } from '../audited.ts'
import { changeBy, type Changer } from '../change-by.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { previewShape, viewPreview } from '../preview-view.ts'
import { procedure, router } from '../trpc.ts'
import { instant, pageSize, toInstant } from './shapes.ts'

const listed = z.strictObject({
  id: z.uuid(),
  at: instant,
  endpointId: z.uuid(),
  triggerEvent: z.string().nullable(),
  outcome: z.enum(outcomes),
  heldReason: z.enum(heldReasons).nullable(),
  /** Why it was not applied, and what to do. */
  cause: z.string().nullable(),
  /** What it changed, with times in UTC; `effectDetail` lets a caller word it in another zone. */
  effect: z.string().nullable(),
  effectDetail: z
    .strictObject({
      kind: z.enum(factKinds),
      startTime: instant.nullable(),
      move: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
    })
    .nullable(),
  leadId: z.uuid().nullable(),
  leadName: z.string().nullable(),
  bookingId: z.uuid().nullable(),
  /** How often the same body came again. */
  duplicates: z.int(),
  durationMs: z.int().nullable(),
})

const detailed = listed.extend({
  sentAt: instant.nullable(),
  /** Bytes of the body. */
  size: z.int(),
  verdict: z.enum(verdicts).nullable(),
  lastDuplicateAt: instant.nullable(),
  /** Of a refused request: what its signature header looked like. */
  headerShape: z.string().nullable(),
})

const place = z.strictObject({ id: z.uuid() })
const manyIds = z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) })
const settledShape = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), outcome: z.enum(outcomes) })),
})

export const deliveryRouter = router({
  /**
   * A page of what came in, the latest first: deliveries, and among them refused requests with the outcome
   * `rejected` (the last 200 of each endpoint). Times are ISO 8601 UTC.
   */
  list: procedure('delivery.list')
    .input(
      z.strictObject({
        outcome: z.enum(outcomes).optional(),
        triggerEvent: z.string().max(100).optional(),
        endpointId: z.uuid().optional(),
        cursor: z.string().max(1_000).nullish(),
        limit: pageSize,
      }),
    )
    .output(z.strictObject({ items: z.array(listed), nextCursor: z.string().nullable() }))
    .query(async ({ ctx: { deps, workspaceId }, input }) => {
      const { limit, cursor, outcome } = input
      const after = cursor == null ? null : fromCursor(cursor, place).id
      const page = { filter: input, after, limit: limit + 1 }
      const [accepted, refused] = await Promise.all([
        outcome === 'rejected' ? [] : listDeliveries(deps.db, workspaceId, page),
        outcome === undefined || outcome === 'rejected'
          ? listRejections(deps.db, workspaceId, page)
          : [],
      ])
      const all = [...accepted.map(viewDelivery), ...refused.map(viewRejection)]
      // Ids begin with the time at which they were made.
      const items = all.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit)
      const last = items.at(-1)
      return { items, nextCursor: all.length > limit && last ? toCursor({ id: last.id }) : null }
    }),

  /** One of what `list` answers, with when Cal.com sent it. NOT_FOUND. */
  byId: procedure('delivery.byId')
    .input(z.strictObject({ id: z.uuid() }))
    .output(detailed)
    .query(async ({ ctx: { deps, workspaceId }, input: { id } }) => {
      const delivery = await findDelivery(deps.db, workspaceId, id)
      if (delivery) {
        const { sentAt, size, verdict, lastDuplicateAt } = delivery
        return {
          ...viewDelivery(delivery),
          sentAt: toInstant(sentAt),
          size,
          verdict,
          lastDuplicateAt: toInstant(lastDuplicateAt),
          headerShape: null,
        }
      }
      const rejection = await findRejection(deps.db, workspaceId, id)
      if (!rejection) throw new DomainError('not_found', 'There is no such delivery any more.')
      const { size, headerShape } = rejection
      const none = { sentAt: null, verdict: null, lastDuplicateAt: null }
      return { ...viewRejection(rejection), ...none, size, headerShape }
    }),

  /** What applying a delivery again would change; nothing is written. NOT_FOUND. */
  preview: procedure('delivery.preview')
    .input(z.strictObject({ id: z.uuid() }))
    .output(previewShape)
    .query(async ({ ctx: { deps, workspaceId }, input: { id } }) => {
      const [stored] = await listStoredDeliveries(deps.db, workspaceId, [id])
      if (!stored) throw new DomainError('not_found', 'There is no such delivery any more.')
      const arrival = toArrivalAgain(deps, stored)
      return viewPreview(await planReceiving(deps.db, workspaceId, [arrival]))
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
      return applyAll(ctx, ids, () => true)
    }),

  /** Applies deliveries that were held. Others are left alone, and out of the answer. (tRPC keeps the name `apply` to itself.) */
  applyHeld: procedure('delivery.applyHeld')
    .input(manyIds)
    .output(settledShape)
    .mutation(({ ctx, input: { ids } }) => applyAll(ctx, ids, ({ outcome }) => outcome === 'held')),

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

async function applyAll(
  { deps, workspaceId }: Pick<Changer, 'deps' | 'workspaceId'>,
  ids: string[],
  isWanted: (outline: DeliveryOutline) => boolean,
): Promise<z.output<typeof settledShape>> {
  const outlines = await outlineDeliveries(deps.db, workspaceId, ids)
  const settled = await applyAgain(deps, workspaceId, outlines.filter(isWanted))
  return { items: [...settled].map(([id, outcome]) => ({ id, outcome })) }
}

function viewDelivery(
  row: Awaited<ReturnType<typeof listDeliveries>>[number],
): z.output<typeof listed> {
  const { id, at, endpointId, triggerEvent, outcome, heldReason, cause, effect } = row
  const { leadId, leadName, bookingId, duplicates, durationMs } = row
  return {
    ...{ id, at: toInstant(at), endpointId, triggerEvent, outcome, heldReason, cause },
    effect: effect && wordEffect(effect, 'UTC'),
    effectDetail: effect,
    ...{ leadId, leadName, bookingId, duplicates, durationMs },
  }
}

function viewRejection(
  row: Awaited<ReturnType<typeof listRejections>>[number],
): z.output<typeof listed> {
  return {
    id: row.id,
    at: toInstant(row.receivedAt),
    endpointId: row.endpointId,
    triggerEvent: null,
    outcome: 'rejected',
    heldReason: null,
    cause: rejectionTexts[row.cause],
    effect: null,
    effectDetail: null,
    leadId: null,
    leadName: null,
    bookingId: null,
    duplicates: 0,
    durationMs: null,
  }
}
