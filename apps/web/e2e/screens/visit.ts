import type { Browser, BrowserContext, Page } from '@playwright/test'

import type { Screen, Viewer, World } from './screen.ts'

const widths = {
  wide: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const
export type Width = keyof typeof widths

const tallest = 4_000
const patience = 30_000
/** A browser that does not answer any more is not waited for. */
const mostForOne = 120_000
/** Until what opened has stopped to move. */
const calm = 250
/** What a page says that has failed. */
const notLoaded = 'This could not be loaded'

export type Contexts = { of: (viewer: Viewer, width: Width) => Promise<BrowserContext> }

/** A browser for each viewer on each width, kept for all their pages: what it has loaded once it need not load again. */
export function createContexts(browser: Browser, world: World): Contexts {
  const opened = new Map<string, Promise<BrowserContext>>()
  return {
    of: (viewer, width) => {
      const key = `${viewer} ${width}`
      const context = opened.get(key) ?? openContext(browser, world, { viewer, width })
      opened.set(key, context)
      return context
    },
  }
}

async function openContext(
  browser: Browser,
  world: World,
  { viewer, width }: { viewer: Viewer; width: Width },
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: world.server.url,
    viewport: widths[width],
    deviceScaleFactor: width === 'phone' ? 2 : 1,
    hasTouch: width === 'phone',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  if (viewer !== 'nobody') await context.addCookies(cookiesOf(world, viewer))
  return context
}

function cookiesOf({ sessions }: World, viewer: Exclude<Viewer, 'nobody'>) {
  const session = sessions[viewer]
  if (session === undefined) throw new Error(`There is no ${viewer} in this state.`)
  return session.cookies
}

export type Visit = { contexts: Contexts; world: World; screen: Screen; width: Width }

/**
 * Opens `screen` as its viewer sees it, does `see` once it is there, and closes it again. `onThrown` is told what the page
 * throws meanwhile. Throws when the screen does not come to be there.
 */
export async function visit(
  { contexts, world, screen, width }: Visit,
  see: (page: Page) => Promise<void>,
  onThrown: (words: string) => void = () => {},
): Promise<void> {
  const context = await contexts.of(screen.as ?? 'owner', width)
  const page = await context.newPage()
  page.on('pageerror', ({ message }) => onThrown(`threw ${message}`))
  let late: NodeJS.Timeout | undefined
  const isLate = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error('The browser does not answer.')), mostForOne)
  })
  const look = async () => {
    page.setDefaultTimeout(patience)
    await goTo(page, { world, screen })
    await see(page)
    await page.close()
  }
  try {
    await Promise.race([look(), isLate])
  } catch (error) {
    // Not waited for, either.
    void page.close().catch(() => {})
    throw error
  } finally {
    clearTimeout(late)
  }
}

async function goTo(page: Page, { world, screen }: Pick<Visit, 'world' | 'screen'>): Promise<void> {
  await screen.prepare?.(page, world)
  const path = typeof screen.path === 'string' ? screen.path : await screen.path(world)
  await page.goto(path)
  if (screen.isLoading && screen.reveal === undefined) return seeLoading(page)
  await settle(page)
  await screen.reveal?.(page, world)
  if (screen.isLoading) return seeLoading(page)
  // Nothing is to look pointed at.
  await page.mouse.move(0, 0)
  await settle(page)
  if (screen.prepare === undefined && (await page.getByText(notLoaded).count()) > 0) {
    throw new Error('The page says that it could not be loaded.')
  }
}

/** Has the system of the page's reader change to that colour scheme. */
export async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
  // What is high is drawn piece by piece.
  await page.waitForTimeout(calm)
}

/** Makes the page as high as what it shows. */
export async function showWhole(page: Page, width: Width): Promise<void> {
  const { width: pixels, height: least } = widths[width]
  const measure = () => page.locator('body').evaluate((body) => body.scrollHeight)
  let height = 0
  // What comes into view may be loaded only then, and make the page higher.
  for (let grown = await measure(); grown > height && height < tallest; grown = await measure()) {
    height = Math.min(Math.max(grown, least), tallest)
    await page.setViewportSize({ width: pixels, height })
    await settle(page)
  }
}

// On a first visit all of the page is loading, before its part is.
async function seeLoading(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor()
  await page.waitForTimeout(calm)
}

// The live connection never ends, so the network is never idle: what is loading says so.
async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const deadline = Date.now() + patience
  while (await isLoading(page)) {
    if (Date.now() > deadline) throw new Error('The page does not stop loading.')
    await page.waitForTimeout(50)
  }
  await page.waitForTimeout(calm)
}

// In view: below the end of a long list something always is.
async function isLoading(page: Page): Promise<boolean> {
  const { height = 0 } = page.viewportSize() ?? {}
  const places = await page.locator('[aria-busy="true"], [data-loading="true"]').all()
  const boxes = await Promise.all(
    places.map((place) => place.boundingBox({ timeout: 1_000 }).catch(() => null)),
  )
  return boxes.some((box) => box !== null && box.y < height)
}
