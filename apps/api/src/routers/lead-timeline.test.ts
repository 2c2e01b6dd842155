import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { newId } from '@solar-capture/db/new-id'

import { jane, startWithCalcom, type WithCalcom } from '../calcom.testing.ts'

let calcom: WithCalcom

beforeAll(async () => {
  calcom = await startWithCalcom()
})
afterAll(() => calcom.close())
beforeEach(() => calcom.reset())

const lead = () => calcom.caller().lead
const at = (minutes: number) =>
  new Date(Date.UTC(2026, 10, 20, 10, 0) + minutes * 60_000).toISOString()

test('a note says that it was edited, and its text is gone once it was removed', async () => {
  const { id } = await lead().create(jane)
  const { timeline } = await lead().addNote({ id, text: 'Call back' })
  const noteId = timeline.find(({ kind }) => kind === 'note')?.id ?? ''
  const place = timeline.findIndex((entry) => entry.id === noteId)
  calcom.clock.now = new Date(at(1))
  const edited = await lead().editNote({ noteId, text: ' Call back on Friday ' })
  expect(edited.timeline[place]).toMatchObject({
    ...{ id: noteId, text: 'Call back on Friday', at: timeline[place]?.at },
    detail: { editedAt: at(1) },
  })
  const removed = await lead().removeNote({ noteId })
  expect(removed.timeline[place]).toMatchObject({ id: noteId, text: 'Removed this note' })
  expect(JSON.stringify(removed)).not.toContain('Call back')
  const missing = { code: 'NOT_FOUND' }
  await expect(lead().editNote({ noteId, text: 'Again' })).rejects.toMatchObject(missing)
  await expect(lead().removeNote({ noteId })).rejects.toMatchObject(missing)
})

test('nobody changes or removes what is not a note of theirs', async () => {
  const { id } = await lead().create(jane)
  const { timeline } = await lead().addNote({ id, text: 'Call back' })
  const entryOf = (wanted: string) => timeline.find(({ kind }) => kind === wanted)?.id ?? ''
  await calcom.sql`update timeline_entries
    set detail = jsonb_set(detail, '{authorId}', ${JSON.stringify(newId())}::jsonb) where kind = 'note'`
  const before = await lead().byId({ id })
  for (const [noteId, code] of [
    [entryOf('note'), 'FORBIDDEN'],
    [entryOf('captured'), 'NOT_FOUND'],
  ] as const) {
    await expect(lead().editNote({ noteId, text: 'x' })).rejects.toMatchObject({ code })
    await expect(lead().removeNote({ noteId })).rejects.toMatchObject({ code })
  }
  expect(await lead().byId({ id })).toEqual(before)
})

test('a long timeline is read page by page, entries of one instant included', async () => {
  const { id } = await lead().create(jane)
  await lead().addNote({ id, text: 'The first note' })
  calcom.clock.now = new Date(at(0))
  await calcom.sql`
    insert into timeline_entries (workspace_id, id, lead_id, at, kind, actor, detail)
    select workspace_id, gen_random_uuid(), lead_id, ${at(0)}, 'unpinned', actor, '{"kind":"unpinned"}'
    from timeline_entries, generate_series(1, 230) where kind = 'note'`
  const { timeline, timelineCursor } = await lead().byId({ id })
  const rest = await lead().timeline({ id, cursor: timelineCursor })
  expect(rest.nextCursor).toBeNull()
  const all = [...timeline, ...rest.items]
  expect(new Set(all.map((entry) => entry.id)).size).toBe(232)
  expect(rest.items.slice(-2).map(({ kind }) => kind)).toEqual(['note', 'captured'])

  const notes = await lead().timeline({ id, kinds: ['note'], limit: 1, cursor: timelineCursor })
  expect(notes).toMatchObject({ items: [{ text: 'The first note' }], nextCursor: null })
  const crafted = Buffer.from(JSON.stringify({ at: at(0), position: '-1', id })).toString(
    'base64url',
  )
  for (const cursor of ['x', crafted]) {
    await expect(lead().timeline({ id, cursor })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  }
})

test('an email that is removed brings no bookings any more, and those that it brought wait', async () => {
  const { id } = await lead().create(jane)
  await lead().update({ id, email: 'jane@home.example' })
  await calcom.tell({ sentAt: at(0) })
  expect(await lead().byId({ id })).toMatchObject({
    ...{ email: 'jane@home.example', emails: ['jane@home.example', jane.email] },
    bookings: [{ status: 'confirmed' }],
  })
  const removed = await lead().removeEmail({ id, email: ' Jane.Doe@ACME.example ' })
  expect(removed).toMatchObject({ emails: ['jane@home.example'], bookings: [] })
  expect(removed.timeline[0]?.text).toBe(`Removed the other email ${jane.email}`)
  const { items } = await calcom.caller().booking.unmatched()
  expect(items).toMatchObject([{ bookerEmail: jane.email }])

  // Linked by hand, a booking stays whatever becomes of the email that the link taught.
  await calcom.caller().booking.link({ bookingId: items[0]?.id ?? '', leadId: id })
  const linked = await lead().removeEmail({ id, email: jane.email })
  expect(linked).toMatchObject({ emails: ['jane@home.example'], bookings: [{}] })
  for (const email of [jane.email, 'jane@home.example']) {
    await expect(lead().removeEmail({ id, email })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})

test('a booking tells each of its times, who moved it, when and why', async () => {
  const { id } = await lead().create(jane)
  const [first, second, third] = [1, 2, 3].map((day) => `2026-12-0${day}T15:00:00.000Z`)
  const moved = { trigger: 'BOOKING_RESCHEDULED', rescheduledBy: jane.email }
  const why = { rescheduleReason: { value: 'A board meeting' }, email: { value: jane.email } }
  const last = await calcom.tell({
    ...{ ...moved, uid: 'third', rescheduleUid: 'second', startTime: third, sentAt: at(2) },
  })
  await calcom.tell({ startTime: first, sentAt: at(0) })
  await calcom.tell({
    ...{ ...moved, uid: 'second', rescheduleUid: 'first', startTime: second, sentAt: at(1) },
    responses: why,
  })
  const { bookings } = await lead().byId({ id })
  expect(bookings).toMatchObject([{ rescheduleCount: 2 }])
  const history = await calcom.caller().booking.history({ bookingId: bookings[0]?.id ?? '' })
  const by = jane.email
  expect(history).toMatchObject([
    { kind: 'booked', from: null, startTime: first, at: at(0) },
    { kind: 'rescheduled', from: first, startTime: second, by, reason: 'A board meeting' },
    { kind: 'rescheduled', from: second, startTime: third, by, reason: null, deliveryId: last.id },
  ])
})
