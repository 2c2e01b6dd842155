import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Breakdown } from '@solar-capture/core/insight'
import type { Stage } from '@solar-capture/core/pipeline'
import type { Actor } from '@solar-capture/core/timeline'
import { weeksBetween } from '@solar-capture/core/weeks'

import { readFunnel } from './insight-funnel.ts'
import { readOutcomes } from './insight-outcomes.ts'
import { readTimesToBooked } from './insight-times.ts'
import { newId } from './new-id.ts'
import { listStages } from './pipeline.ts'
import { bookings, leads, timelineEntries } from './schema.ts'
import { createTestDatabase } from './testing.ts'
import { addUser } from './users.ts'
import { addWorkspace } from './workspaces.ts'

const workspaceId = newId()
const otherWorkspaceId = newId()
const ana = newId()
const now = new Date('2026-11-26T12:00:00Z')
const hour = 3_600_000
let database: Awaited<ReturnType<typeof createTestDatabase>>
let stages: Stage[]

beforeAll(async () => {
  database = await createTestDatabase()
  const { db } = database
  await addUser(db, { id: ana, name: 'Ana', email: 'ana@x.example', passwordHash: '-' }, now)
  for (const id of [workspaceId, otherWorkspaceId]) {
    const workspace = { id, name: 'W', bodyKey: new Uint8Array(4), ownerId: ana }
    await addWorkspace(db, { ...workspace, endpointPublicId: id }, now)
  }
  stages = await listStages(db, workspaceId)
  await addNovember()
})
afterAll(() => database.close())

type Lead = {
  stage?: string
  source?: string
  ownerId?: string
  /** Hours until its first booking was made. */
  bookedAfter?: number
  moves?: [from: string, to: string, how?: 'rule' | 'undone'][]
  workspace?: string
}

/** Adds a lead that was captured at `at`, moved once an hour, and answers its id. */
async function addLead(at: string, lead: Lead = {}): Promise<string> {
  const { stage = 'New', bookedAfter, moves = [], workspace = workspaceId, ...rest } = lead
  const { db } = database
  const [id, createdAt] = [newId(), new Date(at)]
  const later = (hours: number) => new Date(createdAt.getTime() + hours * hour)
  const own = await listStages(db, workspace)
  const stageId = own.find(({ name }) => name === stage)?.id ?? ''
  await db.insert(leads).values({
    ...{ workspaceId: workspace, id, name: 'Jane', email: `${id}@acme.example`, source: 'Website' },
    ...{ stageId, baseStageId: stageId, stageSetBy: 'user', createdAt, updatedAt: createdAt },
    ...{ bookedAt: bookedAfter === undefined ? null : later(bookedAfter), ...rest },
  })
  for (const [index, [from, to, how]] of moves.entries()) {
    const actor: Actor =
      how === 'rule' ? { kind: 'rule', rule: 'any booking' } : { kind: 'user', name: 'Ana' }
    const detail =
      how === 'undone'
        ? { kind: how, from, to }
        : { kind: 'moved' as const, from, to, pinned: false, ...idsOf(own, from, to) }
    await db.insert(timelineEntries).values({
      ...{ workspaceId: workspace, id: newId(), leadId: id, at: later(index + 1) },
      ...{ kind: detail.kind, actor, detail },
    })
  }
  return id
}

function idsOf(stages: Stage[], from: string, to: string) {
  const idOf = (name: string) => stages.find((stage) => stage.name === name)?.id ?? ''
  return { fromStageId: idOf(from), toStageId: idOf(to) }
}

type Booked = Partial<typeof bookings.$inferInsert>

/** Adds a booking of an hour that starts on a day of November, at ten unless another time is given. */
async function addBooking(start: string, booking: Booked = {}): Promise<void> {
  const startTime = new Date(`2026-11-${start.length > 2 ? start : `${start}T10:00`}:00Z`)
  await database.db.insert(bookings).values({
    ...{ workspaceId, id: newId(), status: 'confirmed', eventType: 'Survey call', startTime },
    endTime: new Date(startTime.getTime() + hour),
    ...{ rescheduleCount: 0, noShow: false, paid: false, needsCheck: false, ignored: false },
    ...booking,
  })
}

async function addNovember(): Promise<void> {
  const a = await addLead('2026-11-02T09:00:00Z')
  await addLead('2026-11-03T09:00:00Z', { stage: 'Contacted', ownerId: ana })
  const quotedOnce: Lead['moves'] = [
    ['New', 'Quoted'],
    ['Quoted', 'New'],
  ]
  const lostAfterSurvey: Lead['moves'] = [
    ['New', 'Surveyed', 'rule'],
    ['Surveyed', 'Lost'],
  ]
  const tookBack: Lead['moves'] = [
    ['New', 'Booked', 'rule'],
    ['Booked', 'New', 'undone'],
  ]
  const referral = { source: 'Referral' }
  const c = await addLead('2026-11-09T00:00:00Z', {
    ...{ ...referral, bookedAfter: 1, moves: quotedOnce },
  })
  // A Sunday in London, a Monday in Berlin.
  const d = await addLead('2026-11-08T23:30:00Z', {
    ...{ ...referral, ownerId: ana, bookedAfter: 3, stage: 'Lost', moves: lostAfterSurvey },
  })
  await addLead('2026-11-10T09:00:00Z', { bookedAfter: 10, moves: tookBack })
  const f = await addLead('2026-11-11T09:00:00Z', { stage: 'Won', bookedAfter: 0 })
  await addLead('2026-11-12T09:00:00Z', { source: 'Facebook', stage: 'Lost', bookedAfter: -5 })
  await addLead('2026-10-31T23:59:59.999Z', { stage: 'Won' })
  await addLead('2026-12-01T00:00:00Z', { stage: 'Won', bookedAfter: 2 })
  await addLead('2026-11-11T09:00:00Z', { stage: 'Won', workspace: otherWorkspaceId })

  await addBooking('15', { leadId: c, eventType: 'Site visit', rescheduleCount: 2 })
  await addBooking('20', { leadId: c, status: 'completed', noShow: true })
  await addBooking('12', { leadId: d, status: 'cancelled', rescheduleCount: 1 })
  await addBooking('13', { leadId: d, status: 'cancelled', noShow: true })
  await addBooking('18', { leadId: f, status: 'completed', eventType: null })
  await addBooking('19', { leadId: f, status: 'rejected' })
  await addBooking('05', { leadId: a, status: 'reschedule_requested', eventType: 'Site visit' })
  await addBooking('26T11:30')
  await addBooking('28', { status: 'requested', eventType: 'Site visit' })
  await addBooking('29', { ignored: true })
  await addBooking('20', { workspaceId: otherWorkspaceId })
}

const month = ['2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'] as const

function period(by: Breakdown | null, [from, to]: readonly [string, string] = month, zone = 'UTC') {
  const times = { from: new Date(from), to: new Date(to) }
  return { ...times, by, weeks: weeksBetween(times.from, times.to, zone) }
}

const funnel = (of = period(null), workspace = workspaceId) =>
  readFunnel(database.db, workspace, of, stages)
const times = (of = period(null)) => readTimesToBooked(database.db, workspaceId, of)
const outcomes = (of = period(null)) => readOutcomes(database.db, workspaceId, of, now)

test('a lead reached the furthest stage that it is or was moved to, unless that was taken back', async () => {
  const { total, groups, rest } = await funnel()
  expect(total).toEqual({ reached: [7, 4, 3, 3, 2, 1], lost: [1, 0, 0, 1, 0, 0] })
  expect({ groups, rest }).toEqual({ groups: [], rest: null })
  expect((await funnel(period('source'))).groups).toEqual([
    { key: 'Website', figures: { reached: [4, 2, 1, 1, 1, 1], lost: [0, 0, 0, 0, 0, 0] } },
    { key: 'Referral', figures: { reached: [2, 2, 2, 2, 1, 0], lost: [0, 0, 0, 1, 0, 0] } },
    { key: 'Facebook', figures: { reached: [1, 0, 0, 0, 0, 0], lost: [1, 0, 0, 0, 0, 0] } },
  ])
  const byOwner = (await funnel(period('owner'))).groups
  expect(byOwner.map(({ key, figures }) => [key, figures.reached])).toEqual([
    [null, [5, 2, 2, 2, 2, 1]],
    [ana, [2, 2, 1, 1, 0, 0]],
  ])
})

test('a lead counts for the event type of its earliest booking', async () => {
  const { groups } = await funnel(period('event_type'))
  expect(groups.map(({ key, figures }) => [key, figures.reached[0]])).toEqual([
    [null, 3],
    ['Site visit', 2],
    ['', 1],
    ['Survey call', 1],
  ])
})

test('weeks begin on Monday where the viewer is, and those without leads are there', async () => {
  const captured = async (...of: Parameters<typeof period>) =>
    (await funnel(period(...of))).groups.map(({ key, figures }) => [key, figures.reached[0]])
  expect(await captured('week')).toEqual([
    ['2026-10-26', 0],
    ['2026-11-02', 3],
    ['2026-11-09', 4],
    ['2026-11-16', 0],
    ['2026-11-23', 0],
    ['2026-11-30', 0],
  ])
  const inBerlin = ['2026-10-31T23:00:00Z', '2026-11-15T23:00:00Z'] as const
  expect(await captured('week', inBerlin, 'Europe/Berlin')).toEqual([
    ['2026-10-26', 1],
    ['2026-11-02', 2],
    ['2026-11-09', 5],
  ])
})

test('the time to the first booking leaves out who was booked when captured', async () => {
  // An hour, three, ten: nine out of ten is four fifths of the way from the second to the third.
  expect((await times()).total).toEqual({
    ...{ captured: 7, cameBooked: 2, booked: 3 },
    ...{ medianSeconds: 10_800, p90Seconds: 30_960 },
  })
  expect((await times(period('source'))).groups.map(({ figures }) => figures)).toEqual([
    { captured: 4, cameBooked: 1, booked: 1, medianSeconds: 36_000, p90Seconds: 36_000 },
    { captured: 2, cameBooked: 0, booked: 2, medianSeconds: 7_200, p90Seconds: 10_080 },
    { captured: 1, cameBooked: 1, booked: 0, medianSeconds: null, p90Seconds: null },
  ])
})

test('each booking has one outcome, and counts where it starts', async () => {
  const none = {
    tookPlace: 0,
    noShow: 0,
    cancelled: 0,
    toCome: 0,
    declined: 0,
    waiting: 0,
    moved: 0,
  }
  expect((await outcomes()).total).toEqual({
    ...{ tookPlace: 2, noShow: 1, cancelled: 2, toCome: 1, declined: 1, waiting: 2, moved: 2 },
  })
  expect((await outcomes(period('source'))).groups).toEqual([
    { key: 'Referral', figures: { ...none, tookPlace: 1, noShow: 1, cancelled: 2, moved: 2 } },
    { key: 'Website', figures: { ...none, tookPlace: 1, declined: 1, waiting: 1 } },
    { key: null, figures: { ...none, toCome: 1, waiting: 1 } },
  ])
  expect((await outcomes(period('event_type'))).groups).toEqual([
    {
      key: 'Survey call',
      figures: { ...none, noShow: 1, cancelled: 2, toCome: 1, declined: 1, moved: 1 },
    },
    { key: 'Site visit', figures: { ...none, tookPlace: 1, waiting: 2, moved: 1 } },
    { key: '', figures: { ...none, tookPlace: 1 } },
  ])
  const byWeek = (await outcomes(period('week'))).groups
  expect(byWeek.map(({ figures }) => figures.tookPlace)).toEqual([0, 0, 1, 1, 0, 0])
})

test('beyond the largest twenty, groups are counted together', async () => {
  const may = ['2026-05-01T00:00:00Z', '2026-06-01T00:00:00Z'] as const
  const sources = Array.from({ length: 22 }, (_, index) => `Fair ${String(index).padStart(2, '0')}`)
  for (const source of [...sources, 'Fair 21']) await addLead('2026-05-10T09:00:00Z', { source })
  const { total, groups, rest } = await funnel(period('source', may))
  expect(groups.map(({ key }) => key)).toEqual(['Fair 21', ...sources.slice(0, 19)])
  expect([total, rest].map((figures) => figures?.reached[0])).toEqual([23, 2])
})

test('nothing has figures of nothing, and one lead its own', async () => {
  const empty = ['2020-01-01T00:00:00Z', '2020-01-03T00:00:00Z'] as const
  const nothing = { captured: 0, cameBooked: 0, booked: 0, medianSeconds: null, p90Seconds: null }
  expect(await times(period('owner', empty))).toEqual({ total: nothing, groups: [], rest: null })
  expect(await times(period('week', empty))).toMatchObject({
    groups: [{ key: '2019-12-30', figures: nothing }],
  })
  const one = ['2026-11-10T09:00:00Z', '2026-11-10T09:00:00.001Z'] as const
  expect((await times(period(null, one))).total).toEqual({
    ...{ captured: 1, cameBooked: 0, booked: 1, medianSeconds: 36_000, p90Seconds: 36_000 },
  })
  expect((await funnel(period(null), otherWorkspaceId)).total.reached[0]).toBe(1)
})
