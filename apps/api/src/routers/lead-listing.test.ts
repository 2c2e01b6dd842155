import { afterAll, beforeAll, expect, test } from 'vitest'

import { nobody, type LeadFilter } from '@solar-capture/core/lead-filter'
import { mostCounted } from '@solar-capture/db/lead-counts'
import { newId } from '@solar-capture/db/new-id'
import { members } from '@solar-capture/db/schema'
import { addUser } from '@solar-capture/db/users'

import { startWithCalcom, type Told, type WithCalcom } from '../calcom.testing.ts'

const people = ['ana', 'bob', 'cy', 'dee', 'eve', 'fay', 'gus', 'hal']

let api: WithCalcom
let lead: ReturnType<WithCalcom['caller']>['lead']
let stages: { id: string; name: string }[]
const ids = new Map<string, string>()

beforeAll(async () => {
  api = await startWithCalcom()
  lead = api.caller().lead
  stages = await api.caller().pipeline.stages()
  for (const [index, name] of people.entries()) {
    api.clock.now = new Date(api.clock.now.getTime() + 1_000)
    const source = index % 2 === 0 ? 'Website' : 'Fair'
    const { id } = await lead.create({ name, email: `${name}@acme.example`, source })
    ids.set(name, id)
  }
})
afterAll(() => api.close())

const idsOf = (...names: string[]) => names.map((name) => ids.get(name) ?? '')
const namesOf = (items: { name: string }[]) => items.map(({ name }) => name)
const stage = (name: string) => stages.find((one) => one.name === name)?.id ?? ''

/** What `lead.counts` says of a filter, by the names of stages. */
async function counted(filter: LeadFilter = {}) {
  const { total, isAtLeast, byStage } = await lead.counts(filter)
  const nameOf = new Map(stages.map(({ id, name }) => [id, name]))
  const found = byStage.map(({ stageId, count }) => [nameOf.get(stageId), count])
  return { total, isAtLeast, ...Object.fromEntries(found) }
}

/** The board by the names of stages: whose cards each column has, read to its end two at a time. */
async function board(filter: LeadFilter = {}) {
  const { columns } = await lead.board({ ...filter, limit: 2 })
  const whole = columns.map(async ({ stageId, items, nextCursor }) => {
    const names = namesOf(items)
    for (let cursor = nextCursor; cursor !== null;) {
      const rest = { ...filter, stageIds: [stageId], cursor, limit: 2 }
      const page: Awaited<ReturnType<typeof lead.list>> = await lead.list(rest)
      names.push(...namesOf(page.items))
      cursor = page.nextCursor
    }
    return [stages.find(({ id }) => id === stageId)?.name, names] as const
  })
  return Object.fromEntries(await Promise.all(whole))
}

test('the board has a column for each stage in order, which goes on where it stops', async () => {
  const { columns } = await lead.board({})
  expect(columns.map(({ stageId }) => stageId)).toEqual(stages.map(({ id }) => id))
  expect(await board()).toMatchObject({ New: people.toReversed(), Contacted: [], Lost: [] })
  expect(await board({ sources: ['Fair'], stageIds: [stage('New')] })).toEqual({
    New: ['hal', 'fay', 'dee', 'bob'],
  })
})

test('leads that are moved together are moved and counted once, and only those that were elsewhere', async () => {
  api.clock.now = new Date(api.clock.now.getTime() + 1_000)
  const unknown = newId()
  const moved = await lead.bulkMove({
    ids: [...idsOf('ana', 'bob', 'bob', 'cy'), unknown],
    stageId: stage('Contacted'),
  })
  expect(moved.ids.toSorted()).toEqual(idsOf('ana', 'bob', 'cy').toSorted())
  expect(await lead.bulkMove({ ids: idsOf('ana'), stageId: stage('Contacted') })).toEqual({
    ids: [],
  })
  expect(await counted()).toEqual({ total: 8, isAtLeast: false, New: 5, Contacted: 3 })
  expect((await board()).Contacted?.toSorted()).toEqual(['ana', 'bob', 'cy'])
  await expect(lead.bulkMove({ ids: idsOf('ana'), stageId: unknown })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  const [entry] = (await lead.byId({ id: ids.get('cy') ?? '' })).timeline
  expect(entry?.detail).toMatchObject({ kind: 'moved', from: 'New', to: 'Contacted' })
})

test('leads are given to members only, and found by whose they are', async () => {
  const stranger = newId()
  const member = newId()
  const { db } = api.deps
  for (const [id, name] of [
    [stranger, 'Stranger'],
    [member, 'Mo'],
  ] as const) {
    const user = { id, name, email: `${name}@people.example`, passwordHash: 'x' }
    await addUser(db, user, api.clock.now)
  }
  await db.insert(members).values({ workspaceId: api.workspaceId, userId: member, role: 'agent' })
  const given = await lead.bulkAssign({ ids: idsOf('ana', 'dee'), ownerId: member })
  expect(given.ids.toSorted()).toEqual(idsOf('ana', 'dee').toSorted())
  expect(await lead.bulkAssign({ ids: idsOf('dee'), ownerId: member })).toEqual({ ids: [] })
  await expect(lead.bulkAssign({ ids: idsOf('ana'), ownerId: stranger })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })

  const owned = { ownerIds: [member] }
  expect(await counted(owned)).toEqual({ total: 2, isAtLeast: false, New: 1, Contacted: 1 })
  expect(await board({ ...owned, stageIds: [stage('New')] })).toEqual({ New: ['dee'] })
  expect(await counted({ ownerIds: [nobody] })).toMatchObject({ total: 6 })
  expect(await counted({ ownerIds: [nobody, member], sources: ['Website'] })).toMatchObject({
    total: 4,
  })
  await lead.bulkAssign({ ids: idsOf('ana', 'dee', 'eve'), ownerId: null })
  expect(await counted(owned)).toEqual({ total: 0, isAtLeast: false })
  const [entry] = (await lead.byId({ id: ids.get('dee') ?? '' })).timeline
  expect(entry?.detail).toMatchObject({ kind: 'assigned', from: 'Mo', to: null })
})

test('members are listed as people look for them', async () => {
  for (const name of ['Roofer 11', 'Roofer 2', 'roofer 3']) {
    const userId = newId()
    const email = `${name.replace(' ', '')}@people.example`
    await addUser(api.deps.db, { id: userId, name, email, passwordHash: 'x' }, api.clock.now)
    await api.deps.db
      .insert(members)
      .values({ workspaceId: api.workspaceId, userId, role: 'agent' })
  }
  const names = (await lead.choices()).owners.map(({ name }) => name)
  const roofers = names.filter((name) => /roofer/i.test(name))
  expect(roofers).toEqual(['Roofer 2', 'roofer 3', 'Roofer 11'])
})

test('what there is to filter by are the sources that leads have and the members', async () => {
  await lead.update({ id: ids.get('hal') ?? '', source: 'Website' })
  const { sources, owners } = await lead.choices()
  expect(sources).toEqual(['Website', 'Fair'])
  expect(owners.map(({ name }) => name)).toEqual(expect.arrayContaining(['Mo']))
  expect(owners.map(({ name }) => name)).not.toContain('Stranger')
  expect(await counted({ sources: ['Fair'] })).toMatchObject({ total: 3 })
  expect(await counted({ sources: ['Website'] })).toMatchObject({ total: 5 })
})

test('a lead is found by how it stands with its bookings as Cal.com tells of them', async () => {
  const sent = Date.parse('2026-11-20T10:00:00.000Z')
  const told = (name: string, minutes: number, more: Partial<Told> = {}) => {
    const sentAt = new Date(sent + minutes * 60_000).toISOString()
    return api.tell({ uid: name, booker: { name, email: `${name}@acme.example` }, sentAt, ...more })
  }
  const over = { startTime: '2026-11-20T10:30:00.000Z', endTime: '2026-11-20T11:00:00.000Z' }
  await told('ana', 0)
  await told('bob', 1, { trigger: 'BOOKING_REQUESTED', status: 'PENDING' })
  await told('cy', 2)
  await told('cy', 3, { trigger: 'BOOKING_CANCELLED' })
  await told('dee', 4)
  await told('dee', 5, { trigger: 'BOOKING_CANCELLED', requestReschedule: true })
  await told('eve', 6, over)
  await told('fay', 7, over)
  const attendees = [{ email: 'fay@acme.example', noShow: true }]
  const missed = { ...over, trigger: 'BOOKING_NO_SHOW_UPDATED', bookingUid: 'fay', attendees }
  await told('fay', 26 * 60, missed)

  const found = async (booking: LeadFilter['booking']) =>
    namesOf((await lead.list({ booking, sort: 'name' })).items)
  expect({
    upcoming: await found('upcoming'),
    requested: await found('requested'),
    cancelled: await found('cancelled'),
    reschedule_requested: await found('reschedule_requested'),
    past: await found('past'),
    no_show: await found('no_show'),
    none: await found('none'),
  }).toEqual({
    upcoming: ['ana'],
    requested: ['bob'],
    cancelled: ['cy'],
    reschedule_requested: ['dee'],
    past: ['eve'],
    no_show: ['fay'],
    none: ['gus', 'hal'],
  })
  const soon = await lead.list({ sort: 'booking' })
  expect(namesOf(soon.items).toSorted()).toEqual(['ana', 'bob'])
  expect(await counted({ booking: 'upcoming' })).toEqual({ total: 1, isAtLeast: false, Booked: 1 })
})

test('what is deleted is counted no more, and a long search says that there are at least so many', async () => {
  await api.sql`delete from timeline_entries where lead_id = ${ids.get('gus') ?? ''}`
  await api.sql`delete from leads where id = ${ids.get('gus') ?? ''}`
  expect(await counted()).toMatchObject({ total: 7, isAtLeast: false })
  await api.sql`
    insert into leads (workspace_id, id, name, source, stage_id, base_stage_id, stage_set_by, created_at, updated_at)
    select ${api.workspaceId}, gen_random_uuid(), 'Crowd ' || number, 'Import', ${stage('Lost')}, ${stage('Lost')}, 'user', now(), now()
    from generate_series(0, ${mostCounted}) as number`
  expect(await counted()).toMatchObject({ total: 7 + mostCounted + 1, Lost: mostCounted + 1 })
  expect(await counted({ search: 'crowd' })).toEqual({ total: mostCounted, isAtLeast: true })
  expect(await counted({ search: 'crowd 77', stageIds: [stage('Lost')] })).toMatchObject({
    isAtLeast: false,
  })
})

test('the owner of a lead is changed with its other fields, and nothing is when it is no member', async () => {
  const [id = ''] = idsOf('hal')
  const notMember = { id, ownerId: newId(), postcode: 'SW1A 1AA' }
  await expect(lead.update(notMember)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await lead.byId({ id })).toMatchObject({ owner: null, postcode: null })
  const { owners } = await lead.choices()
  const [owner] = owners
  const assigned = await lead.update({ id, ownerId: owner?.id ?? null, postcode: 'SW1A 1AA' })
  expect(assigned).toMatchObject({ owner, postcode: 'SW1A 1AA' })
  const told = assigned.timeline.map(({ text }) => text)
  expect(told).toContain(`Given to ${owner?.name}`)
  expect(await lead.update({ id, ownerId: null })).toMatchObject({ owner: null })
})

test('where a search finds nothing, it is told which leads may be meant', async () => {
  const amelia = { name: 'Amélia O’Brien', email: 'amelia@similar.example', phone: '+447700900555' }
  const { id } = await lead.create({ ...amelia, source: 'Fair' })
  for (const search of [
    'ameila',
    'AMELA obrein',
    'obrien amelja',
    '07700 900565',
    'amelia@simliar',
  ]) {
    expect({ search, ...(await lead.list({ search })) }).toMatchObject({ search, items: [] })
    expect({ search, found: await lead.similar({ search }) }).toMatchObject({ found: [{ id }] })
  }
  for (const search of ['', 'aml', 'ameial', 'ameila bob', 'nobody at all']) {
    expect({ search, found: await lead.similar({ search }) }).toEqual({ search, found: [] })
  }
  await lead.remove({ id })
})
