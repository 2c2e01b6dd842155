import { setUp } from './api-client.ts'
import { post } from './cal-com.ts'
import { openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

let made: Awaited<ReturnType<typeof setUp>>

test.beforeAll(async ({ server }) => {
  made = await setUp(server)
})

test('whoever presses again and again replaces a secret once, and the one that Cal.com uses goes on', async ({
  page,
}) => {
  const { api, cookies } = made
  const { id, url } = await api.endpoint.create.mutate({ name: 'Cal.com York' })
  const { secret: first } = await api.endpoint.generateSecret.mutate({ id })
  const { secret } = await api.endpoint.rotateSecret.mutate({ id, keepPreviousFor: '24h' })
  // What fades out is there to be pressed for a moment.
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await openSignedIn(page, { cookies }, `/settings/integrations?endpoint=${id}`)
  let asked = 0
  page.on('request', (request) => {
    asked += request.url().split('endpoint.rotateSecret').length - 1
  })
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Replace the webhook secret?' })
  await dialog.getByRole('button', { name: 'Generate and replace' }).evaluate((button) => {
    const press = () =>
      button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    press()
    press()
    const pressing = setInterval(() => (button.isConnected ? press() : clearInterval(pressing)), 1)
  })
  await expect(page.getByRole('textbox', { name: 'New secret' })).toBeVisible()
  await expect(dialog).toBeHidden()
  expect(asked).toBe(1)
  expect(await post(url, secret ?? '', '01-ping')).toBe(200)
  expect(await post(url, first, '01-ping', { n: 2 })).toBe(401)
})

test('what another window replaced meanwhile is not stopped by who did not see it', async ({
  page,
}) => {
  const { api, cookies } = made
  const { id, url } = await api.endpoint.create.mutate({ name: 'Cal.com Hull' })
  await api.endpoint.generateSecret.mutate({ id })
  await openSignedIn(page, { cookies }, `/settings/integrations?endpoint=${id}`)
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Replace the webhook secret?' })
  await expect(dialog).toBeVisible()
  const { secret } = await api.endpoint.rotateSecret.mutate({ id, keepPreviousFor: '1h' })
  await dialog.getByRole('radio', { name: 'Stop it now' }).check()
  await dialog.getByRole('button', { name: 'Generate and replace' }).click()
  await expect(dialog.getByText('were changed in the meantime, so nothing was done')).toBeVisible()
  expect(await post(url, secret ?? '', '01-ping')).toBe(200)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await dialog.getByRole('button', { name: 'Generate and replace' }).click()
  await expect(page.getByRole('textbox', { name: 'New secret' })).toBeVisible()
})
