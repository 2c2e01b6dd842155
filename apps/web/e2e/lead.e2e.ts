import type { Page } from '@playwright/test'

import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { enterAt, goTo, signInByKeyboard } from './by-keyboard.ts'
import { post } from './cal-com.ts'
import { expectHeading, openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

let prepared: ReturnType<typeof setUp> | undefined

test.beforeEach(async ({ server }) => {
  prepared ??= setUp(server)
  await prepared
})

async function world() {
  if (prepared === undefined) throw new Error('The server is not set up.')
  return prepared
}

/** A lead with a booking by its email. */
async function booked(name: string) {
  const { api, url, secret } = await world()
  const email = `${name.replace(' ', '.').toLowerCase()}@acme.example`
  const { id } = await api.lead.create.mutate({ name, email })
  const responses = {
    ...{ name: { value: name }, email: { value: email } },
    rescheduleReason: { value: 'The tiles came late' },
  }
  const person = { name, email, timeZone: 'America/Los_Angeles' }
  const tell = async (delivery: Parameters<typeof post>[2], changes: object = {}) => {
    const payload = { uid: name, attendees: [person], responses, ...changes }
    expect(await post(url, secret, delivery, payload)).toBe(200)
  }
  await tell('10-created')
  return { id, email, tell }
}

const entries = (page: Page) => page.getByRole('region', { name: 'Timeline' }).getByRole('listitem')
const card = (page: Page, title: string) => page.getByRole('region', { name: title })

async function expectAccessibleEverywhere(page: Page) {
  await page.emulateMedia({ colorScheme: 'light' })
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 800 })
}

test('a lead is edited, moved back, noted on, and its link copied', async ({ page }) => {
  const { api } = await world()
  const { id } = await api.lead.create.mutate({ name: 'Jane Doe', email: 'jane@home.example' })
  await api.lead.update.mutate({ id, email: 'jane@acme.example' })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await openSignedIn(page, await world(), `/leads/${id}`)

  await page.getByTitle('Edit postcode').click()
  await page.getByRole('textbox', { name: 'Postcode' }).fill('SW1A 1AA')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByTitle('Edit postcode')).toHaveText('SW1A 1AA')
  await page.getByRole('button', { name: 'Make main: jane@home.example' }).click()
  await expect(page.getByText('jane@home.example is the main email now.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByTitle('Edit email')).toHaveText('jane@acme.example')
  await page.getByRole('button', { name: 'Remove jane@home.example' }).click()
  await page.getByRole('button', { name: 'Remove email' }).click()
  await expect(entries(page).first()).toContainText('Removed the other email jane@home.example')

  const stage = page.getByRole('list', { name: 'Stage' }).locator('[aria-current]')
  await page.getByRole('button', { name: 'Quoted' }).click()
  await expect(page.getByText('Jane Doe moved to Quoted.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Jane Doe is back in New.')).toBeVisible()
  await expect(stage).toHaveText('New')

  await page.getByRole('textbox', { name: 'New note' }).fill('Call back')
  await page.getByRole('button', { name: 'Add note' }).click()
  await page.getByRole('button', { name: 'Edit note' }).click()
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Call back on Friday')
  await page.getByRole('button', { name: 'Save note' }).click()
  await expect(entries(page).first()).toHaveText(/Call back on Friday.*edited just now/)
  await page.getByRole('button', { name: 'Remove note' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove note' }).click()
  await expect(entries(page).first()).toHaveText(/^Removed this note/)

  await page.getByRole('button', { name: 'Booking link' }).click()
  await page.getByLabel('Your Cal.com booking page').fill('cal.com/sunny-roofs/survey')
  await page.getByRole('dialog').getByRole('button', { name: 'Copy' }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/^https:\/\/cal\.com\/sunny-roofs\/survey\?metadata%5Blead%5D=/)
})

test('what somebody else changed meanwhile is told, and only replaced by who changes it', async ({
  page,
}) => {
  const { api } = await world()
  const { id } = await api.lead.create.mutate({ name: 'Tom Two', email: 'tom@two.example' })
  await openSignedIn(page, await world(), `/leads/${id}`)
  const postcode = page.getByTitle('Edit postcode')
  const field = page.getByRole('textbox', { name: 'Postcode' })
  const status = page.getByRole('region', { name: 'Details' }).getByRole('status')
  const somebody = (value: string) => api.lead.update.mutate({ id, postcode: value })

  await postcode.click()
  await somebody('N1 9GU')
  await expect(status).toHaveText(/changed it to “N1 9GU” meanwhile/)
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(postcode).toHaveText('N1 9GU')
  await postcode.click()
  await field.fill('N1 9ZZ')
  await somebody('SW1A 1AA')
  await expect(status).toHaveText(/changed it to “SW1A 1AA” meanwhile/)
  await expect(field).toHaveValue('N1 9ZZ')
  await page.keyboard.press('Enter')
  await expect(postcode).toHaveText('N1 9ZZ')
  await expect(entries(page).first()).toContainText('SW1A 1AA')
})

test('a lead that somebody else removes is not shown as if it was there', async ({ page }) => {
  const { api } = await world()
  const { id } = await api.lead.create.mutate({ name: 'Gus Gone', email: 'gus@acme.example' })
  await openSignedIn(page, await world(), `/leads/${id}`)
  await expectHeading(page, 'Gus Gone')
  await api.lead.remove.mutate({ id })
  await expectHeading(page, 'There is nothing here')
})

test('an email that another lead has leads to that one', async ({ page }) => {
  const { api } = await world()
  await api.lead.create.mutate({ name: 'Holder Holt', email: 'holt@home.example' })
  const { id } = await api.lead.create.mutate({ name: 'Wanter West', email: 'west@home.example' })
  await openSignedIn(page, await world(), `/leads/${id}`)
  await page.getByTitle('Edit email').click()
  await page.getByRole('textbox', { name: 'Email' }).fill('holt@home.example')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Holder Holt already has this email address.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Open that lead' }).click()
  await expectHeading(page, 'Holder Holt')
})

test('a lead is found, merged value by value, and its old link leads on', async ({ page }) => {
  const { api } = await world()
  const one = await api.lead.create.mutate({ name: 'Robert Stone', email: 'bob@stone.example' })
  const other = await api.lead.create.mutate({ name: 'Bob Rock', email: 'rock@b.example' })
  await openSignedIn(page, await world(), `/leads/${one.id}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Merge with another lead…' }).click()
  await page.getByRole('searchbox', { name: 'Find the other lead' }).fill('bob')
  const found = page.getByRole('list', { name: 'Leads found' })
  await expect(found.getByRole('listitem')).toHaveText([/^Bob Rock/])
  await found.getByRole('button', { name: 'Merge… with Bob Rock' }).click()
  const emails = page.getByRole('radiogroup', { name: 'Email' })
  const theirs = emails.getByRole('radio', { name: 'rock@b.example' })
  await theirs.check()
  await expectAccessibleEverywhere(page)
  await page.keyboard.press('Escape')
  const asking = page.getByRole('dialog', { name: 'Close without saving?' })
  await asking.getByRole('button', { name: 'Stay' }).click()
  await expect(theirs).toBeChecked()
  // What stands there from the beginning is not lost.
  await emails.getByRole('radio', { name: 'bob@stone.example' }).check()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Merge with another lead…' }).click()
  await page.getByRole('searchbox', { name: 'Find the other lead' }).fill('bob')
  await found.getByRole('button', { name: 'Merge… with Bob Rock' }).click()
  await theirs.check()
  // That a choice is made with Enter merges nothing.
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Merge leads' }).click()
  await expect(page.getByText('Bob Rock is part of this lead now.')).toBeVisible()
  await expect(page.getByTitle('Edit email')).toHaveText('rock@b.example')
  await expectHeading(page, 'Robert Stone')

  await page.goto(`/leads/${other.id}`)
  await expectHeading(page, 'Robert Stone')
  await expect(page).toHaveURL(new RegExp(one.id))
})

test('all of it is done by keyboard alone', async ({ page }) => {
  const { id, email, tell } = await booked('Ada King')
  await tell('12-rescheduled', {
    uid: 'Ada again',
    rescheduleUid: 'Ada King',
    rescheduledBy: email,
  })
  const { api } = await world()
  await api.lead.create.mutate({ name: 'Mary Ward', email: 'mary@ward.example' })
  const { keyboard } = page
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await signInByKeyboard(page)
  await page.goto(`/leads/${id}`)
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  await enterAt(page, button('Booking link'))
  await expect(page.getByLabel('Your Cal.com booking page')).toBeFocused()
  await keyboard.type('cal.com/sunny-roofs/survey')
  await enterAt(page, button('Copy'))
  await expect(button('Copied')).toBeFocused()
  await keyboard.press('Escape')
  await enterAt(page, button('Surveyed'))
  await expect(page.getByText('Ada King moved to Surveyed.')).toBeVisible()
  await expect(button('Surveyed')).toBeFocused()
  await enterAt(page, button('Moved once'))
  const times = page.getByRole('list', { name: 'Times it had' })
  await expect(times).toHaveText(/→.*The tiles came late.*Ada King, who booked/)
  await enterAt(page, page.getByTitle('Edit name'))
  await keyboard.type('Ada Lace')
  await keyboard.press('Enter')
  await expectHeading(page, 'Ada Lace')
  await goTo(page, page.getByRole('textbox', { name: 'New note' }))
  await keyboard.type('Likes mornings')
  await keyboard.press('Control+Enter')
  await enterAt(page, button('Edit note'))
  await keyboard.press('End')
  await keyboard.type(' best')
  await keyboard.press('Control+Enter')
  await expect(entries(page).first()).toContainText('Likes mornings best')
  await expect(button('Edit note')).toBeFocused()

  await enterAt(page, button('More actions'))
  await expect(page.getByRole('menuitem', { name: /^Merge/ })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('searchbox', { name: 'Find the other lead' })).toBeFocused()
  await page.goBack()
  await expect(button('More actions')).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: /^Merge/ })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('searchbox', { name: 'Find the other lead' })).toBeFocused()
  await keyboard.type('mary')
  await enterAt(page, button('Merge… with Mary Ward'))
  await expect(button('Cancel')).toBeFocused()
  await enterAt(page, button('Merge leads'))
  await expect(page.getByText('Mary Ward is part of this lead now.')).toBeVisible()

  await enterAt(page, button('More actions'))
  await expect(page.getByRole('menuitem', { name: /^Merge/ })).toBeFocused()
  await keyboard.press('End')
  await keyboard.press('Enter')
  await enterAt(page, page.getByRole('dialog').getByRole('button', { name: 'Remove lead' }))
  await expect(page.getByText('Ada Lace was removed.')).toBeVisible()
  await expect(page.locator('main')).toBeFocused()
  await expect(api.lead.byId.query({ id })).rejects.toThrow('There is no such lead.')
})

test('a cancelled booking and one that waits for a new time look apart, and are accessible', async ({
  page,
}) => {
  const cy = await booked('Cy Reed')
  await cy.tell('14-cancelled-by-attendee', { cancelledBy: cy.email })
  const di = await booked('Di Marsh')
  const asked = { requestReschedule: true, cancelledBy: 'priya@northwind.example' }
  await di.tell('14-cancelled-by-attendee', { ...asked, cancellationReason: 'The van broke down' })
  await openSignedIn(page, await world(), `/leads/${cy.id}`)
  await expect(card(page, 'Last booking')).toContainText(
    /Cancelled by Cy Reed, who booked.*Can't make it.*just now/s,
  )
  await expectAccessibleEverywhere(page)
  await page.goto(`/leads/${di.id}`)
  await expect(card(page, 'Waiting for a new time')).toContainText(
    /The host asked for another time.*The van broke down.*has yet to pick.*just now/s,
  )
  await expectAccessibleEverywhere(page)
})

test('of many bookings the latest are shown first, and the others when they are asked for', async ({
  page,
}) => {
  const { id, tell } = await booked('Mona Many')
  for (let number = 2; number <= 12; number += 1) {
    await tell('10-created', { uid: `many-${number}`, additionalNotes: 'Mind the dog.' })
  }
  await openSignedIn(page, await world(), `/leads/${id}`)
  const all = page.getByRole('region', { name: 'All bookings (12)' })
  await expect(all.getByRole('group')).toHaveCount(10)
  await expectAccessible(page)
  const more = all.getByRole('button', { name: 'Show 2 more' })
  await more.focus()
  await page.keyboard.press('Enter')
  await expect(all.getByRole('group')).toHaveCount(12)
  await expect(all.getByRole('button')).toHaveCount(0)
  // The focus is on the first of those that came: the next key opens that one.
  await page.keyboard.press('Enter')
  await expect(all.getByRole('group').nth(10)).toHaveAttribute('open')
  await expect(all.getByRole('group').nth(10)).toContainText('Additional notesMind the dog.')
})
