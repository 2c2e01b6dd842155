import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { toolCaller } from './caller.testing.ts'
import { checkAlarms } from './check-alarms.ts'
import { createMail } from './mail.ts'
import { createOutgoing } from './outgoing.ts'
import { startMailServer } from './smtp.testing.ts'
import { startTestApi, type TestApi } from './testing.ts'
import { startWatchingAlarms } from './watch-alarms.ts'

let api: TestApi
let mailServer: Awaited<ReturnType<typeof startMailServer>>
/** Takes every request, and answers none. */
let silent: Server
const asked: Socket[] = []

beforeAll(async () => {
  mailServer = await startMailServer()
  silent = createServer((socket) => {
    asked.push(socket)
    socket.resume().on('error', () => {})
  })
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  api = await startTestApi({
    replace: async () => ({
      mail: createMail({ url: mailServer.url, from: 'Solar <solar@example.com>' }),
      // Longer than the test may take.
      outgoing: createOutgoing({ allowPrivate: true, patienceMs: 60_000 }),
    }),
  })
  await api.addSecret()
})
afterAll(async () => {
  await api.close()
  await mailServer.close()
  await new Promise((resolve) => silent.close(resolve))
})

// A look that took long is followed by a pause.
const patience = { timeout: 15_000 }

const caller = () => toolCaller(api, ['settings:write', 'deliveries:read'])
const spoilSecret = () =>
  api.sql`update endpoint_secrets set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)`
/** As if a while had passed: what follows within five minutes is told together. */
const passTime = () =>
  api.sql`update alarm_notices set created_at = created_at - interval '6 minutes'`
/** As if it had been seen last so long ago that it is over. */
const forget = () =>
  api.sql`update alarms set detail = jsonb_set(detail, '{seenAt}', to_jsonb(now() - interval '1 hour'))`
const subjects = () =>
  mailServer.mails.map((mail) => /^Subject: (?:.*?: )?(Over: )?/m.exec(mail)?.[1] ?? 'Raised')

test('a receiver that never answers keeps no other message and no further look waiting', async () => {
  const { port } = silent.address() as AddressInfo
  await caller().alarm.saveSettings({ webhookUrl: `http://127.0.0.1:${port}/` })
  // The first look of a process is the slowest.
  await checkAlarms(api.deps)
  await spoilSecret()
  const watch = startWatchingAlarms(api.deps, { everyMs: 100 })
  try {
    await expect.poll(() => asked.length, patience).toBe(1)
    await expect.poll(subjects, patience).toEqual(['Raised'])
    // A look that comes while the message above is still being sent.
    await passTime()
    await spoilSecret()
    const open = async () => (await caller().alarm.list({})).items
    const left = async () => {
      // Each time: a look that began before may say once more that it was seen.
      await forget()
      return open()
    }
    await expect.poll(left, patience).toEqual([])
    await expect.poll(subjects, patience).toEqual(['Raised', 'Over: '])
    await passTime()
    await spoilSecret()
    await expect.poll(open, patience).toMatchObject([{ kind: 'unreadable_secret' }])
    await expect.poll(subjects, patience).toEqual(['Raised', 'Over: ', 'Raised'])
    expect(asked.map(({ destroyed }) => destroyed)).toEqual([false])
  } finally {
    for (const socket of asked) socket.destroy()
    await watch.close()
  }
  expect(api.problems).toEqual([])
}, 60_000)
