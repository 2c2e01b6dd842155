import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { enterAt, goTo, signInByKeyboard } from './by-keyboard.ts'
import { post } from './cal-com.ts'
import { openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

let prepared: ReturnType<typeof setUp> | undefined

test.beforeEach(async ({ server }) => {
  prepared ??= setUp(server)
  await prepared
})

async function readyServer() {
  if (prepared === undefined) throw new Error('The server is not set up.')
  return prepared
}

async function book(delivery: Parameters<typeof post>[2], changes?: object) {
  const { api, url, secret } = await readyServer()
  expect(await post(url, secret, delivery, changes)).toBe(200)
  return api
}

test('a booking without a lead shows up by itself and becomes a lead', async ({ page }) => {
  await openSignedIn(page, await readyServer())
  const link = page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Unmatched' })
  await expect(link).toHaveAccessibleName('Unmatched')
  await link.click()
  await expect(page.getByText('No booking waits')).toBeVisible()
  await expectAccessible(page)

  await book('10-created')
  await expect(link).toHaveAccessibleName(/1 waiting/)
  const detail = page.getByRole('region', { name: 'Booking of Jane Doe' })
  await expect(detail.getByRole('link', { name: 'jane.doe@acme.example' })).toBeVisible()
  await expectAccessible(page)
  await detail.getByRole('button', { name: 'Create lead' }).click()

  await page.getByRole('alert').getByRole('link', { name: 'Open lead' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Jane Doe' })).toBeVisible()
  const stage = page.getByRole('list', { name: 'Stage' }).locator('[aria-current]')
  await expect(stage).toHaveText(/Booked/)
  await expect(link).toHaveAccessibleName('Unmatched')
})

test('a booking under another email address is linked to its lead by a key', async ({ page }) => {
  const api = await book('21-created-custom-fields-nasty-text')
  const { items } = await api.booking.unmatched.query()
  const name = items[0]?.bookerName ?? ''
  const lead = await api.lead.create.mutate({ name, email: 'zoe@private.example' })

  await openSignedIn(page, await readyServer(), '/unmatched')
  const suggested = page.getByRole('list', { name: 'Suggested leads' }).getByRole('listitem')
  await expect(suggested).toHaveText([/Same name\u00a0· zoe@private\.example/])
  await expectAccessible(page)
  await page.keyboard.press('l')

  await expect(page.getByText('Booking linked')).toBeVisible()
  await expect(page.getByText('No booking waits')).toBeVisible()
  const linked = await api.lead.byId.query({ id: lead.id })
  expect(linked).toMatchObject({ stage: { name: 'Booked' }, bookings: [{ status: 'confirmed' }] })
})

test('a booking that arrives before the page is connected shows up nevertheless', async ({
  page,
}) => {
  let connect = () => {}
  const mayConnect = new Promise<void>((resolve) => (connect = resolve))
  await page.route('**/trpc/live.changes**', async (route) => {
    await mayConnect
    await route.continue()
  })
  await openSignedIn(page, await readyServer(), '/unmatched')
  await expect(page.getByText('No booking waits')).toBeVisible()

  await book('22-created-phone-only')
  connect()
  await expect(page.getByRole('region', { name: /^Booking of/ })).toBeVisible()
})

test('a booker who looks like somebody else is said to have unusual characters', async ({
  page,
}) => {
  const [name, email] = ['J\u0430ne Doe', 'jane.doe@\u0430cme.example']
  const responses = { name: { value: name }, email: { value: email } }
  await book('10-created', { uid: 'look-alike', attendees: [{ name, email }], responses })
  await openSignedIn(page, await readyServer(), '/unmatched')
  await page
    .getByRole('navigation', { name: 'Waiting bookings' })
    .getByRole('link', { name })
    .click()
  const detail = page.getByRole('region', { name: `Booking of ${name}` })
  await expect(detail.getByRole('note', { name: 'Unusual characters' })).toBeVisible()
  await expect(detail.getByText('xn--cme-5cd.example')).toBeVisible()
  await expectAccessible(page)

  await detail.getByRole('button', { name: 'Create lead' }).click()
  await page.getByRole('alert').getByRole('link', { name: 'Open lead' }).click()
  // Of the lead, and of the name that the booking came with.
  await expect(page.getByRole('note', { name: 'Unusual characters' })).toHaveCount(2)
  await expectAccessible(page)
})

test('bookings are looked at, linked, made leads of and ignored by keyboard alone', async ({
  page,
}) => {
  const names = ['Ada King', 'Cy Reed', 'Di Marsh']
  for (const name of names) {
    const email = `${name.replace(' ', '.').toLowerCase()}@keys.example`
    const responses = { name: { value: name }, email: { value: email } }
    await book('10-created', { uid: name, attendees: [{ name, email }], responses })
  }
  const { api } = await readyServer()
  const lead = await api.lead.create.mutate({ name: 'Roberta Stone', phone: '+442079460101' })
  const { keyboard } = page
  const shown = (name: string) => page.getByRole('region', { name: `Booking of ${name}` })
  await signInByKeyboard(page)
  await enterAt(page, page.getByRole('link', { name: /^Unmatched/ }))
  await expect(shown('Di Marsh')).toBeVisible()
  for (const key of ['j', 'j', 'k']) await keyboard.press(key)
  await expect(shown('Cy Reed')).toBeVisible()

  await keyboard.press('/')
  await keyboard.type('roberta')
  await enterAt(page, page.getByRole('button', { name: 'Link to Roberta Stone' }))
  await expect(page.getByText('Booking linked')).toBeVisible()
  // The one below comes in its place, and has the focus.
  await expect(shown('Ada King')).toBeFocused()
  await keyboard.press('c')
  await expect(page.getByText('Lead created')).toBeVisible()
  await goTo(page, page.getByRole('link', { name: /^Di Marsh/ }))
  await keyboard.press('Enter')
  await keyboard.press('i')
  await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused()
  await keyboard.type('A supplier')
  await keyboard.press('Enter')
  await expect(page.getByText('Booking ignored')).toBeVisible()

  const { items } = await api.booking.unmatched.query()
  const stillThere = items.filter(({ bookerName }) => names.includes(bookerName ?? ''))
  const { bookings } = await api.lead.byId.query({ id: lead.id })
  expect([stillThere, bookings.length]).toEqual([[], 1])
})

test('the key L asks before it links a booking to a lead of another name', async ({ page }) => {
  const [name, email] = ['Jo Marsh', 'unknown12@typo.example']
  const responses = { name: { value: name }, email: { value: email } }
  const api = await book('10-created', { uid: 'stranger', attendees: [{ name, email }], responses })
  const stranger = { name: 'Solar Fan', email: 'unknown13@typo.example' }
  const { id } = await api.lead.create.mutate(stranger)
  await openSignedIn(page, await readyServer(), '/unmatched')
  const detail = page.getByRole('region', { name: `Booking of ${name}` })
  await expect(detail.getByRole('listitem')).toHaveText([/Another name, email one letter off/])

  await page.keyboard.press('l')
  const question = page.getByRole('dialog', { name: 'Link to Solar Fan?' })
  await expect(question).toContainText(`The booking is of ${name}`)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(detail).toBeVisible()
  expect((await api.lead.byId.query({ id })).bookings).toEqual([])

  await page.keyboard.press('l')
  await question.getByRole('button', { name: 'Link booking' }).click()
  await expect(page.getByText('Booking linked')).toBeVisible()
  expect((await api.lead.byId.query({ id })).bookings).toHaveLength(1)
})

test('what was decided about a booking is taken back', async ({ page }) => {
  const [name, email] = ['Ed Moss', 'ed.moss@back.example']
  const responses = { name: { value: name }, email: { value: email } }
  const api = await book('10-created', { uid: 'back', attendees: [{ name, email }], responses })
  const { id } = await api.lead.create.mutate({ name: 'Edmund Mossley', phone: '+442079460102' })
  await openSignedIn(page, await readyServer(), '/unmatched')
  const detail = page.getByRole('region', { name: `Booking of ${name}` })
  const told = (title: string) => page.getByRole('alert').filter({ hasText: title })
  const undo = (title: string) => told(title).getByRole('button', { name: 'Undo' }).click()
  async function link() {
    await detail.getByRole('searchbox', { name: /^Find/ }).fill('mossley')
    await detail.getByRole('button', { name: 'Link to Edmund Mossley' }).click()
    await expect(told('Booking linked')).toBeVisible()
  }

  await link()
  await undo('Booking linked')
  await expect(detail).toBeFocused()
  const lead = await api.lead.byId.query({ id })
  expect([lead.bookings, lead.emails]).toEqual([[], []])

  await link()
  await told('Booking linked').getByRole('link', { name: 'Open lead' }).click()
  await expect(page.getByText(/^By hand by /)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Unlink this booking from the lead' }).click()
  await expect(page.getByText(/^Unlinked a booking by hand/)).toBeVisible()
  await told('Booking waits again').getByRole('link', { name: 'Show booking' }).last().click()

  await detail.getByRole('button', { name: 'Create lead' }).click()
  await undo('Lead created')
  await expect(detail).toBeFocused()
  expect((await api.lead.list.query({ search: email })).items).toEqual([])

  await page.keyboard.press('i')
  await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused()
  await page.keyboard.type('A supplier of ours')
  await page.keyboard.press('Enter')
  await expect(told('Booking ignored')).toBeVisible()
  await page.getByRole('link', { name: 'Show ignored' }).click()
  const ignored = page.getByRole('listitem').filter({ hasText: 'A supplier of ours' })
  await expect(ignored).toContainText(/Ed Moss.*Ignored by /)
  await expectAccessible(page)
  await ignored.getByRole('button', { name: `Let it wait again (booking of ${name})` }).click()
  await expect(ignored).toBeHidden()
  await page.getByRole('main').getByRole('link', { name: 'Unmatched' }).click()
  // Another one may have been opened before the list knew of it.
  await page.getByRole('link', { name: new RegExp(`^${name}`) }).click()
  await expect(detail).toBeVisible()
})
