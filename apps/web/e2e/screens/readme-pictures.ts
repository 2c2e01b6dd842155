import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { openBrowser } from '../open-browser.ts'
import { screens } from './screens.ts'
import { createContexts, visit } from './visit.ts'
import { startWorld } from './worlds.ts'

/** Screens that the README shows. */
const shown = ['board', 'lead', 'deliveries']
const quality = 82

type Options = {
  /** Path of the browser. */
  executablePath: string
  /** Where the pictures go. */
  folder: string
}

/** Takes the pictures of the README anew, small ones, and answers their paths. */
export async function takeReadmePictures({ executablePath, folder }: Options): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const browser = await openBrowser(executablePath)
  const paths: string[] = []
  try {
    const world = await startWorld('real')
    try {
      const contexts = createContexts(browser, world)
      for (const screen of screens.filter(({ name }) => shown.includes(name))) {
        const path = join(folder, `${screen.name}.webp`)
        await visit({ contexts, world, screen, width: 'wide' }, async (page) =>
          writeFile(path, await asWebp(page)),
        )
        paths.push(path)
      }
    } finally {
      await world.end()
    }
  } finally {
    await browser.close()
  }
  return paths
}

async function asWebp(page: Page): Promise<Buffer> {
  const browser = await page.context().newCDPSession(page)
  const { data } = await browser.send('Page.captureScreenshot', { format: 'webp', quality })
  return Buffer.from(data, 'base64')
}
