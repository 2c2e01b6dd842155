import { randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { connect, type Connection } from './connect.ts'
import { transact } from './statement.ts'
import { createTestDatabase } from './testing.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let pool: Connection

beforeAll(async () => {
  database = await createTestDatabase({ bare: true })
  await database.sql`create table kept (name text primary key)`
  pool = connect(database.url, { max: 1, byKeysOnly: true })
})
afterAll(async () => {
  await pool.close()
  await database.close()
})

const keep = (name: string) => sql`insert into kept (name) values (${name})`
const kept = async () =>
  (await database.sql`select name from kept order by name`).map(({ name }) => name)

test('what ends a transaction is committed with it', async () => {
  const result = await transact(pool.db, async (run) => {
    const [row] = await run(sql`select 1 + ${1}::int as sum`)
    return { result: row?.['sum'], last: [keep('first'), keep('second')] }
  })
  expect(result).toBe(2)
  expect(await kept()).toEqual(['first', 'second'])
})

test('nothing is kept when one of the last statements fails', async () => {
  const failing = transact(pool.db, async () => ({
    result: null,
    last: [keep('third'), keep('first'), keep('fourth')],
  }))
  await expect(failing).rejects.toThrow('kept_pkey')
  expect(await kept()).toEqual(['first', 'second'])
})

test('nothing is kept when the work throws, also between statements', async () => {
  const failing = transact(pool.db, async (run) => {
    await run(keep('fifth'))
    throw new Error('decided otherwise')
  })
  await expect(failing).rejects.toThrow('decided otherwise')
  expect(await kept()).toEqual(['first', 'second'])
})

test('a connection that is lost fails its transaction alone', async () => {
  const failing = transact(pool.db, async (run) => {
    const [row] = await run(sql`select pg_backend_pid() as pid`)
    await database.sql`select pg_terminate_backend(${Number(row?.['pid'])})`
    await new Promise((resolve) => setTimeout(resolve, 100))
    return { result: null, last: [keep('sixth')] }
  })
  await expect(failing).rejects.toThrow(/terminat|CONNECTION_CLOSED/)
  await transact(pool.db, async () => ({ result: null, last: [keep('seventh')] }))
  expect(await kept()).toEqual(['first', 'second', 'seventh'])
})

test('a pool for keys plans without reading whole tables', async () => {
  const names = ['seqscan', 'hashjoin', 'mergejoin', 'bitmapscan', 'material']
  const settings = await Promise.all(names.map((name) => pool.sql.unsafe(`show enable_${name}`)))
  expect(settings.map(([row]) => Object.values(row ?? {})[0])).toEqual(names.map(() => 'off'))
  expect((await pool.sql`show jit`)[0]).toEqual({ jit: 'off' })
})

test('what a statement was given goes away with it, without a full collection', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (options?: { type: 'minor' }) => void
  const send = (text: string) =>
    transact(pool.db, async (run) => ({
      result: await run(sql`select length(${text}::text)`),
      last: [sql`select length(${`${text}!`}::text)`],
    }))
  for (let i = 0; i < 300; i++) await send('warm-up')
  const grown: number[] = []
  // A full collection may come between, or a small one be late: not each time.
  for (let round = 0; round < 4; round++) {
    collect()
    const before = process.memoryUsage().heapUsed
    // Two texts of 20 kB each time: 2.4 MB would be kept.
    for (let i = 0; i < 60; i++) await send(randomBytes(10_000).toString('hex'))
    // What outlives two small collections is in old space.
    collect({ type: 'minor' })
    collect({ type: 'minor' })
    grown.push(process.memoryUsage().heapUsed - before)
  }
  const [, secondLeast] = grown.toSorted((a, b) => a - b)
  expect(secondLeast).toBeLessThan(1_000_000)
})
