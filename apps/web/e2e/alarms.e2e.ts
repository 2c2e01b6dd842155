import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { post } from './cal-com.ts'
import { openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

test('alarms are set up, raised by refusals, shown everywhere, told when bookings are taken again, and over once the secret is changed', async ({
  page,
  server,
}) => {
  // It is looked for alarms less often where looking takes long.
  test.setTimeout(180_000)
  const { api, url, secret, cookies } = await setUp(server)
  expect(await post(url, secret, '10-created')).toBe(200)
  expect(await post(url, `${secret}!`, '12-rescheduled')).toBe(401)
  await openSignedIn(page, { cookies }, '/settings/alarms')
  const usual = page.getByRole('list', { name: 'What is usual' })
  await expect(usual.getByText('Learning what is usual.')).toBeVisible()
  await expect(page.getByText('No mail server is set up')).toBeVisible()

  const address = page.getByLabel('Address', { exact: true })
  await address.fill('https://127.0.0.1/hook')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/leads into a private network/).first()).toBeVisible()
  await address.fill('https://hooks.example.com/services/of-ours')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Signing secret')).toHaveValue(/^whsec_/)
  await expect(page.getByText('hooks.example.com')).toBeVisible()
  const made = await page.getByLabel('Signing secret').inputValue()
  await page.getByRole('button', { name: 'New signing secret' }).click()
  const renewal = page.getByRole('dialog', { name: 'Make a new signing secret?' })
  await expect(renewal.getByText('The one so far stops at once')).toBeVisible()
  await expectAccessible(page)
  await renewal.getByRole('button', { name: 'Cancel' }).click()
  await expect(renewal).toBeHidden()
  await expect(page.getByLabel('Signing secret')).toHaveValue(made)
  await page.getByRole('button', { name: 'New signing secret' }).click()
  await renewal.getByRole('button', { name: 'Make a new one' }).click()
  await expect(renewal).toBeHidden()
  await expect(page.getByLabel('Signing secret')).not.toHaveValue(made)
  await page.getByRole('button', { name: 'Remove' }).click()
  const removal = page.getByRole('dialog', { name: 'Stop posting to hooks.example.com?' })
  await removal.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Posts to')).toBeVisible()
  await page.getByRole('button', { name: 'Remove' }).click()
  await removal.getByRole('button', { name: 'Stop posting' }).click()
  await expect(removal).toBeHidden()
  await expect(page.getByText('Posts to')).toBeHidden()
  await expect(page.getByLabel('Signing secret')).toHaveCount(0)
  await page.getByLabel('How soon').selectOption('Each morning at eight, together')
  await page.getByRole('switch', { name: 'Meetings that ended untold' }).press('Space')

  const now = page.getByRole('list', { name: 'Now' })
  await expect(now.getByText('Requests from Cal.com are refused')).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page)
  await page.goto('/leads')
  const sign = page.getByRole('link', { name: '1 alarm' })
  await expect(sign).toBeVisible()
  await page.setViewportSize({ width: 390, height: 800 })
  for (const path of ['/leads', '/unmatched', '/settings']) {
    await page.goto(path)
    await expect(page.getByRole('link', { name: 'Cal.com: refusing' })).toBeVisible()
    await expect(sign).toBeVisible()
    await expectAccessible(page)
  }
  await sign.click()
  await expect(page.getByLabel('How soon')).toHaveValue('daily')
  await expect(page.getByLabel('Signing secret')).toHaveCount(0)
  const meetings = page.getByRole('switch', { name: 'Meetings that ended untold' })
  await expect(meetings).not.toBeChecked()

  expect(await post(url, secret, '14-cancelled-by-attendee')).toBe(200)
  await expect(now.getByText('Bookings have been taken again since.')).toBeVisible({
    timeout: 60_000,
  })
  const [endpoint] = await api.endpoint.list.query()
  await api.endpoint.rotateSecret.mutate({ id: endpoint?.id ?? '', keepPreviousFor: 'none' })
  await expect(page.getByText('No alarm.')).toBeVisible({ timeout: 60_000 })
  const past = page.getByRole('list', { name: 'Past alarms' })
  await expect(past.getByText('Requests from Cal.com are refused')).toBeVisible()
  // A phone has room only for what somebody has to look at.
  await expect(sign).toBeHidden()
  await expect(page.getByRole('link', { name: /^Cal.com: / })).toBeHidden()
  await page.setViewportSize({ width: 1280, height: 800 })
  await expect(page.getByRole('link', { name: /^Cal.com: / })).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 800 })
  await expectAccessible(page)

  await api.endpoint.update.mutate({ id: endpoint?.id ?? '', mode: 'paused' })
  await expect(page.getByText('No account is watched, so no alarm can come.')).toBeVisible()
  await expect(usual.getByText('Not watched while it is paused.')).toBeVisible()
  await expectAccessible(page)
})
