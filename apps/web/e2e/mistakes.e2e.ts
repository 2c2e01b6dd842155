import { createServer, request as forward, type Server as HttpServer } from 'node:http'

import type { Browser, BrowserContext, Page } from '@playwright/test'

import { sign } from '@solar-capture/core/signature'

import { owner, setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { freePort, startServer, type Server } from './server.ts'
import { openSignedIn, setUpByHand } from './sign-in.ts'
import { expect, test } from './test.ts'

// What goes wrong when Cal.com is connected, and the sentence that says so. Each on an account of its own.
test.describe.configure({ mode: 'serial' })

type Account = { id: string; url: string; secret: string }
type Made = Awaited<ReturnType<typeof setUp>>

let context: BrowserContext
let page: Page
let made: Made

test.beforeAll(async ({ browser, server }) => {
  made = await setUp(server)
  context = await browser.newContext({ baseURL: server.url })
  page = await context.newPage()
  await openSignedIn(page, made)
})
test.afterAll(() => context.close())

/** A new account with a secret, or without one, whose settings are open. */
async function openAccount(name: string, { withSecret = true } = {}): Promise<Account> {
  const { api } = made
  const { id, url } = await api.endpoint.create.mutate({ name })
  const { secret } = withSecret
    ? await api.endpoint.generateSecret.mutate({ id })
    : { secret: 'x'.repeat(40) }
  await page.goto(`/settings/integrations?endpoint=${id}`)
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible()
  await expect(page.getByText('Listening…')).toBeVisible()
  await expect(page.getByText(/compare the URL in Cal.com with the one above/)).toBeVisible()
  return { id, url, secret }
}

function booking(): string {
  return JSON.stringify({
    triggerEvent: 'BOOKING_CREATED',
    createdAt: new Date().toISOString(),
    payload: { uid: crypto.randomUUID(), title: 'Zoë & Söhne', attendees: [] },
  })
}

async function send(url: string, body: string, signature: string, type = 'application/json') {
  const headers = { 'content-type': type, 'x-cal-signature-256': signature }
  const { status } = await fetch(url, { method: 'POST', headers, body })
  return status
}

/** What the page that listens says of what has just arrived. */
function told(text: string | RegExp) {
  return page.getByRole('listitem').filter({ hasText: 'Press Ping test' }).getByText(text)
}

test('nothing comes: the way leads to what to compare', async () => {
  await page.goto('/deliveries')
  await page.getByRole('link', { name: 'Check the connection' }).click()
  await expect(page.getByText(/compare the URL in Cal.com with the one above/)).toBeVisible()
})

test('1: no secret is saved here', async () => {
  const { url, secret } = await openAccount('No secret', { withSecret: false })
  await expect(page.getByText('Needs a secret').first()).toBeVisible()
  const body = booking()
  expect(await send(url, body, sign(secret, Buffer.from(body)))).toBe(401)
  await expect(
    told(
      'No secret is saved here yet, so nothing can be verified. Generate one here and paste it in Cal.com.',
    ),
  ).toBeVisible()
  await expect(told('Listening…')).toBeHidden()
  await expect(told(/compare the URL in Cal.com/)).toBeHidden()
  await expect(page.getByText('Once the secret is set, Solar Capture can play one')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Webhook secret' }).fill(crypto.randomUUID())
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(told('Listening…')).toBeVisible()
  await expect(told(/^No secret is saved/)).toBeHidden()
})

test('2: the secret is empty in Cal.com', async () => {
  const { url } = await openAccount('Empty in Cal.com')
  expect(await send(url, booking(), 'no-secret-provided')).toBe(401)
  await expect(told(/^Cal\.com has no secret for this webhook\. Paste the secret/)).toBeVisible()
  await expect(page.getByText('Refusing requests').first()).toBeVisible()
})

test('3: there is another secret in Cal.com', async () => {
  const { url } = await openAccount('Another secret')
  const body = booking()
  expect(await send(url, body, sign('another secret of thirty-two ch.', Buffer.from(body)))).toBe(
    401,
  )
  await expect(
    told(
      'Cal.com signed with another secret. Bookings are being refused. If the secret was replaced here, paste the new one in Cal.com. If not, generate a new one here and paste it there.',
    ),
  ).toBeVisible()
  await expectAccessible(page)
})

test('4: the secret has a space at its end, here and in Cal.com', async () => {
  const { url, secret } = await openAccount('A space', { withSecret: false })
  await page
    .getByRole('textbox', { name: 'Webhook secret' })
    .fill('kL9wq2Zx8Vb4Nm6Tr1Yp3Sd5Fg7Hj0Ac ')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(
    page.getByText('The secret contains a space or a line break. Copy it again without it'),
  ).toBeVisible()
  expect(secret).not.toContain(' ')
  const saved = await openAccount('A space there')
  const body = booking()
  expect(await send(saved.url, body, sign(`${saved.secret} `, Buffer.from(body)))).toBe(401)
  await expect(
    told(/but with a space, a line break or an invisible character around it/),
  ).toBeVisible()
  expect(url).not.toBe(saved.url)
})

test('5: Cal.com still has the secret from before a rotation', async () => {
  const { id, url, secret } = await openAccount('Old secret')
  await made.api.endpoint.rotateSecret.mutate({ id, keepPreviousFor: 'none' })
  const body = booking()
  expect(await send(url, body, sign(secret, Buffer.from(body)))).toBe(401)
  await expect(
    told('Cal.com signed with a secret that was replaced here. Paste the current one in Cal.com.'),
  ).toBeVisible()
})

test('6: a proxy alters the body', async () => {
  const { url, secret } = await openAccount('Altered body')
  const body = booking()
  const altered = JSON.stringify(JSON.parse(body), null, 2)
  expect(await send(url, altered, sign(secret, Buffer.from(body)))).toBe(401)
  await expect(told(/but a proxy in between changed the body afterwards/)).toBeVisible()
})

test('7: the payload template is a form', async () => {
  const { url, secret } = await openAccount('Form template')
  const body = 'trigger=BOOKING_CREATED&name=Zoë & Söhne'
  const signature = sign(secret, Buffer.from(body))
  expect(await send(url, body, signature, 'application/x-www-form-urlencoded')).toBe(400)
  await expect(told(/[Rr]emove the payload template/)).toBeVisible()
})

test('8: the payload template leaves the uid out', async () => {
  const { url, secret } = await openAccount('Template without uid')
  const body = JSON.stringify({
    triggerEvent: 'BOOKING_CREATED',
    createdAt: new Date().toISOString(),
    payload: { title: 'Survey', attendees: [{ email: 'jane@example.com' }] },
  })
  expect(await send(url, body, sign(secret, Buffer.from(body)))).toBe(422)
  await expect(told(/uid.*[Rr]emove the payload template/s)).toBeVisible()
  await expectAccessible(page)
})

test('9: the address redirects', async ({ browser }) => {
  const { proxy, url, target } = await startProxy((path) =>
    path.startsWith('/webhooks/') ? 'https://www.sunnyroofs.example/' : null,
  )
  const server = await startServer({ PUBLIC_URL: url })
  target.url = server.url
  try {
    await expectAddressProblem(browser, { ...server, url }, url, [
      'The address redirects to https://www.sunnyroofs.example. Cal.com does not follow redirects, so nothing would arrive. Set PUBLIC_URL to the address that it leads to.',
    ])
  } finally {
    proxy.closeAllConnections()
    proxy.close()
    await server.stop()
  }
})

test('10: the address starts with http', async ({ playwright }) => {
  const port = await freePort()
  const url = `http://leads.sunnyroofs.example:${port}`
  const server = await startServer({ PORT: String(port), PUBLIC_URL: url })
  const { launchOptions } = test.info().project.use
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [
      ...(launchOptions?.args ?? []),
      '--host-resolver-rules=MAP leads.sunnyroofs.example 127.0.0.1',
    ],
  })
  try {
    await expectAddressProblem(browser, server, url, [
      'The address starts with http, and Cal.com sends to https only. Put a proxy with a certificate in front and set PUBLIC_URL to the https address.',
    ])
  } finally {
    await browser.close()
    await server.stop()
  }
})

/** Sets a server up in the browser, at the address that it is known by, and reads what its settings say of that address. */
async function expectAddressProblem(
  browser: Browser,
  server: Server,
  url: string,
  sentences: string[],
) {
  const own = await browser.newContext({ baseURL: url })
  try {
    const first = await own.newPage()
    await first.goto(`/setup#code=${server.setupToken}`)
    await setUpByHand(first, { ...owner, company: 'Sunny Roofs' })
    await first.goto('/settings/integrations')
    for (const sentence of sentences) await expect(first.getByText(sentence)).toBeVisible()
    await expectAccessible(first)
  } finally {
    await own.close()
  }
}

/** A proxy that passes everything on to `target.url`, but for the paths that it redirects. */
async function startProxy(redirect: (path: string) => string | null) {
  const target = { url: '' }
  const proxy: HttpServer = createServer((incoming, answer) => {
    const path = incoming.url ?? '/'
    const elsewhere = redirect(path)
    if (elsewhere !== null) return void answer.writeHead(301, { location: elsewhere }).end()
    const passed = forward(
      new URL(path, target.url),
      { method: incoming.method, headers: incoming.headers },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers)
        response.pipe(answer)
      },
    )
    passed.on('error', () => answer.destroy())
    incoming.pipe(passed)
  })
  const port = await freePort()
  await new Promise<void>((resolve) => void proxy.listen(port, '127.0.0.1', resolve))
  return { proxy, target, url: `http://127.0.0.1:${port}` }
}
