import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { busyOffice, calendarStart, randomFrom } from '@solar-capture/core/quiet-calendars.testing'
import { newId } from '@solar-capture/db/new-id'
import { bookingEvents, bookings, bookingUids, deliveries } from '@solar-capture/db/schema'

import { toolCaller } from './caller.testing.ts'
import { checkAlarms } from './check-alarms.ts'
import { createMail } from './mail.ts'
import { createOutgoing } from './outgoing.ts'
import { sendAlarms } from './send-alarms.ts'
import { startMailServer } from './smtp.testing.ts'
import { startTestApi, testOwner, type TestApi } from './testing.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let api: TestApi
let mailServer: Awaited<ReturnType<typeof startMailServer>>
let hookServer: Server
let hooks: { headers: IncomingHttpHeaders; body: string }[] = []
let hookStatus = 200
let now = new Date()
/** Until then an office got deliveries; it is then at the start of each test. */
const wednesday = calendarStart + 51 * day + 15 * hour
let last = 0

beforeAll(async () => {
  mailServer = await startMailServer()
  hookServer = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      hooks.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(hookStatus).end()
    })
  })
  await new Promise<void>((resolve) => hookServer.listen(0, '127.0.0.1', resolve))
  api = await startTestApi({
    now: () => now,
    replace: async () => ({
      mail: createMail({ url: mailServer.url, from: 'Solar <solar@example.com>' }),
      outgoing: createOutgoing({ allowPrivate: true }),
    }),
  })
  await api.addSecret()
  await api.sql`update endpoint_secrets set set_at = ${new Date(calendarStart).toISOString()}`
})
beforeAll(async () => {
  const times = busyOffice(randomFrom(1), 56).filter((at) => at <= wednesday)
  for (let from = 0; from < times.length; from += 500) {
    await api.db.insert(deliveries).values(times.slice(from, from + 500).map(row))
  }
  last = times.at(-1) ?? 0
})
afterAll(async () => {
  await api.close()
  await mailServer.close()
  await new Promise((resolve) => hookServer.close(resolve))
})
beforeEach(async () => {
  hooks = []
  mailServer.mails.length = 0
  hookStatus = 200
  await api.sql`delete from alarms`
  await api.sql`delete from alarm_notices`
  await api.sql`delete from alarm_settings`
  await api.sql`delete from endpoint_watches`
  await api.sql`delete from deliveries where received_at > ${new Date(wednesday).toISOString()}`
  now = new Date(wednesday)
})

const caller = () => toolCaller(api, ['settings:write', 'deliveries:read'])
const open = async () => (await caller().alarm.list({})).items
const mailText = (index: number) =>
  (mailServer.mails[index] ?? '')
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) =>
      String.fromCharCode(Number.parseInt(String(hex), 16)),
    )

const row = (at: number) => ({
  ...{ workspaceId: api.workspaceId, id: newId(at), endpointId: api.endpoint.id },
  ...{
    receivedAt: new Date(at),
    verdict: 'valid' as const,
    secretVersion: 1,
    outcome: 'applied' as const,
  },
  ...{ fingerprint: crypto.getRandomValues(Buffer.alloc(32)), body: Buffer.alloc(1) },
  ...{ size: 1, durationMs: 1 },
})
const receive = (at: number) => api.db.insert(deliveries).values(row(at))

/** Looks for alarms every ten minutes, in two processes at once, until `until` (milliseconds). */
async function watchUntil(until: number): Promise<void> {
  for (; now.getTime() < until; now = new Date(now.getTime() + 10 * minute)) {
    await Promise.all([checkAlarms(api.deps), checkAlarms(api.deps)])
  }
}

test('an office that goes quiet raises one alarm, of which everybody is told once, and once that it is over', async () => {
  const { webhookSecret } = await caller().alarm.saveSettings({ webhookUrl: hookUrl() })
  await checkAlarms(api.deps)
  expect(await open()).toEqual([])
  const [watched] = await caller().alarm.watched()
  expect(watched?.rhythm?.text).toMatch(/every 1\d min on weekdays from 8:00 to 18:00/)
  const overdue = Date.parse(watched?.overdueAt ?? '')
  expect(overdue - last).toBeGreaterThan(hour)
  expect(overdue - last).toBeLessThan(3 * hour)
  await watchUntil(overdue - 10 * minute)
  expect(await open()).toEqual([])
  expect((await caller().endpoint.list())[0]?.status).toBe('healthy')
  await watchUntil(overdue + 2 * hour)
  const [alarm] = await open()
  expect(await api.sql`select from alarms`).toHaveLength(1)
  expect(alarm).toMatchObject({ kind: 'quiet', since: new Date(last).toISOString() })
  expect(Date.parse(alarm?.raisedAt ?? '') - last).toBeLessThan(1.25 * (overdue - last))
  expect((await caller().endpoint.list())[0]?.status).toBe('quiet')

  await Promise.all([sendAlarms(api.deps), sendAlarms(api.deps)])
  expect(mailServer.mails).toHaveLength(1)
  expect(mailText(0)).toContain(`To: ${testOwner.email}`)
  expect(mailText(0)).toContain('Subject: Sunny Roofs: Cal.com has gone quiet')
  expect(hooks).toHaveLength(1)
  const { headers, body } = hooks[0] ?? { headers: {}, body: '' }
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  const key = Buffer.from((webhookSecret ?? '').replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(signed).digest('base64')
  expect(headers['webhook-signature']).toBe(`v1,${signature}`)
  expect(JSON.parse(body)).toMatchObject({
    type: 'alarm',
    text: expect.stringContaining('has gone quiet') as string,
    alarms: [{ id: alarm?.id, kind: 'quiet', change: 'raised', endedAt: null }],
    url: 'http://localhost:3000/settings/alarms',
  })

  now = new Date(now.getTime() + 6 * minute)
  await receive(now.getTime())
  await checkAlarms(api.deps)
  await sendAlarms(api.deps)
  expect(await open()).toEqual([])
  expect(mailServer.mails).toHaveLength(2)
  expect(mailText(1)).toContain('Subject: Sunny Roofs: Over: Cal.com has gone quiet')
  expect((await caller().alarm.list({ isOpen: false })).items).toMatchObject([{ id: alarm?.id }])
  await sendAlarms(api.deps)
  expect(mailServer.mails).toHaveLength(2)
})

const hookUrl = () => `http://127.0.0.1:${(hookServer.address() as AddressInfo).port}/secret-path`

test('nothing is quiet while this server stood still, or the account was off', async () => {
  await checkAlarms(api.deps)
  now = new Date(now.getTime() + 7 * day)
  await checkAlarms(api.deps)
  expect(await open()).toEqual([])
  await watchUntil(now.getTime() + 3 * hour)
  expect(await open()).toMatchObject([{ kind: 'quiet' }])
  await caller().endpoint.update({ id: api.endpoint.id, mode: 'disabled' })
  await checkAlarms(api.deps)
  expect(await open()).toEqual([])
  await caller().endpoint.update({ id: api.endpoint.id, mode: 'active' })
  await checkAlarms(api.deps)
  expect(await open()).toEqual([])
})

test('refusals raise an alarm that says why, beside that of the silence', async () => {
  await checkAlarms(api.deps)
  await api.deliver('{}', 'another-secret-of-forty-characters-12345')
  await expect.poll(() => api.sql`select from rejections`).toHaveLength(1)
  await watchUntil(last + 5 * hour)
  const alarms = await open()
  expect(alarms).toMatchObject([{ kind: 'quiet' }, { kind: 'rejecting' }])
  expect(alarms[1]?.text).toContain('signed with another secret')
  await api.sql`delete from rejections`
})

test('a secret that cannot be decrypted raises an alarm', async () => {
  await api.sql`update endpoint_secrets set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)`
  await checkAlarms(api.deps)
  expect(await open()).toMatchObject([{ kind: 'unreadable_secret' }])
  await api.sql`update endpoint_secrets set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)`
  now = new Date(now.getTime() + 16 * minute)
  await checkAlarms(api.deps)
  expect(await open()).toEqual([])
})

test('meetings that passed untold raise an alarm, where Cal.com usually tells', async () => {
  now = new Date(calendarStart + 60 * day)
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * hour)
  const meet = async (hours: number, status: 'completed' | 'confirmed') => {
    const id = newId()
    const created = row(hoursAgo(hours + 48).getTime())
    const { workspaceId, fingerprint } = created
    await api.db.insert(deliveries).values(created)
    const flags = { rescheduleCount: 0, noShow: false, paid: false }
    await api.db.insert(bookings).values({
      ...{ workspaceId, id, status, endTime: hoursAgo(hours), ...flags },
      ...{ needsCheck: false, ignored: false },
    })
    await api.db
      .insert(bookingUids)
      .values({ workspaceId, uid: id, seat: '', bookingId: id, position: 0 })
    // Nothing reads what it says.
    const event = {} as (typeof bookingEvents.$inferInsert)['event']
    const told = { deliveryId: created.id, uid: id, contacts: [], event }
    await api.db.insert(bookingEvents).values({ workspaceId, fingerprint, ...told })
    return id
  }
  for (let hours = 30; hours > 24; hours -= 1) await meet(hours, 'completed')
  await meet(2, 'confirmed')
  await meet(20, 'confirmed')
  await checkAlarms(api.deps)
  expect(await open()).toEqual([])
  const missed = await meet(4, 'confirmed')
  await checkAlarms(api.deps)
  expect(await open()).toMatchObject([
    { kind: 'meeting_passed', since: hoursAgo(20).toISOString() },
  ])
  await api.sql`update bookings set status = 'completed' where id = ${missed}`
  await checkAlarms(api.deps)
  expect(await open()).toEqual([])
  await api.sql`delete from bookings`
})

test('a message that is not taken is sent again later, under the same id, also by another process', async () => {
  await caller().alarm.saveSettings({ webhookUrl: hookUrl(), emails: [] })
  await watchUntil(last + 4 * hour)
  hookStatus = 500
  await sendAlarms(api.deps)
  const { last: after } = await caller().alarm.settings()
  expect(after).toMatchObject([{ channel: 'webhook', sentAt: null }])
  expect(after[0]?.problem).toBe('The server answered 500.')
  await sendAlarms(api.deps)
  expect(hooks).toHaveLength(1)
  now = new Date(now.getTime() + minute)
  // One that takes it and dies.
  await api.sql`update alarm_notices set retry_at = ${new Date(now.getTime() + minute).toISOString()}`
  await sendAlarms(api.deps)
  expect(hooks).toHaveLength(1)
  hookStatus = 204
  now = new Date(now.getTime() + minute)
  await Promise.all([sendAlarms(api.deps), sendAlarms(api.deps), sendAlarms(api.deps)])
  expect(hooks).toHaveLength(2)
  expect(hooks[1]?.headers['webhook-id']).toBe(hooks[0]?.headers['webhook-id'])
  expect(mailServer.mails).toEqual([])
})

test('many alarms within an hour are one message, where somebody wants it so', async () => {
  await caller().alarm.saveSettings({ timing: 'hourly' })
  await watchUntil(last + 4 * hour)
  await sendAlarms(api.deps)
  for (let round = 0; round < 3; round += 1) {
    now = new Date(now.getTime() + 2 * minute)
    await api.sql`update alarms set ended_at = ${now.toISOString()}`
    await api.sql`insert into alarm_news select workspace_id, id, 'ended', 'email', ended_at from alarms on conflict do nothing`
    await checkAlarms(api.deps)
    await sendAlarms(api.deps)
  }
  expect(mailServer.mails).toHaveLength(1)
  now = new Date(now.getTime() + hour)
  await sendAlarms(api.deps)
  expect(mailServer.mails).toHaveLength(2)
  expect(mailText(1)).toContain('Subject: Sunny Roofs: 4 alarms')
})

test('a test message says what came of it', async () => {
  expect(await caller().alarm.test({ channel: 'email' })).toEqual({ problem: null })
  expect(mailText(0)).toContain('Subject: Sunny Roofs: a test')
  const none = 'No address is set to post to.'
  expect(await caller().alarm.test({ channel: 'webhook' })).toEqual({ problem: none })
  await caller().alarm.saveSettings({ webhookUrl: hookUrl() })
  expect(await caller().alarm.test({ channel: 'webhook' })).toEqual({ problem: null })
  expect(JSON.parse(hooks[0]?.body ?? '')).toMatchObject({ type: 'test', alarms: [] })
})

test('the secret and the address are shown never again, and stored encrypted; the log names the host', async () => {
  const first = await caller().alarm.saveSettings({ webhookUrl: hookUrl() })
  expect(first.webhookSecret).toMatch(/^whsec_/)
  const second = await caller().alarm.saveSettings({ webhookUrl: `${hookUrl()}2`, timing: 'daily' })
  expect(second.webhookSecret).toBeNull()
  const renewed = await caller().alarm.saveSettings({ renewSecret: true })
  expect(renewed.webhookSecret).not.toBe(first.webhookSecret)
  const settings = JSON.stringify(await caller().alarm.settings())
  const stored = JSON.stringify(await api.sql`select * from alarm_settings`)
  const log = JSON.stringify(await api.sql`select * from audit_log where action = 'alarms_changed'`)
  for (const text of [settings, stored, log]) expect(text).not.toMatch(/secret-path|whsec_/)
  expect(log).toContain('127.0.0.1')
  await expect(caller().alarm.saveSettings({ webhookUrl: 'ftp://a.example' })).rejects.toThrow(
    /has to begin with https/,
  )
})
