import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { query, useDataFolder, type App } from './embedded-postgres.testing.ts'

const { paths, prepare, start, startApp, serverPid } = useDataFolder()

const isRoot = process.getuid?.() === 0

test.skipIf(process.platform !== 'linux')(
  'the server inherits no secret from the environment',
  async () => {
    prepare()
    process.env['ENCRYPTION_KEY'] = 'secret'
    process.env['PGOPTIONS'] = '-c fsync=off'
    try {
      await start()
      const names = readFileSync(`/proc/${serverPid()}/environ`, 'utf8')
        .split('\0')
        .map((one) => one.split('=')[0])
      expect(names).not.toContain('ENCRYPTION_KEY')
      expect(names).not.toContain('PGOPTIONS')
      expect(names).toContain('PATH')
    } finally {
      delete process.env['ENCRYPTION_KEY']
      delete process.env['PGOPTIONS']
    }
  },
)

test.skipIf(!isRoot || process.platform !== 'linux')(
  'root without user namespaces runs the server as another account, and can change back',
  async () => {
    const { dataDir, home, data } = paths()
    const parent = join(dataDir, '..')
    const bin = join(parent, 'bin')
    mkdirSync(bin)
    writeFileSync(join(bin, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const path = `${bin}:${process.env['PATH']}`
    // Closed to others, as a home would be: no other account can get in.
    chmodSync(parent, 0o700)
    await expect(startApp({ path }).started).rejects.toThrow(/no other way.*DATABASE_URL/s)

    chmodSync(parent, 0o711)
    const uid = async (app: App) => {
      const { url } = await app.started
      await query(url, 'create table if not exists t as select 7 as n')
      expect(await query(url, 'select n from t')).toEqual(['7'])
      const owner = statSync(join(data, 'base')).uid
      expect(statSync(`/proc/${serverPid()}`).uid).toBe(owner)
      await app.leave()
      return owner
    }
    expect(await uid(startApp())).toBe(0)
    expect(await uid(startApp({ path }))).toBeGreaterThan(0)
    expect(statSync(join(home, 'password')).mode & 0o777).toBe(0o600)
    expect(await uid(startApp())).toBe(0)
    rmSync(dataDir, { recursive: true })
    expect(await uid(startApp({ path }))).toBeGreaterThan(0)
  },
)

test.skipIf(!isRoot || process.platform !== 'linux')(
  'an ordinary user needs no such detour',
  async () => {
    const wrapper = ['unshare', '-U', '--map-user=1000', '--map-group=1000', '--']
    const { url } = await startApp({ wrapper }).started
    expect(await query(url, 'select 1')).toEqual(['1'])
  },
)
