import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { query, useDataFolder } from './embedded-postgres.testing.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { findPostmaster, isAlive } from './postmaster.ts'

const { paths, prepare, start, startApp, serverPid } = useDataFolder()

test('a first start makes the database, for a role that is no superuser', async () => {
  const { home } = paths()
  const { url, adopted, port } = await start()
  expect(adopted).toBe(false)
  expect(
    await query(
      url,
      `select current_user, current_database(), inet_server_port(), rolsuper,
      current_setting('fsync'), current_setting('synchronous_commit'), current_setting('data_checksums'),
      current_setting('server_encoding'), current_setting('listen_addresses')
      from pg_roles where rolname = current_user`,
    ),
  ).toEqual([
    'solar',
    'solar_capture',
    String(port),
    'false',
    'on',
    'on',
    'on',
    'UTF8',
    '127.0.0.1',
  ])
  expect(readdirSync(home).toSorted()).toEqual([
    'data',
    'log',
    'password',
    'start.lock',
    'users.lock',
  ])
})

test('the password is for the owner only, and no other one is taken', async () => {
  const { home } = paths()
  const { url } = await start()
  expect(statSync(join(home, 'password')).mode & 0o777).toBe(0o600)
  expect(statSync(home).mode & 0o777).toBe(0o700)
  const password = readFileSync(join(home, 'password'), 'utf8').trim()
  expect(password).toMatch(/^[\w-]{43}$/)
  await expect(query(url.replace(password, 'guessed'), 'select 1')).rejects.toMatchObject({
    code: '28P01',
  })
  await expect(
    query(url.replace('solar:', 'postgres:').replace(password, ''), 'select 1'),
  ).rejects.toMatchObject({ code: '28P01' })
})

test('what was written is there after a restart, and nothing runs in between', async () => {
  const { data } = paths()
  const first = await start()
  await query(first.url, 'create table t as select 7 as n')
  const pid = serverPid()
  await first.release()
  expect(isAlive(pid)).toBe(false)
  expect(existsSync(join(data, 'postmaster.pid'))).toBe(false)
  const second = await start()
  expect(second.adopted).toBe(false)
  expect(await query(second.url, 'select n from t')).toEqual(['7'])
})

test('a second process shares the server, and the last one to leave stops it', async () => {
  prepare()
  const mine = await start()
  const pid = serverPid()
  const other = startApp()
  expect(await other.started).toEqual({ url: mine.url, adopted: true, port: mine.port })
  await mine.release()
  expect(await query(mine.url, 'select 1')).toEqual(['1'])
  await other.leave()
  expect(isAlive(pid)).toBe(false)
})

test('after a kill -9 of the application the next start adopts the server and nothing is lost', async () => {
  prepare()
  const killed = startApp()
  const { url } = await killed.started
  const pid = serverPid()
  await query(url, 'create table t as select 7 as n')
  await killed.kill()
  const next = await start()
  expect(next).toMatchObject({ adopted: true, url })
  expect(await query(next.url, 'select n from t')).toEqual(['7'])
  await next.release()
  expect(isAlive(pid)).toBe(false)
})

test('a killed server is brought back on the same port', async () => {
  prepare()
  const { url } = await start()
  const pid = serverPid()
  await query(url, 'create table t as select 7 as n')
  process.kill(pid, 'SIGKILL')
  await expect
    .poll(() => query(url, 'select n from t').catch(() => null), { timeout: 10_000 })
    .toEqual(['7'])
  expect(serverPid()).not.toBe(pid)
})

test('simultaneous first starts share one server', async () => {
  const { home } = paths()
  const answers = await Promise.all(Array.from({ length: 4 }, () => startApp().started))
  expect(answers.filter(({ adopted }) => !adopted)).toHaveLength(1)
  expect(new Set(answers.map(({ url }) => url)).size).toBe(1)
  expect(readdirSync(home).filter((name) => name.startsWith('data'))).toEqual(['data'])
})

test('processes that come while others go always get a running server', async () => {
  const { dataDir, data } = paths()
  prepare()
  const come = async () => {
    for (let round = 0; round < 8; round++) {
      const embedded = await startEmbeddedPostgres({ dataDir, log: () => {} })
      expect(await query(embedded.url, 'select 1')).toEqual(['1'])
      await embedded.release()
    }
  }
  await Promise.all([come(), come(), come()])
  expect(findPostmaster(data)).toBeNull()
})

test('a first start that was killed half-way is begun anew', async () => {
  const { home } = paths()
  const killed = startApp()
  await expect
    .poll(() => existsSync(home) && readdirSync(home).join(), { interval: 5 })
    .toMatch(/data\.new-/)
  await sleep(150)
  await killed.kill()
  const { url } = await start()
  expect(await query(url, 'select 1')).toEqual(['1'])
  expect(readdirSync(home).filter((name) => name.startsWith('data'))).toEqual(['data'])
})

test('the log of the server keeps nothing that people wrote', async () => {
  const { home } = paths()
  prepare()
  const { url } = await start()
  await query(url, 'create table people (email text unique)')
  await query(url, "insert into people values ('ann@example.com')")
  await expect(query(url, "insert into people values ('ann@example.com')")).rejects.toThrow(
    /duplicate/,
  )
  const log = readFileSync(join(home, 'log'), 'utf8')
  expect(log).toContain('duplicate key value')
  expect(log).not.toContain('ann@example.com')
})
