import type { BrowserContext, Page } from '@playwright/test'

import { owner } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { post } from './cal-com.ts'
import { setUpByHand } from './sign-in.ts'
import { expect, test } from './test.ts'

// The guide's nine steps, one after the other, on one server. What its steps 1, 2 and 6 do is done in Cal.com; the
// dashboard stands in for the plugin's settings.
test.describe.configure({ mode: 'serial' })

let context: BrowserContext
let page: Page
let endpointUrl = ''
let secret = ''

test.beforeAll(async ({ browser, server }) => {
  context = await browser.newContext({ baseURL: server.url })
  page = await context.newPage()
})
test.afterAll(() => context.close())

test('the first visitor sets up with the code of the terminal', async ({ server }) => {
  await page.goto(`/setup#code=${server.setupToken}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Set up Solar Capture' })).toBeVisible()
  await expectAccessible(page)
  await setUpByHand(page, { ...owner, company: 'Sunny Roofs' })
  await expect(page.getByText('No leads yet')).toBeVisible()
  await expectAccessible(page)
})

test('whoever signs out has to sign in again', async () => {
  await page.getByRole('button', { name: owner.name }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await page.goto('/settings/integrations')
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Email').fill(owner.email)
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByRole('textbox', { name: 'Password' }).fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Integrations' })).toBeVisible()
  await page.goto('/setup')
  await expect(page.getByRole('heading', { level: 1, name: 'Leads' })).toBeVisible()
})

test('a lead is added', async () => {
  await page.goto('/leads')
  await page.getByRole('button', { name: 'New lead' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New lead' })
  await dialog.getByLabel('Name').fill('Jane Doe')
  await dialog.getByLabel('Email').fill('Jane.Doe@acme.example')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add lead' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Jane Doe' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Added by hand' })).toBeVisible()
  await expectAccessible(page)
})

test('steps 3, 4 and 7: in Settings → Integrations the URL is there to copy, a short secret is refused', async ({
  server,
}) => {
  await page.goto('/leads')
  await page.getByRole('link', { name: 'Integrations' }).first().click()
  await expect(page.getByText('Needs a secret').first()).toBeVisible()
  endpointUrl = await page.getByLabel('Endpoint URL').inputValue()
  expect(endpointUrl).toContain(`${server.url}/webhooks/calcom/`)
  expect(await post(endpointUrl, 'x'.repeat(32), '01-ping')).toBe(401)
  await page.getByRole('textbox', { name: 'Webhook secret' }).fill('too-short')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('at least 32')).toBeVisible()
  await expectAccessible(page)
})

test('step 5: the triggers to tick in Cal.com are named', async () => {
  const step = page.getByRole('listitem').filter({ hasText: 'Add the webhook in Cal.com' })
  await expect(step.getByText('Settings → Developer → Webhooks')).toBeVisible()
  for (const [trigger, effect] of [
    ['BOOKING_CREATED', 'marks the lead as booked when an appointment is made'],
    ['BOOKING_RESCHEDULED', 'updates the time when the visitor moves the booking'],
    ['BOOKING_CANCELLED', 'records the cancellation on the lead'],
  ] as const) {
    const item = step.getByRole('listitem').filter({ hasText: trigger })
    await expect(item).toContainText(effect)
    await expect(item).toContainText('not seen yet')
  }
  await expect(step.getByText('Leave the payload template on its default')).toBeVisible()
})

test('step 8: the secret is saved, and the ping test of Cal.com is seen to arrive', async () => {
  secret = 'kL9wq2Zx8Vb4Nm6Tr1Yp3Sd5Fg7Hj0Ac'
  await page.getByRole('textbox', { name: 'Webhook secret' }).fill(secret)
  const saved = page.waitForResponse(/endpoint\.setSecret/)
  await page.getByRole('button', { name: 'Save settings' }).click()
  await saved
  expect(await post(endpointUrl, secret, '01-ping')).toBe(200)
  await expect(page.getByText('Signature good')).toBeVisible()
  // Signed requests come, but from this computer: no Cal.com on the internet can reach it.
  await expect(page.getByText('Cal.com cannot reach this address')).toBeVisible()
  await expect(page.getByText('Address not reachable')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Cal.com: check address' })).toBeVisible()
  await expect(page.getByText('Healthy')).toHaveCount(0)
  const webhook = page.getByRole('heading', { level: 3, name: 'Add the webhook in Cal.com' })
  await expect(webhook).toContainText('To do')
  await expectAccessible(page)
})

test('step 9: a test booking turns the open lead to Booked without a reload', async () => {
  await page.goto('/leads')
  // The address was not checked in this window.
  await expect(page.getByRole('link', { name: 'Cal.com: receiving' })).toBeVisible()
  await page.getByRole('link', { name: 'Jane Doe' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Jane Doe' })).toBeVisible()
  const stage = page.getByRole('list', { name: 'Stage' }).locator('[aria-current]')
  await expect(stage).toHaveText(/New/)
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  expect(await post(endpointUrl, secret, '10-created')).toBe(200)
  await expect(stage).toHaveText(/Booked/)
  await expect(page.getByText('Moved New → Booked')).toBeVisible()
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
  await expectAccessible(page)
})

test('a reschedule moves the time, a cancellation is recorded and the stage kept', async () => {
  await page.goto('/settings/integrations')
  const heading = (name: string) => page.getByRole('heading', { level: 3, name })
  await expect(heading('Make a test booking')).toContainText('Done')
  await expect(heading('Add the webhook in Cal.com')).toContainText('1 of 3 triggers came (To do)')
  await page.goBack()
  expect(await post(endpointUrl, secret, '12-rescheduled')).toBe(200)
  await expect(page.getByText(/Rescheduled from/)).toBeVisible()
  await expect(page.getByText('Moved once')).toBeVisible()
  expect(await post(endpointUrl, secret, '12-rescheduled')).toBe(200)
  await expectAccessible(page)
  expect(await post(endpointUrl, secret, '14-cancelled-by-attendee')).toBe(200)
  await expect(page.getByText(/^Cancelled/).first()).toBeVisible()
  await expect(page.getByRole('list', { name: 'Stage' }).locator('[aria-current]')).toHaveText(
    /Booked/,
  )
})

test('what was done is ticked, and the self-test passes and leaves nothing', async () => {
  await page.goto('/settings/integrations')
  for (const title of ['Set the webhook secret', 'Add the webhook in Cal.com', 'Press Ping test']) {
    await expect(page.getByRole('heading', { level: 3, name: title })).toContainText('Done')
  }
  await expect(
    page.getByRole('listitem').filter({ hasText: /^BOOKING_CREATED.*last came/ }),
  ).toBeVisible()
  const run = page.getByRole('button', { name: 'Run self-test' })
  await run.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('The self-test passed.')).toBeVisible()
  // A button that was busy is where it was for who has no mouse.
  await expect(run).toBeFocused()
  await expect(page.getByText('The lead was found by its email and booked')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/leads')
  await expect(page.getByRole('link', { name: 'Jane Doe' }).first()).toBeVisible()
  await expect(page.getByText('Self-test')).toBeHidden()
})

test('a wrong secret shows its reason and what to do', async () => {
  await page.goto('/settings/integrations')
  expect(await post(endpointUrl, 'another secret of thirty-two ch.', '10-created')).toBe(401)
  await expect(page.getByText('Cal.com signed with another secret').first()).toBeVisible()
  await expect(
    page.getByText(/If the secret was replaced here, paste the new one in Cal.com/).first(),
  ).toBeVisible()
  await expectAccessible(page)
})

test('what came in is listed with what it changed', async () => {
  const deliveries = page.getByRole('region', { name: 'Last deliveries' })
  await expect(deliveries.getByText(/New → Booked/)).toBeVisible()
  await expect(
    deliveries.getByRole('listitem').filter({ hasText: 'Refused' }).first(),
  ).toBeVisible()
})

test('what other programs may ask for is described', async () => {
  await page.goto('/settings/api-keys')
  await page.getByRole('link', { name: 'What they can ask for' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'API' })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search operations' }).fill('lead list')
  await expect(page.getByText('/api/v1/lead/list').first()).toBeVisible()
  await expect(page.getByText('/api/v1/lead/move')).toBeHidden()
  await expectAccessible(page)
})
