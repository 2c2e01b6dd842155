import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { calcomBooking, startCalcomApi } from './calcom-api.testing.ts'
import { CalcomTooMany, listCalcomBookings, type Wanted } from './calcom-api.ts'
import { CalcomTooSlow } from './calcom-pages.ts'
import { createOutgoing } from './outgoing.ts'

const key = 'cal_live_0123456789abcdef'
const now = new Date('2026-11-20T12:00:00.000Z')
const from = new Date('2026-11-01T12:00:00.000Z')
const outgoing = createOutgoing({ allowPrivate: true, patienceMs: 5_000 })

let calcom: Awaited<ReturnType<typeof startCalcomApi>>

beforeAll(async () => {
  calcom = await startCalcomApi({ key, now: () => now })
})
afterAll(() => calcom.close())
beforeEach(() => {
  calcom.tricks.misbehave = null
  calcom.asked.length = 0
  calcom.bookings.length = 0
})

const list = (wanted: Partial<Wanted> = {}) =>
  listCalcomBookings(
    outgoing,
    { baseUrl: calcom.baseUrl, key },
    { from, until: null, patienceMs: 30_000, ...wanted },
  )

const booking = (uid: string, createdAt = '2026-11-19T12:00:00.000Z') =>
  calcomBooking({
    ...{ uid, email: `${uid}@x.example`, start: '2026-12-01T12:00:00.000Z', createdAt },
  })

/** Answers `pageOf` of how often it was asked before. */
function answer(pageOf: (asked: number) => { data: unknown[]; cursor: string | null }) {
  calcom.tricks.misbehave = (_, response) => {
    const { data, cursor } = pageOf(calcom.asked.length - 1)
    const pagination = { nextCursor: cursor, hasMore: cursor !== null }
    response.writeHead(200).end(JSON.stringify({ status: 'success', data, pagination }))
    return true
  }
}

test('of a time it lists what was made or changed in it', async () => {
  calcom.bookings.push(
    booking('before', '2026-11-05T12:00:00.000Z'),
    booking('in', '2026-11-10T12:00:00.000Z'),
    { ...booking('changed', '2026-10-01T12:00:00.000Z'), updatedAt: '2026-11-11T12:00:00.000Z' },
    booking('after', '2026-11-15T12:00:00.000Z'),
  )
  const until = new Date('2026-11-12T12:00:00.000Z')
  const { bookings } = await list({ from: new Date('2026-11-08T12:00:00.000Z'), until })
  expect(bookings.map(({ uid }) => uid)).toEqual(['changed', 'in'])
})

test('cursors that lead back to a page before end the list with an error', async () => {
  answer((asked) => ({ data: [booking('same')], cursor: asked % 2 === 0 ? 'x' : 'y' }))
  await expect(list()).rejects.toThrow('does not come to an end')
  expect(calcom.asked.length).toBeLessThan(5)
})

test('cursors that are always new, and pages with nothing new, end with an error', async () => {
  answer((asked) => ({ data: [booking('same')], cursor: String(asked) }))
  await expect(list()).rejects.toThrow('does not come to an end')
  expect(calcom.asked.length).toBe(200)
})

test.each<[string, unknown]>([
  ['a page of very many', Array.from({ length: 1_001 }, () => ({}))],
  ['no list', { bookings: [] }],
])('%s is no answer', async (_, data) => {
  answer(() => ({ data: data as unknown[], cursor: null }))
  await expect(list()).rejects.toThrow('something else than a list of bookings')
})

test('a cursor too long to be asked for is no answer', async () => {
  answer(() => ({ data: [], cursor: 'c'.repeat(100_000) }))
  await expect(list()).rejects.toThrow('something else than a list of bookings')
})

test('more bookings than are wanted are told as such', async () => {
  answer((asked) => ({
    data: Array.from({ length: 100 }, (_, at) => booking(`u${asked}-${at}`)),
    cursor: String(asked),
  }))
  await expect(list({ most: 250 })).rejects.toThrow(CalcomTooMany)
  await expect(list({ most: 250 })).rejects.toThrow('more than 250 bookings')
})

test('what cannot be read counts too', async () => {
  answer((asked) => ({ data: Array.from({ length: 100 }, () => ({})), cursor: String(asked) }))
  await expect(list({ most: 250 })).rejects.toThrow(CalcomTooMany)
})

const junk = 'x'.repeat(1_900_000)

test('pages of junk are read to the end of what may be read, and not kept', async () => {
  answer((asked) => ({ data: [{ ...booking(`u${asked}`), junk }], cursor: String(asked) }))
  await expect(list()).rejects.toThrow('too large to compare')
  expect(calcom.asked.length).toBeLessThan(40)
}, 60_000)

test('of a long text only what is compared stays in memory', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const heapUsed = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = heapUsed()
  let grown = Infinity
  // Each text that is kept could keep all that it was cut from.
  answer((asked) => {
    if (asked === 25) grown = heapUsed() - before
    const uid = `${' '.repeat(900_000)}uid-of-more-than-a-few-letters-${asked}`
    const data = [{ ...booking(''), uid, title: 'x'.repeat(1_000_000) }]
    return { data, cursor: asked < 25 ? String(asked) : null }
  })
  const listing = await list()
  expect(listing.bookings).toHaveLength(35)
  expect(grown).toBeLessThan(8 * 1024 * 1024)
  expect(heapUsed() - before).toBeLessThan(8 * 1024 * 1024)
}, 60_000)

test('very many attendees are not kept for ever', async () => {
  const attendees = Array.from({ length: 1_100 }, () => ({
    name: 'n'.repeat(200),
    email: `${'e'.repeat(300)}@x.example`,
  }))
  answer((asked) => ({
    data: [
      { ...booking(`a${asked}`), attendees },
      { ...booking(`b${asked}`), attendees },
    ],
    cursor: String(asked),
  }))
  await expect(list()).rejects.toThrow('too large to compare')
  expect(calcom.asked.length).toBeLessThan(20)
}, 60_000)

test('an API that is slow is given up when the time is over, in the midst of an answer too', async () => {
  const begin = performance.now()
  calcom.tricks.misbehave = (_, response) => {
    response.writeHead(200).write('{"data":[')
    return true
  }
  await expect(list({ patienceMs: 300 })).rejects.toThrow(CalcomTooSlow)
  answer((asked) => ({ data: [], cursor: String(asked) }))
  const quick = calcom.tricks.misbehave
  calcom.tricks.misbehave = (query, response) => {
    void sleep(40).then(() => quick(query, response))
    return true
  }
  await expect(list({ patienceMs: 300 })).rejects.toThrow(CalcomTooSlow)
  expect(performance.now() - begin).toBeLessThan(4_000)
})

test('it ends at once when it is asked to', async () => {
  const stopping = new AbortController()
  calcom.tricks.misbehave = () => {
    setTimeout(() => stopping.abort(), 20)
    return true
  }
  const error: unknown = await list({ signal: stopping.signal }).catch((thrown: unknown) => thrown)
  expect(error).toBe(stopping.signal.reason)
})
