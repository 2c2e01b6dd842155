import { afterAll, beforeAll, expect, test } from 'vitest'

import {
  bookingStates,
  leadSorts,
  nobody,
  type LeadFilter,
  type LeadSort,
} from '@solar-capture/core/lead-filter'

import { countLeads } from './lead-counts.ts'
import { listGroups } from './lead-groups.ts'
import { listLeads } from './lead-list.ts'
import type { LeadPosition } from './lead-order.ts'
import { newId } from './new-id.ts'
import { listStages } from './pipeline.ts'
import { bookings, leadCounts, leads } from './schema.ts'
import { createTestDatabase } from './testing.ts'
import { addUser } from './users.ts'
import { addWorkspace } from './workspaces.ts'

const workspaceId = newId()
const elsewhere = newId()
const now = new Date('2026-11-20T12:00:00.000Z')
const hour = 60 * 60 * 1000
const people = [newId(), newId()]
const names = ['Zoë O’Brien', 'Ana Smith', 'Bob Smithson', 'Jo Li', 'Éva Müller', 'Kim 100%_sure']
let stageIds: string[] = []
let database: Awaited<ReturnType<typeof createTestDatabase>>

type Booking = { status: string; start: number; noShow: boolean }
type Known = typeof leads.$inferInsert & { bookings: Booking[] }
let known: Known[] = []

/** Something that looks random and is the same each time. */
function pick<T>(from: readonly T[], index: number, salt: number): T {
  const hash = Math.imul(index * 31 + salt + 1, 2_654_435_761) >>> 8
  const found = from[hash % from.length]
  if (found === undefined) throw new Error('There is nothing to choose from.')
  return found
}

beforeAll(async () => {
  database = await createTestDatabase()
  for (const id of people) {
    const user = { id, name: 'Somebody', email: `${id}@example.com`, passwordHash: 'x' }
    await addUser(database.db, user, now)
  }
  const [ownerId = ''] = people
  for (const id of [workspaceId, elsewhere]) {
    const workspace = { id, name: 'Sunny', bodyKey: Buffer.alloc(40), ownerId }
    await addWorkspace(database.db, { ...workspace, endpointPublicId: id }, now)
  }
  stageIds = (await listStages(database.db, workspaceId)).map(({ id }) => id)
  known = Array.from({ length: 500 }, (_, index) => leadNumber(index))
  await database.db.insert(leads).values(known.map(({ bookings: _, ...lead }) => lead))
  const rows = known.flatMap(({ id, bookings }) =>
    bookings.map(({ status, start, noShow }) => ({
      ...{ workspaceId, id: newId(), leadId: id, status: status as 'confirmed', noShow },
      startTime: new Date(start),
      endTime: new Date(start + hour / 2),
      ...{ rescheduleCount: 0, paid: false, needsCheck: false, ignored: false },
    })),
  )
  await database.db.insert(bookings).values(rows)
  const [stage] = await listStages(database.db, elsewhere)
  const other = { ...leadNumber(0), workspaceId: elsewhere, id: newId() }
  const { bookings: _, ...lead } = other
  const place = { stageId: stage?.id ?? '', baseStageId: stage?.id ?? '' }
  await database.db.insert(leads).values({ ...lead, ...place })
})
afterAll(() => database.close())

function leadNumber(index: number): Known {
  const stageId = pick(stageIds, index, 1)
  const createdAt = new Date(now.getTime() - pick([1, 2, 3, 30, 300], index, 2) * 24 * hour)
  const statuses = ['confirmed', 'requested', 'cancelled', 'reschedule_requested', 'completed']
  const count = pick([0, 0, 0, 1, 2], index, 3)
  return {
    workspaceId,
    id: newId(),
    name: pick(names, index, 4),
    email: index % 3 === 0 ? null : `lead${index}@acme${index % 7}.example`,
    aliases: index % 11 === 0 ? [`old${index}@before.example`] : [],
    phone: `+4477009${String(index).padStart(5, '0')}`,
    postcode: pick(['LS1 4AB', 'M2 9XY', null], index, 5),
    source: pick(['Website', 'Website', 'Website', 'Referral', 'Fair'], index, 6),
    // The first person has only a few.
    ownerId: index % 125 === 0 ? (people[0] ?? null) : pick([people[1] ?? null, null], index, 7),
    ...{ stageId, baseStageId: stageId, stageSetBy: 'user' as const },
    createdAt,
    updatedAt: new Date(createdAt.getTime() + pick([0, 0, 1, 5, 9], index, 8) * hour),
    bookings: Array.from({ length: count }, (_, number) => ({
      status: pick(statuses, index, 9 + number),
      start: now.getTime() + pick([-90, -5, 4, 50], index, 20 + number) * hour + number * 60_000,
      noShow: pick([false, false, true], index, 30 + number),
    })),
  }
}

function stateOf({ bookings }: Known): string {
  const toCome = bookings.filter(({ start }) => start + hour / 2 > now.getTime())
  if (toCome.some(({ status }) => status === 'confirmed')) return 'upcoming'
  if (toCome.some(({ status }) => status === 'requested')) return 'requested'
  const last = bookings.toSorted((a, b) => a.start - b.start).at(-1)
  if (!last) return 'none'
  if (last.status === 'cancelled' || last.status === 'reschedule_requested') return last.status
  return last.noShow ? (last.status === 'requested' ? 'other' : 'no_show') : 'past'
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f'’`]/g, '')
    .toLowerCase()

function expected(filter: LeadFilter, sort: LeadSort): string[] {
  const { search = '', stageIds: stages, sources, ownerIds, booking } = filter
  const { capturedFrom, capturedTo } = filter
  const found = known.filter((lead) => {
    const { name, email, aliases = [], phone, postcode, createdAt } = lead
    const text = plain(
      ` ${[name, email, ...aliases, phone?.slice(1), postcode?.replace(' ', '')].filter(Boolean).join(' ')}`,
    )
    return (
      search
        .split(' ')
        .every((word) => text.includes(word.length < 3 ? ` ${plain(word)}` : plain(word))) &&
      (stages?.includes(lead.stageId) ?? true) &&
      (sources?.includes(lead.source) ?? true) &&
      (ownerIds?.includes(lead.ownerId ?? nobody) ?? true) &&
      (booking === undefined || stateOf(lead) === booking) &&
      (capturedFrom === undefined || createdAt >= new Date(capturedFrom)) &&
      (capturedTo === undefined || createdAt < new Date(capturedTo)) &&
      (sort !== 'booking' || nextOf(lead) < Infinity)
    )
  })
  const down = (a: string, b: string) => (a < b ? 1 : -1)
  const key = (lead: Known) => {
    if (sort === 'name') return plainLower(lead.name)
    return (sort === 'created' ? lead.createdAt : lead.updatedAt).toISOString()
  }
  const ids = found
    .toSorted((a, b) => {
      if (sort === 'booking') return nextOf(a) - nextOf(b) || down(b.id, a.id)
      if (key(a) === key(b)) return sort === 'name' ? down(b.id, a.id) : down(a.id, b.id)
      return sort === 'name' ? down(key(b), key(a)) : down(key(a), key(b))
    })
    .map(({ id }) => id)
  return ids
}

const plainLower = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

function nextOf({ bookings }: Known): number {
  return Math.min(
    ...bookings
      .filter(
        ({ status, start }) =>
          ['confirmed', 'requested'].includes(status) && start + hour / 2 > now.getTime(),
      )
      .map(({ start }) => start),
  )
}

async function everyPage(
  filter: LeadFilter,
  sort: LeadSort,
  limit: number,
  of: string = workspaceId,
): Promise<string[]> {
  const ids: string[] = []
  for (let after: LeadPosition | null = null; ;) {
    const page: Awaited<ReturnType<typeof listLeads>> = await listLeads(database.db, of, {
      ...{ filter, sort, after, limit, now },
    })
    ids.push(...page.items.map(({ id }) => id))
    if (page.next === null) return ids
    after = page.next
  }
}

const [, second = ''] = people
const filters: (() => LeadFilter)[] = [
  () => ({}),
  () => ({ stageIds: stageIds.slice(0, 2) }),
  () => ({ sources: ['Referral', 'Fair'], ownerIds: [nobody] }),
  () => ({ ownerIds: [people[0] ?? ''] }),
  () => ({ ownerIds: [people[0] ?? '', nobody], stageIds: stageIds.slice(1, 3) }),
  () => ({ ownerIds: [second], sources: ['Fair'], stageIds: [stageIds[4] ?? ''] }),
  ...bookingStates.map((booking) => () => ({ booking })),
  () => ({ booking: 'upcoming', ownerIds: [people[0] ?? '', second] }),
  () => ({ capturedFrom: '2026-11-18T00:00:00Z', capturedTo: '2026-11-19T13:00:00+01:00' }),
  () => ({ search: 'smith' }),
  () => ({ search: 'zoe obrien' }),
  () => ({ search: 'MULLER m2' }),
  () => ({ search: 'before.example' }),
  () => ({ search: '100%_' }),
  () => ({ search: 'lead1 acme', sources: ['Website'] }),
  () => ({ search: 'smith', ownerIds: [people[0] ?? ''] }),
  () => ({ search: 'nobody at all' }),
  () => ({ search: 'z' }),
  () => ({ search: "o'b zo" }),
]

test.each(leadSorts)('by %s, every filter finds what it should, page after page', async (sort) => {
  for (const make of filters) {
    const filter = make()
    const found = await everyPage(filter, sort, 37)
    expect({ filter, found }).toEqual({ filter, found: expected(filter, sort) })
  }
})

test('few leads among many are listed in order, whichever of their sources the newest have', async () => {
  const [ownerId = ''] = people
  const few = newId()
  const workspace = { id: few, name: 'Sunny', bodyKey: Buffer.alloc(40), ownerId }
  await addWorkspace(database.db, { ...workspace, endpointPublicId: few }, now)
  const [stage] = await listStages(database.db, few)
  const place = { stageId: stage?.id ?? '', baseStageId: stage?.id ?? '' }
  const rows = Array.from({ length: 60 }, (_, index) => ({
    ...{
      ...place,
      workspaceId: few,
      id: newId(),
      name: 'Kim',
      phone: null,
      stageSetBy: 'user' as const,
    },
    ...{ email: `kim${index}@acme.example`, source: index < 50 ? 'Website' : 'Fair', ownerId },
    createdAt: now,
    updatedAt: new Date(now.getTime() + index * hour),
  }))
  await database.db.insert(leads).values(rows)
  const others = { workspaceId: few, stageId: place.stageId, source: 'Referral', ownerId: null }
  await database.db.insert(leadCounts).values({ ...others, delta: 100_000 })
  const newestFirst = rows.map(({ id }) => id).toReversed()
  const wanted: LeadFilter[] = [{ ownerIds: [ownerId] }, { ownerIds: [ownerId], booking: 'none' }]
  for (const filter of wanted) {
    expect(await everyPage(filter, 'updated', 8, few)).toEqual(newestFirst)
    expect(await everyPage(filter, 'created', 8, few)).toHaveLength(60)
  }
})

test('a phone number is found however it is written', async () => {
  for (const search of ['07700 900123', '+44 7700 900123', '+44 (0)7700 900-123', '900123']) {
    const [id, ...rest] = await everyPage({ search }, 'name', 10)
    expect({ search, rest }).toEqual({ search, rest: [] })
    expect(known.find((lead) => lead.id === id)?.phone).toBe('+447700900123')
  }
})

test('what is counted is what is listed', async () => {
  for (const make of filters) {
    const filter = make()
    const { total, byStage, isAtLeast } = await countLeads(database.db, workspaceId, {
      filter,
      now,
    })
    const found = expected(filter, 'updated')
    expect({ filter, total, isAtLeast }).toEqual({ filter, total: found.length, isAtLeast: false })
    expect(byStage.reduce((sum, { count }) => sum + count, 0)).toBe(total)
  }
})

test('the numbers stay exact through inserts, changes, removals and summing up, side by side', async () => {
  const { sql } = database
  const count = async () => {
    const groups = await listGroups(database.db, elsewhere, {})
    return groups
      .map(({ stageId, source, ownerId, count }) => `${stageId} ${source} ${ownerId} ${count}`)
      .toSorted()
  }
  const [first = '', other = ''] = (await listStages(database.db, elsewhere)).map(({ id }) => id)
  const work = Array.from({ length: 8 }, async (_, worker) => {
    for (let round = 0; round < 150; round += 1) {
      const id = newId()
      await sql`
        insert into leads (workspace_id, id, name, source, stage_id, base_stage_id, stage_set_by, created_at, updated_at)
        values (${elsewhere}, ${id}, 'A', ${`S${worker % 3}`}, ${first}, ${first}, 'user', now(), now())`
      await sql`update leads set stage_id = ${other}, updated_at = now() where id = ${id}`
      if (round % 3 === 0) await sql`update leads set owner_id = ${second} where id = ${id}`
      if (round % 2 === 0) await sql`delete from leads where id = ${id}`
      if (round % 25 === 0) await count()
    }
  })
  await Promise.all(work)
  const rows = await sql<{ line: string }[]>`
    select concat_ws(' ', stage_id, source, coalesce(owner_id::text, 'null'), count(*)) as line from leads
    where workspace_id = ${elsewhere} group by stage_id, source, owner_id`
  expect(await count()).toEqual(rows.map(({ line }) => line).toSorted())
  const [texts] = await sql<{ same: boolean }[]>`
    select array(select lead_id from lead_search where workspace_id = ${elsewhere} order by 1)
      = array(select id from leads where workspace_id = ${elsewhere} order by 1) as same`
  expect(texts?.same).toBe(true)
  const [kept] = await sql<{ rows: number }[]>`
    select count(*)::int as rows from lead_counts where workspace_id = ${elsewhere}`
  expect(kept?.rows).toBeLessThan(3_000)
})
