import { chromium, type Browser } from '@playwright/test'

export type { BrowserContext, Page } from '@playwright/test'

/** Starts the Chromium at that path, without what would make it talk to others. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
      '--disable-renderer-backgrounding',
    ],
  })
}
