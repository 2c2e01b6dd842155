import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { rejectionTexts } from '@solar-capture/core/word-outcome'

import { day, hour, minute, startOffice, type Office } from './alarm-office.testing.ts'
import { checkAlarms } from './check-alarms.ts'
import { createEncryption } from './encryption.ts'

let office: Office
beforeAll(async () => {
  office = await startOffice()
})
beforeEach(() => office.reset())
afterAll(() => office.close())

const countAlarms = async () => (await office.api.sql`select from alarms`).length

/** Lets the office go quiet, and everybody know. */
async function goQuiet() {
  await office.watchUntil(office.last + 4 * hour)
  await office.send()
  expect(office.subjects()).toEqual(['Sunny Roofs: Cal.com has gone quiet'])
}

/** Looks and sends after a while in which a message may be sent again. */
async function lookLater(ms = 6 * minute) {
  office.pass(ms)
  await office.look()
  await office.send()
}

test('a stranger who posts to a quiet office does not end its alarm', async () => {
  await goQuiet()
  await office.refuse('mismatch')
  await lookLater()
  expect(await office.open()).toEqual(['quiet', 'rejecting'])
  expect(office.subjects().slice(1)).toEqual(['Sunny Roofs: Requests from Cal.com are refused'])
})

test('silence is told where refusals are muted', async () => {
  await office.caller().alarm.saveSettings({ muted: ['rejecting'] })
  await office.refuse('mismatch')
  await office.watchUntil(office.last + 4 * hour)
  expect(await office.open()).toEqual(['quiet'])
})

test('silence is told where an unreadable secret is muted, else that alone is told', async () => {
  const elsewhere = {
    ...office.api.deps,
    encryption: createEncryption(crypto.getRandomValues(Buffer.alloc(32))),
  }
  await office.look()
  office.pass(10 * minute)
  for (let n = 0; n < 20; n++, office.pass(10 * minute)) await checkAlarms(elsewhere)
  expect(await office.open()).toEqual(['unreadable_secret'])
  await office.caller().alarm.saveSettings({ muted: ['unreadable_secret'] })
  await checkAlarms(elsewhere)
  expect(await office.open()).toEqual(['quiet'])
})

test('silence lasts until something arrives, whatever happens to the server and the secret', async () => {
  await goQuiet()
  await lookLater(16 * minute)
  expect(await office.open()).toEqual(['quiet'])
  expect((await office.caller().endpoint.list())[0]?.status).toBe('quiet')
  const { id } = office.api.endpoint
  await office.caller().endpoint.rotateSecret({ id, keepPreviousFor: '24h' })
  await lookLater()
  expect(await office.open()).toEqual(['quiet'])
  expect(office.subjects()).toHaveLength(1)
  await office.receive()
  expect((await office.caller().endpoint.list())[0]?.status).toBe('healthy')
  await lookLater()
  expect(await office.open()).toEqual([])
  expect(office.subjects().slice(1)).toEqual(['Sunny Roofs: Over: Cal.com has gone quiet'])
})

test.each(['muted', 'paused', 'disabled'] as const)(
  'nobody is told that an alarm is over because it is %s',
  async (how) => {
    await goQuiet()
    if (how === 'muted') await office.caller().alarm.saveSettings({ muted: ['quiet'] })
    else await office.api.setMode(how)
    await lookLater()
    await lookLater()
    expect(await office.open()).toEqual([])
    expect(office.subjects()).toHaveLength(1)
  },
)

test('a kind that is muted raises none', async () => {
  await office.caller().alarm.saveSettings({ muted: ['quiet'] })
  await office.watchUntil(office.last + 4 * hour)
  expect(await office.open()).toEqual([])
})

test('nobody is told of an alarm that was muted before a message went', async () => {
  await office.watchUntil(office.last + 4 * hour)
  expect(await office.open()).toEqual(['quiet'])
  await office.caller().alarm.saveSettings({ muted: ['quiet'] })
  await lookLater()
  expect(office.subjects()).toEqual([])
})

test('a stranger who posts between good deliveries makes one alarm, which says that bookings are taken', async () => {
  await office.look()
  for (let round = 0; round < 12; round++) {
    await office.receive()
    await lookLater(10 * minute)
    await office.refuse('sender_has_no_secret')
    await lookLater()
  }
  expect(await countAlarms()).toBe(1)
  expect(office.subjects()).toEqual(['Sunny Roofs: Requests from Cal.com are refused'])
  expect(office.texts()[0]).toContain('no booking is taken')
  await office.receive()
  await lookLater()
  const [alarm] = (await office.caller().alarm.list({})).items
  expect(alarm?.action).toMatch(/^Bookings have been taken again since/)
  expect(alarm?.action).not.toContain('no booking is taken')
  await office.watchUntil(office.clock.now.getTime() + 50 * minute)
  expect(await office.open()).toEqual(['rejecting'])
  await lookLater(10 * minute)
  expect(await office.open()).toEqual([])
  expect(office.subjects().slice(1)).toEqual([
    'Sunny Roofs: Over: Requests from Cal.com are refused',
  ])
})

test('refusals last until something good arrives, however long none comes', async () => {
  await office.refuse('mismatch')
  await office.watchUntil(office.last + 6 * hour)
  expect(await office.open()).toEqual(['quiet', 'rejecting'])
  await office.receive()
  await office.look()
  expect(await office.open()).toEqual([])
})

test.each(['compared', 'valid'] as const)(
  'what no signature verified (%s: by comparing, or demo data) ends no alarm and is no last delivery',
  async (verdict) => {
    await office.refuse('mismatch')
    await office.watchUntil(office.last + 6 * hour)
    await office.bringIn(verdict)
    await lookLater()
    expect(await office.open()).toEqual(['quiet', 'rejecting'])
    const { id } = office.api.endpoint
    const status = await office.caller().endpoint.status({ id })
    expect(status.status).toBe('rejecting')
    const lastAt = new Date(office.last).toISOString()
    expect(status.lastDelivery?.at).toBe(lastAt)
    expect((await office.caller().alarm.watched())[0]?.lastArrivalAt).toBe(lastAt)
  },
)

test('refusals are told by what was found out about them minutes before', async () => {
  await office.look()
  await office.refuse('retired_secret')
  office.pass(minute)
  await office.refuse('mismatch')
  await office.look()
  const [alarm] = (await office.caller().alarm.list({})).items
  expect(alarm?.text).toBe(rejectionTexts.retired_secret)
  const { id } = office.api.endpoint
  const told = async () => (await office.caller().endpoint.status({ id })).lastRejection
  expect(await told()).toMatchObject({
    ...{ cause: 'retired_secret', at: office.clock.now.toISOString() },
  })
  // What came before something good does not explain what comes after it.
  office.pass(minute)
  await office.receive()
  office.pass(minute)
  await office.refuse('mismatch')
  expect(await told()).toMatchObject({ cause: 'mismatch' })
})

test('refusals are over at once when the secret is changed', async () => {
  await office.refuse('mismatch')
  await office.look()
  expect(await office.open()).toEqual(['rejecting'])
  // The database says when a secret is saved.
  office.clock.now = new Date()
  const { id } = office.api.endpoint
  await office.caller().endpoint.rotateSecret({ id, keepPreviousFor: '24h' })
  office.clock.now = new Date(office.last + hour)
  await office.look()
  expect(await office.open()).toEqual([])
})

test('processes with other keys make one alarm, which is over once all can read the secret', async () => {
  const elsewhere = {
    ...office.api.deps,
    encryption: createEncryption(crypto.getRandomValues(Buffer.alloc(32))),
  }
  for (let look = 0; look < 60; look++) {
    office.pass(5_000)
    await checkAlarms(look % 2 === 0 ? elsewhere : office.api.deps)
  }
  expect(await office.open()).toEqual(['unreadable_secret'])
  expect(await countAlarms()).toBe(1)
  await lookLater(10 * minute)
  expect(await office.open()).toEqual(['unreadable_secret'])
  await lookLater(6 * minute)
  expect(await office.open()).toEqual([])
})

test('alarms that have been over for long are removed with their news and messages, others stay', async () => {
  await goQuiet()
  await office.receive()
  await lookLater()
  await office.refuse('mismatch')
  await lookLater()
  const rows = async () =>
    Promise.all(
      ['alarms', 'alarm_news', 'alarm_notices'].map(
        async (table) => (await office.api.sql`select from ${office.api.sql(table)}`).length,
      ),
    )
  expect(await rows()).toEqual([2, 3, 3])
  await lookLater(89 * day)
  expect((await rows())[0]).toBeGreaterThanOrEqual(2)
  await lookLater(day)
  const open = await office.open()
  expect(open).toContain('rejecting')
  const [kept] = await office.api.sql`select count(*)::int from alarms where ended_at is not null`
  expect(kept).toEqual({ count: 0 })
  const [news] = await office.api.sql`select count(*)::int from alarm_news where change = 'ended'`
  expect(news).toEqual({ count: 0 })
})
