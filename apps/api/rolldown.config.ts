import { cpSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { defineConfig } from 'rolldown'

// Bundled, drizzle and better-auth start in half the time and half the memory of their many files. What stays
// outside starts threads or finds its files by their place.
const external = /^(node:|bun:|fastify$|@fastify\/|pino$|close-with-grace$)/

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  external,
  output: {
    dir: 'dist',
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
    cleanDir: true,
  },
  plugins: [
    {
      name: 'copy-migrations',
      writeBundle: () => {
        rmSync(here('dist/migrations'), { recursive: true, force: true })
        cpSync(here('../../packages/db/migrations'), here('dist/migrations'), { recursive: true })
      },
    },
  ],
})
