import { defineConfig } from 'vitest/config'

// On a shared machine a test that waits for a clock may be late once: it is tried again, and named at the end. Not what
// looks for races between processes: that may not fail once.
const retry = process.env['CI'] === undefined ? 0 : 1

const project = (name: string, include: string, retries = 0) => ({
  test: { name, include: [include], environment: 'node' as const, retry: retries },
})

// Tests that reach the database import drizzle, which takes a second: files share a worker's modules.
// Only these projects start a PostgreSQL, each its own.
const withDatabase = (
  name: string,
  include: string[],
  exclude: string[] = [],
  retries = retry,
) => ({
  test: {
    ...{ name, include, exclude, environment: 'node' as const },
    globalSetup: './packages/db/src/testing-setup.ts',
    isolate: false,
    retry: retries,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})

// They start processes of their own and wait for them, so that two at a time fill two cores, but have nothing else beside them.
const heavy = [
  'apps/api/src/convergence/*.test.ts',
  'apps/api/src/{killed-process,two-processes,hostile-payloads,installed-client}.test.ts',
  'apps/api/src/{access-two-processes,rotate-keys-killed,secrets-two-processes}.test.ts',
]

// They measure times and memory: one after the other, with nothing beside.
const measured = [
  'apps/api/src/{hostile-sizes,gather-bodies,webhook-outage,webhook-transport,sign-in-time}.test.ts',
]

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      project('core', 'packages/core/src/**/*.test.ts'),
      withDatabase('db', ['packages/db/src/**/*.test.ts']),
      withDatabase('api', ['apps/api/src/**/*.test.ts'], [...heavy, ...measured]),
      withDatabase('heavy', heavy, [], 0),
      withDatabase('measured', measured),
      project('client', 'packages/client/src/**/*.test.ts'),
      project('web', 'apps/web/src/**/*.test.{ts,tsx}', retry),
      project('scripts', 'scripts/**/*.test.ts'),
    ],
  },
})
