import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { jane, startWithCalcom, type WithCalcom } from '../calcom.testing.ts'

let calcom: WithCalcom
let stages: Record<string, string>

beforeAll(async () => {
  calcom = await startWithCalcom()
  const rows = await calcom.caller().pipeline.stages()
  stages = Object.fromEntries(rows.map(({ id, name }) => [name, id]))
})
afterAll(() => calcom.close())
beforeEach(() => calcom.reset())

const at = (minutes: number) =>
  new Date(Date.UTC(2026, 10, 20, 10, 0) + minutes * 60_000).toISOString()

const read = (id: string) => calcom.caller().lead.byId({ id })
const texts = async (id: string) => (await read(id)).timeline.map(({ text }) => text)
const undo = (timelineEntryId: string) => calcom.caller().lead.undo({ timelineEntryId })
const move = (id: string, stage: string) =>
  calcom.caller().lead.move({ id, stageId: stages[stage] ?? '' })

/** A lead that a booking moved to Booked, and the entry that tells of the move. */
async function bookedLead() {
  const { id } = await calcom.caller().lead.create(jane)
  await calcom.tell({ sentAt: at(0) })
  const { timeline, stage } = await read(id)
  expect(stage.name).toBe('Booked')
  const entryId = timeline.find(({ kind }) => kind === 'moved')?.id ?? ''
  return { id, entryId }
}

test('what automation did is taken back, told, and not done again', async () => {
  const { id, entryId } = await bookedLead()
  const undone = await undo(entryId)
  expect(undone).toMatchObject({
    ...{ id, stage: { name: 'New' }, stageSetBy: 'user', pinned: true },
    bookings: [{ status: 'confirmed' }],
  })
  expect(undone.timeline[0]).toMatchObject({
    ...{ kind: 'undone', text: 'Moved back Booked → New and pinned' },
    actor: { kind: 'tool', name: 'Ana Ortiz' },
  })
  await calcom.tell({ uid: 'second', sentAt: at(1), startTime: '2026-12-02T15:00:00.000Z' })
  expect(await read(id)).toMatchObject({ stage: { name: 'New' }, pinned: true, stageSetBy: 'user' })
  const told = await texts(id)
  expect(told).toContain('Booked Survey for Wed 2 Dec 2026, 15:00 UTC')
  expect(told.filter((text) => text.startsWith('Moved'))).toEqual([
    'Moved back Booked → New and pinned',
    'Moved New → Booked',
  ])
  // Unpinned, automation goes on with what the move had not seen.
  await calcom.caller().lead.unpin({ id })
  expect((await read(id)).stage.name).toBe('Booked')
})

test('a move is taken back once, and not after somebody moved the lead', async () => {
  const conflict = { code: 'CONFLICT' }
  const { id, entryId } = await bookedLead()
  await move(id, 'Contacted')
  await expect(undo(entryId)).rejects.toMatchObject(conflict)
  await move(id, 'Booked')
  await expect(undo(entryId)).rejects.toMatchObject(conflict)
  expect(await read(id)).toMatchObject({ stage: { name: 'Booked' }, pinned: false })

  const { timeline } = await read(id)
  const before = timeline.length
  await move(id, 'New')
  await calcom.tell({ uid: 'second', sentAt: at(5) })
  const again = (await read(id)).timeline.find(({ kind }) => kind === 'moved')?.id ?? ''
  expect((await read(id)).stage.name).toBe('Booked')
  await undo(again)
  await expect(undo(again)).rejects.toMatchObject(conflict)
  expect((await read(id)).timeline.length).toBe(before + 4)
})

test('an earlier move to the same stage is not the one that is taken back', async () => {
  const { id, entryId } = await bookedLead()
  await move(id, 'Contacted')
  await calcom.tell({ uid: 'second', sentAt: at(1) })
  expect(await read(id)).toMatchObject({ stage: { name: 'Booked' }, stageSetBy: 'rule' })
  await expect(undo(entryId)).rejects.toMatchObject({ code: 'CONFLICT' })
  const { timeline } = await read(id)
  const last = timeline.find(({ text }) => text === 'Moved Contacted → Booked')?.id ?? ''
  expect((await undo(last)).stage.name).toBe('Contacted')
})

test('of several moves by automation only the last is taken back', async () => {
  const rules = [
    { fact: 'booked' as const, eventTypeId: null, stageId: stages['Booked'] ?? '' },
    { fact: 'cancelled' as const, eventTypeId: null, stageId: stages['Lost'] ?? '' },
  ]
  await calcom.caller().pipeline.saveRules({ rules })
  const { id, entryId } = await bookedLead()
  await calcom.tell({ trigger: 'BOOKING_CANCELLED', sentAt: at(1) })
  await calcom.tell({ uid: 'second', sentAt: at(2) })
  expect((await read(id)).stage.name).toBe('Booked')
  // It went from New to Booked, to Lost, and to Booked again.
  await expect(undo(entryId)).rejects.toMatchObject({ code: 'CONFLICT' })
  const { timeline } = await read(id)
  const lost = timeline.find(({ text }) => text === 'Moved Booked → Lost')?.id ?? ''
  await expect(undo(lost)).rejects.toMatchObject({ code: 'CONFLICT' })
  const last = timeline.find(({ text }) => text === 'Moved Lost → Booked')?.id ?? ''
  expect((await undo(last)).stage.name).toBe('Lost')
  await calcom.sql`delete from stage_rules where fact = 'cancelled'`
})

test('what is no move by automation cannot be taken back', async () => {
  const { id } = await bookedLead()
  await calcom.caller().lead.addNote({ id, text: 'Called' })
  await move(id, 'Surveyed')
  const { timeline } = await read(id)
  const others = timeline.filter(({ actor }) => actor.kind !== 'rule')
  expect(others.map(({ kind }) => kind)).toEqual(['moved', 'note', 'booked', 'captured'])
  for (const entryId of [...others.map((one) => one.id), crypto.randomUUID()]) {
    await expect(undo(entryId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
  expect((await read(id)).stage.name).toBe('Surveyed')
})

test('the sixth booking of a day moves nothing, and the timeline says so', async () => {
  const { id } = await bookedLead()
  for (const number of [2, 3, 4, 5]) {
    await calcom.tell({ uid: `number-${number}`, sentAt: at(number) })
  }
  await move(id, 'Contacted')
  const sixth = await calcom.tell({ uid: 'number-6', sentAt: at(6) })
  expect(await read(id)).toMatchObject({ stage: { name: 'Contacted' }, stageSetBy: 'user' })
  const withheld = 'Not moved Contacted → Booked: more than five bookings in one day'
  const entries = (await read(id)).timeline.filter(({ text }) => text === withheld)
  expect(entries).toMatchObject([{ kind: 'withheld', deliveryId: sixth.id }])
  const { effect } = await calcom.caller().delivery.byId({ id: sixth.id })
  expect(effect).toBe(
    'Booked for Tue 1 Dec 2026, 15:00 UTC. Stayed in Contacted: more than five bookings in one day',
  )
  await expect(undo(entries[0]?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' })

  await calcom.tell({ uid: 'next-day', sentAt: at(24 * 60) })
  expect((await read(id)).stage.name).toBe('Booked')
  expect(await texts(id)).toContain(withheld)
})

test('a move by hand that is taken back is told as that, and does not count in insights', async () => {
  const { id } = await calcom.caller().lead.create(jane)
  await move(id, 'Won')
  const back = { stageId: stages['New'] ?? '', isUndo: true }
  const undone = await calcom.caller().lead.move({ id, ...back })
  expect(undone).toMatchObject({ stage: { name: 'New' }, pinned: false })
  expect((await texts(id)).slice(0, 2)).toEqual(['Moved back Won → New', 'Moved New → Won'])
  await move(id, 'Quoted')
  expect(await calcom.caller().lead.bulkMove({ ids: [id], ...back })).toEqual({ ids: [id] })
  expect((await texts(id))[0]).toBe('Moved back Quoted → New')
  const period = { from: at(-24 * 60), to: at(24 * 60), timeZone: 'UTC' }
  const reached = async () => (await calcom.caller().insight.funnel(period)).total.reached
  expect(await reached()).toEqual([1, 0, 0, 0, 0, 0])
  // Whoever goes there again and is moved on from there did get there.
  await move(id, 'Quoted')
  await move(id, 'New')
  expect(await reached()).toEqual([1, 1, 1, 1, 1, 0])
})
