import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { expectHeading, openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

test('while the server cannot be reached what fails says so, and what could not be fetched is once it can', async ({
  page,
  server,
}) => {
  const { api, cookies } = await setUp(server)
  await api.lead.create.mutate({ name: 'Jane Doe', email: 'jane@acme.example' })
  // What draws notifications is fetched once a page is quiet: never, on a page that is not.
  await page.route(/\/assets\/shown-notifications-[^/]*\.js$/, (route) => route.abort())
  await openSignedIn(page, { cookies })
  await page.getByRole('link', { name: 'Jane Doe' }).click()
  await expectHeading(page, 'Jane Doe')
  await page.route(`${server.url}/**`, (route) => route.abort())
  await page.getByRole('button', { name: 'Contacted' }).click()
  const told = page.getByRole('alert')
  await expect(told).toContainText('The server cannot be reached')
  const stage = page.getByRole('list', { name: 'Stage' }).locator('[aria-current]')
  await expect(stage).toHaveText('New')
  await expectAccessible(page)
  await told.getByRole('button', { name: 'Close' }).click()
  await expect(told).toHaveCount(0)

  await page.getByRole('link', { name: 'Insights' }).first().click()
  const failed = page.getByRole('heading', { name: 'This could not be loaded' })
  await expect(failed).toBeVisible()
  await page.unrouteAll()
  await page.getByRole('main').getByRole('button', { name: 'Try again' }).click()
  await expect(failed).toHaveCount(0)
  await expectHeading(page, 'Insights')
})
