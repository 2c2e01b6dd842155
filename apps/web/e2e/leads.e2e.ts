import type { Page } from '@playwright/test'

import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { join } from './screens/people.ts'
import { openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

let prepared: ReturnType<typeof prepare> | undefined

async function prepare(server: Parameters<typeof setUp>[0]) {
  const { api, cookies } = await setUp(server)
  const agent = {
    name: 'Bo Baker',
    email: 'bo@sunnyroofs.example',
    password: 'up on a ladder again',
  }
  await join(server, api, agent, 'agent')
  const { owners } = await api.lead.choices.query()
  const bo = owners.find(({ name }) => name === agent.name)?.id ?? ''
  const stages = await api.pipeline.stages.query()
  const contacted = stages.find(({ name }) => name === 'Contacted')?.id ?? ''
  const ids: string[] = []
  for (const name of ['Fay', 'Eve', 'Dan', 'Cy', 'Bob', 'Ana']) {
    ids.push((await api.lead.create.mutate({ name, email: `${name}@acme.example` })).id)
  }
  await api.lead.bulkAssign.mutate({ ids: ids.slice(0, 3), ownerId: bo })
  await api.lead.bulkMove.mutate({ ids: ids.slice(2, 4), stageId: contacted })
  return { api, cookies, bo, contacted }
}

test.beforeEach(async ({ server }) => {
  prepared ??= prepare(server)
  await prepared
})

async function world() {
  if (prepared === undefined) throw new Error('The server is not set up.')
  return prepared
}

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('cell') })
const filters = (page: Page) => page.getByRole('group', { name: 'Filters' })
const bar = (page: Page) => page.getByRole('region', { name: 'Selected leads' })

async function expectNames(page: Page, names: string[]) {
  await expect(rows(page).getByRole('link')).toHaveText(names)
}

test('filters stand in the address, go back with it, and are kept as a view', async ({ page }) => {
  const { bo, contacted, cookies } = await world()
  await openSignedIn(page, { cookies }, `/leads?stage=${contacted}&owner=${bo}&sort=name`)
  await expectNames(page, ['Dan'])
  await expect(page.getByText('1 lead found')).toBeVisible()

  await filters(page).getByRole('button', { name: 'Clear all' }).click()
  await expectNames(page, ['Ana', 'Bob', 'Cy', 'Dan', 'Eve', 'Fay'])
  await filters(page).getByRole('button', { name: 'Owner' }).click()
  await expect(page.getByRole('combobox', { name: 'Find owner' })).toBeFocused()
  await page.keyboard.type('bo ba')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expectNames(page, ['Dan', 'Eve', 'Fay'])
  await expect(filters(page).getByRole('button', { name: 'Owner: Bo Baker' })).toBeFocused()
  await page.goBack()
  await expectNames(page, ['Ana', 'Bob', 'Cy', 'Dan', 'Eve', 'Fay'])
  await page.goForward()
  await expect(page).toHaveURL(new RegExp(`owner=${bo}`))

  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save as a new view…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Bo’s leads')
  await page.getByRole('checkbox', { name: 'Share with the workspace' }).check()
  await page.keyboard.press('Enter')
  const view = page.getByRole('button', { name: /^Bo’s leads/ })
  await expect(view).toHaveText('Bo’s leads')
  await page
    .getByRole('group', { name: 'Filter by stage' })
    .getByRole('button', { name: /New/ })
    .click()
  await expect(view).toHaveText('Bo’s leads· modified')
  await view.click()
  await page.getByRole('menuitem', { name: 'Update “Bo’s leads”' }).click()
  await expect(view).toHaveText('Bo’s leads')

  await page.goto('/leads?view=board')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: /^Bo’s leads/ }).click()
  await expectNames(page, ['Eve', 'Fay'])
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  await page.getByRole('radiogroup', { name: 'Layout' }).getByText('Board').click()
  await expect(page.getByRole('region', { name: 'New' }).getByRole('listitem')).toHaveCount(2)
})

test('leads are narrowed down to days, in one line with the other filters', async ({ page }) => {
  await openSignedIn(page, await world(), '/leads?sort=name')
  await expectNames(page, ['Ana', 'Bob', 'Cy', 'Dan', 'Eve', 'Fay'])
  await page.getByRole('combobox', { name: 'Captured' }).selectOption('Days…')
  const days = page.getByRole('dialog', { name: 'Captured' })
  await days.getByLabel('Captured from').fill('2026-01-01')
  await days.getByLabel('Captured up to and including').fill('2026-01-31')
  await expect(page.getByText('No lead matches')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  const button = page.getByRole('button', { name: 'Captured: 1 Jan – 31 Jan 2026' })
  await expect(button).toBeFocused()
  await page.keyboard.press('Enter')
  await days.getByRole('combobox', { name: 'Captured' }).selectOption('Last 7 days')
  await expect(days).toBeHidden()
  await expect(page.getByRole('combobox', { name: 'Captured' })).toBeFocused()
  await expectNames(page, ['Ana', 'Bob', 'Cy', 'Dan', 'Eve', 'Fay'])
})

test('whoever adds a lead that is there already is led to it', async ({ page }) => {
  await openSignedIn(page, await world(), '/leads')
  await page.getByRole('button', { name: 'New lead' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Anna')
  await dialog.getByLabel('Email').fill('ana@acme.example')
  await dialog.getByRole('button', { name: 'Add lead' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Ana already has this email address.')
  await expect(dialog.getByText('Open that lead')).toHaveCount(1)
  await expectAccessible(page)
  await dialog.getByRole('link', { name: 'Open that lead' }).click()
  await expect(page.getByRole('heading', { name: 'Ana', exact: true })).toBeVisible()
  await expect(dialog).toBeHidden()
})

test('leads are selected, moved and moved back by keyboard, and exported', async ({ page }) => {
  const { api, cookies } = await world()
  await openSignedIn(page, { cookies }, '/leads?sort=name')
  await expectNames(page, ['Ana', 'Bob', 'Cy', 'Dan', 'Eve', 'Fay'])
  // From Bob to Dan, two of whom are in another stage than Bob.
  for (const key of ['j', 'j', 'x', 'j', 'ArrowDown', 'X']) await page.keyboard.press(key)
  await expect(bar(page)).toContainText('3 selected')
  await page.keyboard.press('m')
  await expect(page.getByRole('menuitem', { name: 'New' })).toBeVisible()
  await page.keyboard.type('quo')
  await page.keyboard.press('Enter')
  await expect(page.getByText('3 leads moved to Quoted.')).toBeVisible()
  await expect(rows(page).filter({ hasText: 'Quoted' })).toHaveCount(3)
  await expect(bar(page)).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('3 leads as before.')).toBeVisible()
  await expect(rows(page).filter({ hasText: 'Contacted' })).toHaveText([/^Cy/, /^Dan/])

  const boxes = page.getByRole('checkbox', { name: /^Select / })
  await boxes.nth(4).click()
  await boxes.nth(6).click({ modifiers: ['Shift'] })
  await bar(page).getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /^CSV/ }).click()
  expect((await download).suggestedFilename()).toMatch(/^leads.*\.csv$/)
  await bar(page).getByRole('button', { name: 'Select all 6 leads' }).click()
  await expect(bar(page)).toContainText('6 selected')

  await bar(page).getByRole('button', { name: 'Assign to…' }).click()
  await page.route('**/trpc/lead.bulkAssign**', (route) => route.abort(), { times: 1 })
  await page.getByRole('menuitem', { name: 'Ana Ortiz' }).click()
  await expect(page.getByText('6 are left')).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('6 leads assigned to Ana Ortiz.')).toBeVisible()
  const { items } = await api.lead.list.query({})
  expect(new Set(items.map((lead) => lead.owner?.name))).toEqual(new Set(['Ana Ortiz']))
})

test('the list is accessible in both schemes and on a phone', async ({ page }) => {
  await openSignedIn(page, await world())
  await page.getByRole('checkbox', { name: 'Select Ana' }).check()
  await filters(page).getByRole('button', { name: 'Stage' }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)

  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await page.getByText('Eve', { exact: true }).click()
  await expect(bar(page)).toContainText('2 selected')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Filters' }).click()
  const sheet = page.getByRole('dialog', { name: 'Filters' })
  await sheet.getByRole('checkbox', { name: 'New' }).check()
  await expectAccessible(page)
  await sheet.getByRole('button', { name: 'Show leads' }).click()
  await expect(page).toHaveURL(/stage=/)
})

test('a long list is drawn as one steps and scrolls through it, on a phone, too', async ({
  page,
}) => {
  const { api, cookies } = await world()
  const names = Array.from({ length: 250 }, (_, at) => `Lead ${String(at).padStart(3, '0')}`)
  // A batch takes ten.
  for (let at = 0; at < names.length; at += 10) {
    const batch = names.slice(at, at + 10).map((name, nth) => {
      const email = `${at + nth}@fair.example`
      return api.lead.create.mutate({ name, email, source: 'Fair' })
    })
    await Promise.all(batch)
  }
  await openSignedIn(page, { cookies }, '/leads?sort=name&source=Fair')
  const lead = (name: string) => page.getByRole('link', { name })
  await expect(lead('Lead 000')).toBeVisible()
  for (let step = 0; step < 40; step++) await page.keyboard.press('j')
  await expect(lead('Lead 039')).toBeFocused()
  await expect(lead('Lead 039')).toBeInViewport({ ratio: 1 })
  for (let step = 0; step < 30; step++) await page.keyboard.press('ArrowUp')
  await expect(lead('Lead 009')).toBeFocused()
  await expect(lead('Lead 009')).toBeInViewport({ ratio: 1 })

  const toEnd = async () => {
    await page.keyboard.press('End')
    await expect(lead('Lead 249')).toBeInViewport({ ratio: 1, timeout: 500 })
  }
  await expect(toEnd).toPass()
  await expect(rows(page).last()).toHaveAttribute('aria-rowindex', '251')
  await expect(lead('Lead 000')).toBeHidden()
  await page.keyboard.press('Home')
  await expect(lead('Lead 000')).toBeInViewport({ ratio: 1 })

  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('row')).toHaveCount(0)
  await expect(toEnd).toPass()
  await expect(lead('Lead 000')).toBeHidden()
})

test('Back closes a dialog, what was entered is not dropped unasked, and the focus goes back', async ({
  page,
}) => {
  // There is no page before it that Back could lead to.
  await openSignedIn(page, await world(), '/leads')
  const opener = page.getByRole('button', { name: 'New lead' })
  const dialog = page.getByRole('dialog', { name: 'New lead' })
  const name = dialog.getByLabel('Name')
  const asking = page.getByRole('dialog', { name: 'Close without saving?' })
  const { keyboard } = page
  await opener.press('Enter')
  await expect(name).toBeFocused()
  await page.goBack()
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
  await page.goForward()
  await expect(page.getByRole('heading', { name: 'Leads' })).toBeVisible()
  await expect(dialog).toBeHidden()

  await opener.press('Enter')
  await expect(name).toBeFocused()
  await keyboard.type('Gus')
  const ways = [() => page.mouse.click(5, 5), () => keyboard.press('Escape'), () => page.goBack()]
  for (const leave of ways) {
    await leave()
    await expect(asking.getByRole('button', { name: 'Stay' })).toBeFocused()
    await keyboard.press('Enter')
    await expect(asking).toBeHidden()
    await expect(name).toBeFocused()
    await expect(name).toHaveValue('Gus')
  }
  await keyboard.press('Escape')
  await expectAccessible(page)
  await asking.getByRole('button', { name: 'Discard' }).press('Enter')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()

  // No entry of a dialog is left over.
  await page.getByRole('link', { name: 'Unmatched' }).press('Enter')
  await expect(page).toHaveURL(/\/unmatched/)
  await expect(page.getByRole('heading', { level: 1, name: 'Unmatched' })).toBeVisible()
  await keyboard.press('n')
  await expect(name).toBeFocused()
  await keyboard.type('Gus Green')
  await dialog.getByLabel('Phone').fill('+44 20 7946 0018')
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Gus Green' })).toBeVisible()
  await expect(page.locator('main')).toBeFocused()
  await page.goBack()
  await expect(page).toHaveURL(/\/unmatched/)
  await keyboard.press('n')
  await expect(name).toBeFocused()
  await keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.goBack()
  await expect(page).toHaveURL(/\/leads$/)
})
