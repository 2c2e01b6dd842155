import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { contents, useDataFolder } from './embedded-postgres.testing.ts'
import { tryLock } from './file-lock.ts'
import { findPostmaster, isAlive } from './postmaster.ts'

const { paths, prepare, start } = useDataFolder()

test('a data folder of another major version is refused and left alone', async () => {
  const { home, data } = paths()
  prepare()
  writeFileSync(join(data, 'PG_VERSION'), '17\n')
  const before = contents(home)
  await expect(start()).rejects.toThrow(
    /made by PostgreSQL 17.*brings PostgreSQL 18.*DATABASE_URL/s,
  )
  expect(contents(home)).toEqual(before)
})

test.for(['postgres/data/holiday.jpg', 'postgres/holiday.jpg'])(
  'a folder with something else in it (%s) is refused and left alone',
  async (file) => {
    const { dataDir } = paths()
    mkdirSync(join(dataDir, file, '..'), { recursive: true })
    writeFileSync(join(dataDir, file), 'sun')
    await expect(start()).rejects.toThrow(/Nothing was changed.*DATABASE_URL/s)
    expect(contents(dataDir)).toHaveLength(1)
    expect(readFileSync(join(dataDir, file), 'utf8')).toBe('sun')
  },
)

test('a damaged cluster is refused with the words of the server, and not made again', async () => {
  const { data } = paths()
  prepare()
  truncateSync(join(data, 'global', 'pg_control'), 100)
  const before = contents(data)
  await expect(start()).rejects.toThrow(/did not start.*pg_control/s)
  expect(contents(data)).toEqual(before)
})

test('a lost password is said, and no new one is made', async () => {
  const { home, data } = paths()
  prepare()
  rmSync(join(home, 'password'))
  await expect(start()).rejects.toThrow(/password is missing/)
  writeFileSync(join(home, 'password'), 'another')
  await expect(start()).rejects.toThrow(/does not take the password/)
  expect(findPostmaster(data)).toBeNull()
})

test('a folder that cannot be made is said by name', async () => {
  const { dataDir, home } = paths()
  writeFileSync(join(dataDir), 'a file where the folder should be')
  await expect(start()).rejects.toThrow(new RegExp(`${home} cannot be written to`))
})

test('a pid file whose pid went to another program does not keep the server from starting', async () => {
  const { data } = paths()
  prepare()
  const stranger = spawn('sleep', ['60'])
  writeFileSync(
    join(data, 'postmaster.pid'),
    `${stranger.pid}\n${data}\n1\n1\n\n127.0.0.1\n1 1\nready   \n`,
  )
  try {
    expect((await start()).adopted).toBe(false)
    expect(isAlive(stranger.pid ?? 0)).toBe(true)
  } finally {
    stranger.kill()
  }
})

test('a server in use that cannot be seen from here is not started a second time', async () => {
  const { home } = paths()
  prepare()
  const elsewhere = tryLock(join(home, 'users.lock'), 'shared')
  await expect(start()).rejects.toThrow(/in use by a process that cannot be reached/)
  elsewhere?.release()
  expect((await start()).adopted).toBe(false)
})

test('a log that has grown too big is put aside', async () => {
  const { home } = paths()
  prepare()
  writeFileSync(join(home, 'log'), 'x'.repeat(6_000_000))
  await start()
  expect(statSync(join(home, 'log')).size).toBeLessThan(10_000)
  expect(statSync(join(home, 'log.old')).size).toBe(6_000_000)
})
