import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { enterAt, goTo, signInByKeyboard } from './by-keyboard.ts'
import { post } from './cal-com.ts'
import { openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

let prepared: ReturnType<typeof setUp> | undefined

test('insights tell how far leads got, how fast they booked and what became of bookings', async ({
  page,
  server,
}) => {
  const { api, url, secret, cookies } = await (prepared ??= setUp(server))
  await openSignedIn(page, { cookies })
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Insights' })
    .click()
  await expect(page.getByText('Nothing in these days')).toBeVisible()

  const emails = ['jane.doe@acme.example', 'bob@acme.example', 'kim@acme.example']
  for (const email of emails) await api.lead.create.mutate({ name: email, email, source: 'Fair' })
  await api.lead.create.mutate({ name: 'Ann', email: 'ann@acme.example', source: 'Website' })
  expect(await post(url, secret, '10-created')).toBe(200)
  await page.goto('/insights')

  const steps = page.getByRole('table', { name: 'How far leads get, step by step' })
  await expect(steps.getByRole('row', { name: /^New/ })).toContainText('4')
  await expect(steps.getByRole('row', { name: /^Booked/ })).toContainText('1')
  const bySource = page.getByRole('table', { name: 'How far leads get, by source' })
  await expect(bySource.getByRole('rowheader')).toHaveText(['Fair', 'Website', 'Together'])
  await expect(page.getByText('1 lead: too few to say').first()).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('combobox', { name: 'Broken down by' }).selectOption('By week')
  await page.getByRole('combobox', { name: 'Period' }).selectOption('Last 90 days')
  await expect(page).toHaveURL(/\/insights\?(by=week&period=90d|period=90d&by=week)$/)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 800 })
  await page.reload()
  const byWeek = page.getByRole('region', { name: 'How far leads get, by week' })
  await expect(byWeek.getByRole('row', { name: /^Together/ })).toContainText('4')
  await byWeek.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => byWeek.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0)
  await expectAccessible(page)

  await page.goto('/insights?period=custom&from=2026-02-02&to=2026-02-01')
  await expect(
    page.getByText('The first day comes after the last one. Choose an earlier first day.'),
  ).toBeVisible()
})

test('insights are asked for other days and other groups, and copied, by keyboard alone', async ({
  page,
  server,
}) => {
  const { api } = await (prepared ??= setUp(server))
  await api.lead.create.mutate({ name: 'Kim Keys', email: 'keys@acme.example' })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const { keyboard } = page
  await signInByKeyboard(page)
  await enterAt(page, page.getByRole('link', { name: 'Insights' }))
  await goTo(page, page.getByRole('combobox', { name: 'Period' }))
  await keyboard.type('Days')
  const year = new Date().getFullYear()
  await goTo(page, page.getByLabel('From'))
  await keyboard.type(`0101${year}`)
  await goTo(page, page.getByLabel('Up to and including'))
  await keyboard.type(`1231${year}`)
  await expect(page).toHaveURL(new RegExp(`from=${year}-01-01&to=${year}-12-31`))
  await goTo(page, page.getByRole('combobox', { name: 'Broken down by' }))
  await keyboard.type('By own')
  await expect(page.getByRole('table', { name: 'How far leads get, by owner' })).toBeVisible()
  await enterAt(page, page.getByRole('button', { name: 'Copy as CSV: How far leads get' }))
  await expect(page.getByRole('button', { name: /^Copy as CSV/ }).first()).toHaveText('Copied')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^Owner,New,.*\r\nNobody,\d/)
})
