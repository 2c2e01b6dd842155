import { z } from 'zod'

import type { Stage } from '@solar-capture/core/pipeline'
import { ruledFacts } from '@solar-capture/core/stage-rule'
import { wordRuleChanges } from '@solar-capture/core/word-rules'
import type { Db } from '@solar-capture/db/connect'
import { listEventTypes } from '@solar-capture/db/event-types'
import { listRulesAsNow, saveStageRules } from '@solar-capture/db/pipeline'
import { simulateRules } from '@solar-capture/db/simulation'

import { audited } from '../audited.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { requireScope } from '../require-scope.ts'
import { procedure, router } from '../trpc.ts'
import { pipelineStageProcedures } from './pipeline-stages.ts'
import { instant, stageShape, toInstant } from './shapes.ts'

const rule = z.strictObject({
  /** What happened to a booking; `booked` is its first confirmation. */
  fact: z.enum(ruledFacts),
  /** Cal.com's id; null is any event type without a rule of its own. */
  eventTypeId: z.int().nullable(),
  /** Null moves nothing. */
  stageId: z.uuid().nullable(),
})

const wantedRules = z
  .array(rule)
  .max(1_000)
  .refine(areDistinct, 'There are two rules for the same fact and event type.')

const seenRules = z.array(rule.extend({ stageId: z.string().max(36).nullable() })).max(1_000)

const rules = z.array(
  // `isRemoved`: from then on the event type has no rule of its own.
  rule.extend({ isRemoved: z.boolean(), from: instant }),
)

const eventType = z.strictObject({
  /** Cal.com's. */
  id: z.int(),
  /** As its latest booking calls it: its title, else its slug. */
  title: z.string().nullable(),
  /** When its latest booking became known. */
  lastSeenAt: instant,
  bookings: z.int(),
})

const simulation = z.strictObject({
  leads: z.array(
    z.strictObject({
      leadId: z.uuid(),
      name: z.string(),
      from: stageShape,
      to: stageShape,
      /** The last rule that would have moved it, and when that was sent; null when none would have. */
      becauseOf: z.strictObject({ rule: z.string(), at: instant }).nullable(),
    }),
  ),
  /** How many were looked at that would stand where they stand. */
  unchanged: z.int(),
  /** How many were looked at in all. */
  considered: z.int(),
  nextCursor: z.string().nullable(),
})

const place = z.strictObject({ id: z.uuid(), updatedAt: instant, since: instant })
const simulatedMs = 30 * 24 * 60 * 60 * 1_000

export const pipelineRouter = router({
  ...pipelineStageProcedures,

  /** The event types that bookings were made of, the one booked last first; at most 500. */
  eventTypes: procedure('pipeline.eventTypes')
    .input(z.void())
    .output(z.array(eventType))
    .query(async ({ ctx: { deps, workspaceId } }) => {
      const found = await listEventTypes(deps.db, workspaceId)
      return found.map((one) => ({ ...one, lastSeenAt: toInstant(one.lastSeenAt) }))
    }),

  /**
   * Every version of the stage rules, the oldest first; `from` is since when it is in force (ISO 8601 UTC), until a later one
   * of the same fact and event type. A stage that was merged is named as the one that it is part of.
   */
  rules: procedure('pipeline.rules')
    .input(z.void())
    .output(rules)
    .query(({ ctx: { deps, workspaceId } }) => listRulesAsNow(deps.db, workspaceId)),

  /**
   * Puts these rules in force for what Cal.com sends from now on, in place of all others: an event type whose own is left
   * out goes by the one for any, and a fact without one moves nothing. What was sent before goes by the rules of then.
   * `seen` are those that were in force when they were looked at: when somebody else changed them since, CONFLICT; left out,
   * that is not looked at. NOT_FOUND for a stage, BAD_REQUEST for two rules about the same.
   */
  saveRules: procedure('pipeline.saveRules')
    .input(z.strictObject({ rules: wantedRules, seen: seenRules.optional() }))
    .output(rules)
    .mutation(async ({ ctx, input }) => {
      const { deps, workspaceId } = ctx
      await audited(ctx, async (tx, tell) => {
        const saved = await saveStageRules(tx, workspaceId, input, deps.now())
        if (saved.changed.length === 0) return
        const changes = await wordSaved(tx, workspaceId, saved)
        await tell({ action: 'rules_changed', details: { changes } })
      })
      deps.changes.publish(workspaceId, { kinds: ['pipeline'], leadIds: [] })
      return listRulesAsNow(deps.db, workspaceId)
    }),

  /**
   * Which leads would stand elsewhere if these rules had been in force for the last 30 days, in place of those that were: by all
   * that is known of their bookings and the very decision that deliveries go through. What people decided stays as it is:
   * moves by hand, pins, Won and Lost. Looks at the leads that something was told of in these days which the rules have
   * another word on, the last changed first, a page at a time; for who may read leads. Nothing is written. NOT_FOUND for
   * a stage, BAD_REQUEST for two rules about the same.
   */
  simulateRules: procedure('pipeline.simulateRules')
    .input(z.strictObject({ rules: wantedRules, cursor: z.string().max(1_000).nullish() }))
    .output(simulation)
    .mutation(async ({ ctx: { deps, workspaceId, principal }, input }) => {
      requireScope(principal, 'leads:read')
      const after = input.cursor == null ? null : fromCursor(input.cursor, place)
      const now = deps.now()
      // Of all pages the same, so that they are about the same facts.
      const since = after ? new Date(after.since) : new Date(now.getTime() - simulatedMs)
      const asked = { rules: input.rules, since, now, after }
      const { moves, unchanged, next } = await simulateRules(deps.db, workspaceId, asked)
      return {
        leads: moves.map((move) => ({
          ...move,
          from: toStageShape(move.from),
          to: toStageShape(move.to),
        })),
        unchanged,
        considered: moves.length + unchanged,
        nextCursor: next && toCursor({ ...next, since: toInstant(since) }),
      }
    }),
})

function toStageShape({ id, name, kind, colour }: Stage): z.output<typeof stageShape> {
  return { id, name, kind, colour }
}

function areDistinct(all: z.output<typeof rule>[]): boolean {
  return new Set(all.map(({ fact, eventTypeId }) => `${fact}/${eventTypeId}`)).size === all.length
}

type Saved = Awaited<ReturnType<typeof saveStageRules>>

/** What was saved as the audit log tells it. */
async function wordSaved(
  db: Db,
  workspaceId: string,
  { versions, changed, stages }: Saved,
): Promise<string> {
  const isOfType = changed.some(({ eventTypeId }) => eventTypeId !== null)
  const types = isOfType ? await listEventTypes(db, workspaceId) : []
  return wordRuleChanges(versions, changed, {
    stage: (id) => stages.find((one) => one.id === id)?.name ?? null,
    eventType: (id) => types.find((one) => one.id === id)?.title ?? null,
  })
}
