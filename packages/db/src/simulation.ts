import { and, desc, eq, gte, sql, type SQL } from 'drizzle-orm'

import type { Instant } from '@solar-capture/core/instant'
import type { Stage } from '@solar-capture/core/pipeline'
import { noSuchStage } from '@solar-capture/core/stage-changes'
import { concernedBy, rulesAsIf, type StageRuleTerms } from '@solar-capture/core/stage-rule'

import { readReach, type Closure } from './closure.ts'
import type { Db } from './connect.ts'
import { contactsOf } from './lead-row.ts'
import { listStageRules, listStages } from './pipeline.ts'
import { planProjection } from './plan.ts'
import type { Seeds } from './reach.ts'
import { leads } from './schema.ts'
import { runIn } from './statement.ts'

/** A lead that would stand elsewhere. */
export type SimulatedMove = {
  leadId: string
  name: string
  /** Where it is. */
  from: Stage
  /** Where it would be. */
  to: Stage
  /** The last rule that would have moved it, and when; null when none would have. */
  becauseOf: { rule: string; at: Instant } | null
}

/** Of some of the leads: those that would stand elsewhere, and how many were looked at that would not. */
export type Simulation = {
  moves: SimulatedMove[]
  unchanged: number
  /** Where to go on; null when all were looked at. */
  next: LeadPlace | null
}

/** A place among the leads, the last changed first. */
export type LeadPlace = { updatedAt: Instant; id: string }

type Simulated = {
  rules: StageRuleTerms[]
  /** From when on the rules are taken to be in force. */
  since: Date
  now: Date
  after: LeadPlace | null
}

const leadsPerPage = 4_000
const leadsAtOnce = 250
// Whoever asks can go on with the next page; deliveries must not wait for this process meanwhile.
const longestMs = 1_500
const day = 24 * 60 * 60 * 1_000

/**
 * Where leads would stand if `rules` had been in force since `since`, by all that is known of their bookings and by the same
 * decision that deliveries go through. Looks at the leads that something was told of since then which the rules have another
 * word on, the last changed first: at some thousands of them, or for a second and a half. Nothing is written.
 */
export async function simulateRules(
  db: Db,
  workspaceId: string,
  { rules, since, now, after }: Simulated,
): Promise<Simulation> {
  const started = performance.now()
  const stages = await listStages(db, workspaceId)
  const concerned = concernedBy(await listStageRules(db, workspaceId), rules, since.toISOString())
  if (rules.some(({ stageId }) => stageId !== null && !isThere(stages, stageId)))
    throw noSuchStage()
  if (!concerned) return { moves: [], unchanged: 0, next: null }
  const page = await listChanged(db, workspaceId, {
    since,
    after,
    isConcerned: toldOf(concerned, since),
  })
  const moves: SimulatedMove[] = []
  let unchanged = 0
  let done = 0
  while (done < page.length && performance.now() - started < longestMs) {
    const some = page.slice(done, done + leadsAtOnce)
    const found = some.filter(({ isConcerned }) => isConcerned)
    if (found.length > 0) {
      const leadIds = found.map(({ id }) => id)
      const before = await readAll(db, workspaceId, {
        leadIds,
        contacts: found.flatMap(contactsOf),
      })
      const moved = simulate({ workspaceId, now }, before, { leadIds, rules, since })
      moves.push(...moved)
      unchanged += found.length - moved.length
    }
    done += some.length
  }
  const last = page[done - 1]
  const isEnd = done === page.length && page.length < leadsPerPage
  const next = isEnd || !last ? null : { id: last.id, updatedAt: last.updatedAt.toISOString() }
  return { moves, unchanged, next }
}

/** Which of the leads `leadIds` would stand elsewhere. */
function simulate(
  place: { workspaceId: string; now: Date },
  before: Closure,
  { leadIds, rules, since }: { leadIds: string[]; rules: StageRuleTerms[]; since: Date },
): SimulatedMove[] {
  const asIf = { ...before, rules: rulesAsIf(before.rules, rules, since.toISOString()) }
  const { after } = planProjection(place, asIf)
  const rows = new Map(before.leads.map((row) => [row.id, row]))
  const isWanted = new Set(leadIds)
  return after.leads.flatMap(({ id: leadId, stageId: toId, moves }): SimulatedMove[] => {
    const row = rows.get(leadId)
    const [from, to] = [row?.stageId, toId].map((id) => before.stages.find((one) => one.id === id))
    if (!row || !from || !to || from.id === to.id || !isWanted.has(leadId)) return []
    const last = moves.at(-1)
    const becauseOf = last ? { rule: last.rule, at: last.at } : null
    return [{ leadId, name: row.name, from, to, becauseOf }]
  })
}

/** Whether a lead was told something since then that rules have another word on. */
function toldOf(
  { facts, eventTypeIds }: NonNullable<ReturnType<typeof concernedBy>>,
  since: Date,
): SQL<boolean> {
  // A reschedule may be the first that is heard of a booking.
  const kinds = facts.flatMap((fact) => (fact === 'booked' ? [fact, 'rescheduled'] : [fact]))
  const told = sql`exists (
    select from timeline_entries as entry
    where entry.workspace_id = leads.workspace_id and entry.lead_id = leads.id and entry.fact_key is not null
      and entry.at >= ${since.toISOString()}::timestamptz and entry.kind::text = any(${`{${kinds.join()}}`}::text[])
  )`
  if (eventTypeIds === 'any') return sql<boolean>`${told}`
  return sql<boolean>`${told} and exists (
    select from bookings as booking
    where booking.workspace_id = leads.workspace_id and booking.lead_id = leads.id
      and booking.event_type_id = any(${`{${eventTypeIds.join()}}`}::bigint[])
  )`
}

/** The next leads that changed since a day before `since`: what Cal.com sends may be dated a little ahead. */
function listChanged(
  db: Db,
  workspaceId: string,
  { since, after, isConcerned }: Pick<Simulated, 'since' | 'after'> & { isConcerned: SQL<boolean> },
) {
  const { id, updatedAt, email, phone, aliases } = leads
  return db
    .select({ id, updatedAt, email, phone, aliases, isConcerned })
    .from(leads)
    .where(
      and(
        eq(leads.workspaceId, workspaceId),
        gte(updatedAt, new Date(since.getTime() - day)),
        after === null
          ? undefined
          : sql`(${updatedAt}, ${id}) < (${after.updatedAt}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(updatedAt), desc(id))
    .limit(leadsPerPage)
}

function readAll(db: Db, workspaceId: string, seeds: Seeds): Promise<Closure> {
  return db.transaction((tx) => readReach(runIn(tx), workspaceId, seeds), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  })
}

function isThere(stages: Stage[], id: string): boolean {
  return stages.some((stage) => stage.id === id)
}
