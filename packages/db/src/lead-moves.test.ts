import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Actor } from '@solar-capture/core/timeline'

import { addLeads, addPlace, arrivalOf } from './arrival.testing.ts'
import { moveLead, moveLeads, undoMove } from './lead-moves.ts'
import { assignLeads } from './lead-owners.ts'
import { changeLead } from './lead-writes.ts'
import { listStages } from './pipeline.ts'
import { receive } from './receiving.ts'
import * as schema from './schema.ts'
import { createTestDatabase } from './testing.ts'
import { updateWorkspace } from './workspaces.ts'

const now = new Date('2026-11-20T10:00:01Z')
const actor = { kind: 'user' as const, name: 'Ana' }
const statements: string[] = []
let database: Awaited<ReturnType<typeof createTestDatabase>>
let counting: postgres.Sql

beforeAll(async () => {
  database = await createTestDatabase()
  counting = postgres(database.url, {
    max: 1,
    fetch_types: false,
    debug: (_connection, query) => void statements.push(query),
  })
})
afterAll(async () => {
  await counting.end()
  await database.close()
})

const later = (workspaceId: string, seconds = 60) => ({
  workspaceId,
  actor,
  now: new Date(now.getTime() + seconds * 1_000),
})

async function stageId(workspaceId: string, name: string): Promise<string> {
  return (await listStages(database.db, workspaceId)).find((one) => one.name === name)?.id ?? ''
}

/** A workspace with leads that differ in all that a move looks at: bookings, shared slots, pins, and who made them. */
async function addStory() {
  const place = await addPlace(database, new Date(now.getTime() - 60_000))
  const { workspaceId } = place
  const by = { kind: 'user' as const, id: null, name: 'Ana', address: null }
  const settings = { createsLeads: true }
  await updateWorkspace(database.db, { id: workspaceId, settings, actor: by }, place.now)
  const known = ['asked', 'booked', 'seat1', 'seat2', 'pinned', 'there']
  const [, , , , pinned = '', there = ''] = await addLeads(database, place, known)
  const seat = { uid: 'slot', seated: true }
  await receive(database.db, workspaceId, [
    ...['booked', 'pinned', 'made'].map((name) => arrivalOf({ ...place, now }, name)),
    ...['seat1', 'seat2'].map((name) => arrivalOf({ ...place, now }, name, seat)),
  ])
  const won = await stageId(workspaceId, 'Won')
  await moveLead(database.db, pinned, { stageId: won, pin: true }, later(workspaceId, 10))
  await moveLead(
    database.db,
    there,
    { stageId: await stageId(workspaceId, 'Quoted') },
    later(workspaceId, 11),
  )
  const rows = await database.sql<{ id: string; name: string }[]>`
    select id, name from leads where workspace_id = ${workspaceId} order by name`
  return { ...place, ids: rows.map(({ id }) => id), names: rows.map(({ name }) => name) }
}

/** Everything that is known of a workspace's leads but ids, times of writing, and by which delivery. */
async function told(workspaceId: string) {
  const leads = await database.sql`
    select leads.name, stage.name as stage, base.name as base, stage_set_by, pinned, derived, booked_at,
      cardinality(base_seen) as seen, updated_at
    from leads join pipeline_stages stage on stage.id = stage_id join pipeline_stages base on base.id = base_stage_id
    where leads.workspace_id = ${workspaceId} order by leads.name`
  const entries = await database.sql<{ name: string; kind: string; kept: boolean; actor: Actor }[]>`
    select leads.name, timeline_entries.at, kind, actor, detail - 'fromStageId' - 'toStageId' as detail, fact_key is null as kept
    from timeline_entries join leads on leads.id = lead_id
    where leads.workspace_id = ${workspaceId} order by leads.name, at, kind, detail::text`
  return { leads, entries }
}

test('leads that are moved together end as those that are moved one by one, also when facts follow', async () => {
  const [together, apart] = [await addStory(), await addStory()]
  expect(together.names).toEqual(['asked', 'booked', 'made', 'pinned', 'seat1', 'seat2', 'there'])
  const quoted = { stageId: await stageId(together.workspaceId, 'Quoted') }
  const change = later(together.workspaceId)
  const moved = await moveLeads(database.db, together.ids.toReversed(), quoted, change)
  expect(moved).toHaveLength(6)
  for (const id of apart.ids) {
    const to = { stageId: await stageId(apart.workspaceId, 'Quoted') }
    await moveLead(database.db, id, to, later(apart.workspaceId))
  }
  const after = await told(together.workspaceId)
  expect(after).toEqual(await told(apart.workspaceId))
  expect(after.leads.map(({ name, stage, seen }) => [name, stage, seen])).toEqual([
    ...[['asked', 'Quoted', 0] as const, ['booked', 'Quoted', 1] as const],
    ...[['made', 'Quoted', 1] as const, ['pinned', 'Quoted', 1] as const],
    ...[['seat1', 'Quoted', 1] as const, ['seat2', 'Quoted', 1] as const],
    ['there', 'Quoted', 0],
  ])
  const ofMade = after.entries.filter(({ name, kept }) => name === 'made' && kept)
  expect(ofMade.map(({ kind, actor: by }) => [kind, by.kind])).toEqual([
    ...[['captured', 'calcom'] as const, ['moved', 'rule'] as const],
    ['moved', 'user'],
  ])

  // What the moves have seen moves nothing, and what they have not does.
  for (const { workspaceId, endpointId } of [together, apart]) {
    const place = { workspaceId, endpointId, now: later(workspaceId, 120).now }
    const sentAt = '2026-11-20T10:02:00.000Z'
    const back = later(workspaceId, 90)
    const [asked] = await database.sql<{ id: string }[]>`
      select id from leads where workspace_id = ${workspaceId} and name = 'asked'`
    await moveLead(
      database.db,
      asked?.id ?? '',
      { stageId: await stageId(workspaceId, 'New') },
      back,
    )
    await receive(database.db, workspaceId, [arrivalOf(place, 'asked', { sentAt })])
    const [entry] = await database.sql<{ id: string }[]>`
      select id from timeline_entries where workspace_id = ${workspaceId} and fact_key like 'moved:%'`
    await undoMove(database.db, entry?.id ?? '', later(workspaceId, 150))
  }
  expect(await told(together.workspaceId)).toEqual(await told(apart.workspaceId))
})

test('the same statements are sent for one lead and for 24 that are moved or given to somebody', async () => {
  const place = await addPlace(database, now)
  const { workspaceId } = place
  const names = Array.from({ length: 24 }, (_, index) => `many${index}`)
  const [alone = '', ...many] = await addLeads(database, place, ['alone', ...names])
  const arrivals = ['alone', ...names].map((name) => arrivalOf(place, name))
  await receive(database.db, workspaceId, arrivals)
  const to = { stageId: await stageId(workspaceId, 'Quoted') }
  const [owner] = await database.sql<{ id: string }[]>`
    select user_id as id from members where workspace_id = ${workspaceId}`
  const db = drizzle(counting, { schema })
  const work = {
    move: (ids: string[]) => moveLeads(db, ids, to, later(workspaceId)),
    assign: (ids: string[]) => assignLeads(db, ids, owner?.id ?? '', later(workspaceId)),
  }
  for (const change of Object.values(work)) {
    const one = await statementsFor(() => change([alone]))
    expect(await statementsFor(() => change(many))).toEqual(one)
    expect(one.length).toBeLessThan(16)
  }
})

async function statementsFor(change: () => Promise<string[]>): Promise<string[]> {
  statements.length = 0
  expect((await change()).length).toBeGreaterThan(0)
  return [...statements]
}

test('who waited for a lead is told after whom they waited for, whatever they asked first', async () => {
  const place = await addPlace(database, now)
  const { workspaceId } = place
  const [id = ''] = await addLeads(database, place, ['both'])
  const asked = (seconds: number) => later(workspaceId, seconds)
  const steps: [string, number][] = [
    ['Contacted', 5],
    ['Quoted', 4.999],
    ['Surveyed', 5.001],
    ['Contacted', 4.9],
  ]
  for (const [name, seconds] of steps) {
    await moveLead(database.db, id, { stageId: await stageId(workspaceId, name) }, asked(seconds))
  }
  await changeLead(database.db, id, { name: 'Both' }, asked(4.5))
  // By a clock that was right again.
  await moveLead(database.db, id, { stageId: await stageId(workspaceId, 'Won') }, asked(-60))
  const entries = await database.sql`
    select kind, at, detail ->> 'from' as from, detail ->> 'to' as to from timeline_entries
    where lead_id = ${id} and kind in ('moved', 'edited') order by at, position, id`
  expect(entries.map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ['moved', 'Contacted', 'Won'],
    ['moved', 'New', 'Contacted'],
    ['moved', 'Contacted', 'Quoted'],
    ['moved', 'Quoted', 'Surveyed'],
    ['moved', 'Surveyed', 'Contacted'],
    ['edited', null, null],
  ])
})
