import { afterAll, beforeAll, expect, test } from 'vitest'

import { connect } from '@solar-capture/db/connect'
import { createTestDatabase } from '@solar-capture/db/testing'

import { startChanges, type Change, type Changes } from './changes.ts'

const here = 'here'
const elsewhere = 'elsewhere'
const problems: unknown[] = []
let database: Awaited<ReturnType<typeof createTestDatabase>>
let other: ReturnType<typeof connect>
let first: Changes
let second: Changes

beforeAll(async () => {
  database = await createTestDatabase({ bare: true })
  other = connect(database.url)
  first = await startChanges(database.sql, (error) => problems.push(error))
  second = await startChanges(other.sql, (error) => problems.push(error))
})
afterAll(async () => {
  await Promise.all([first.close(), second.close()])
  await other.close()
  await database.close()
})

/** Subscribes, and answers a function that waits for the next `count` changes. */
function follow(changes: Changes, workspaceId: string) {
  const stop = new AbortController()
  const iterator = changes.subscribe(workspaceId, stop.signal)[Symbol.asyncIterator]()
  // Asking for the first change is what begins to listen.
  let next = iterator.next()
  return async (count: number): Promise<Change[]> => {
    const got: Change[] = []
    while (got.length < count) {
      const { value } = await next
      got.push(value)
      next = iterator.next()
    }
    stop.abort()
    expect((await next).done).toBe(true)
    return got
  }
}

test('what one process tells, every process hears, but only of its workspace', async () => {
  const followers = [follow(first, here), follow(second, here)]
  const stranger = follow(second, elsewhere)
  first.publish(here, { kinds: ['lead'], leadIds: ['a'] })
  for (const take of followers) expect(await take(1)).toEqual([{ kinds: ['lead'], leadIds: ['a'] }])
  first.publish(elsewhere, { kinds: ['delivery'], leadIds: [] })
  expect(await stranger(1)).toEqual([{ kinds: ['delivery'], leadIds: [] }])
})

test('what is told together comes together', async () => {
  const take = follow(second, here)
  first.publish(here, { kinds: ['lead'], leadIds: ['a'] })
  first.publish(here, { kinds: ['lead', 'delivery'], leadIds: ['b', 'a'] })
  expect(await take(1)).toEqual([{ kinds: ['lead', 'delivery'], leadIds: ['a', 'b'] }])
})

test('very many leads are any lead', async () => {
  const take = follow(second, here)
  const leadIds = Array.from({ length: 1_000 }, (_, index) => `lead-${index}`)
  first.publish(here, { kinds: ['lead'], leadIds })
  expect(await take(1)).toEqual([{ kinds: ['lead'], leadIds: [] }])
})

test('after a lost connection everything may have changed', async () => {
  const take = follow(second, here)
  await database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where query ilike 'listen%' and datname = current_database()`
  const [change] = await take(1)
  expect(change).toMatchObject({ leadIds: [] })
  expect(change?.kinds).toContain('lead')
  expect(problems).toEqual([])
})
