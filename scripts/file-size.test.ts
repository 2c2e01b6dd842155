import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { root } from './run-program.ts'

const most = 300
const generated =
  /^(pnpm-lock\.yaml|patches\/|packages\/db\/migrations\/|packages\/core\/fixtures\/)/

test(`no file is longer than ${most} lines, but generated ones`, () => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  const long = files
    .split('\n')
    .filter((file) => /\.(ts|tsx|mjs|js|css|json|md|ya?ml)$/.test(file) && !generated.test(file))
    .filter((file) => existsSync(join(root, file)))
    .filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > most + 1)
  expect(files).toContain('scripts/file-size.test.ts')
  expect(long).toEqual([])
})
