import type { Page } from '@playwright/test'

import { expect, test } from './test.ts'
import { look } from './xss-look.ts'
import { payloads } from './xss-payloads.ts'
import { watch } from './xss-watch.ts'

test.use({ trace: 'off' })

// That nothing runs says something only where it would.
test('put into a page without a policy, payloads run and are seen to', async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ baseURL: server.url, bypassCSP: true })
  const seen = await watch(context, server.url)
  const page = await context.newPage()
  await page.goto('/setup')
  const intruders: string[] = []
  for (const payload of payloads) {
    expect(await putIn(page, payload)).toBe('done')
    intruders.push(...(await look(page, { texts: [], times: 0 })).intruders)
  }
  // Some need a parser, and some only run where somebody decodes them.
  await expect.poll(() => new Set(seen.dialogs).size).toBeGreaterThanOrEqual(6)
  await expect.poll(() => new Set(seen.ran).size).toBeGreaterThanOrEqual(8)
  expect(seen.violations).toEqual([])
  expect(seen.requests.some((url) => url.startsWith('https://evil.example/'))).toBe(true)
  expect(intruders).toEqual(expect.arrayContaining(['IMG onerror', 'IFRAME', 'BASE']))
  await context.close()
})

test('under the policy the page refuses the same markup, and says so', async ({
  browser,
  server,
  refusals,
}) => {
  const context = await browser.newContext({ baseURL: server.url })
  const seen = await watch(context, server.url)
  const page = await context.newPage()
  await page.goto('/setup')
  const markup = payloads.filter((payload) => payload.includes('<'))
  for (const payload of payloads) {
    expect(await putIn(page, payload)).toBe(payload.includes('<') ? 'TypeError' : 'done')
    await look(page, { texts: [], times: 0 })
  }
  expect(seen).toMatchObject({ dialogs: [], ran: [], requests: [] })
  await expect.poll(() => seen.violations).toHaveLength(markup.length)
  const others = seen.violations.filter((text) => !text.startsWith('require-trusted-types-for'))
  expect(others).toEqual([])
  expect(refusals.splice(0)).toHaveLength(markup.length)
  await context.close()
})

test('under the policy text becomes no code, no style and no second policy', async ({
  page,
  refusals,
}) => {
  await page.goto('/setup')
  const tried = await page.evaluate(() => {
    const attempt = (action: () => unknown) => {
      try {
        return String(action())
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown'
      }
    }
    const element = (tag: string, text: string) => {
      const made = document.createElement(tag)
      made.append(text)
      document.body.append(made)
    }
    const factory: unknown = Reflect.get(window, 'trustedTypes')
    const makePolicy = (name: string) =>
      typeof factory === 'object' && factory !== null && 'createPolicy' in factory
        ? Reflect.apply(Object(factory.createPolicy) as () => unknown, factory, [name, {}])
        : null
    return {
      // oxlint-disable-next-line no-implied-eval
      code: attempt(() => setTimeout('window.__xss = 1')),
      link: attempt(() => Object.assign(document.createElement('script'), { src: 'data:,1' })),
      other: attempt(() => makePolicy('other')),
      again: attempt(() => makePolicy('default')),
      script: attempt(() => element('script', 'window.__xss = 2')),
      style: attempt(() => element('style', 'body { color: rgb(1, 2, 3) }')),
      attribute: attempt(() => document.body.setAttribute('style', 'color: rgb(1, 2, 3)')),
    }
  })
  const [refused, silent] = ['TypeError', 'undefined']
  expect(tried).toMatchObject({ code: refused, link: refused, other: refused, again: refused })
  expect(tried).toMatchObject({ style: silent, attribute: silent })
  expect(await page.evaluate(() => Reflect.get(window, '__xss') === undefined)).toBe(true)
  await expect(page.locator('body')).not.toHaveCSS('color', 'rgb(1, 2, 3)')
  expect(refusals.splice(0).length).toBeGreaterThanOrEqual(7)
})

/** Has the page make markup of a text, as careless code would; answers the name of what was thrown. */
function putIn(page: Page, text: string): Promise<string> {
  return page.evaluate((html) => {
    document.querySelector('#place')?.remove()
    const place = Object.assign(document.createElement('div'), { id: 'place' })
    document.body.append(place)
    try {
      // The product may not; this is what would happen if it did.
      // oxlint-disable-next-line no-restricted-properties
      place.innerHTML = html
      for (const part of place.querySelectorAll('*')) part.dispatchEvent(new MouseEvent('click'))
      return 'done'
    } catch (error) {
      return error instanceof Error ? error.name : 'thrown'
    }
  }, text)
}
