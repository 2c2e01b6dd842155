import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { browserSteps, findBrowser, findOnMachine } from './browser.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'solar-capture-browser-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** A program in the test's folder that ends with `code` whatever it is asked. */
function aProgram(name: string, code = 0): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\nexit ${code}\n`)
  chmodSync(path, 0o755)
  return path
}

test('the first place that has a browser is taken and the later ones are not asked', async () => {
  const asked: string[] = []
  const place = (name: string, path: string | null) => ({
    name,
    find: () => {
      asked.push(name)
      return path
    },
  })
  const found = aProgram('chromium')
  const steps = [place('first', null), place('second', found), place('third', aProgram('chrome'))]
  expect(await findBrowser(steps)).toBe(found)
  expect(asked).toEqual(['first', 'second'])
})

test('a browser that does not start and a place that fails are passed over', async () => {
  const works = aProgram('chrome')
  const steps = [
    { name: 'broken', find: () => aProgram('chromium', 127) },
    { name: 'offline', find: () => Promise.reject(new Error('no network')) },
    { name: 'works', find: () => works },
  ]
  expect(await findBrowser(steps)).toBe(works)
})

test('without any browser the error says what was tried and what to do', async () => {
  const steps = [
    { name: 'here', find: () => null },
    { name: 'offline', find: () => Promise.reject(new Error('no network')) },
  ]
  await expect(findBrowser(steps)).rejects.toThrow(
    /- here: none\n- offline: no network\n.*CHROMIUM_PATH/s,
  )
})

test('CHROMIUM_PATH is the only place when it is set', async () => {
  const steps = browserSteps({ CHROMIUM_PATH: join(folder, 'missing'), PATH: folder })
  aProgram('chromium')
  await expect(findBrowser(steps)).rejects.toThrow(/CHROMIUM_PATH: .*missing does not start/)
})

test('otherwise the machine comes first, then downloads, then Debian', async () => {
  const names = browserSteps({ PATH: folder }).map((step) => step.name)
  expect(names).toEqual([
    'on this machine',
    "Playwright's earlier download",
    "Playwright's download",
    "Debian's package",
  ])
})

test('on the machine, Chromium comes before Chrome and PATH before the usual places', () => {
  const usual = [aProgram('usual')]
  expect(findOnMachine([], [])).toBeNull()
  expect(findOnMachine([folder], usual)).toBe(join(folder, 'usual'))
  const chrome = aProgram('google-chrome')
  expect(findOnMachine([folder], usual)).toBe(chrome)
  const chromium = aProgram('chromium')
  expect(findOnMachine(['/nowhere', folder], usual)).toBe(chromium)
})
