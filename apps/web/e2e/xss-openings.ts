import { expect, type Page } from '@playwright/test'

import { payloads } from './xss-payloads.ts'
import type { State } from './xss-state.ts'

/** Something that opens over a screen, or says what was done, with a payload in it. */
export type Opening = {
  name: string
  /** Where it is opened. */
  path: (state: State) => string
  /** Opens it and sees the payload there, as text. */
  open: (page: Page) => Promise<void>
}

// Of a key that is not revoked.
const chosen = 10
const payload = payloads[chosen] ?? ''
const endpoint = (state: State) => `/settings/integrations?endpoint=${state.endpoints[chosen]}`
const lead = (state: State) => `/leads/${state.leads[chosen]}`
const waiting = (state: State) => `/unmatched?booking=${state.waiting[chosen]}`

/** Every dialog, menu and notification; one that is not here is not tested. */
export const openings: Opening[] = [
  { name: 'Add a lead', path: () => '/leads', open: addLead },
  { name: 'Edit a field', path: lead, open: editField },
  { name: 'Switch an account off', path: endpoint, open: switchOff },
  { name: 'Rename an account', path: endpoint, open: rename },
  { name: 'Revoke a key', path: () => '/settings/api-keys', open: revoke },
  { name: 'Ignore a booking', path: waiting, open: ignore },
  { name: 'Link a booking', path: waiting, open: link },
]

async function addLead(page: Page) {
  await page.getByRole('button', { name: 'New lead' }).click()
  const dialog = await lockedDialog(page)
  for (const label of ['Name', 'Phone', 'Address']) await dialog.getByLabel(label).fill(payload)
  await dialog.getByRole('button', { name: 'Add lead' }).click()
  await expect(dialog.getByText('Enter the phone number')).toBeVisible()
  await expect(dialog.getByLabel('Address')).toHaveValue(payload)
}

async function editField(page: Page) {
  await page.getByTitle('Edit address').click()
  const field = page.getByRole('textbox', { name: 'Address' })
  await expect(field).toHaveValue(payload)
  await field.press('Escape')
}

async function switchOff(page: Page) {
  await page.getByRole('button', { name: `More for ${payload}` }).click()
  await page.getByRole('menuitem', { name: 'Switch off' }).click()
  await expect(await lockedDialog(page)).toContainText(`Switch ${payload} off?`)
}

async function rename(page: Page) {
  await page.getByRole('button', { name: `More for ${payload}` }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await expect((await lockedDialog(page)).getByLabel('Name')).toHaveValue(payload)
}

async function revoke(page: Page) {
  await page.getByRole('button', { name: `Revoke ${payload}` }).click()
  await expect(await lockedDialog(page)).toContainText(`“${payload}”`)
}

async function ignore(page: Page) {
  await page.getByRole('button', { name: 'Ignore…' }).click()
  await expect(await lockedDialog(page)).toContainText(`The booking of ${payload}`)
}

async function link(page: Page) {
  await page.getByRole('button', { name: `Link to ${payload}` }).click()
  const told = page.getByRole('alert').filter({ hasText: 'Booking linked' })
  await expect(told).toContainText(`It is with ${payload} now`)
}

/** The open dialog. The page below does not scroll: a style with the nonce says so. */
async function lockedDialog(page: Page) {
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await expect(page.locator('body')).toHaveCSS('overflow', 'hidden')
  return dialog
}
