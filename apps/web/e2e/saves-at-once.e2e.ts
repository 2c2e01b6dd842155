import type { Page } from '@playwright/test'

import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

/** Has the server take its time with what is saved, as over a bad line. */
async function slowDown(page: Page): Promise<void> {
  await page.route(/\/trpc\/.*(saveSettings|update)/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500))
    await route.continue()
  })
}

test('what saves at once keeps the focus, takes further keys meanwhile, and the last choice counts', async ({
  page,
  server,
}) => {
  const { api, cookies } = await setUp(server)
  const { id } = await api.lead.create.mutate({ name: 'Jane Doe', email: 'jane@acme.example' })
  await slowDown(page)
  await openSignedIn(page, { cookies }, '/settings/alarms')
  const soon = page.getByLabel('How soon')
  await soon.press('ArrowDown')
  await expect(soon).toHaveValue('hourly')
  await page.keyboard.press('ArrowDown')
  await expect(soon).toBeFocused()
  await expect(soon).toHaveValue('daily')
  const meetings = page.getByRole('switch', { name: 'Meetings that ended untold' })
  await meetings.press('Space')
  await expect(meetings).not.toBeChecked()
  await page.getByRole('switch', { name: 'Refusals' }).press('Space')
  await meetings.press('Space')
  await page.keyboard.press('Space')
  await expect(meetings).toBeFocused()
  await expect(meetings).not.toBeChecked()
  await expectAccessible(page)
  await expect
    .poll(() => api.alarm.settings.query())
    .toMatchObject({ timing: 'daily', muted: ['rejecting', 'meeting_passed'] })
  await expect(soon).toHaveValue('daily')

  await page.goto('/settings/workspace')
  const creates = page.getByRole('switch', { name: /^Make a lead when nobody is found/ })
  const was = await creates.isChecked()
  for (const _ of [1, 2, 3]) await creates.press('Space')
  await expect(creates).toBeFocused()
  await expect(creates).toBeChecked({ checked: !was })
  await expect.poll(async () => (await api.workspace.current.query()).createsLeads).toBe(!was)

  await page.goto(`/leads/${id}`)
  const owner = page.getByLabel('Owner')
  await owner.getByRole('option', { name: 'Ana Ortiz' }).waitFor({ state: 'attached' })
  for (const key of ['ArrowDown', 'ArrowUp', 'ArrowDown']) await owner.press(key)
  await expect(owner).toBeFocused()
  await expect(owner.locator('option:checked')).toHaveText('Ana Ortiz')
  await expect.poll(async () => (await api.lead.byId.query({ id })).owner?.name).toBe('Ana Ortiz')
  await owner.selectOption('Nobody')
  await page.getByRole('button', { name: 'Assign to me' }).press('Enter')
  await expect(owner).toBeFocused()
  await expect(owner.locator('option:checked')).toHaveText('Ana Ortiz')
})
