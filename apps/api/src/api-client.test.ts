import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Scope } from '@solar-capture/core/access'
import { addApiKey } from '@solar-capture/db/api-keys'
import { newId } from '@solar-capture/db/new-id'

import { newApiKey } from './api-key.ts'
import type { AppRouter } from './router.ts'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

/** What an internal tool uses: the client library over HTTP, with a key that has `scopes`. */
async function toolWith(scopes: Scope[]) {
  const { key, publicId, hash } = newApiKey()
  const now = new Date()
  const expiresAt = new Date(now.getTime() + 60_000)
  await addApiKey(api.db, {
    ...{ id: newId(), workspaceId: api.workspaceId, name: 'CRM export', publicId, hash, scopes },
    ...{ createdBy: null, createdAt: now, expiresAt },
  })
  return clientWith(`Bearer ${key}`)
}

function clientWith(authorization: string) {
  const url = `http://127.0.0.1:${api.port}/trpc`
  return createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url, headers: { authorization, host: 'localhost:3000' } })],
  })
}

test('a tool with a key adds and lists leads, as the actor that the timeline names', async () => {
  const tool = await toolWith(['leads:read', 'leads:write'])
  const lead = await tool.lead.create.mutate({ name: 'Jane', email: 'jane@acme.example' })
  expect(lead.timeline).toMatchObject([{ actor: { kind: 'tool', name: 'CRM export' } }])
  const { items } = await tool.lead.list.query({ search: 'jane' })
  expect(items).toMatchObject([{ id: lead.id, stage: { name: 'New' } }])
})

test('a key does only what its scopes say', async () => {
  const tool = await toolWith(['leads:read'])
  await expect(tool.lead.create.mutate({ name: 'J', email: 'j@x.example' })).rejects.toMatchObject({
    data: { code: 'FORBIDDEN', httpStatus: 403 },
  })
  await expect(tool.delivery.list.query({})).rejects.toMatchObject({ data: { code: 'FORBIDDEN' } })
  await expect(tool.apiKey.list.query()).rejects.toMatchObject({ data: { code: 'FORBIDDEN' } })
})

test('without a key, or with a wrong one, nothing is answered', async () => {
  await expect(clientWith('Bearer sck_wrong').lead.list.query({})).rejects.toThrow(TRPCClientError)
  await expect(clientWith('Bearer sck_wrong').lead.list.query({})).rejects.toMatchObject({
    data: { code: 'UNAUTHORIZED', httpStatus: 401 },
  })
})
