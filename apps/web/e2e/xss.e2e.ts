import type { BrowserContext, Page } from '@playwright/test'

import { owner } from './api-client.ts'
import { setUpByHand } from './sign-in.ts'
import { expect, test } from './test.ts'
import { look } from './xss-look.ts'
import { openings } from './xss-openings.ts'
import { ownName, payloads } from './xss-payloads.ts'
import { screens, type Screen } from './xss-screens.ts'
import { fill, type State } from './xss-state.ts'
import { expectNothingRan, watch, type Watch } from './xss-watch.ts'

// One server full of payloads, looked at from every side. Its hundreds of pages would make a trace of gigabytes.
test.describe.configure({ mode: 'serial', timeout: 120_000 })
test.use({ trace: 'off' })

const isExhaustive = process.env['EXHAUSTIVE'] === '1'
const nothing = { texts: [], times: 0 }
const elsewhere = [
  ...['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example'],
  ...['data:text/html,<script>alert(1)</script>', '/%0a/evil.example', '///evil.example/..//'],
]
const loginTo = (next: string) => `/login?next=${encodeURIComponent(next)}`

let context: BrowserContext
let page: Page
let seen: Watch
let state: State

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000)
  context = await browser.newContext({ baseURL: server.url, userAgent: ownName })
  seen = await watch(context, server.url)
  page = await context.newPage()
  await page.goto(`/setup#code=${server.setupToken}`)
  await setUpByHand(page, { ...owner, name: ownName, company: ownName })
  state = await fill(server)
  await page.reload()
})
test.afterAll(() => context.close())
test.afterEach(() => expectNothingRan(seen))

for (const [number, screen] of screens.entries()) {
  test(`${screen.name}: payloads are text`, async () => {
    await look(page, nothing, '/leads?q=nobody')
    const paths = screen.paths(state)
    if (paths.length === 1) return expectAll(page, screen)
    expect(paths).toHaveLength(payloads.length)
    // A page for each takes minutes: usually every fourth, another quarter on each screen.
    const tried = [...payloads.keys()].filter((index) => isExhaustive || index % 4 === number % 4)
    for (const index of tried) await expectOne(page, screen, index)
  })
}

test('every screen of a phone shows payloads as text', async ({ browser, server }) => {
  const phone = await browser.newContext({
    ...{ baseURL: server.url, viewport: { width: 390, height: 844 }, hasTouch: true },
    storageState: await context.storageState(),
  })
  const seenThere = await watch(phone, server.url)
  const small = await phone.newPage()
  await small.goto('/leads?q=nobody')
  for (const [number, screen] of screens.entries()) {
    // There is less on it.
    const briefly = { ...screen, shows: Math.min(screen.shows, 1) }
    if (screen.paths(state).length === 1) await expectAll(small, briefly)
    else await expectOne(small, briefly, (number * 7) % payloads.length)
  }
  expectNothingRan(seenThere)
  await phone.close()
})

for (const { name, path, open } of openings) {
  test(`${name}: the payload is text`, async () => {
    await page.goto(path(state))
    await open(page)
    expect(await look(page, nothing)).toEqual({ missing: [], intruders: [] })
  })
}

test('menus, tooltips and both colour schemes work with a hostile name', async () => {
  await page.goto(`/leads/${state.leads[0]}`)
  const menu = page.getByRole('button', { name: `${ownName} Owner` })
  await page.getByRole('button', { name: 'Pin here' }).hover()
  await expect(page.getByRole('tooltip')).toBeVisible()
  for (const scheme of ['Dark', 'Light']) {
    await menu.click()
    await page.getByRole('menuitemradio', { name: scheme }).click()
    // Of the theme, which comes in a style with the nonce.
    const colour = scheme === 'Dark' ? 'rgb(231, 231, 234)' : 'rgb(30, 30, 35)'
    await expect(page.locator('body')).toHaveCSS('color', colour)
    await page.keyboard.press('Escape')
  }
  await menu.click()
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('no address to go to after signing in leads elsewhere or runs', async ({
  browser,
  server,
}) => {
  const guest = await browser.newContext({ baseURL: server.url })
  const seenThere = await watch(guest, server.url)
  const door = await guest.newPage()
  await door.goto('/login')
  const heading = door.getByRole('heading', { level: 1 })
  for (const text of payloads) await look(door, nothing, loginTo(text))
  await look(door, nothing, loginTo(payloads[35] ?? ''))
  await door.getByLabel('Email').fill(owner.email)
  await door.getByRole('textbox', { name: 'Password' }).fill(owner.password)
  await door.getByRole('button', { name: 'Sign in' }).click()
  await expect(heading).toHaveText('Leads')
  for (const next of elsewhere) {
    await look(door, nothing, loginTo(next))
    await door.waitForURL(({ pathname }) => pathname !== '/login')
    expect(new URL(door.url()).origin).toBe(server.url)
  }
  expectNothingRan(seenThere)
  await guest.close()
})

/** The address of the payload with this index shows it, as text. */
async function expectOne(on: Page, { name, paths, shows }: Screen, index: number) {
  const texts = payloads.slice(index, index + 1)
  const sight = await look(on, { texts, times: shows }, paths(state)[index])
  expect(sight, `${name} with ${texts[0]}`).toEqual({ missing: [], intruders: [] })
}

/** The only address of a screen shows every payload that is on it, as text. */
async function expectAll(on: Page, { name, paths, shows, reveal, ...screen }: Screen) {
  await look(on, nothing, paths(state)[0])
  let texts = screen.texts ?? payloads
  await expect
    .poll(
      async () => {
        const { missing, intruders } = await look(on, { texts, times: shows, patienceMs: 200 })
        expect(intruders, name).toEqual([])
        texts = missing
        await reveal?.(on)
        return texts
      },
      { message: `${name} shows every payload`, intervals: [50], timeout: 40_000 },
    )
    .toEqual([])
}
