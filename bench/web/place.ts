import type { Sql } from 'postgres'

import type { BrowserContext, openBrowser, Page } from '../../apps/web/e2e/open-browser.ts'

/** A running server with a workspace full of leads, and a browser to look at it. */
export type Place = {
  browser: Awaited<ReturnType<typeof openBrowser>>
  url: string
  /** Of a person who is signed in. */
  cookie: string
  sql: Sql
  workspaceId: string
  leads: number
  webhookUrl: string
  secret: string
}

/** Finds the first lead of the list. */
export const firstRow = 'tr[data-index="0"]'
const restMs = 5_000

/** A new browser profile, with nothing cached, in which somebody is signed in. */
export async function enter(
  { browser, url, cookie }: Place,
  headers: Record<string, string> = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1280, height: 800 },
    extraHTTPHeaders: headers,
  })
  const cookies = cookie.split('; ').map((one) => {
    const at = one.indexOf('=')
    return { name: one.slice(0, at), value: one.slice(at + 1), url }
  })
  await context.addCookies(cookies)
  return context
}

/** Opens the list of leads and waits until the first of them is there and the page has come to rest. */
export async function openLeads(page: Page): Promise<void> {
  await page.goto('/leads')
  await page.locator(firstRow).waitFor()
  await page.waitForTimeout(restMs)
}
