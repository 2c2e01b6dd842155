import { afterAll, beforeAll, expect, test } from 'vitest'

import { fixture, fixtures, fixtureSecret } from '@solar-capture/core/fixtures.testing'
import {
  hostileValues,
  pathsOf,
  someCases,
  withHostile,
  wordPath,
  type HostileCase,
} from '@solar-capture/core/hostile-values.testing'

import { toolCaller } from './caller.testing.ts'
import { sentAt } from './fixture-clock.testing.ts'
import { answersFor } from './hostile-answers.testing.ts'
import { createSender } from './many-deliveries.testing.ts'
import { findBreaches, findSecrets, secretsIn } from './stored-contract.testing.ts'
import { startTestApi, type TestApi } from './testing.ts'

const isExhaustive = process.env['EXHAUSTIVE'] === '1'
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)

let clock = new Date('2026-11-20T09:00:00.000Z')
let api: TestApi
let sender: ReturnType<typeof createSender>
let known: unknown
const keysOfObject = Object.getOwnPropertyNames(Object.prototype)

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
  await api.addSecret(fixtureSecret)
  sender = createSender(api, { secret: fixtureSecret, inFlight: 32 })
  const { lead } = toolCaller(api, ['leads:read', 'leads:write'])
  for (const email of ['jane.doe@acme.example', 'bob@initech.example', 'max@example.org']) {
    const name = `The lead ${email}`
    await lead.create({ name, email, phone: '+34 600 111 222', postcode: '08001', address: 'C/ 1' })
  }
  await lead.create({ name: 'Raj', phone: '+91 98765 43210', postcode: '08002', address: 'C/ 2' })
  known = await readLeads()
})
afterAll(async () => {
  sender.close()
  await api.close()
})

const jsonFixtures = fixtures
  .filter(({ file }) => !file.startsWith('a4'))
  .map(({ file, body }) => ({ file, value: JSON.parse(body.toString()) as unknown }))

test.each(jsonFixtures)(
  `${isExhaustive ? 'whatever' : 'what'} stands in $file is answered and kept by the contract (SEED=${seed})`,
  async ({ file, value }) => {
    setClock(file)
    const cases = isExhaustive ? everyCase(value) : someCases(value, seed)
    const atOnce = JSON.stringify(value).length > 100_000 ? 24 : 192
    for (let from = 0; from < cases.length; from += atOnce) {
      await expectContract(value, cases.slice(from, from + atOnce))
    }
  },
  30 * 60_000,
)

const poison = [
  ...['1e400', '-1e400', '1e-400', '-0', '1.5', '9223372036854775807', '-9007199254740992'],
  ...[
    ...['+275760-09-13T00:00:00.000Z', '275760-09-13T00:00:00Z', '-271821-04-20T00:00:00Z'],
    ...['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999-12:00', '0000-00-00T00:00:00Z'],
    ...['1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00+14:00', '2026-02-30T00:00:00Z'],
    ...['2026-12-01T24:00:00Z', '2026-12-01T23:59:60Z', 'infinity', '-infinity', 'now', 'epoch'],
    ...['99999999999999999999', '\uff19\uff12\uff12', 'u'.repeat(3_000), '\\x00', '{}', '{"a"}'],
  ].map((text) => JSON.stringify(text)),
]
const poisoned = [
  ...['createdAt', 'payload.uid', 'payload.rescheduleUid', 'payload.eventTypeId', 'payload.length'],
  ...['payload.startTime', 'payload.endTime', 'payload.rescheduleStartTime', 'payload.bookingId'],
  ...['payload.seatsPerTimeSlot', 'uid', 'startTime', 'endTime', 'eventTypeId'],
]

test.each(['12', '84'])(
  'numbers and times that no database has do no harm in %s',
  async (number) => {
    const { file, body } = fixture(number)
    const value = JSON.parse(body.toString()) as unknown
    setClock(file)
    await forgetDeliveries()
    const paths = pathsOf(value).filter((path) => poisoned.includes(wordPath(path)))
    const bodies = paths.flatMap((path) =>
      poison.map((json) => withHostile(value, path, { name: json, json })),
    )
    const answers = await sender.sendAll(bodies)
    const others = answers.map(({ status, word }) => `${status} ${word}`)
    expect(others.filter((one) => !/^(200 \w+|422 unsupported_payload)$/.test(one))).toEqual([])
    await expectKept()
  },
)

test('keys that objects have of themselves are data', async () => {
  const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'constructor.prototype']
  const json = keys
    .map((key) => `"${key}":{"polluted":true,"prototype":{"polluted":true}},`)
    .join('')
  await forgetDeliveries()
  for (const { file, value } of jsonFixtures) {
    setClock(file)
    const body = JSON.stringify(value).replaceAll(/\{(?=")/g, `{"\\u005f_proto__":{"a":1},${json}`)
    const { status, word } = await sender.send(Buffer.from(body))
    expect(answersFor(body)).toContain(`${status} ${word}`)
  }
  await expectKept()
})

test('a secret that was kept would be found', async () => {
  const secrets = secretsIn(fixtures.map(({ body }) => body.toString()))
  expect(secrets).toHaveLength(5)
  expect(await findSecrets(api, secrets)).toEqual([])
  for (const [index, secret] of secrets.entries()) {
    await api.sql`update leads set address = ${`x${secret}`} where phone = '+919876543210'`
    expect([index, await findSecrets(api, secrets)]).toEqual([index, ['leads has a secret']])
  }
  await api.sql`update leads set address = 'C/ 2' where phone = '+919876543210'`
})

test('after all that a ping is answered', async () => {
  const { body } = fixture('01')
  await forgetDeliveries()
  expect(await sender.send(body)).toEqual({ status: 200, word: 'pong' })
  expect(api.problems).toEqual([])
})

function setClock(file: string) {
  clock = new Date(sentAt(fixture(file.slice(0, 2))).getTime() + 1_000)
}

/** Sends bodies with one thing changed each, and looks at the answers and at what is kept. */
async function expectContract(value: unknown, cases: HostileCase[]) {
  await forgetDeliveries()
  const bodies = cases.map(({ path, hostile }) => withHostile(value, path, hostile))
  const answers = await sender.sendAll(bodies)
  const wrong = answers.flatMap(({ status, word }, index) => {
    const allowed = answersFor(bodies[index] ?? '')
    const one = cases[index]
    if (allowed.includes(`${status} ${word}`) || !one) return []
    return [
      `${one.hostile.name} at ${wordPath(one.path)}: ${status} ${word}, not ${allowed.join(' or ')}`,
    ]
  })
  expect(wrong).toEqual([])
  const [kept] = await api.sql`select count(*)::int from deliveries`
  expect(kept).toEqual({ count: new Set(bodies).size })
  await expectKept()
}

async function expectKept() {
  expect(await findBreaches(api)).toEqual([])
  expect(await readLeads()).toEqual(known)
  expect(api.problems).toEqual([])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(keysOfObject)
}

async function forgetDeliveries() {
  for (const table of ['timeline_entries', 'bookings', 'booking_events', 'deliveries']) {
    await api.sql`delete from ${api.sql(table)}`
  }
}

function everyCase(value: unknown): HostileCase[] {
  return pathsOf(value).flatMap((path) => hostileValues.map((hostile) => ({ path, hostile })))
}

/** What people entered of all leads. */
function readLeads() {
  return api.sql`
    select id, name, email, phone, postcode, address, source, owner_id, pinned, base_stage_id from leads order by id`
}
