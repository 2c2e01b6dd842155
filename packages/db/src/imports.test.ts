import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import type { ImportMapping } from '@solar-capture/core/lead-import'

import { importChunk, type ImportMemory } from './import-chunk.ts'
import { previewImport } from './import-preview.ts'
import { eachImported } from './import-results.ts'
import {
  appendRows,
  beginImport,
  discardImport,
  getImport,
  listImports,
  startImport,
  stopImport,
} from './imports.ts'
import { listLeads } from './lead-list.ts'
import { addLead } from './lead-writes.ts'
import { newId } from './new-id.ts'
import { createTestDatabase } from './testing.ts'
import { listEntries } from './timeline.ts'
import { addUser } from './users.ts'
import { addWorkspace } from './workspaces.ts'

const actor = { kind: 'user' as const, name: 'Ana' }
const now = new Date('2026-11-20T09:00:00.000Z')
const mapping: ImportMapping = {
  columns: ['name', 'email', 'phone', 'postcode'],
  source: 'Fair',
  callingCode: null,
}
const userId = newId()
let database: Awaited<ReturnType<typeof createTestDatabase>>
let workspaceId: string

beforeAll(async () => {
  database = await createTestDatabase()
  const user = { id: userId, name: 'Ana', email: 'ana@example.com', passwordHash: 'x' }
  await addUser(database.db, user, now)
})
afterAll(() => database.close())

beforeEach(async () => {
  workspaceId = newId()
  await addWorkspace(
    database.db,
    {
      ...{ id: workspaceId, name: 'Sunny', bodyKey: Buffer.alloc(40) },
      ...{ ownerId: userId, endpointPublicId: workspaceId },
    },
    now,
  )
})

const person = (number: number) => [`Person ${number}`, `p${number}@acme.example`]

function start(at = now) {
  const file = { fileName: 'people.csv', header: ['Name', 'Mail', 'Phone', 'Zip'], userId, actor }
  return startImport(database.db, workspaceId, file, at)
}

/** A file of rows that is whole. */
async function bring(rows: string[][]) {
  const place = { workspaceId, id: await start() }
  await appendRows(database.db, place, { from: 1, rows, isLast: true })
  return place
}

type Place = Awaited<ReturnType<typeof bring>>

const begin = (place: Place) => database.db.transaction((tx) => beginImport(tx, place, mapping))

async function finish(place: Place, memory: ImportMemory = { done: 0, seen: new Map() }) {
  while ((await importChunk(database.db, place, memory, now))?.state === 'importing') continue
}

async function outcomes(place: Place) {
  const rows = []
  for await (const page of eachImported(database.db, place, null)) rows.push(...page)
  return rows
}

async function leadNames() {
  const query = { filter: {}, sort: 'name' as const, after: null, limit: 200, now }
  const { items } = await listLeads(database.db, workspaceId, query)
  return items.map(({ name }) => name)
}

test('rows may come twice and in pieces; a gap and more than there was to come are refused', async () => {
  const place = { workspaceId, id: await start() }
  const append = (from: number, rows: string[][], isLast = false) =>
    appendRows(database.db, place, { from, rows, isLast })
  expect(await append(1, [person(1), person(2)])).toBe(2)
  expect(await append(1, [person(1), person(2)])).toBe(2)
  expect(await append(2, [person(2), person(3)])).toBe(3)
  await expect(append(5, [person(5)])).rejects.toThrow('Row 4 has to come first.')
  await expect(begin(place)).rejects.toThrow('not whole yet')
  expect(await append(4, [], true)).toBe(3)
  expect(await append(3, [person(3)], true)).toBe(3)
  await expect(append(4, [person(4)])).rejects.toMatchObject({ code: 'conflict' })
  expect((await outcomes(place)).map(({ cells }) => cells[0])).toEqual([
    ...['Person 1', 'Person 2', 'Person 3'],
  ])
})

test('what is previewed is what happens, over many parts, and again in another process', async () => {
  const jane = { name: 'Jane', email: 'jane@acme.example', phone: null, postcode: 'LS1' }
  const id = await addLead(
    database.db,
    { ...jane, address: null, source: 'Website' },
    { workspaceId, actor, now },
  )
  const rows = [
    ['Jane Doe', 'JANE@acme.example', '+447700900001', ''],
    ...Array.from({ length: 300 }, (_, index) => person(index)),
    ['Of a row long before', 'p3@acme.example'],
    ['', 'nameless@acme.example'],
    ['Jane Doe', '', '+447700900001'],
  ]
  const place = await bring(rows)
  const preview = await previewImport(database.db, place, mapping)
  expect(preview.counts).toEqual({ created: 300, updated: 1, unchanged: 0, refused: 3 })
  expect(preview.updated).toEqual([
    {
      ...{ number: 1, leadId: id, name: 'Jane' },
      changes: [
        { field: 'name', from: 'Jane', to: 'Jane Doe' },
        { field: 'phone', from: null, to: '+447700900001' },
      ],
    },
  ])
  expect(await leadNames()).toEqual(['Jane'])

  await begin(place)
  await importChunk(database.db, place, { done: 0, seen: new Map() }, now)
  expect((await getImport(database.db, place)).done).toBe(250)
  // Another process knows nothing of the first part.
  await finish(place)
  const { state, done, created, updated, unchanged, refused } = await getImport(database.db, place)
  expect({ state, done }).toEqual({ state: 'done', done: rows.length })
  expect({ created, updated, unchanged, refused }).toEqual(preview.counts)
  const refusals = (await outcomes(place)).filter(({ outcome }) => outcome === 'refused')
  expect(refusals.map(({ number, reason }) => ({ number, reason }))).toEqual(
    preview.refused.map(({ number, reason }) => ({ number, reason })),
  )
  const entries = await listEntries(database.db, workspaceId, id)
  expect(entries.map(({ kind, actor: by }) => [kind, by])).toEqual([
    ['edited', actor],
    ['captured', actor],
  ])
  expect((await previewImport(database.db, place, mapping)).counts).toMatchObject({ created: 0 })
})

test('a process that is cut off in the middle of a part leaves nothing of it behind', async () => {
  const place = await bring(Array.from({ length: 300 }, (_, index) => person(index)))
  await begin(place)
  const memory: ImportMemory = { done: 0, seen: new Map() }
  await importChunk(database.db, place, memory, now)
  // It waits within its transaction for a contact of the second part, and is killed there.
  await database.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${workspaceId} || '/contact:p299@acme.example', 0))`
    const failure = importChunk(database.db, place, memory, now).then(
      () => null,
      (error: unknown) => error,
    )
    await expect
      .poll(async () => {
        const killed = await database.sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where wait_event = 'advisory' and datname = current_database()`
        return killed.length
      })
      .toBe(1)
    expect(await failure).toBeInstanceOf(Error)
  })
  expect((await getImport(database.db, place)).done).toBe(250)
  await finish(place)
  expect(await getImport(database.db, place)).toMatchObject({ created: 300, state: 'done' })
})

test.each(['leads', 'timeline_entries', 'lead_import_rows', 'lead_imports'])(
  'a part of which %s cannot be written leaves nothing of it behind, and is done once they can',
  async (table) => {
    const place = await bring(Array.from({ length: 300 }, (_, index) => person(index)))
    await begin(place)
    const { sql } = database
    await sql`
      create or replace function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'There is no room.'; end $$`
    await sql`
      create trigger refuse before insert or update on ${sql(table)} for each statement execute function refuse()`
    for (let time = 0; time < 20; time++) {
      const memory: ImportMemory = { done: 0, seen: new Map() }
      await expect(importChunk(database.db, place, memory, now)).rejects.toThrow()
    }
    await sql`drop trigger refuse on ${sql(table)}`
    for (const written of ['leads', 'timeline_entries']) {
      expect(
        await sql`select from ${sql(written)} where workspace_id = ${workspaceId}`,
      ).toHaveLength(0)
    }
    await finish(place)
    expect(await getImport(database.db, place)).toMatchObject({ created: 300, state: 'done' })
  },
)

test('two processes at once import each row once', async () => {
  const place = await bring(Array.from({ length: 1_200 }, (_, index) => person(index)))
  await begin(place)
  const memories = [0, 1].map(() => ({ done: 0, seen: new Map() }))
  while ((await getImport(database.db, place)).state === 'importing') {
    await Promise.all(memories.map((memory) => importChunk(database.db, place, memory, now)))
  }
  expect(await getImport(database.db, place)).toMatchObject({ created: 1_200, refused: 0 })
  const [row] = await database.sql`
    select count(*)::int as leads, count(distinct email)::int as emails from leads
    where workspace_id = ${workspaceId}`
  expect(row).toEqual({ leads: 1_200, emails: 1_200 })
})

test('one file at a time; what was stopped goes on, and can be discarded', async () => {
  const first = await bring(Array.from({ length: 300 }, (_, index) => person(index)))
  const second = await bring([person(1)])
  await begin(first)
  await expect(begin(second)).rejects.toThrow('people.csv is being imported.')
  await expect(discardImport(database.db, first)).rejects.toThrow('Stop that first.')
  const memory = { done: 0, seen: new Map() }
  await importChunk(database.db, first, memory, now)
  expect((await stopImport(database.db, first)).state).toBe('stopped')
  expect(await importChunk(database.db, first, memory, now)).toBeNull()
  await begin(second)
  await finish(second)
  expect(await outcomes(second)).toMatchObject([{ outcome: 'unchanged' }])
  await begin(first)
  await finish(first)
  expect(await getImport(database.db, first)).toMatchObject({ done: 300, created: 300 })
  await discardImport(database.db, first)
  expect((await listImports(database.db, workspaceId)).map(({ id }) => id)).toEqual([second.id])
  expect(await database.sql`select 1 from lead_import_rows where import_id = ${first.id}`).toEqual(
    [],
  )
})

test('a week later, files are forgotten when the next one comes; ten may wait', async () => {
  await bring([person(1)])
  for (let waiting = 1; waiting < 10; waiting++) await start()
  await expect(start()).rejects.toThrow('Ten files wait')
  const late = new Date(now.getTime() + 8 * 24 * 3_600_000)
  await start(late)
  expect(await listImports(database.db, workspaceId)).toHaveLength(1)
})
