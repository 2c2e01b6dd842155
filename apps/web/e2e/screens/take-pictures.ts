import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'

import { states, type Screen, type State, type Viewer, type World } from './screen.ts'
import { screens } from './screens.ts'
import { startWorld } from './worlds.ts'

const widths = {
  wide: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const
type Width = keyof typeof widths

const args = ['--no-sandbox', '--disable-gpu']
const schemes = ['light', 'dark'] as const
const tallest = 4_000
const patience = 30_000
/** What a page says that has failed. */
const notLoaded = 'This could not be loaded'

type Options = {
  /** Path of the browser. */
  executablePath: string
  /** Where the pictures go. */
  folder: string
  /** Words of which one has to be in a screen's name with its state, as 'members' or 'leads-crowded'; none for all. */
  wanted: string[]
  say: (line: string) => void
}

/**
 * Takes a picture of each wanted screen, named as `leads-crowded-dark-phone.png`, and answers how many there are and
 * which could not be taken.
 */
export async function takePictures({ executablePath, folder, wanted, say }: Options) {
  await mkdir(folder, { recursive: true })
  const browser = await chromium.launch({ executablePath, args })
  const results: (string | null)[] = []
  try {
    for (const state of states) {
      const chosen = screens.filter((screen) => isWanted(screen, state, wanted))
      if (chosen.length === 0) continue
      say(`${state}: ${chosen.map(({ name }) => name).join(', ')}`)
      const world = await startWorld(state)
      try {
        const contexts = createContexts(browser, world)
        for (const shot of chosen.flatMap(shotsOf)) {
          const path = join(folder, `${shot.screen.name}-${state}`)
          results.push(...(await takeBoth({ ...shot, contexts, world }, path)))
        }
      } finally {
        await world.end()
      }
    }
  } finally {
    await browser.close()
  }
  const missed = results.filter((result) => result !== null)
  return { taken: results.length - missed.length, missed }
}

function isWanted({ name, states: own }: Screen, state: State, wanted: string[]): boolean {
  const isNamed = wanted.length === 0 || wanted.some((word) => `${name}-${state}`.includes(word))
  return isNamed && own.includes(state)
}

function shotsOf(screen: Screen): { screen: Screen; width: Width }[] {
  const { only } = screen
  return (['wide', 'phone'] as const)
    .filter((width) => only === undefined || only === width)
    .map((width) => ({ screen, width }))
}

type Shot = { contexts: Contexts; world: World; screen: Screen; width: Width }

// One way there for both colour schemes: the page follows the system while it is open. Answers what went wrong, or null for
// each picture.
async function takeBoth(shot: Shot, path: string): Promise<(string | null)[]> {
  const { contexts, screen, width } = shot
  const context = await contexts.of(screen.as ?? 'owner', width)
  const page = await context.newPage()
  try {
    page.setDefaultTimeout(patience)
    await goTo(page, shot)
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.screenshot({
        path: `${path}-${colorScheme}-${width}.png`,
        animations: 'disabled',
      })
    }
    return schemes.map(() => null)
  } catch (error) {
    return [`${basename(path)}, ${width}: ${firstLine(error)}`]
  } finally {
    await page.close()
  }
}

type Contexts = { of: (viewer: Viewer, width: Width) => Promise<BrowserContext> }

/** A browser for each viewer on each width, kept for all their pages: what it has loaded once it need not load again. */
function createContexts(browser: Browser, world: World): Contexts {
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

function cookiesOf({ server, sessions }: World, viewer: Exclude<Viewer, 'nobody'>) {
  const session = sessions[viewer]
  if (session === undefined) throw new Error(`There is no ${viewer} in this state.`)
  return session.cookies.map((cookie) => {
    const [name = '', ...value] = cookie.split('=')
    return { name, value: value.join('='), url: server.url }
  })
}

async function goTo(page: Page, { world, screen, width }: Shot): Promise<void> {
  await screen.prepare?.(page, world)
  const path = typeof screen.path === 'string' ? screen.path : await screen.path(world)
  await page.goto(path)
  await settle(page)
  await screen.reveal?.(page, world)
  // Nothing is to look pointed at.
  await page.mouse.move(0, 0)
  await settle(page)
  if (screen.prepare === undefined && (await page.getByText(notLoaded).count()) > 0) {
    throw new Error('The page says that it could not be loaded.')
  }
  if (screen.whole === undefined) return
  const height = await page.locator('body').evaluate((body) => body.scrollHeight)
  const { width: pixels, height: least } = widths[width]
  await page.setViewportSize({ width: pixels, height: Math.min(Math.max(height, least), tallest) })
  await settle(page)
}

// The live connection never ends, so the network is never idle: what is loading says so.
async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const deadline = Date.now() + patience
  while (await isLoading(page)) {
    if (Date.now() > deadline) throw new Error('The page does not stop loading.')
    await page.waitForTimeout(50)
  }
  await page.waitForTimeout(400)
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

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
