import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'

import type { Page } from '@playwright/test'

import { openBrowser } from '../open-browser.ts'
import { findFaults } from './find-faults.ts'
import { type Screen, type State, states } from './screen.ts'
import { screens } from './screens.ts'
import { createContexts, showWhole, visit, type Visit, wear, type Width } from './visit.ts'
import { startWorld } from './worlds.ts'

const schemes = ['light', 'dark'] as const

type Options = {
  /** Path of the browser. */
  executablePath: string
  /** Where the pictures go. */
  folder: string
  /** Words of which one has to be in a screen's name with its state, as 'members' or 'leads-crowded'; none for all. */
  wanted: string[]
  say: (line: string) => void
}

/** How many pictures were taken and checked, and what is wrong, a line each: with what they show, or that they could not be. */
type Outcome = { taken: number; faults: string[] }

/**
 * Takes a picture of each wanted screen, named as `leads-crowded-dark-phone.png`, and looks for what is wrong with what it
 * shows.
 */
export async function takePictures({
  executablePath,
  folder,
  wanted,
  say,
}: Options): Promise<Outcome> {
  await mkdir(folder, { recursive: true })
  const browser = await openBrowser(executablePath)
  const tell = (fault: string) => {
    outcome.faults.push(fault)
    say(fault)
  }
  const outcome: Outcome = { taken: 0, faults: [] }
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
          outcome.taken += await takeBoth({ ...shot, contexts, world }, path, tell)
        }
      } finally {
        await world.end()
      }
    }
  } finally {
    await browser.close()
  }
  return outcome
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

// One way there for both colour schemes: the page follows the system while it is open. Answers how many were taken.
async function takeBoth(shot: Visit, path: string, tell: (fault: string) => void): Promise<number> {
  const name = `${basename(path)}-${shot.width}`
  let taken = 0
  const take = async (page: Page) => {
    if (shot.screen.whole) await showWhole(page, shot.width)
    for (const colorScheme of schemes) {
      await wear(page, colorScheme)
      const picture = `${path}-${colorScheme}-${shot.width}.png`
      await page.screenshot({ path: picture, animations: 'disabled' })
      const faults = await findFaults(page, colorScheme === 'dark')
      for (const fault of faults) tell(`${name}, ${colorScheme}: ${fault}`)
      taken += 1
    }
  }
  try {
    await visit(shot, take, (words) => tell(`${name}: ${words}`))
  } catch (error) {
    tell(`${name}: not taken: ${firstLine(error)}`)
  }
  return taken
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
