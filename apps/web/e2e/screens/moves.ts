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

/** Fails what the page asks the server under that name, as 'lead.list'. */
export function failing(procedure: string) {
  return (page: Page) =>
    page.route(new RegExp(`/trpc/[^?]*${procedure.replace('.', '\\.')}`), (route) => route.abort())
}
