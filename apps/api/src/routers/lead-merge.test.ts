import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { jane, startWithCalcom, type Told, type WithCalcom } from '../calcom.testing.ts'

let calcom: WithCalcom
let lead: ReturnType<WithCalcom['caller']>['lead']
let stages: Record<string, string>

beforeAll(async () => {
  calcom = await startWithCalcom()
  lead = calcom.caller().lead
  const rows = await calcom.caller().pipeline.stages()
  stages = Object.fromEntries(rows.map(({ id, name }) => [name, id]))
})
afterAll(() => calcom.close())
beforeEach(() => calcom.reset())

const home = { name: 'J. Doe', email: 'jane@home.example', phone: '+447700900123' }

const at = (minutes: number) =>
  new Date(Date.UTC(2026, 10, 20, 10, 0) + minutes * 60_000).toISOString()

const read = (id: string) => lead.byId({ id })
const uidsOf = ({ bookings }: { bookings: { uids: string[] }[] }) =>
  bookings.flatMap(({ uids }) => uids).toSorted()
const texts = ({ timeline }: { timeline: { text: string }[] }) => timeline.map(({ text }) => text)
const waiting = async () => (await calcom.caller().booking.unmatched()).items

/** Jane as she wrote from work and from home, with a booking of each, and the one by phone alone. */
async function twoOfJane() {
  const { id } = await lead.create(jane)
  const { id: otherId } = await lead.create({ ...home, postcode: 'SW1A 1AA', source: 'Fair' })
  const told: Told[] = [
    { uid: 'work', sentAt: at(0) },
    { uid: 'home', sentAt: at(1), booker: home },
    { uid: 'phone', sentAt: at(2), booker: { name: 'Jane', phone: home.phone } },
  ]
  for (const one of told) await calcom.tell(one)
  return { id, otherId, told }
}

test('one lead of two has the chosen values, and all bookings, emails and notes of both', async () => {
  const { id, otherId } = await twoOfJane()
  await lead.addNote({ id: otherId, text: 'Prefers mornings' })
  await lead.move({ id: otherId, stageId: stages['Quoted'] ?? '' })
  const choose = { name: 'other', stage: 'other' } as const
  const merged = await lead.merge({ id, otherId, choose })
  expect(merged).toMatchObject({
    ...{ id, name: 'J. Doe', source: 'API', postcode: 'SW1A 1AA', phone: home.phone },
    ...{ email: jane.email, emails: [jane.email, home.email] },
    ...{ stage: { name: 'Quoted' }, stageSetBy: 'user' },
  })
  expect(uidsOf(merged)).toEqual(['home', 'phone', 'work'])
  expect(texts(merged)[0]).toBe(`Merged with J. Doe (${home.email})`)
  expect(texts(merged)).toEqual(
    expect.arrayContaining(['Prefers mornings', 'Captured from Fair', 'Moved Booked → Quoted']),
  )
  // Each once, and nothing of the lead that is gone is left.
  expect(texts(merged).filter((text) => text.startsWith('Booked'))).toHaveLength(3)
  await expect(read(otherId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const [left] = await calcom.sql`select count(*)::int as count from timeline_entries
    where lead_id = ${otherId}`
  expect(left).toEqual({ count: 0 })
  expect((await lead.list({})).items).toMatchObject([{ id }])
})

test('what comes in later for the lead that is gone goes to the one that stayed', async () => {
  const { id, otherId, told } = await twoOfJane()
  const { parameter } = await lead.bookingLink({ id: otherId })
  await lead.merge({ id, otherId, choose: { name: 'other', phone: 'this' } })
  expect(await read(id)).toMatchObject({ phone: null })
  // The phone is nobody's any more, and what was booked with it stays all the same.
  expect(uidsOf(await read(id))).toEqual(['home', 'phone', 'work'])
  const before = await read(id)
  for (const one of told) expect(await calcom.tell(one)).toMatchObject({ result: 'duplicate' })
  expect({ ...(await read(id)), updatedAt: '' }).toEqual({ ...before, updatedAt: '' })

  const cancelled = { trigger: 'BOOKING_CANCELLED', uid: 'phone', sentAt: at(3) }
  await calcom.tell({ ...cancelled, booker: { name: 'Jane', phone: home.phone } })
  await calcom.tell({ uid: 'alias', sentAt: at(4), booker: home })
  const byLink = { uid: 'link', sentAt: at(5), metadata: { lead: parameter.split('=')[1] } }
  await calcom.tell({ ...byLink, booker: { name: home.name, email: 'third@home.example' } })
  const after = await read(id)
  expect(uidsOf(after)).toEqual(['alias', 'home', 'link', 'phone', 'work'])
  expect(after.bookings.find(({ uids }) => uids[0] === 'phone')).toMatchObject({
    status: 'cancelled',
  })
  expect(await waiting()).toEqual([])

  // Merged once more, both old links lead to what is there in the end.
  const { id: lastId } = await lead.create({ name: 'Jane', email: 'jane@last.example' })
  await lead.merge({ id: lastId, otherId: id, choose: {} })
  for (const old of [id, otherId, lastId]) {
    expect(await lead.mergedInto({ id: old })).toEqual({ id: lastId })
  }
  await calcom.tell({ ...byLink, uid: 'again', booker: { name: 'Jane', email: 'x@y.example' } })
  expect(uidsOf(await read(lastId))).toContain('again')
})

test('a lead that bookings made is merged like any other', async () => {
  await calcom.caller().workspace.update({ createsLeads: true })
  await calcom.tell({ uid: 'made', booker: home })
  await calcom.caller().workspace.update({ createsLeads: false })
  const [made] = (await lead.list({})).items
  const { id } = await lead.create({ ...jane, phone: home.phone })
  expect(await lead.samePerson({ id })).toMatchObject([{ name: home.name, reason: 'same_phone' }])
  const merged = await lead.merge({ id, otherId: made?.id ?? '', choose: {} })
  expect(uidsOf(merged)).toEqual(['made'])
  expect(texts(merged)).toContain('Captured from Cal.com')
  expect(await lead.samePerson({ id })).toEqual([])
})

test('who has nearly the same email is pointed out, but for somebody of quite another name', async () => {
  await lead.create({ name: 'Solar Fan', email: 'jane@home.exampel' })
  await lead.create({ name: 'Jane D.', email: 'jan@home.example' })
  const { id } = await lead.create({ name: 'Jane Doe', email: 'jane@home.example' })
  expect(await lead.samePerson({ id })).toMatchObject([
    { name: 'Jane D.', reason: 'email_one_edit', isNamesake: false },
  ])
})

test('a booking by a phone that two leads have is found once they are one', async () => {
  const { id } = await lead.create({ ...jane, phone: home.phone })
  const { id: otherId } = await lead.create(home)
  await calcom.tell({ uid: 'phone', sentAt: at(9), booker: { name: 'Jane', phone: home.phone } })
  expect(await waiting()).toHaveLength(1)
  expect(uidsOf(await lead.merge({ id, otherId, choose: {} }))).toEqual(['phone'])
  expect(await waiting()).toEqual([])
})

test('nothing is merged with itself, with nothing, or into a lead without email and phone', async () => {
  const { id } = await lead.create(jane)
  const { id: otherId } = await lead.create({ name: 'Jane', phone: home.phone })
  const refused = async (input: Parameters<typeof lead.merge>[0], code: string) =>
    expect(lead.merge(input)).rejects.toMatchObject({ code })
  await refused({ id, otherId: id, choose: {} }, 'BAD_REQUEST')
  await refused(
    { id: otherId, otherId: id, choose: { email: 'this', phone: 'other' } },
    'BAD_REQUEST',
  )
  await refused({ id, otherId: crypto.randomUUID(), choose: {} }, 'NOT_FOUND')
  expect((await lead.list({})).items).toHaveLength(2)
})

test('a lead that is removed leaves nothing but its bookings, which wait, and a line in the audit log', async () => {
  const { id, otherId } = await twoOfJane()
  await lead.addNote({ id: otherId, text: 'Prefers mornings' })
  await lead.remove({ id: otherId })
  await expect(read(otherId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(lead.mergedInto({ id: otherId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await waiting()).flatMap(({ uids }) => uids).toSorted()).toEqual(['home', 'phone'])
  expect(uidsOf(await read(id))).toEqual(['work'])
  const left = await calcom.sql`select id from timeline_entries where lead_id = ${otherId}`
  expect(left).toHaveLength(0)
  const [written] = await calcom.sql`select target_name as name from audit_log
    where action = 'lead_removed' and target_id = ${otherId}`
  expect(written).toEqual({ name: home.name })
  // The same person captured anew has them again.
  expect(uidsOf(await lead.create(home))).toEqual(['home', 'phone'])
  await expect(lead.remove({ id: otherId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('no booking is lost when leads are merged in both directions while webhooks arrive', async () => {
  for (let round = 0; round < 20; round++) {
    const { id } = await lead.create({ ...jane, email: `a${round}@x.example` })
    const { id: otherId } = await lead.create({ ...jane, email: `b${round}@x.example` })
    const tell = (of: string, times: number) =>
      Array.from({ length: times }, async (_, index) =>
        calcom.tell({
          ...{ uid: `${of}${round}-${index}`, sentAt: at(round) },
          booker: { name: jane.name, email: `${of}${round}@x.example` },
        }),
      )
    const merges = [
      lead.merge({ id, otherId, choose: {} }),
      lead.merge({ id: otherId, otherId: id, choose: {} }),
    ]
    const [merged] = await Promise.all([
      Promise.allSettled(merges),
      ...tell('a', 2),
      ...tell('b', 2),
    ])
    expect(merged.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const { id: left } = await lead.mergedInto({ id })
    expect([round, (await read(left)).bookings.length]).toEqual([round, 4])
  }
  expect(await waiting()).toEqual([])
  expect(calcom.problems).toEqual([])
}, 60_000)
