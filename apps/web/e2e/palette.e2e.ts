import type { Page } from '@playwright/test'

import { owner, setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { expectHeading, openSignedIn, signIn } from './sign-in.ts'
import { expect, test } from './test.ts'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Search or jump' })
const field = (page: Page) => palette(page).getByRole('combobox')
const option = (page: Page, name: string | RegExp) => palette(page).getByRole('option', { name })
const active = (page: Page) => palette(page).getByRole('option', { selected: true })
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' })

let prepared: ReturnType<typeof setUp> | undefined

test('everything is reached by keys alone', async ({ page, server }) => {
  const { api } = await (prepared ??= setUp(server))
  for (const name of ['Jane Doe', 'Bob Lee']) {
    const email = `${name.slice(0, 3).toLowerCase()}@acme.example`
    await api.lead.create.mutate({ name, email })
  }
  await signIn(page, owner)
  const jane = page.getByRole('link', { name: 'Jane Doe' })
  await jane.focus()

  // Escape leads back to where the focus was; what is typed goes into the field from the first letter on.
  await page.keyboard.press('Control+k')
  await expect(active(page)).toHaveText(/^Leads/)
  await expect(field(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(palette(page)).toHaveCount(0)
  await expect(jane).toBeFocused()
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
  await page.goBack()
  await expect(palette(page)).toHaveCount(0)
  await expect(jane).toBeFocused()

  // Enter right behind the last letter waits for what the server finds.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('bob l')
  await page.keyboard.press('Enter')
  await expectHeading(page, 'Bob Lee')
  await expect(page.locator('main')).toBeFocused()

  await page.keyboard.press('Control+k')
  await expect(active(page)).toHaveText(/^Bob Lee/)
  await page.keyboard.type('@acme')
  await expect(option(page, /Jane Doe.*jan@acme\.example.*New/)).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await expect(active(page)).toHaveText('Search all leads for “@acme”')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/leads\?q=/)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('memb')
  await expect(option(page, 'Invite member')).toBeVisible()
  await expect(active(page)).toHaveText(/^Members/)
  await page.keyboard.press('Enter')
  await expectHeading(page, 'Members')
  await page.keyboard.press('n')
  await expect(page.getByRole('dialog', { name: 'New lead' })).toBeVisible()
  // In a field of a dialog they are letters.
  await page.keyboard.type('gu?')
  await expect(page.getByLabel('Name')).toHaveValue('gu?')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard' }).press('Enter')
  await expect(page.locator('main')).toBeFocused()

  for (const [keys, heading] of [
    ['gu', 'Unmatched'],
    ['gd', 'Deliveries'],
    ['gi', 'Insights'],
    ['gs', 'Settings'],
    ['gl', 'Leads'],
  ] as const) {
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.keyboard.type(keys)
    await expectHeading(page, heading)
  }
})

test('the palette and the sheet of keys hold on a wide screen and on a phone, light and dark', async ({
  page,
  server,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await openSignedIn(page, await (prepared ??= setUp(server)))
  await page.getByRole('button', { name: 'Search or jump…' }).click()
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('jane')
  await expect(option(page, /Jane Doe/)).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(sheet(page)).toContainText('Ignore the booking')
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.getByRole('button', { name: owner.name }).click()
  await page.getByRole('menuitem', { name: 'Search or jump…' }).click()
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('jane')
  await expect(option(page, /Jane Doe/)).toBeInViewport({ ratio: 1 })
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(sheet(page)).toBeVisible()
  await expectAccessible(page)
})
