import type { Page } from '@playwright/test'

import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { post } from './cal-com.ts'
import { openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

const names = (page: Page) =>
  page
    .getByRole('list', { name: 'Stages' })
    .getByRole('textbox')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))

/** What the payload of a booking says of somebody's own, of an event type. */
const booked = (name: string, eventTypeId: number, title: string) => {
  const email = `${name.toLowerCase()}@acme.example`
  return {
    ...{ uid: `${name}-${eventTypeId}`, eventTypeId, eventTitle: title, type: title },
    attendees: [{ name, email, timeZone: 'Europe/London' }],
    responses: { name: { value: name }, email: { value: email } },
  }
}

test('stages are renamed, moved by keys and by hand, and merged; a rule is tried, saved, and kept to', async ({
  page,
  server,
}) => {
  const { api, url, secret, cookies } = await setUp(server)
  for (const name of ['Ann', 'Bo']) {
    await api.lead.create.mutate({ name, email: `${name.toLowerCase()}@acme.example` })
  }
  expect(await post(url, secret, '10-created', booked('Ann', 41, 'Site survey'))).toBe(200)

  await openSignedIn(page, { cookies }, '/settings/pipeline')
  await page.getByRole('textbox', { name: 'Name of Quoted' }).fill('Offer made')
  const handle = page.getByRole('button', { name: 'Move Offer made' })
  // Before the name are its colour and its handle.
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(handle).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByText('Offer made is stage 4 of 7')).toBeAttached()
  await expect(handle).toBeFocused()
  expect(await names(page)).toEqual([
    'New',
    'Contacted',
    'Booked',
    'Offer made',
    'Surveyed',
    'Won',
    'Lost',
  ])
  const [from, to] = [
    await page.getByRole('button', { name: 'Move Contacted' }).boundingBox(),
    await page.getByRole('button', { name: 'Move New' }).boundingBox(),
  ]
  await page.mouse.move((from?.x ?? 0) + 10, (from?.y ?? 0) + 10)
  await page.mouse.down()
  await page.mouse.move((to?.x ?? 0) + 10, (to?.y ?? 0) + 2, { steps: 8 })
  await page.mouse.up()
  await expect
    .poll(() => names(page))
    .toEqual(['Contacted', 'New', 'Booked', 'Offer made', 'Surveyed', 'Won', 'Lost'])
  await expectAccessible(page)
  // What is not saved is not lost by a click beside it.
  await page.getByRole('link', { name: 'Rules' }).click()
  await page.getByRole('button', { name: 'Stay' }).click()
  await page.getByRole('button', { name: 'Save pipeline' }).click()
  await expect(page.getByText('Pipeline saved')).toBeVisible()

  await page.getByRole('button', { name: 'More for Booked' }).click()
  await page.getByRole('menuitem', { name: 'Merge into' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Into').selectOption('Surveyed')
  await expect(dialog.getByText('1 lead goes from Booked to Surveyed.')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect
    .poll(() => names(page))
    .toEqual(['Contacted', 'New', 'Offer made', 'Surveyed', 'Won', 'Lost'])

  await page.getByRole('link', { name: 'Rules' }).click()
  const cancelled = page.getByLabel('Cancelled, Any event type')
  await cancelled.selectOption('New')
  await expect(page.getByText('A lead that is Surveyed does not move back to New.')).toBeVisible()
  await cancelled.selectOption('Keeps its stage')
  await expect(page.getByText(/does not move back/)).toBeHidden()
  const forAny = page.getByLabel('Booked, Any event type')
  await expect(forAny.locator('option:checked')).toHaveText('Surveyed')
  await page.getByLabel('Booked, Site survey').selectOption('Won')
  await page.getByRole('button', { name: 'Try on the last 30 days' }).click()
  await expect(page.getByText('1 of 1 lead would stand elsewhere.')).toBeVisible()
  await expect(page.getByRole('row', { name: /^Ann Surveyed Won/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save rules' }).click()
  await expect(page.getByText('Rules saved')).toBeVisible()

  expect(await post(url, secret, '10-created', booked('Bo', 41, 'Site survey'))).toBe(200)
  expect(await post(url, secret, '10-created', booked('Cy', 42, 'Call'))).toBe(200)
  const { items } = await api.lead.list.query({})
  const stages = Object.fromEntries(items.map(({ name, stage }) => [name, stage.name]))
  expect(stages).toEqual({ Ann: 'Surveyed', Bo: 'Won' })
})
