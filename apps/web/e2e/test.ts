import { test as base, type BrowserContext } from '@playwright/test'

import { startServer, type Server } from './server.ts'

/**
 * Playwright's test with a running `server`: each test file gets one of its own with an empty database, and its
 * tests share it. `page` and `request` take addresses relative to it. A test fails when the browser refused
 * anything by the content security policy, in any page; one that wants that takes it out of `refusals`.
 */
export const test = base.extend<
  { server: Server; nothingRefused: void },
  {
    serverOf: (file: string) => Promise<Server>
    /** What the browser said that it refused, since the last test ended. */
    refusals: string[]
  }
>({
  // One worker runs several files, one after the other.
  serverOf: [
    // Playwright reads a fixture's needs from the names in this first parameter.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const running: { file: string; server: Server }[] = []
      const stop = async () => running.pop()?.server.stop()
      await use(async (file) => {
        if (running[0]?.file === file) return running[0].server
        await stop()
        const server = await startServer()
        running.push({ file, server })
        return server
      })
      await stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  server: [
    async ({ serverOf }, use, { file }) => {
      await use(await serverOf(file))
    },
    { timeout: 90_000 },
  ],
  baseURL: async ({ server }, use) => {
    await use(server.url)
  },
  refusals: [
    async ({ browser }, use) => {
      const refusals: string[] = []
      const listen = (context: BrowserContext) =>
        context.on('console', (message) => {
          if (isRefusal(message.text())) refusals.push(message.text())
        })
      browser.on('context', listen)
      await use(refusals)
      browser.off('context', listen)
    },
    { scope: 'worker', auto: true },
  ],
  nothingRefused: [
    async ({ refusals }, use) => {
      await use()
      expect(refusals.splice(0)).toEqual([])
    },
    { auto: true },
  ],
})

function isRefusal(message: string): boolean {
  return /Content Security Policy|Trusted(HTML|Script|ScriptURL|Type)/i.test(message)
}

const { expect } = base
export { expect }
