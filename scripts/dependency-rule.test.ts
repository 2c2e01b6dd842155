import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { root } from './run-program.ts'

/** Path of a file, its text, and the lint rule that refuses it. */
type Snippet = [path: string, text: string, rule: string]

const imports = 'eslint(no-restricted-imports)'
const globals = 'eslint(no-restricted-globals)'
const properties = 'eslint(no-restricted-properties)'

const refused: Snippet[] = [
  ['packages/core/src/a1.ts', `export * from '@solar-capture/db/leads'`, imports],
  ['packages/core/src/a2.ts', `import { sql } from 'drizzle-orm'; sql()`, imports],
  ['packages/core/src/a3.ts', `import { createHmac } from 'node:crypto'; createHmac()`, imports],
  ['packages/core/src/a4.ts', `import { readFileSync } from 'node:fs'; readFileSync()`, imports],
  ['packages/core/src/a5.ts', `export * from '../../db/src/leads.ts'`, imports],
  [
    'packages/core/src/signature.ts',
    `export * from 'node:crypto'; export * from 'node:fs'`,
    imports,
  ],
  ['packages/core/src/b1.ts', `export const key = process.env['KEY']`, globals],
  ['packages/core/src/b2.ts', `export const answer = fetch('/')`, globals],
  ['packages/core/src/b3.ts', `setTimeout(String, 1)`, globals],
  ['packages/core/src/b4.ts', `export const id = crypto.randomUUID()`, globals],
  ['packages/core/src/c1.ts', `export const now = Date.now()`, properties],
  ['packages/core/src/c2.ts', `export const luck = Math.random()`, properties],
  ['packages/db/src/a1.ts', `import { fastify } from 'fastify'; fastify()`, imports],
  ['packages/db/src/a2.ts', `import { TRPCError } from '@trpc/server'; TRPCError()`, imports],
  ['packages/db/src/a3.ts', `import type { AppRouter } from '@solar-capture/api/router'`, imports],
  ['apps/api/src/a1.ts', `import { createElement } from 'react'; createElement()`, imports],
  ['apps/api/src/a2.ts', `export const port = process.env['PORT']`, 'node(no-process-env)'],
  ['apps/api/src/routers/a1.ts', `import { eq } from 'drizzle-orm'; eq()`, imports],
  ['apps/api/src/routers/a2.ts', `import { alias } from 'drizzle-orm/pg-core'; alias()`, imports],
  ['apps/api/src/routers/a3.ts', `export { leads } from '@solar-capture/db/schema'`, imports],
  [
    'packages/client/src/a1.ts',
    `import { appRouter } from '@solar-capture/api/router'; appRouter()`,
    imports,
  ],
  ['packages/client/src/a2.ts', `import { readFileSync } from 'node:fs'; readFileSync()`, imports],
  ['apps/web/src/a1.ts', `import { leads } from '@solar-capture/db/leads'; leads()`, imports],
  ['apps/web/src/a2.ts', `import type { Db } from '@solar-capture/db/connect'`, imports],
  ['apps/web/src/a3.ts', `import { join } from 'node:path'; join()`, imports],
  ['apps/web/src/a4.ts', `import { join } from 'path'; join()`, 'import(no-nodejs-modules)'],
  ['apps/web/src/a5.ts', `import { appRouter } from '@solar-capture/api/router'`, imports],
  ['apps/web/src/a6.ts', `import type { Deps } from '@solar-capture/api/deps'`, imports],
  ['apps/web/src/a7.ts', `import { sign } from '@solar-capture/core/signature'`, imports],
  ['apps/web/src/a8.ts', `export * from '../../api/src/router.ts'`, imports],
  ['apps/web/src/a9.ts', `import { sign } from '../../../packages/core/src/a.ts'`, imports],
  ['apps/web/src/b1.ts', `document.body.innerHTML = String(name)`, properties],
  [
    'apps/web/src/b2.tsx',
    `export const Raw = () => <p dangerouslySetInnerHTML={{ __html: '<b>' }} />`,
    'react(no-danger)',
  ],
  ['apps/web/src/b3.ts', `export const two = eval('1 + 1')`, 'eslint(no-eval)'],
  ['apps/web/src/b4.tsx', `export const Photo = () => <img src="a.png" />`, 'jsx-a11y(alt-text)'],
  ['apps/web/src/b5.ts', `const a = 1; export default a`, 'import(no-default-export)'],
  ['packages/db/src/c1.ts', `export * from './c2.ts'; export const a = 1`, 'import(no-cycle)'],
  ['packages/db/src/c2.ts', `export * from './c1.ts'; export const b = 1`, 'import(no-cycle)'],
]

const allowed: [path: string, text: string][] = [
  [
    'packages/client/src/good.ts',
    `import type { AppRouter } from '@solar-capture/api/router'; export type A = AppRouter`,
  ],
  ['packages/core/src/good.ts', `import { z } from 'zod'\nimport { a } from './x.ts'\nz(a)`],
  ['packages/core/src/when.ts', `export const when = (text: string) => new Date(text)`],
  ['packages/core/src/good.test.ts', `import { readFileSync } from 'node:fs'\nreadFileSync('a')`],
  ['packages/core/src/sub/signature.test.ts', `import { test } from 'vitest'\ntest.todo('a')`],
  ['packages/db/src/good.ts', `import { eq } from 'drizzle-orm'\neq()`],
  ['packages/db/src/testing-setup.ts', `export default function setup() {}`],
  ['apps/api/src/good.ts', `import { leads } from '@solar-capture/db/leads'\nleads()`],
  ['apps/api/src/env.ts', `export const port = process.env['PORT']`],
  ['apps/api/src/routers/good.ts', `import { leads } from '@solar-capture/db/leads'\nleads()`],
  ['apps/web/src/good.ts', `import type { AppRouter } from '@solar-capture/api/router'`],
  ['apps/web/src/stages.ts', `import { stages } from '@solar-capture/core/pipeline'\nstages()`],
  ['apps/web/e2e/good.ts', `import { spawn } from 'node:child_process'\nspawn('a')`],
  ['apps/web/vite.config.ts', `import { join } from 'node:path'\nexport default join('a')`],
]

let folder = ''
let rulesBroken = new Map<string, string[]>()
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'solar-capture-lint-'))
  for (const file of ['.oxlintrc.json', '.oxlint-dependency-rule.json']) {
    copyFileSync(join(root, file), join(folder, file))
  }
  for (const [path, text] of [...refused, ...allowed]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${text}\n`)
  }
  rulesBroken = lint(folder)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test.each(refused)('%s is refused: %s', (path, _text, rule) => {
  expect(rulesBroken.get(path)).toContain(rule)
})

test.each(allowed)('%s is fine: %s', (path) => {
  const ours = (rule: string) => /restricted|no-nodejs|process-env|default-export/.test(rule)
  expect(rulesBroken.get(path)?.filter(ours) ?? []).toEqual([])
})

test('only node:fs is refused in signature.ts, which may use node:crypto', () => {
  const found = rulesBroken.get('packages/core/src/signature.ts') ?? []
  expect(found.filter((rule) => rule === imports)).toHaveLength(1)
})

// No lint rule knows that `new Date()` is the clock and `new Date(text)` is not.
test('the core never reads the clock by a bare new Date()', () => {
  const files = globSync('packages/core/src/**/*.ts', { cwd: root })
  const decisions = files.filter((file) => !/\.(test|testing)\.ts$/.test(file))
  expect(decisions.length).toBeGreaterThan(0)
  const readers = decisions.filter((file) => readsClock(readFileSync(join(root, file), 'utf8')))
  expect(readers).toEqual([])
  expect(readsClock('const now = new Date()')).toBe(true)
  expect(readsClock('const now = new Date')).toBe(true)
  expect(readsClock('const then = new Date(text)')).toBe(false)
})

function readsClock(text: string): boolean {
  return /new Date(?!\w|\(\s*[^\s)])/.test(text)
}

/** The lint rules that each file under `folder` breaks, by its path. */
function lint(folder: string): Map<string, string[]> {
  const oxlint = join(root, 'node_modules', '.bin', 'oxlint')
  const { stdout, stderr } = spawnSync(oxlint, ['--format=json', 'apps', 'packages'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (!stdout.startsWith('{')) throw new Error(`oxlint did not run:\n${stdout}${stderr}`)
  // oxlint's own JSON format.
  const report = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] }
  const rules = new Map<string, string[]>()
  for (const { code, filename } of report.diagnostics) {
    rules.set(filename, [...(rules.get(filename) ?? []), code])
  }
  return rules
}
