import type { Locator, Page } from '@playwright/test'

import { enter, setUp, type Session } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { join } from './screens/people.ts'
import type { Server } from './server.ts'
import { openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

let prepared: ReturnType<typeof prepare> | undefined

async function prepare(server: Server) {
  const { api, cookies } = await setUp(server)
  const stages = await api.pipeline.stages.query()
  const ids: Record<string, string> = {}
  for (const name of ['Fay', 'Eve', 'Dan', 'Cy', 'Bob', 'Ana']) {
    const lead = await api.lead.create.mutate({ name, email: `${name}@acme.example` })
    ids[name] = lead.id
  }
  const move = (name: string, stage: string) =>
    api.lead.move.mutate({
      id: ids[name] ?? '',
      stageId: stages.find((one) => one.name === stage)?.id ?? '',
    })
  const stageOf = async (name: string) =>
    (await api.lead.byId.query({ id: ids[name] ?? '' })).stage.name
  return { api, cookies, ids, move, stageOf }
}

test.beforeEach(async ({ server }) => {
  prepared ??= prepare(server)
  await prepared
})

async function world() {
  if (prepared === undefined) throw new Error('The server is not set up.')
  return prepared
}

async function openBoard(page: Page, session?: Pick<Session, 'cookies'>) {
  await openSignedIn(page, session ?? (await world()), '/leads?view=board')
  await expect(cards(page, 'New').first()).toBeVisible()
}

const column = (page: Page, stage: string) => page.getByRole('region', { name: stage })
const cards = (page: Page, stage: string) => column(page, stage).getByRole('listitem')
const card = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const names = (page: Page, stage: string) =>
  column(page, stage).getByRole('listitem').getByRole('link')

async function middle(target: Locator) {
  const box = await target.boundingBox()
  if (box === null) throw new Error('It is not on the screen.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Takes a card and carries it over a stage, without letting it go. */
async function carry(page: Page, name: string, stage: string) {
  await card(page, name).scrollIntoViewIfNeeded()
  const from = await middle(card(page, name))
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 12, from.y + 12, { steps: 3 })
  // Near its edge the board scrolls by itself, so the stage may have moved on.
  await expect(async () => {
    const to = await middle(column(page, stage))
    await page.mouse.move(to.x, to.y, { steps: 8 })
    await expect(column(page, stage)).toHaveAttribute('data-target', { timeout: 500 })
  }).toPass()
}

test('cards are moved by mouse, by keys and by their menu, and a move is taken back', async ({
  page,
}) => {
  const { stageOf } = await world()
  await openBoard(page)
  await expect(names(page, 'New')).toHaveText(['Ana', 'Bob', 'Cy', 'Dan', 'Eve', 'Fay'])

  await carry(page, 'Bob', 'Quoted')
  await page.mouse.up()
  await expect(names(page, 'Quoted')).toHaveText(['Bob'])
  await expect(column(page, 'New').locator('header')).toHaveText('New5')
  await expect.poll(() => stageOf('Bob')).toBe('Quoted')
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click()
  await expect(names(page, 'New')).toHaveText(['Bob', 'Ana', 'Cy', 'Dan', 'Eve', 'Fay'])
  await expect.poll(() => stageOf('Bob')).toBe('New')

  // Escape lets a card go where it was.
  await carry(page, 'Ana', 'Contacted')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(names(page, 'Contacted')).toHaveCount(0)
  await expect(page).toHaveURL(/view=board/)

  await card(page, 'Bob').focus()
  // The first stage is where it is: the menu has the focus all the same.
  await page.keyboard.press('m')
  await expect(page.getByRole('menuitem', { name: /^New/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Contacted' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(card(page, 'Bob')).toBeFocused()
  await page.keyboard.press('j')
  await expect(card(page, 'Ana')).toBeFocused()
  await page.keyboard.press(' ')
  await expect(page.getByRole('status').filter({ hasText: 'Ana lifted from New' })).toBeAttached()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Escape')
  await page.keyboard.press(' ')
  await page.keyboard.press('ArrowRight')
  await expect(column(page, 'Contacted')).toHaveAttribute('data-target')
  // Moved twice in a row, it is where the second move leads to.
  await page.keyboard.press('Enter')
  await expect(card(page, 'Ana')).toBeFocused()
  await page.keyboard.press(' ')
  await page.keyboard.press('l')
  await page.keyboard.press('Enter')
  await expect(names(page, 'Booked')).toHaveText(['Ana'])
  await expect(card(page, 'Ana')).toBeFocused()
  await expect.poll(() => stageOf('Ana')).toBe('Booked')

  await page.keyboard.press('m')
  await page.getByRole('menuitem', { name: 'Won' }).click()
  await expect(column(page, 'Won').getByRole('button')).toHaveText('Won1')
  await expect(column(page, 'Won').getByRole('button')).toBeFocused()
  await expect.poll(() => stageOf('Ana')).toBe('Won')
})

test('what others move is seen at once, but not while a card is held', async ({
  page,
  browser,
  server,
}) => {
  const { move, stageOf } = await world()
  await openBoard(page)
  const other = await browser.newPage({ baseURL: server.url })
  await openBoard(other)
  await carry(page, 'Dan', 'Surveyed')
  const before = await middle(card(page, 'Dan'))

  const tinted = other.locator('li[data-just-changed]', { hasText: 'Cy' })
  await Promise.all([tinted.waitFor({ state: 'attached' }), move('Cy', 'Contacted')])
  await expect(names(other, 'Contacted')).toHaveText(['Cy'])
  // By now this window knows as well.
  await page.waitForTimeout(700)
  expect(await middle(card(page, 'Dan'))).toEqual(before)
  await expect(names(page, 'Contacted')).toHaveCount(0)
  await page.mouse.up()

  await expect(names(page, 'Surveyed')).toHaveText(['Dan'])
  await expect(names(page, 'Contacted')).toHaveText(['Cy'])
  await expect(names(other, 'Surveyed')).toHaveText(['Dan'])
  await expect.poll(() => stageOf('Dan')).toBe('Surveyed')
  await other.close()
})

test('a card that is lifted again stays where it is while its earlier move is answered', async ({
  page,
}) => {
  const { move, stageOf } = await world()
  await openBoard(page)
  let answer = () => {}
  const heldBack = new Promise<void>((resolve) => (answer = resolve))
  await page.route(/lead\.move/, async (route) => {
    await heldBack
    await route.continue()
  })
  await card(page, 'Eve').focus()
  for (const key of [' ', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
  await expect(names(page, 'Contacted')).toContainText(['Eve'])
  await expect(card(page, 'Eve')).toBeFocused()
  await page.keyboard.press(' ')
  await page.keyboard.press('ArrowRight')

  const fetched = page.waitForResponse(/lead\.board/)
  answer()
  await fetched
  await expect.poll(() => stageOf('Eve')).toBe('Contacted')
  // By now the board knows as well.
  await page.waitForTimeout(700)
  await expect(names(page, 'Contacted')).toContainText(['Eve'])
  await page.keyboard.press('Enter')
  await expect(names(page, 'Booked')).toContainText(['Eve'])
  await expect.poll(() => stageOf('Eve')).toBe('Booked')
  await move('Eve', 'New')
})

test('a move that fails is taken back, and who may only look is offered none', async ({
  page,
  browser,
  server,
}) => {
  const { api, ids, stageOf } = await world()
  await openBoard(page)
  await carry(page, 'Fay', 'Contacted')
  await api.lead.remove.mutate({ id: ids['Fay'] ?? '' })
  await page.mouse.up()
  await expect(page.getByRole('alert')).toHaveText(/Fay was not moved.*no such lead/)
  await expect(card(page, 'Fay')).toHaveCount(0)

  await page.context().setOffline(true)
  await carry(page, 'Eve', 'Contacted')
  await page.mouse.up()
  await expect(page.getByRole('alert').filter({ hasText: 'Eve' })).toHaveText(/cannot be reached/)
  await expect(names(page, 'New').filter({ hasText: 'Eve' })).toBeVisible()
  await page.context().setOffline(false)
  expect(await stageOf('Eve')).toBe('New')

  const viewer = { name: 'Vic', email: 'vic@sunnyroofs.example', password: 'up on a ladder again' }
  await join(server, api, viewer, 'viewer')
  const looking = await browser.newPage({ baseURL: server.url })
  await openBoard(looking, await enter(server, viewer))
  await expect(looking.getByRole('button', { name: /^Move / })).toHaveCount(0)
  await card(looking, 'Eve').focus()
  await looking.keyboard.press(' ')
  await looking.keyboard.press('ArrowRight')
  await expect(looking.locator('[data-target]')).toHaveCount(0)
  await looking.close()
})

test('the board is accessible in both schemes and on a phone, where fingers move cards', async ({
  browser,
  baseURL,
}) => {
  const { stageOf } = await world()
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
  const context = await browser.newContext({ ...phone, baseURL: baseURL ?? '' })
  const page = await context.newPage()
  await openBoard(page)
  await expectAccessible(page)

  const at = await middle(card(page, 'Eve'))
  const touch = await context.newCDPSession(page)
  const finger = (type: 'touchStart' | 'touchMove', x: number, y: number) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] })
  await finger('touchStart', at.x, at.y)
  await page.waitForTimeout(350)
  // Held at the edge, it brings the next stage into sight.
  for (const x of [120, 240, 340, 370, 380]) await finger('touchMove', x, at.y)
  await expect(column(page, 'Contacted')).toHaveAttribute('data-target')
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect.poll(() => stageOf('Eve')).toBe('Contacted')

  await page.setViewportSize({ width: 1280, height: 800 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
  await context.close()
})
