import { afterAll, beforeAll, expect, test } from 'vitest'

import type { NewLead } from '@solar-capture/core/lead'
import type { LeadSort } from '@solar-capture/core/lead-filter'

import { countLeads } from './lead-counts.ts'
import { listLeads } from './lead-list.ts'
import { moveLead, unpinLead } from './lead-moves.ts'
import { addLead, changeLead } from './lead-writes.ts'
import { getLead } from './leads.ts'
import { newId } from './new-id.ts'
import { noteOnLead } from './notes.ts'
import { listStages } from './pipeline.ts'
import { createTestDatabase } from './testing.ts'
import { listEntries } from './timeline.ts'
import { addUser } from './users.ts'
import { addWorkspace } from './workspaces.ts'

const workspaceId = newId()
const otherWorkspaceId = newId()
const actor = { kind: 'user' as const, name: 'Ana' }
const ids: string[] = []
let clock = Date.parse('2026-11-20T09:00:00.000Z')
let database: Awaited<ReturnType<typeof createTestDatabase>>

const change = (workspace = workspaceId) => ({
  workspaceId: workspace,
  actor,
  now: new Date((clock += 1_000)),
})
const aLead = (some: Partial<NewLead>): NewLead => ({
  name: 'Jane Doe',
  email: null,
  phone: null,
  postcode: null,
  address: null,
  source: 'Website',
  ...some,
})

beforeAll(async () => {
  database = await createTestDatabase()
  const ownerId = newId()
  const owner = { id: ownerId, name: 'Ana', email: 'ana@example.com', passwordHash: 'x' }
  await addUser(database.db, owner, new Date(clock))
  for (const id of [workspaceId, otherWorkspaceId]) {
    const workspace = {
      id,
      name: 'Sunny',
      bodyKey: Buffer.alloc(40),
      ownerId,
      endpointPublicId: id,
    }
    await addWorkspace(database.db, workspace, new Date(clock))
  }
  for (const number of ['03', '01', '05', '02', '04']) {
    const lead = aLead({ name: `Lead ${number}`, email: `lead${number}@acme.example` })
    ids.push(await addLead(database.db, lead, change()))
  }
})
afterAll(() => database.close())

async function names(sort: LeadSort, limit: number): Promise<string[][]> {
  const pages: string[][] = []
  for (let after: { value: string; id: string } | null = null; ;) {
    const page = await listLeads(database.db, workspaceId, {
      filter: {},
      sort,
      after,
      limit,
      now: new Date(clock),
    })
    pages.push(page.items.map(({ name }) => name))
    if (page.next === null) return pages
    after = page.next
  }
}

test('pages follow each other without a gap, in every order', async () => {
  expect(await names('created', 2)).toEqual([
    ['Lead 04', 'Lead 02'],
    ['Lead 05', 'Lead 01'],
    ['Lead 03'],
  ])
  expect(await names('name', 2)).toEqual([
    ['Lead 01', 'Lead 02'],
    ['Lead 03', 'Lead 04'],
    ['Lead 05'],
  ])
  expect((await names('updated', 5)).flat()).toHaveLength(5)
})

test('every word of a search has to be found somewhere', async () => {
  const found = async (search: string) => {
    const now = new Date(clock)
    const options = { filter: { search }, sort: 'name' as const, after: null, limit: 10, now }
    return (await listLeads(database.db, workspaceId, options)).items.map(({ name }) => name)
  }
  expect(await found('lead ACME 03')).toEqual(['Lead 03'])
  expect(await found('%')).toEqual([])
  expect(await found('_')).toEqual([])
  expect(await found("' or 1=1 --")).toEqual([])
})

test('leads are counted by stage', async () => {
  const { total, byStage } = await countLeads(database.db, workspaceId, {
    filter: { search: 'acme' },
    now: new Date(clock),
  })
  expect(total).toBe(5)
  expect(byStage).toMatchObject([{ count: 5 }])
})

test('an email belongs to one lead of a workspace, also when two are added at once', async () => {
  const twice = [1, 2].map(() =>
    addLead(database.db, aLead({ email: 'same@acme.example' }), change()),
  )
  const results = await Promise.allSettled(twice)
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const added = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: {
      ...{ code: 'conflict', message: expect.stringContaining('Jane Doe already has') },
      leadId: added[0],
    },
  })
  const other = aLead({ email: 'same@acme.example' })
  await expect(addLead(database.db, other, change(otherWorkspaceId))).resolves.toBeTypeOf('string')
})

test('what is changed is told on the timeline, with what was there before', async () => {
  const [id = ''] = ids
  await changeLead(database.db, id, { name: 'Lead 3', phone: '+447700900123' }, change())
  await changeLead(database.db, id, { name: 'Lead 3' }, change())
  await noteOnLead(database.db, id, { text: 'Call back', authorId: id }, change())
  const entries = await listEntries(database.db, workspaceId, id)
  expect(entries.map(({ detail }) => detail)).toEqual([
    { kind: 'note', text: 'Call back', authorId: id },
    {
      kind: 'edited',
      changes: [
        { field: 'name', from: 'Lead 03', to: 'Lead 3' },
        { field: 'phone', from: null, to: '+447700900123' },
      ],
    },
    { kind: 'captured', source: 'Website' },
  ])
  await changeLead(database.db, id, { email: null }, change())
  await expect(changeLead(database.db, id, { phone: null }, change())).rejects.toMatchObject({
    code: 'invalid',
  })
})

test('a lead is moved, pinned and unpinned by hand', async () => {
  const [, id = ''] = ids
  const stages = await listStages(database.db, workspaceId)
  const quoted = stages.find(({ name }) => name === 'Quoted')?.id ?? ''
  await moveLead(database.db, id, { stageId: quoted }, change())
  await moveLead(database.db, id, { stageId: quoted }, change())
  await moveLead(database.db, id, { stageId: quoted, pin: true }, change())
  expect(await getLead(database.db, workspaceId, id)).toMatchObject({
    stageId: quoted,
    stageSetBy: 'user',
    pinned: true,
  })
  await unpinLead(database.db, id, change())
  const entries = await listEntries(database.db, workspaceId, id)
  expect(entries.map(({ kind }) => kind)).toEqual(['unpinned', 'moved', 'moved', 'captured'])
})

test('a lead or stage of another workspace does not exist', async () => {
  const [, , id = ''] = ids
  const missing = { code: 'not_found' }
  const [foreign] = await listStages(database.db, otherWorkspaceId)
  const stageId = foreign?.id ?? ''
  await expect(getLead(database.db, otherWorkspaceId, id)).rejects.toMatchObject(missing)
  const from = change(otherWorkspaceId)
  await expect(
    noteOnLead(database.db, id, { text: 'x', authorId: id }, from),
  ).rejects.toMatchObject(missing)
  await expect(changeLead(database.db, id, { name: 'x' }, from)).rejects.toMatchObject(missing)
  await expect(moveLead(database.db, id, { stageId }, change())).rejects.toMatchObject(missing)
})
