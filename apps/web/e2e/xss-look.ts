import type { Page } from '@playwright/test'

/** What a page is to be looked at for: `texts`, each to be read at least `times` times. */
export type Wanted = {
  texts: string[]
  times: number
  /** How long to wait for them; ten seconds. */
  patienceMs?: number
}

/** What was seen: which texts were not read, and what is there that no text may bring. */
export type Sight = { missing: string[]; intruders: string[] }

/**
 * Looks at the page until everything wanted is read there, or patience ends; at another address of the app first, when there
 * is a `path`. Then moves the focus and the mouse to everything that may have either. In one step, for there are
 * hundreds of pages.
 */
export async function look(page: Page, wanted: Wanted, path?: string): Promise<Sight> {
  return page.evaluate(lookHere, { ...wanted, path })
}

type Order = Wanted & { path: string | undefined }

// Runs in the page, so that nothing from outside of it can be used.
async function lookHere({ texts, times, path, patienceMs = 10_000 }: Order): Promise<Sight> {
  const missing = () => {
    for (const details of document.querySelectorAll('details')) details.open = true
    const fields = [...document.querySelectorAll('input')].map(({ value }) => value)
    const all = [document.body.textContent, ...fields].join('\n')
    return texts.filter((text) => all.split(text).length - 1 < times)
  }

  // As going back to it would open it; the router listens, and knows its places by a key.
  if (path !== undefined) {
    history.pushState({ __TSR_key: String(Math.random()) }, '', path)
    window.dispatchEvent(new PopStateEvent('popstate'))
  }
  const deadline = performance.now() + patienceMs
  const isThere = () => document.querySelector('h1') !== null && missing().length === 0
  do await new Promise(requestAnimationFrame)
  while (!isThere() && performance.now() < deadline)

  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    // Not heard by the app, which would load what its links lead to.
    element.dispatchEvent(new MouseEvent('mouseover'))
    const isOwnLink = element.getAttribute('href')?.startsWith('/') === true
    if (element.tabIndex >= 0 && !isOwnLink) element.focus({ preventScroll: true })
  }

  const intruders: string[] = []
  const elements = 'script, link, meta, base, iframe, object, embed, math, video, audio, image'
  const unwanted = `body :is(${elements}, marquee, animate), [formaction], form[action], [srcdoc]`
  for (const element of document.querySelectorAll(unwanted)) intruders.push(element.tagName)
  for (const element of document.querySelectorAll('*')) {
    const handlers = element.getAttributeNames().filter((name) => /^on/i.test(name))
    intruders.push(...handlers.map((name) => `${element.tagName} ${name}`))
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href], area[href]')) {
    const { protocol, origin, search, href, relList } = link
    const isContact = protocol === 'mailto:' || protocol === 'tel:'
    const isAddress = protocol === 'https:' || protocol === 'http:'
    // What follows a question mark would fill the email in.
    if (isContact ? search !== '' : !isAddress) intruders.push(href)
    const tells = !relList.contains('noopener') || !relList.contains('noreferrer')
    if (isAddress && origin !== window.location.origin && tells) intruders.push(href)
  }
  return { missing: missing(), intruders }
}
