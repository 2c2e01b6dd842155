import type { Locator } from '@playwright/test'

import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { post } from './cal-com.ts'
import { openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

let prepared: ReturnType<typeof prepare> | undefined

async function prepare(server: Parameters<typeof setUp>[0]) {
  const made = await setUp(server)
  const { api, url, secret } = made
  await api.lead.create.mutate({ name: 'Jane Doe', email: 'jane.doe@acme.example' })
  for (const delivery of ['01-ping', '10-created', '12-rescheduled'] as const) {
    expect(await post(url, secret, delivery)).toBe(200)
  }
  expect(await post(url, secret, '22-created-phone-only')).toBe(200)
  return made
}

test.beforeEach(async ({ server, page }) => {
  prepared ??= prepare(server)
  await openSignedIn(page, await prepared)
  await page.getByRole('link', { name: 'Deliveries' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Deliveries' })).toBeVisible()
})

test('deliveries are filtered, searched and opened by keyboard, and say what they did', async ({
  page,
}) => {
  const rows = page.getByRole('row').filter({ has: page.getByRole('cell') })
  await expect(rows).toHaveCount(4)
  await expectAccessible(page)

  await page.getByRole('button', { name: /^Applied/ }).click()
  await expect(rows).toHaveText([/Booking rescheduled.*Jane Doe.*Moved/, /New → Booked/])
  await expect(page).toHaveURL(/outcome=applied/)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.keyboard.press('/')
  await page.keyboard.type('jane.doe@acme.example')
  await expect(rows).toHaveCount(2)

  await page.keyboard.press('Escape')
  await expect(rows).toHaveCount(4)
  await page.keyboard.press('Escape')
  for (const key of ['j', 'ArrowDown', 'j', 'k']) await page.keyboard.press(key)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Booking rescheduled' })).toBeVisible()
  const summary = page.getByRole('list', { name: 'Summary' })
  await expect(summary).toContainText('The signature is good, made with the current secret.')
  await expect(page.getByText('j•••@a•••.example').first()).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText('jane.doe@acme.example')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
})

test('personal data is shown and deliveries are replayed once that is confirmed', async ({
  page,
}) => {
  await page.getByRole('link', { name: 'Booking rescheduled' }).click()
  await page.getByRole('button', { name: 'Reveal personal data' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('The audit log records that you did')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Reveal', exact: true }).click()
  await expect(page.getByText('Jane Doe · jane.doe@acme.example')).toBeVisible()
  await page.getByRole('button', { name: 'Copy as curl…' }).click()
  const command = page.getByRole('textbox', { name: 'Command' })
  await expect(command).toHaveValue(/^# First: export CALCOM_SECRET=[\s\S]*jane\.doe@acme\.example/)
  const { secret, api } = await (prepared ?? Promise.reject(new Error('Nothing is set up.')))
  expect(await command.inputValue()).not.toContain(secret)
  const { items } = await api.audit.list.query({ action: 'delivery_revealed' })
  expect(items).toHaveLength(1)
  await page.reload()
  await expect(page.getByText('j•••@a•••.example').first()).toBeVisible()

  await page.getByRole('button', { name: 'Replay…' }).click()
  await expect(dialog.getByText('Nothing would change.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('link', { name: 'Deliveries' }).first().click()

  const all = page.getByRole('checkbox', { name: /^Select all/ })
  await all.check()
  const bar = page.getByRole('region', { name: 'Selected deliveries' })
  await expect(bar).toContainText('4 selected')
  await bar.getByRole('button', { name: 'Replay…' }).click()
  await dialog.getByRole('button', { name: 'Replay 4 deliveries' }).click()
  await expect(page.getByText('4 deliveries replayed')).toBeVisible()
  await expect(bar).toBeHidden()
})

test('what comes is on top at once, or waits where the list is not live; on a phone, too', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const { url, secret } = await (prepared ?? Promise.reject(new Error('Nothing is set up.')))
  const items = page.getByRole('main').getByRole('listitem')
  await expect(items.first()).toContainText('Booking created')
  const before = await items.count()
  await post(url, secret, '14-cancelled-by-attendee')
  await expect(items.first()).toContainText('Booking cancelled')
  await page.getByRole('switch', { name: 'Live' }).press('Space')
  await post(url, secret, '10-created', { uid: 'one-more' })
  const waiting = page.getByRole('button', { name: '1 new' })
  await expect(waiting).toBeVisible()
  await expect(items).toHaveCount(before + 1)
  await expectAccessible(page)
  await waiting.click()
  await expect(items).toHaveCount(before + 2)

  await page.getByRole('button', { name: 'Select' }).click()
  await page.getByRole('checkbox', { name: 'Select Booking cancelled' }).check()
  await items.first().click()
  const bar = page.getByRole('region', { name: 'Selected deliveries' })
  await expect(bar).toContainText('2 selected')
  await expectAccessible(page)
  await bar.getByRole('button', { name: /^Select all/ }).click()
  await expect(bar).toContainText(`${before + 2} selected`)
  await page.getByRole('button', { name: 'Done' }).click()
  await items.first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Booking created' })).toBeVisible()
})

test('what came word for word again is told of where it is counted, not as a duplicate', async ({
  page,
}) => {
  const { url, secret } = await (prepared ?? Promise.reject(new Error('Nothing is set up.')))
  const now = new Date().toISOString()
  const booking = { uid: 'twice', startTime: now, endTime: now }
  for (const _ of [1, 2]) await post(url, secret, '10-created', booking, now)
  await expect(page.getByText('arrived 2×')).toBeVisible()
  await page.goto('/deliveries?outcome=duplicate')
  await expect(page.getByText('No delivery matches')).toBeVisible()
  await expect(page.getByText('counted with the delivery that brought it first')).toBeVisible()
  await expectAccessible(page)
})

test('a delivery that found no lead names the one that was found for its booking since', async ({
  page,
}) => {
  const { api } = await (prepared ?? Promise.reject(new Error('Nothing is set up.')))
  const { items } = await api.booking.unmatched.query({})
  const { id: leadId } = await api.lead.create.mutate({
    name: 'Lena Larsson',
    phone: '+46701234567',
  })
  const waiting = items.at(-1)
  await page.goto(`/deliveries/${waiting?.deliveryId}`)
  await expect(page.getByText('The booking was kept, but no lead has')).toBeVisible()
  await expect(page.getByText('Since then')).toHaveCount(0)
  await api.booking.link.mutate({ bookingId: waiting?.id ?? '', leadId })
  await expect(page.getByText('Since then: Lena Larsson was found for it.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Lena Larsson' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Lena Larsson' })).toBeVisible()
})

test('what applying a delivery would change names nobody by what it says until that is revealed', async ({
  page,
}) => {
  const { url, secret, api } = await (prepared ?? Promise.reject(new Error('Nothing is set up.')))
  const longAgo = new Date(Date.now() - 8 * 24 * 60 * 60 * 1000).toISOString()
  const late = { uid: 'late', cancellationReason: 'Jane is ill' }
  await post(url, secret, '14-cancelled-by-attendee', late, longAgo)
  const { items } = await api.delivery.list.query({ outcome: 'held' })
  await page.goto(`/deliveries/${items[0]?.id}`)
  await page.getByRole('button', { name: 'Apply…' }).click()
  const dialog = page.getByRole('dialog')
  const changes = dialog.getByRole('region', { name: 'What would change' })
  await expect(changes).toContainText(/Jane Doe: Cancelled the booking of .*: •••/)
  await expect(changes).not.toContainText('Jane is ill')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('button', { name: 'Reveal personal data' }).click()
  await dialog.getByRole('button', { name: 'Reveal', exact: true }).click()
  await expect(page.getByRole('main')).toContainText('Jane is ill')
  await page.getByRole('button', { name: 'Apply…' }).click()
  await expect(changes).toContainText('Jane is ill')
  const revealed = await api.audit.list.query({ action: 'delivery_revealed' })
  const own = revealed.items.filter(({ target }) => target?.id === items[0]?.id)
  expect(own).toHaveLength(2)
})

test('where only refused requests are listed there is nothing to select', async ({ page }) => {
  const { url, secret } = await (prepared ?? Promise.reject(new Error('Nothing is set up.')))
  expect(await post(url, `${secret}!`, '10-created')).toBe(401)
  const all = page.getByRole('checkbox', { name: /^Select all/ })
  await expect(all).toBeVisible()
  await page.getByRole('button', { name: /^Refused/ }).click()
  await expect(page.getByRole('cell', { name: 'Refused', exact: true })).toBeVisible()
  await expect(all).toHaveCount(0)
  await page.getByLabel('When').selectOption('Days…')
  await expect(page.getByText('Up to', { exact: true })).toBeVisible()
  await page.getByLabel('Up to and including').fill('2026-01-31')
  await expect(page).toHaveURL(/to=2026-01-31/)
  await expectAccessible(page)
})

test('a list longer than the window leaves no strip at the right where columns are hidden', async ({
  page,
}) => {
  const { url, secret } = await (prepared ?? Promise.reject(new Error('Nothing is set up.')))
  for (let at = 0; at < 30; at += 1) await post(url, secret, '10-created', { uid: `long-${at}` })
  await page.setViewportSize({ width: 1000, height: 300 })
  const rightOf = (found: Locator) =>
    found.evaluate((element) => Math.round(element.getBoundingClientRect().right))
  const table = page.getByRole('table')
  await expect(page.getByRole('columnheader', { name: 'Took' })).toBeHidden()
  await expect(table.locator('tr[aria-hidden]')).toHaveCount(1)
  const effect = page.getByRole('columnheader', { name: 'Effect' })
  expect(await rightOf(effect)).toBe(await rightOf(table))
})
