import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { expectHeading, openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

test('after an update of the server a page offers to be loaded anew, and keeps what is being written', async ({
  page,
  server,
}) => {
  const { api, cookies } = await setUp(server)
  await api.lead.create.mutate({ name: 'Jane Doe', email: 'jane@acme.example' })
  // The parts of this page have other names now, and so has what it begins with.
  await page.route(/\/assets\/(palette|deliveries-page)-[^/]*\.js$/, (route) =>
    route.fulfill({ status: 404 }),
  )
  let isUpdated = false
  await page.route(`${server.url}/`, async (route) => {
    const answer = await route.fetch()
    const body = await answer.text()
    await route.fulfill({ response: answer, body: body.replaceAll('/assets/index-', '/assets/x-') })
    isUpdated = true
  })
  await openSignedIn(page, { cookies })
  await page.getByRole('link', { name: 'Jane Doe' }).click()
  await expectHeading(page, 'Jane Doe')
  const note = page.getByRole('textbox', { name: 'New note' })
  await note.fill('Call on Tuesday')
  await page.keyboard.press('Control+k')
  const told = page.getByRole('alert').filter({ hasText: 'There is a newer version' })
  await expect(told).toBeVisible()
  expect(isUpdated).toBe(true)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(note).toHaveValue('Call on Tuesday')

  await page.getByRole('link', { name: 'Deliveries' }).first().click()
  await expectHeading(page, 'There is a newer version')
  await expectAccessible(page)
  await page.unrouteAll()
  await page.getByRole('main').getByRole('button', { name: 'Load anew' }).click()
  await expectHeading(page, 'Deliveries')
})
