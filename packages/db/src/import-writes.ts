import { and, eq, sql } from 'drizzle-orm'

import type { KnownLead, RowDecision } from '@solar-capture/core/import-decision'
import type { EntryDetail } from '@solar-capture/core/timeline'

import { anyOf } from './any-of.ts'
import type { Change } from './change.ts'
import type { Db } from './connect.ts'
import { insertInto, toJson, type RowOf } from './json-rows.ts'
import { touchLeads } from './lead-row.ts'
import { newId } from './new-id.ts'
import { keysIn, projectAgain } from './projection.ts'
import { lockReach, mergeSeeds, type Seeds } from './reach.ts'
import { bookings, leads, timelineEntries } from './schema.ts'
import { runIn } from './statement.ts'

/** What a row did, and to which lead. */
export type Imported = { decision: RowDecision; leadId: string | null; wasDerived: boolean }

/** Which lead each row is of; those that only stood for bookings stay from here on, and new ones get their ids. */
export async function placeDecisions(
  tx: Db,
  decisions: RowDecision[],
  { workspaceId, now }: Change,
): Promise<Imported[]> {
  const derived = await touchDerived(tx, workspaceId, decisions)
  return decisions.map((decision): Imported => {
    if (decision.outcome === 'refused') return { decision, leadId: null, wasDerived: false }
    if (decision.outcome !== 'created') {
      const { id } = decision.lead
      return { decision, leadId: id, wasDerived: derived.has(id) }
    }
    return { decision, leadId: newId(now.getTime()), wasDerived: false }
  })
}

/**
 * Writes what rows do, new leads in the stage `stageId`, with an entry on the timeline of each lead that is new or changed. All is
 * sent at once: what was sent after one of them failed would be written outside of the transaction, which is rolled back then.
 */
export async function writeImported(
  tx: Db,
  imported: Imported[],
  { workspaceId, actor, now, stageId }: Change & { stageId: string },
): Promise<void> {
  await Promise.all([
    insertCreated(tx, imported, { workspaceId, stageId, now }),
    updateChanged(tx, workspaceId, imported, now),
    insertEntries(tx, imported, { workspaceId, actor, now }),
  ])
}

async function insertEntries(
  tx: Db,
  imported: Imported[],
  { workspaceId, actor, now }: Change,
): Promise<void> {
  const entries = imported.flatMap(({ decision, leadId }) => {
    const detail = entryOf(decision)
    if (leadId === null || detail === null) return []
    const row = { id: newId(), leadId, at: now, position: 0, kind: detail.kind, actor, detail }
    return [{ ...row, factKey: null, deliveryId: null }]
  })
  if (entries.length === 0) return
  const rows = sql`${toJson(timelineEntries, entries)}`
  await tx.execute(insertInto(timelineEntries, { workspaceId: sql`${workspaceId}`, rows }))
}

/**
 * Brings the bookings up to date that are touched by what was imported. Most rows touch none: a new lead whose contacts nobody
 * booked with, or a change of something that bookings are not matched by.
 */
export async function followBookings(
  tx: Db,
  { imported, further, held }: { imported: Imported[]; further: Seeds; held: ReadonlySet<string> },
  { workspaceId, now }: Change,
): Promise<void> {
  const matched = imported.flatMap((one) => matchedBy(one))
  const contacts = matched.flatMap((one) => one.contacts)
  if (contacts.length === 0) return
  const waiting = await findWaiting(tx, workspaceId, contacts)
  const known = matched.filter(({ isNew }) => !isNew).map(({ leadId }) => leadId)
  const booked = known.length === 0 ? [] : await findBooked(tx, workspaceId, known)
  const touched = matched.filter(
    ({ leadId, contacts: own }) => booked.includes(leadId) || own.some((one) => waiting.has(one)),
  )
  if (touched.length === 0) return
  const run = runIn(tx)
  // Nobody else knows of the new ones yet, so there is nobody to wait for.
  const fresh = touched.filter(({ isNew }) => isNew).map(({ leadId }) => leadId)
  const own = keysIn(await run(lockReach(workspaceId, { leadIds: fresh })))
  const seeds = mergeSeeds(further, {
    changedContacts: touched.flatMap((one) => one.contacts),
    leadIds: touched.map(({ leadId }) => leadId),
  })
  await projectAgain(run, { workspaceId, now }, seeds, new Set([...held, ...own]))
}

/** Which of many contacts somebody booked with. */
async function findWaiting(
  tx: Db,
  workspaceId: string,
  contacts: string[],
): Promise<ReadonlySet<string>> {
  const list = JSON.stringify([...new Set(contacts)])
  const rows = await tx.execute<{ contact: string }>(sql`
    select contact from json_array_elements_text(${list}::text::json) as given(contact)
    where exists (
      select from booking_contacts where workspace_id = ${workspaceId}::uuid and booking_contacts.contact = given.contact
    )`)
  return new Set(rows.map(({ contact }) => contact))
}

async function findBooked(tx: Db, workspaceId: string, leadIds: string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ leadId: bookings.leadId })
    .from(bookings)
    .where(and(eq(bookings.workspaceId, workspaceId), anyOf(bookings.leadId, leadIds)))
  return rows.flatMap(({ leadId }) => leadId ?? [])
}

/** What bookings may be matched by differently now; empty when nothing. */
function matchedBy({ decision, leadId, wasDerived }: Imported) {
  if (leadId === null) return []
  const some = (contacts: (string | null)[], isNew: boolean) => [
    { leadId, isNew, contacts: contacts.filter((contact) => contact !== null) },
  ]
  if (decision.outcome === 'created') return some([decision.lead.email, decision.lead.phone], true)
  if (decision.outcome === 'refused') return []
  const { lead } = decision
  const changes = decision.outcome === 'updated' ? decision.changes : []
  const matching = changes.filter(({ field }) => field === 'name' || field === 'phone')
  if (matching.length === 0 && !wasDerived) return []
  const phone = changes.find(({ field }) => field === 'phone')?.to ?? null
  return some([lead.email, lead.phone, phone], false)
}

function entryOf(decision: RowDecision): EntryDetail | null {
  if (decision.outcome === 'created') return { kind: 'captured', source: decision.lead.source }
  if (decision.outcome === 'updated') return { kind: 'edited', changes: decision.changes }
  return null
}

/** Lets leads stay that only stood for bookings and that a row is of, and answers their ids. */
async function touchDerived(
  tx: Db,
  workspaceId: string,
  decisions: RowDecision[],
): Promise<Set<string>> {
  const ids = decisions.flatMap((one) =>
    one.outcome === 'updated' || one.outcome === 'unchanged' ? one.lead.id : [],
  )
  if (ids.length === 0) return new Set()
  const rows = await tx
    .select()
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), anyOf(leads.id, ids), leads.derived))
  await touchLeads(tx, workspaceId, rows)
  return new Set(rows.map(({ id }) => id))
}

async function insertCreated(
  tx: Db,
  imported: Imported[],
  { workspaceId, stageId, now }: { workspaceId: string; stageId: string; now: Date },
): Promise<void> {
  const created = imported.flatMap(({ decision, leadId: id }) =>
    id !== null && decision.outcome === 'created' ? [{ id, ...decision.lead }] : [],
  )
  if (created.length === 0) return
  const rows = created.map((lead): RowOf<typeof leads> => ({
    ...lead,
    ...{ aliases: [], ownerId: null, stageId, stageSetBy: 'user', stageSince: null },
    ...{ pinned: false, baseStageId: stageId, baseSeen: [], derived: false, bookedAt: null },
    ...{ createdAt: now, updatedAt: now },
  }))
  const given = { workspaceId: sql`${workspaceId}`, rows: sql`${toJson(leads, rows)}` }
  await tx.execute(insertInto(leads, given))
}

async function updateChanged(
  tx: Db,
  workspaceId: string,
  imported: Imported[],
  now: Date,
): Promise<void> {
  const changed = imported.flatMap(({ decision }): KnownLead[] =>
    decision.outcome === 'updated'
      ? [
          {
            ...decision.lead,
            ...Object.fromEntries(decision.changes.map(({ field, to }) => [field, to])),
          },
        ]
      : [],
  )
  if (changed.length === 0) return
  await tx.execute(sql`
    update leads set name = given.name, phone = given.phone, postcode = given.postcode, address = given.address,
      source = given.source, updated_at = ${now.toISOString()}::timestamptz
    from json_to_recordset(${JSON.stringify(changed)}::text::json)
      as given(id uuid, name text, phone text, postcode text, address text, source text)
    where workspace_id = ${workspaceId}::uuid and leads.id = given.id`)
}
