import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { busyOffice, calendarStart, randomFrom } from '@solar-capture/core/quiet-calendars.testing'
import type { RejectionCause } from '@solar-capture/core/signature'
import { newId } from '@solar-capture/db/new-id'
import { deliveries, rejections } from '@solar-capture/db/schema'

import { toolCaller } from './caller.testing.ts'
import { checkAlarms } from './check-alarms.ts'
import { createMail } from './mail.ts'
import { createOutgoing } from './outgoing.ts'
import { sendAlarms } from './send-alarms.ts'
import { startMailServer } from './smtp.testing.ts'
import { startTestApi } from './testing.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

// A Wednesday afternoon.
const start = calendarStart + 51 * day + 15 * hour

/**
 * An office that has got deliveries for seven weeks, with a mail server and a program that messages are posted to. `clock` is its clock, `last` the
 * last delivery (milliseconds); `reset` begins anew.
 */
export async function startOffice() {
  const clock = { now: new Date(start) }
  const mailServer = await startMailServer()
  const program = { answers: 200, posts: [] as string[] }
  const hooks = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      program.posts.push(Buffer.concat(chunks).toString())
      // One that answers 0 does not.
      if (program.answers !== 0) response.writeHead(program.answers).end()
    })
  })
  await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has such an address.
  const { port } = hooks.address() as AddressInfo
  const api = await startTestApi({
    now: () => clock.now,
    replace: async () => ({
      mail: createMail({ url: mailServer.url, from: 'Solar <solar@example.com>' }),
      outgoing: createOutgoing({ allowPrivate: true }),
    }),
  })
  await api.addSecret()
  const place = { workspaceId: api.workspaceId, endpointId: api.endpoint.id }
  const row = (at: number) => ({
    ...{ ...place, id: newId(at), receivedAt: new Date(at), size: 1, durationMs: 1 },
    ...{
      verdict: 'valid' as const,
      secretVersion: 1,
      outcome: 'applied' as const,
      body: Buffer.alloc(1),
    },
    fingerprint: crypto.getRandomValues(Buffer.alloc(32)),
  })
  const times = busyOffice(randomFrom(1), 56).filter((at) => at < start)
  for (let from = 0; from < times.length; from += 500) {
    await api.db.insert(deliveries).values(times.slice(from, from + 500).map(row))
  }
  const caller = () => toolCaller(api, ['settings:write', 'deliveries:read'])
  const look = () => checkAlarms(api.deps)
  const pass = (ms: number) => (clock.now = new Date(clock.now.getTime() + ms))
  return {
    ...{ api, place, clock, program, caller, look, pass, last: times.at(-1) ?? 0 },
    url: `http://127.0.0.1:${port}/post-here`,
    send: () => sendAlarms(api.deps),
    /** Ends what the program does not answer. */
    hangUp: () => hooks.closeAllConnections(),
    /** The kinds of the open alarms. */
    open: async () => (await caller().alarm.list({})).items.map(({ kind }) => kind).toSorted(),
    subjects: () => mailServer.mails.map((mail) => /Subject: (.*)/.exec(mail)?.[1]),
    texts: () => mailServer.mails.map((mail) => mail.replaceAll('=\r\n', '')),
    /** Looks every ten minutes until `until` (milliseconds). */
    watchUntil: async (until: number) => {
      for (; clock.now.getTime() < until; pass(10 * minute)) await look()
    },
    /** Something good arrives now. */
    receive: () => api.db.insert(deliveries).values(row(clock.now.getTime())),
    /** Something is recorded now that no signature verified. */
    bringIn: (verdict: 'compared' | 'valid') =>
      api.db
        .insert(deliveries)
        .values({ ...row(clock.now.getTime()), verdict, secretVersion: null }),
    /** A request is refused now. */
    refuse: (cause: RejectionCause) =>
      api.db.insert(rejections).values({
        ...{ ...place, id: newId(clock.now.getTime()), receivedAt: clock.now },
        ...{ cause, size: 1, headerShape: 'none' },
      }),
    reset: async () => {
      Object.assign(program, { answers: 200, posts: [] })
      mailServer.mails.length = 0
      await api.sql`truncate alarms, alarm_news, alarm_notices, alarm_settings, endpoint_watches,
        rejections, bookings cascade`
      await api.sql`delete from rate_limits`
      await api.sql`delete from deliveries where received_at >= ${new Date(start).toISOString()}`
      await api.sql`delete from endpoint_secrets where version > 1`
      await api.sql`update endpoint_secrets set status = 'current', expires_at = null,
        set_at = ${new Date(calendarStart).toISOString()}`
      await api.setMode('active')
      clock.now = new Date(start)
    },
    close: async () => {
      hooks.closeAllConnections()
      await api.close()
      await mailServer.close()
      await new Promise((resolve) => hooks.close(resolve))
    },
  }
}

export type Office = Awaited<ReturnType<typeof startOffice>>
