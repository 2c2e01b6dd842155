import { test as base } from '@playwright/test'

import { startServer, type Server } from './server.ts'

/**
 * Playwright's test with a running `server`: each test file gets one of its own with an empty database, and its
 * tests share it. `page` and `request` take addresses relative to it.
 */
export const test = base.extend<
  { server: Server },
  { serverOf: (file: string) => Promise<Server> }
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
})

export { expect } from '@playwright/test'
