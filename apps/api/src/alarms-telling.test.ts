import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { readAlarmSettings } from '@solar-capture/db/alarm-settings'
import { newId } from '@solar-capture/db/new-id'
import { bookings } from '@solar-capture/db/schema'

import { hour, minute, startOffice, type Office } from './alarm-office.testing.ts'
import { openWebhook } from './alarm-webhook.ts'

let office: Office
beforeAll(async () => {
  office = await startOffice()
})
beforeEach(async () => {
  await office.reset()
  office.api.problems.length = 0
})
afterAll(() => office.close())

const book = (organizerTimeZone: string, count: number) =>
  office.api.db.insert(bookings).values(
    Array.from({ length: count }, () => ({
      ...{ workspaceId: office.place.workspaceId, id: newId(), organizerTimeZone },
      ...{ status: 'confirmed' as const, rescheduleCount: 0, noShow: false, paid: false },
      ...{ needsCheck: false, ignored: false },
    })),
  )

test('a time zone that does not exist is passed over', async () => {
  await book('Nowhere/Bad', 3)
  await office.watchUntil(office.last + 4 * hour)
  expect(office.api.problems).toEqual([])
  await book('America/New_York', 2)
  await book('Europe/London', 1)
  const { caller } = office
  expect((await caller().alarm.settings()).timeZoneInUse).toBe('America/New_York')
  await caller().alarm.saveSettings({ timing: 'daily' })
  office.pass(24 * hour)
  await office.send()
  expect(office.subjects()).toEqual(['Sunny Roofs: Cal.com has gone quiet'])
  expect(office.api.problems).toEqual([])
})

test('a workspace whose message cannot be made keeps no other waiting, and is reported', async () => {
  const { sql } = office.api
  const other = newId()
  await sql`insert into workspaces (id, name, body_key) values (${other}, 'Other', '\\x00')`
  const endpoint = newId()
  await sql`insert into endpoints (id, workspace_id, public_id, name) values (${endpoint}, ${other}, 'other', 'Cal.com')`
  await sql`insert into alarm_settings (workspace_id, timing, time_zone) values (${other}, 'daily', 'Nowhere/Bad')`
  await office.refuse('mismatch')
  await office.look()
  const alarm = newId()
  await sql`insert into alarms (workspace_id, id, endpoint_id, kind, since, raised_at, detail)
    values (${other}, ${alarm}, ${endpoint}, 'rejecting', now(), now(), '{}')`
  await sql`insert into alarm_news (workspace_id, alarm_id, change, channel, at)
    values (${other}, ${alarm}, 'raised', 'email', '2026-01-01')`
  await office.send()
  await sql`delete from workspaces where id = ${other}`
  expect(office.subjects()).toEqual(['Sunny Roofs: Requests from Cal.com are refused'])
  expect(office.api.problems.map(({ message }) => message)).toEqual([
    `No message about alarms of ${other} could be made`,
  ])
})

/** Has a message to the program fail until it waits for hours. */
async function failForHours() {
  await office.caller().alarm.saveSettings({ webhookUrl: office.url, emails: [] })
  await office.refuse('mismatch')
  await office.look()
  office.program.answers = 500
  for (const wait of [0, 1, 5, 30, 120]) {
    office.pass(wait * minute)
    await office.send()
  }
  office.pass(minute)
  await office.send()
  expect(office.program.posts.splice(0)).toHaveLength(5)
  office.program.answers = 200
}

test('what waits to be sent goes at once when the address is saved', async () => {
  await failForHours()
  await office.caller().alarm.saveSettings({ timing: 'hourly' })
  await office.send()
  expect(office.program.posts).toEqual([])
  await office.caller().alarm.saveSettings({ webhookUrl: `${office.url}/mended` })
  await office.send()
  expect(office.program.posts.map((body) => (JSON.parse(body) as { type: string }).type)).toEqual([
    'alarm',
  ])
})

test('what waits to be sent goes at once after a test that arrives, and is tried as often as a new message', async () => {
  await failForHours()
  office.program.answers = 500
  await office.caller().alarm.test({ channel: 'webhook' })
  await office.send()
  expect(office.program.posts.splice(0)).toHaveLength(1)
  office.program.answers = 200
  await office.caller().alarm.test({ channel: 'webhook' })
  office.program.answers = 500
  await office.send()
  expect(office.program.posts.splice(0)).toHaveLength(2)
  const [last] = (await office.caller().alarm.settings()).last
  expect(Date.parse(last?.retryAt ?? '') - office.clock.now.getTime()).toBe(minute)
})

test('a message that may be under way is not sent a second time when settings are saved', async () => {
  await office.caller().alarm.saveSettings({ webhookUrl: office.url, emails: [] })
  await office.refuse('mismatch')
  await office.look()
  office.program.answers = 0
  const sending = office.send()
  await expect.poll(() => office.program.posts).toHaveLength(1)
  await office.caller().alarm.saveSettings({ webhookUrl: office.url })
  await office.send()
  expect(office.program.posts).toHaveLength(1)
  office.hangUp()
  await sending
})

test('a receiver that does not answer holds no other channel up', async () => {
  await office.caller().alarm.saveSettings({ webhookUrl: office.url })
  await office.refuse('mismatch')
  await office.look()
  await office.send()
  expect(office.subjects()).toHaveLength(1)
  // Once more, the program first.
  await office.api.sql`update alarm_notices set sent_at = null,
    retry_at = ${office.clock.now.toISOString()}::timestamptz
      - case channel when 'webhook' then interval '1 min' else interval '0' end`
  office.program.answers = 0
  const sending = office.send()
  await expect.poll(() => office.subjects(), { timeout: 3_000 }).toHaveLength(2)
  expect(office.program.posts).toHaveLength(2)
  office.hangUp()
  await sending
})

test('two who save at once both get what they saved, also a new address and a new signing secret', async () => {
  const { api, place, caller, url } = office
  await caller().alarm.saveSettings({ webhookUrl: url })
  for (let round = 0; round < 20; round++) {
    const [{ webhookSecret }] = await Promise.all([
      caller().alarm.saveSettings({ renewSecret: true }),
      caller().alarm.saveSettings({ webhookUrl: `${url}/${round}` }),
      caller().alarm.saveSettings({ muted: round % 2 === 0 ? ['quiet'] : [] }),
    ])
    const { webhook, muted } = await readAlarmSettings(api.db, place.workspaceId)
    expect(webhook && openWebhook(api.deps, place.workspaceId, webhook)).toEqual({
      url: `${url}/${round}`,
      secret: webhookSecret,
    })
    expect(muted).toHaveLength(round % 2 === 0 ? 1 : 0)
  }
})

test('two who save first at once both get what they saved', async () => {
  await Promise.all([
    office.caller().alarm.saveSettings({ timing: 'hourly' }),
    office.caller().alarm.saveSettings({ timeZone: 'Europe/London' }),
  ])
  const settings = await office.caller().alarm.settings()
  expect(settings).toMatchObject({ timing: 'hourly', timeZone: 'Europe/London' })
})

test('the audit log says who sent a test and whether it was taken', async () => {
  office.pass(10 * hour)
  await office.caller().alarm.test({ channel: 'email' })
  office.pass(minute)
  await office.caller().alarm.test({ channel: 'webhook' })
  const rows = await office.api.sql`
    select action, details from audit_log where action = 'alarm_tested' order by id desc limit 2`
  expect(rows).toEqual([
    { action: 'alarm_tested', details: { channel: 'webhook', ok: false } },
    { action: 'alarm_tested', details: { channel: 'email', ok: true } },
  ])
})

test('an address that cannot be decrypted any more is told, and is set again with a new secret', async () => {
  const { webhookSecret } = await office.caller().alarm.saveSettings({ webhookUrl: office.url })
  await office.api
    .sql`update alarm_settings set webhook = set_byte(webhook, 20, get_byte(webhook, 20) # 1)`
  const { problem } = await office.caller().alarm.test({ channel: 'webhook' })
  expect(problem).toContain('cannot be read')
  await office.caller().alarm.saveSettings({ timing: 'daily' })
  await expect(office.caller().alarm.saveSettings({ renewSecret: true })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: problem,
  })
  const again = await office.caller().alarm.saveSettings({ webhookUrl: office.url })
  expect(again.webhookSecret).toMatch(/^whsec_/)
  expect(again.webhookSecret).not.toBe(webhookSecret)
  const { webhook } = await readAlarmSettings(office.api.db, office.place.workspaceId)
  expect(webhook && openWebhook(office.api.deps, office.place.workspaceId, webhook)).toEqual({
    url: office.url,
    secret: again.webhookSecret,
  })
})
