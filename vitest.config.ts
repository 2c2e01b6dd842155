import { defineConfig } from 'vitest/config'

const project = (name: string, include: string) => ({
  test: { name, include: [include], environment: 'node' as const },
})

// Tests that reach the database import drizzle, which takes a second: files share a worker's modules.
// Only these projects start a PostgreSQL, each its own.
const withDatabase = (name: string, include: string[], exclude: string[] = []) => ({
  test: {
    ...{ name, include, exclude, environment: 'node' as const },
    globalSetup: './packages/db/src/testing-setup.ts',
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})

// They keep both cores busy with processes of their own, or measure times and memory: one after the other, with nothing beside.
const heavy = [
  'apps/api/src/convergence/*.test.ts',
  'apps/api/src/{killed-process,two-processes,hostile-payloads,hostile-sizes}.test.ts',
  'apps/api/src/{gather-bodies,webhook-outage,webhook-transport,installed-client}.test.ts',
  'apps/api/src/{access-two-processes,sign-in-time}.test.ts',
  'apps/api/src/{rotate-keys-killed,secrets-two-processes}.test.ts',
]

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      project('core', 'packages/core/src/**/*.test.ts'),
      withDatabase('db', ['packages/db/src/**/*.test.ts']),
      withDatabase('api', ['apps/api/src/**/*.test.ts'], heavy),
      withDatabase('heavy', heavy),
      project('client', 'packages/client/src/**/*.test.ts'),
      project('web', 'apps/web/src/**/*.test.{ts,tsx}'),
      project('scripts', 'scripts/**/*.test.ts'),
    ],
  },
})
