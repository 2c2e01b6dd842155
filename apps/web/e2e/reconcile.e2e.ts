import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { enterAt, goTo, signInByKeyboard } from './by-keyboard.ts'
import { expectHeading } from './sign-in.ts'
import { expect, test } from './test.ts'

const columns = 'uid,title,createdAt,timeStatus,eventTypeId,startTime,endTime,userEmail,attendee1'

test('a booking whose webhook was lost is brought in from Cal.com’s file, by keyboard alone', async ({
  page,
  server,
}) => {
  const { api } = await setUp(server)
  const { id } = await api.lead.create.mutate({ name: 'Ana Lopez', email: 'ana@acme.example' })
  const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString()
  const made = new Date(Date.now() - 60 * 60 * 1000).toISOString()
  const row = (uid: string, attendee: string) =>
    [uid, 'Survey', made, 'upcoming', 7, tomorrow, tomorrow, 'sam@solar.example', attendee].join(
      ',',
    )
  const text = [
    columns,
    row('uidAna', 'Ana Lopez (ana@acme.example)'),
    row('uidBo', 'Bo Li (bo@acme.example)'),
  ]
  const file = {
    name: 'bookings.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text.join('\r\n')),
  }

  await signInByKeyboard(page)
  await page.goto('/settings/integrations')
  await enterAt(page, page.getByRole('link', { name: 'Compare with Cal.com' }))
  await expectHeading(page, 'Compare with Cal.com')
  await expect(page.getByLabel('API key')).toBeVisible()
  await expectAccessible(page)
  const choosing = page.waitForEvent('filechooser')
  await enterAt(page, page.getByRole('button', { name: 'Choose a file' }))
  await (await choosing).setFiles(file)

  await expect(page.getByRole('tab', { name: 'Only in Cal.com (2)', selected: true })).toBeVisible()
  await expectAccessible(page)
  // Nothing is known of the event type, so the host may have yet to confirm them.
  await expect(page.getByText('Perhaps not confirmed.')).toHaveCount(2)
  await expect(page.getByRole('button', { name: 'Apply 0' })).toBeDisabled()
  await goTo(page, page.getByRole('checkbox', { name: /Ana Lopez/ }))
  await page.keyboard.press('Space')
  await enterAt(page, page.getByRole('button', { name: 'Apply 1' }))
  await expect(page.getByText('1 booking is on its lead now.')).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Only in Cal.com (1)' })).toBeVisible()
  await expect.poll(async () => (await api.lead.byId.query({ id })).stage.name).toBe('Booked')

  await enterAt(page, page.getByRole('button', { name: 'Compare again' }))
  await expect(page.getByRole('tab', { name: 'Only in Cal.com (1)' })).toBeVisible()
  await page.getByRole('tab', { name: 'In both (1)' }).click()
  await expect(page.getByText('1 booking the same.')).toBeVisible()
  await page.goto('/deliveries')
  await expect(page.getByText('by comparing')).toBeVisible()
})
