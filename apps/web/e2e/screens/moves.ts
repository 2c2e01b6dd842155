import type { Page } from '@playwright/test'

/** Presses the first button of that name. */
export function press(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name }).first().click()
}

/** Opens the menu behind the first button of that name, and chooses an entry of it when there is one to choose. */
export async function choose(page: Page, menu: string | RegExp, entry?: string): Promise<void> {
  await press(page, menu)
  const item = page.getByRole('menuitem').first()
  await item.waitFor()
  if (entry !== undefined) await page.getByRole('menuitem', { name: entry }).click()
}

/** Writes into the first field of that name. */
export function write(page: Page, field: string, text: string): Promise<void> {
  return page.getByLabel(field, { exact: true }).first().fill(text)
}

/** Selects the second and the third of a list. */
export async function selectSome(page: Page): Promise<void> {
  // On a phone that is begun by a button.
  const begin = page.getByRole('button', { name: 'Select', exact: true })
  if ((await begin.count()) > 0) await begin.click()
  const boxes = page.getByRole('checkbox', { name: /^Select (?!all)/ })
  await boxes.nth(1).check()
  await boxes.nth(2).check()
}

/** Fails what the page asks the server under that name, as 'lead.list'. */
export function failing(procedure: string) {
  return (page: Page) => page.route(asking(procedure), (route) => route.abort())
}

/** Leaves what the page asks the server under that name without an answer. */
export function unanswered(procedure: string) {
  return (page: Page) => page.route(asking(procedure), () => {})
}

/** Waits until the page says that it has failed. */
export function failed(page: Page): Promise<void> {
  return page.getByText('This could not be loaded').first().waitFor()
}

function asking(procedure: string): RegExp {
  return new RegExp(`/trpc/[^?]*${procedure.replace('.', '\\.')}`)
}
