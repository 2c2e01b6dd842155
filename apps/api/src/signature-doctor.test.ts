import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { sign } from '@solar-capture/core/signature'
import { rejectionTexts } from '@solar-capture/core/word-outcome'

import { toolCaller } from './caller.testing.ts'
import { createSignatureCheck } from './check-signature.ts'
import { createEndpointDirectory } from './endpoint-directory.ts'
import { startTestApi, testSecret, type TestApi, type WireAnswer } from './testing.ts'

const retired = 'a-secret-that-was-retired-last-week-0003'
const stranger = 'a-secret-that-nobody-here-has-ever-seen-4'
const ping = '{"triggerEvent":"PING","payload":{"title":"Zoë <3 / Solar"}}'
const indented = JSON.stringify(JSON.parse(ping), null, 2)
const form = 'event=PING&who=Zoë Smith'

type Cause = keyof typeof rejectionTexts
/** A request that arrives as `arrived` after `signed` was signed. */
type Request = { secret: string; signed: string; arrived: string }

const asSigned = (secret: string): Request => ({ secret, signed: ping, arrived: ping })
const altered: Request = { secret: testSecret, signed: ping, arrived: indented }
const cases: [Cause, Request][] = [
  ['mismatch', asSigned(stranger)],
  ['retired_secret', asSigned(retired)],
  ['secret_whitespace', asSigned(`${testSecret}\n`)],
  ['body_altered', altered],
  [
    'form_template',
    { secret: testSecret, signed: form, arrived: new URLSearchParams(form).toString() },
  ],
]

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const caller = () => toolCaller(api, ['deliveries:read', 'settings:write'])
const signatureOf = ({ secret, signed }: Request) => sign(secret, Buffer.from(signed))

/** An endpoint of its own, as each is diagnosed once in ten seconds, and what sends requests to it. */
async function addEndpoint(secrets = [retired, testSecret]) {
  const { id, publicId } = await caller().endpoint.create({
    name: `Cal.com ${crypto.randomUUID()}`,
  })
  for (const secret of secrets) await caller().endpoint.setSecret({ id, secret })
  const path = `/webhooks/calcom/${publicId}`
  const post = (body: string, signature?: string) =>
    api.post(body, signature === undefined ? {} : { 'x-cal-signature-256': signature }, path)
  return {
    id,
    publicId,
    post,
    send: (request: Request) => post(request.arrived, signatureOf(request)),
  }
}

async function countCauses(id: string) {
  const rows = await api.sql<{ cause: string; count: number }[]>`
    select cause, count from rejection_counts where endpoint_id = ${id}`
  return Object.fromEntries(rows.map(({ cause, count }) => [cause, count]))
}

// Longer than the log waits before it writes.
const soon = { timeout: 10_000 }

test('each cause is told to the admin with what to do, and never to the sender', async () => {
  const answers = new Set<string>()
  const endpoints: [Cause, string][] = []
  for (const [cause, request] of cases) {
    const { id, send } = await addEndpoint()
    answers.add(comparable(await send(request)))
    endpoints.push([cause, id])
  }
  for (const [cause, endpointId] of endpoints) {
    await expect
      .poll(async () => (await caller().delivery.list({ endpointId })).items, soon)
      .toMatchObject([{ outcome: 'rejected', cause: rejectionTexts[cause], leadId: null }])
    expect(await caller().endpoint.status({ id: endpointId })).toMatchObject({
      status: 'rejecting',
      lastRejection: { cause, text: rejectionTexts[cause] },
    })
  }
  const [answer = ''] = answers
  expect(answers.size).toBe(1)
  expect(JSON.parse(answer)).toMatchObject({ status: 401, body: '{"error":"invalid_signature"}' })
})

test('an endpoint gets one diagnosis at a time, whatever else arrives, and others their own', async () => {
  const endpoint = await addEndpoint()
  const other = await addEndpoint()
  const late = await addEndpoint([])
  const { post, send } = endpoint
  // None of these needs a diagnosis.
  await post(ping)
  await post(ping, 'no-secret-provided')
  await post(ping, `sha256=${signatureOf(altered)}`)
  expect((await send(asSigned(testSecret))).status).toBe(200)
  for (let n = 0; n < 3; n++) await send(altered)
  await send(asSigned(`${testSecret} `))
  await send(asSigned(retired))
  await other.send(altered)
  await late.send(altered)
  await caller().endpoint.setSecret({ id: late.id, secret: testSecret })
  await late.send(altered)
  await expect
    .poll(() => countCauses(endpoint.id), soon)
    .toEqual({
      header_missing: 1,
      header_malformed: 1,
      sender_has_no_secret: 1,
      body_altered: 1,
      mismatch: 4,
    })
  await expect.poll(() => countCauses(other.id), soon).toEqual({ body_altered: 1 })
  await expect
    .poll(() => countCauses(late.id), soon)
    .toEqual({ no_secret_here: 1, body_altered: 1 })
})

test('ten seconds later there is the next diagnosis', async () => {
  const { publicId } = await addEndpoint()
  const directory = createEndpointDirectory(api.deps)
  onTestFinished(directory.close)
  // Whole milliseconds add up without rounding.
  let now = Math.round(performance.now())
  const check = createSignatureCheck(directory, () => now)
  const causeOf = async (request: Request) => {
    const checked = await check(publicId, [signatureOf(request)], Buffer.from(request.arrived))
    return checked.kind === 'refused' ? checked.cause : checked.kind
  }
  expect(await causeOf(altered)).toBe('body_altered')
  now += 9_999
  expect(await causeOf(asSigned(`${testSecret} `))).toBe('mismatch')
  now += 1
  expect(await causeOf(asSigned(`${testSecret} `))).toBe('secret_whitespace')
  expect(await causeOf(altered)).toBe('mismatch')
})

function comparable({ status, headers, body }: WireAnswer): string {
  const { date: _, 'x-request-id': __, ...rest } = headers
  return JSON.stringify({ status, rest, body })
}
