import type { Page } from '@playwright/test'

import { owner, setUp, signedIn } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { expectHeading, openSignedIn, signIn } from './sign-in.ts'
import { expect, test } from './test.ts'

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: new RegExp(owner.name) }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expectHeading(page, 'Sign in')
}

test('what is not saved outlives a session that ended in another window, and is saved once the same person is signed in again', async ({
  page,
  context,
  server,
}) => {
  const { cookies } = await setUp(server)
  // In a session of its own.
  const api = await signedIn(server)
  const { id } = await api.lead.create.mutate({ name: 'Jane Doe', email: 'jane@acme.example' })
  await openSignedIn(page, { cookies }, '/settings/pipeline')
  const stage = page.getByRole('textbox', { name: 'Name of Quoted' })
  await stage.fill('Offer made')
  const offer = page.getByRole('textbox', { name: 'Name of Offer made' })
  const other = await context.newPage()
  await other.goto('/leads')
  const clean = await context.newPage()
  await clean.goto('/settings/rules')
  await expectHeading(clean, 'Rules')
  await expect(clean.getByText('Live', { exact: true })).toBeVisible()

  await signOut(other)
  const dialog = page.getByRole('dialog', { name: 'You are signed out' })
  await expect(dialog).toContainText('What you have not saved is still on the page')
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await expectHeading(clean, 'Sign in')
  await expectAccessible(page)
  const password = dialog.getByRole('textbox', { name: 'Password' })
  await expect(password).toBeFocused()
  await password.fill('not the password')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('do not belong together')).toBeVisible()
  await password.fill(owner.password)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(offer).toHaveValue('Offer made')
  await page.getByRole('button', { name: 'Save pipeline' }).click()
  await expect(page.getByText('Pipeline saved')).toBeVisible()
  const stages = await api.pipeline.stages.query()
  expect(stages.map(({ name }) => name)).toContain('Offer made')
  // What happens elsewhere is followed again.
  await api.lead.move.mutate({ id, stageId: stages[0]?.id ?? '' })
  await expect(page.getByText('Live', { exact: true })).toBeVisible()

  await page.goto(`/leads/${id}`)
  const note = page.getByRole('textbox', { name: 'New note' })
  await note.fill('Call after five.')
  await other.goto('/leads')
  await signOut(other)
  await dialog.getByRole('button', { name: 'Not now' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Add note' }).click()
  await expect(dialog).toBeVisible()
  await expect(note).toHaveValue('Call after five.')
  await signIn(other, owner)
  // What a window is told that is looked at again; to Playwright's all are, always.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Add note' }).click()
  await expect(page.getByRole('main').getByText('Call after five.')).toBeVisible()
  await expect(note).toHaveValue('')
})
