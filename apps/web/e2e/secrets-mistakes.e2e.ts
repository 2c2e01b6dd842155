import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
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

test('a wrong first secret is told of as such, and what came before it is dropped only by who means it', async ({
  page,
}) => {
  const { api, cookies } = made
  const { id, url } = await api.endpoint.create.mutate({ name: 'Cal.com Bath' })
  const secret = 'Rr7wq2Zx8Vb4Nm6Tr1Yp3Sd5Fg7Hj0Ac'
  expect(await post(url, secret, '01-ping')).toBe(401)
  expect(await post(url, secret, '01-ping', { n: 2 })).toBe(401)
  expect(await post(url, `${secret}-of-a-stranger`, '01-ping', { n: 3 })).toBe(401)
  await openSignedIn(page, { cookies }, `/settings/integrations?endpoint=${id}`)
  const field = page.getByRole('textbox', { name: 'Webhook secret' })
  await field.fill(`${secret}-mistyped`)
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('The secret here is probably not the one in Cal.com')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Drop them…' }).click()
  const question = page.getByRole('dialog', { name: 'Drop 3 requests?' })
  await expect(question.getByText('They are lost for good')).toBeVisible()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toBeHidden()

  await page.getByRole('button', { name: 'Enter the secret again' }).click()
  await expect(field).toBeFocused()
  await field.fill(secret)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Replace secret' }).click()
  await expect(page.getByText('2 parked deliveries now verify.')).toBeVisible()
  await expect(page.getByText('1 other request is not signed with it')).toBeVisible()
  await page.getByRole('button', { name: 'Apply 2 deliveries' }).click()
  await expect(page.getByText('2 with nothing to apply, 1 dropped.')).toBeVisible()
})

test('what came before a secret that Cal.com uses is probably from somebody else', async ({
  page,
}) => {
  const { api, cookies } = made
  const { id, url } = await api.endpoint.create.mutate({ name: 'Cal.com Dover' })
  expect(await post(url, 'Qq7wq2Zx8Vb4Nm6Tr1Yp3Sd5Fg7Hj0Ac', '01-ping')).toBe(401)
  const { secret } = await api.endpoint.generateSecret.mutate({ id })
  expect(await post(url, secret, '01-ping')).toBe(200)
  await openSignedIn(page, { cookies }, `/settings/integrations?endpoint=${id}`)
  await expect(page.getByText('It is probably from somebody else')).toBeVisible()
  await page.getByRole('button', { name: 'Drop it…' }).click()
  const question = page.getByRole('dialog', { name: 'Drop 1 request?' })
  await question.getByRole('button', { name: 'Drop it' }).click()
  await expect(question).toBeHidden()
  await expect(page.getByText('1 dropped.')).toBeVisible()
})

test('what is ticked is true of the secret that counts now', async ({ page }) => {
  const { api, cookies } = made
  const { id, url } = await api.endpoint.create.mutate({ name: 'Cal.com Ely' })
  const { secret } = await api.endpoint.generateSecret.mutate({ id })
  await openSignedIn(page, { cookies }, `/settings/integrations?endpoint=${id}`)
  const step = page.getByRole('listitem').filter({ hasText: 'Press Ping test' })
  await expect(step.getByText('Listening…')).toBeVisible()
  expect(await post(url, secret, '01-ping')).toBe(200)
  await expect(step.getByText('The connection works.')).toBeVisible()
  await expect(step.getByRole('heading')).toContainText('Done')

  await page.getByRole('button', { name: 'Leaked: stop now' }).click()
  await page.getByRole('button', { name: 'Stop it and make a new one' }).click()
  const shown = page.getByRole('textbox', { name: 'New secret' })
  await expect(shown).toBeVisible()
  await expect(step.getByRole('heading')).toContainText('To do')
  await expect(step.getByText('The connection works.')).toHaveCount(0)
  await expect(
    step.getByText(/^The last ping test arrived .*, but with an old secret/),
  ).toBeVisible()
  await expect(page.getByText(/^Last delivery .*, with an old secret$/)).toBeVisible()
  await expectAccessible(page)

  expect(await post(url, await shown.inputValue(), '01-ping', { n: 2 })).toBe(200)
  await expect(step.getByText('The connection works.')).toBeVisible()
  await expect(step.getByRole('heading')).toContainText('Done')
})
