import { defineConfig } from '@playwright/test'

// `pnpm test` and `pnpm test:e2e` find or bring a Chromium and name it here.
const executablePath = process.env['CHROMIUM_PATH']

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: 'e2e',
  // The file that takes longest comes first, so that it is not the last one, with a core idle beside it.
  projects: [
    { name: 'longest', testMatch: 'xss.e2e.ts' },
    { name: 'others', testMatch: '*.e2e.ts', testIgnore: 'xss.e2e.ts' },
  ],
  outputDir: 'test-results',
  forbidOnly: process.env['CI'] !== undefined,
  // What passes at its second try only is named at the end of `pnpm test`.
  retries: process.env['CI'] === undefined ? 0 : 1,
  timeout: 90_000,
  // Each worker has a server and a database of its own.
  workers: 2,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    // A trace costs as much again as the test itself: `--trace retain-on-failure` records some.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: executablePath ? { executablePath, args } : { args },
  },
})
