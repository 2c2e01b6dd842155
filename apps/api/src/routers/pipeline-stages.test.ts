import { afterAll, beforeEach, expect, test } from 'vitest'

import { addView } from '@solar-capture/db/views'

import { jane, startWithCalcom, type WithCalcom } from '../calcom.testing.ts'

let calcom: WithCalcom

beforeEach(async () => {
  await calcom?.close()
  calcom = await startWithCalcom()
})
afterAll(() => calcom.close())

const pipeline = () => calcom.caller().pipeline
const at = (minutes: number) =>
  new Date(Date.UTC(2026, 10, 20, 10, 0) + minutes * 60_000).toISOString()

type Stage = Awaited<ReturnType<ReturnType<typeof pipeline>['stages']>>[number]

async function stageCalled(name: string): Promise<Stage> {
  const found = (await pipeline().stages()).find((stage) => stage.name === name)
  if (!found) throw new Error(`There is no stage ${name}.`)
  return found
}

/** The pipeline as it would be saved, with what `change` makes of it. */
async function save(change: (stages: Wanted[]) => Wanted[]) {
  const seen = await pipeline().stages()
  const stages = seen.map(({ position: _, ...stage }): Wanted => stage)
  return pipeline().saveStages({ stages: change(stages), seen })
}
type Wanted = Omit<Stage, 'id' | 'position'> & { id?: string }

const namesOf = (stages: { name: string }[]) => stages.map(({ name }) => name).join()
const stageOf = async (id: string) => (await calcom.caller().lead.byId({ id })).stage.name

/** Every stored body is read anew, and the leads that stand elsewhere after that. */
async function movedByReplay(): Promise<string[]> {
  const standing = () => calcom.sql<{ id: string; stage: string }[]>`
    select id, stage_id as stage from leads order by id`
  const before = new Map((await standing()).map(({ id, stage }) => [id, stage]))
  const { items } = await calcom.caller().delivery.list({ limit: 200 })
  await calcom.caller().delivery.replay({ ids: items.map(({ id }) => id) })
  return (await standing()).filter(({ id, stage }) => before.get(id) !== stage).map(({ id }) => id)
}

test('stages are renamed, put elsewhere, added and removed at once, and who passed them stays', async () => {
  const { id } = await calcom.caller().lead.create(jane)
  await calcom.tell({ sentAt: at(0) })
  calcom.clock.now = new Date(at(10))
  const saved = await save(
    ([first, contacted, booked, , , ...rest]) =>
      [
        ...[booked, { ...first, name: ' Enquiry ' }, contacted, ...rest].filter(
          (one) => one !== undefined,
        ),
        { name: 'Installed', kind: 'won' as const, colour: 'cyan' as const, isBooked: false },
      ] as Wanted[],
  )
  expect(namesOf(saved)).toBe('Booked,Enquiry,Contacted,Won,Lost,Installed')
  expect(saved.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5])
  // Booked comes before Enquiry now, which it did not when Jane booked.
  expect(await movedByReplay()).toEqual([])
  expect(await stageOf(id)).toBe('Booked')
  const { timeline } = await calcom.caller().lead.byId({ id })
  expect(timeline.map(({ text }) => text)).toContain('Moved New → Booked')
  const [entry] = await calcom.sql`select details from audit_log where action = 'stages_changed'`
  expect(entry?.['details']).toEqual({ stages: namesOf(saved).replaceAll(',', ', ') })
})

test('a pipeline that cannot be is refused, and then nothing is changed', async () => {
  const before = await pipeline().stages()
  const refused = (code: string, change: (stages: Wanted[]) => Wanted[]) =>
    expect(save(change)).rejects.toMatchObject({ code })
  const extra: Wanted = { name: 'new', kind: 'open', colour: 'grey', isBooked: false }
  await refused('BAD_REQUEST', (stages) => [...stages, extra])
  await refused('BAD_REQUEST', (stages) => [...stages, { ...extra, name: 'Two', isBooked: true }])
  await refused('BAD_REQUEST', (stages) => stages.filter(({ isBooked }) => !isBooked))
  await refused('BAD_REQUEST', (stages) =>
    stages.map((one) => (one.isBooked ? { ...one, kind: 'lost' as const } : one)),
  )
  await refused('NOT_FOUND', (stages) => [
    ...stages,
    { ...extra, id: crypto.randomUUID(), name: 'X' },
  ])
  // New has a lead, and Booked a rule.
  await calcom.caller().lead.create(jane)
  await refused('CONFLICT', (stages) => stages.slice(1))
  await refused('CONFLICT', (stages) =>
    stages
      .filter(({ isBooked }) => !isBooked)
      .map((one, index) => ({ ...one, isBooked: index === 0 })),
  )
  expect(await pipeline().stages()).toEqual(before)
})

test('what somebody else saved meanwhile is not overwritten', async () => {
  const seen = await pipeline().stages()
  const stages = seen.map(({ position: _, ...stage }) => stage)
  await save((all) => all.map((one) => (one.name === 'Quoted' ? { ...one, name: 'Offer' } : one)))
  const late = { stages: stages.toReversed(), seen }
  await expect(pipeline().saveStages(late)).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(namesOf(await pipeline().stages())).toContain('Offer')

  const terms = { fact: 'booked' as const, eventTypeId: null }
  const inForce = [{ ...terms, stageId: (await stageCalled('Booked')).id }]
  const other = [{ ...terms, stageId: (await stageCalled('Offer')).id }]
  await pipeline().saveRules({ rules: other, seen: inForce })
  await expect(pipeline().saveRules({ rules: inForce, seen: inForce })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})

test('the rule for first bookings follows the mark of the booked stage', async () => {
  calcom.clock.now = new Date(at(0))
  await save((stages) => stages.map((one) => ({ ...one, isBooked: one.name === 'Surveyed' })))
  const { id } = await calcom.caller().lead.create(jane)
  await calcom.tell({ sentAt: at(1) })
  expect(await stageOf(id)).toBe('Surveyed')
})

test('a stage that is merged takes nothing with it: leads, rules, views, numbers, undo and what is sent later', async () => {
  const { id } = await calcom.caller().lead.create(jane)
  await calcom.tell({ sentAt: at(0) })
  const [booked, quoted] = [await stageCalled('Booked'), await stageCalled('Quoted')]
  const [user] = await calcom.sql<{ id: string }[]>`select id from users limit 1`
  const place = { workspaceId: calcom.workspaceId, userId: user?.id ?? '' }
  const state = { stage: `${booked.id},${quoted.id}` }
  await addView(calcom.db, place, { name: 'Mine', isShared: true, state }, new Date(at(1)))
  const before = await calcom.caller().lead.byId({ id })

  calcom.clock.now = new Date(at(10))
  const merged = await pipeline().mergeStage({ id: booked.id, intoId: quoted.id })
  expect(merged).toEqual({ movedLeads: 1, isDone: true })
  expect(namesOf(await pipeline().stages())).toBe('New,Contacted,Surveyed,Quoted,Won,Lost')
  expect(await stageCalled('Quoted')).toMatchObject({ isBooked: true })
  const after = await calcom.caller().lead.byId({ id })
  expect(after).toMatchObject({ stage: { name: 'Quoted' }, stageSince: before.stageSince })
  expect(after.updatedAt).toBe(before.updatedAt)
  const counts = await calcom.caller().lead.counts({})
  expect(counts.byStage.filter(({ count }) => count > 0)).toEqual([
    { stageId: quoted.id, count: 1 },
  ])
  const [view] = await calcom.sql`select state from saved_views`
  expect(view?.['state']).toEqual({ stage: quoted.id })
  const funnel = await calcom
    .caller()
    .insight.funnel({ from: at(-600), to: at(600), timeZone: 'UTC' })
  expect(funnel.total.reached).toEqual([1, 1, 1, 1, 0])

  // A body of before that comes late goes by the pipeline of then, one of afterwards by that of now.
  expect(await movedByReplay()).toEqual([])
  const bo = await calcom.caller().lead.create({ name: 'Bo', email: 'bo@acme.example' })
  await calcom.tell(
    { uid: 'bo', sentAt: at(5), booker: { name: 'Bo', email: 'bo@acme.example' } },
    new Date(at(11)),
  )
  const cy = await calcom.caller().lead.create({ name: 'Cy', email: 'cy@acme.example' })
  await calcom.tell({ uid: 'cy', sentAt: at(12), booker: { name: 'Cy', email: 'cy@acme.example' } })
  expect([await stageOf(bo.id), await stageOf(cy.id)]).toEqual(['Quoted', 'Quoted'])

  const move = after.timeline.find(({ kind }) => kind === 'moved')
  await calcom.caller().lead.undo({ timelineEntryId: move?.id ?? '' })
  expect(await stageOf(id)).toBe('New')
  const won = await stageCalled('Won')
  await expect(pipeline().mergeStage({ id: quoted.id, intoId: won.id })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
})

test('a merge beside bookings that arrive leaves nobody in the stage that is gone', async () => {
  const people = Array.from({ length: 30 }, (_, index) => `p${index}@acme.example`)
  await Promise.all(people.map((email) => calcom.caller().lead.create({ name: 'P', email })))
  const [booked, quoted] = [await stageCalled('Booked'), await stageCalled('Quoted')]
  const book = (email: string) =>
    calcom.tell({ uid: email, sentAt: at(0), booker: { name: 'P', email } })
  await Promise.all(people.slice(0, 10).map(book))
  await Promise.all([
    ...people.slice(10).map(book),
    pipeline().mergeStage({ id: booked.id, intoId: quoted.id }),
  ])
  const rows = await calcom.sql<{ stage: string; amount: number }[]>`
    select stage_id as stage, count(*)::int as amount from leads group by 1`
  expect([...rows]).toEqual([{ stage: quoted.id, amount: 30 }])
  expect(await movedByReplay()).toEqual([])
})
