import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { connect } from '@solar-capture/db/connect'
import { alarmSettings, calcomKeys, totps } from '@solar-capture/db/schema'
import {
  countWrapped,
  findRoot,
  keepRoot,
  listEncryptionKeys,
  wrappedColumns,
} from '@solar-capture/db/wrapped-columns'

import { openWebhook, sealWebhook } from './alarm-webhook.ts'
import { toolCaller } from './caller.testing.ts'
import type { Encryption } from './encryption.ts'
import { addKey } from './key-file-ring.ts'
import { loadEncryption } from './key-file.ts'
import { describeKeys, rotateKeys } from './rotate-keys.ts'
import { startTestApi, testSecret, type TestApi } from './testing.ts'

let dataDir: string
let api: TestApi
let load: () => Promise<Encryption>
let closeOther: () => Promise<void>

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'solar-capture-test-'))
  api = await startTestApi({
    replace: async ({ url }) => {
      const { db, close } = connect(url, { max: 1 })
      closeOther = close
      const roots = { find: () => findRoot(db), keep: (root: Uint8Array) => keepRoot(db, root) }
      load = () => loadEncryption({ dataDir, roots, listKeysInUse: () => listEncryptionKeys(db) })
      return { encryption: await load() }
    },
  })
  const { endpoint } = toolCaller(api, ['settings:write'])
  await endpoint.setSecret({ id: api.endpoint.id, secret: testSecret })
})
afterAll(async () => {
  await closeOther()
  await api.close()
  rmSync(dataDir, { recursive: true })
})

const path = () => join(dataDir, 'keys', 'encryption.key')
const lines: string[] = []
const rotate = (addsKey = true) =>
  rotateKeys(api.deps, {
    addKey: addsKey ? () => addKey(path()) : null,
    say: (line) => lines.push(line),
  })

async function ping(n: number): Promise<number> {
  return (await api.deliver(JSON.stringify({ triggerEvent: 'PING', n }))).status
}

test('a rotation encrypts everything anew beside a running server, and derives the same keys', async () => {
  const { db, encryption } = api.deps
  const before = encryption.keyId
  const other = await load()
  const [user] = await api.sql<{ id: string }[]>`select id from users`
  if (!user) throw new Error('Set-up made no owner.')
  const seed = Buffer.from('twenty bytes of seed')
  await db.insert(totps).values({ userId: user.id, sealed: encryption.sealTotpSeed(seed, user.id) })
  const { workspaceId, endpoint } = api
  const webhook = { url: 'https://hooks.example/alarms', secret: 'whsec_secret' }
  const sealedWebhook = sealWebhook(api.deps, workspaceId, webhook)
  await db.insert(alarmSettings).values({ workspaceId, webhook: sealedWebhook })
  const calcomKey = { purpose: 'calcom_key', rowId: endpoint.id }
  await db.insert(calcomKeys).values({
    ...{ workspaceId, endpointId: endpoint.id, fingerprint: '', baseUrl: '', setAt: new Date() },
    sealed: encryption.sealValue(Buffer.from('cal_live_key'), calcomKey),
  })
  const derived = encryption.deriveKey('sessions')
  expect(await ping(1)).toBe(200)
  // That one reads its file before there is a new key, and is asked afterwards.
  await rotate()

  expect(encryption.keyId).not.toBe(before)
  const counts = await countWrapped(db)
  expect(new Set(counts.map(({ keyId }) => keyId))).toEqual(new Set([encryption.keyId]))
  // Whoever adds such a column adds a value of it above.
  expect(counts.map(({ column }) => column)).toEqual(
    wrappedColumns.map(({ table, column }) => `${table}.${column}`),
  )
  expect(statSync(path()).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(dataDir, 'keys'))).toEqual(['encryption.key'])
  expect(readFileSync(path(), 'utf8')).toMatch(
    new RegExp(`^${encryption.keyId}:.{44}\n${before}:.{44}\n$`),
  )
  expect((await load()).deriveKey('sessions').equals(derived)).toBe(true)
  const [row] = await db.select().from(totps)
  if (!row) throw new Error('The seed is kept.')
  expect(Buffer.from(other.openTotpSeed(row.sealed, user.id)).equals(seed)).toBe(true)
  const [settings] = await db.select().from(alarmSettings)
  expect(
    openWebhook({ encryption: other }, workspaceId, settings?.webhook ?? sealedWebhook),
  ).toEqual(webhook)
  const [stored] = await db.select().from(calcomKeys)
  if (!stored) throw new Error('The key is kept.')
  expect(Buffer.from(other.openValue(stored.sealed, calcomKey)).toString()).toBe('cal_live_key')
  expect(await ping(2)).toBe(200)
  const told = await api.sql`select details from audit_log where action = 'encryption_key_rotated'`
  expect(told.map(({ details }) => details as object)).toEqual([
    { key: encryption.keyId, count: counts.length },
  ])
  expect(await describeKeys(api.deps)).toEqual([
    expect.stringMatching(/ current .*1 in workspaces.body_key, 1 in endpoint_secrets.wrapped_key/),
    expect.stringMatching(/ only decrypts .*not needed any more$/),
  ])
})

test('with the older keys gone everything still opens, and one that is needed is missed at the start', async () => {
  const [current = '', older = ''] = readFileSync(path(), 'utf8').split('\n')
  writeFileSync(path(), `${current}\n`)
  expect(await ping(3)).toBe(200)
  expect((await load()).keyIds()).toHaveLength(1)
  writeFileSync(path(), `${older}\n`)
  await expect(load()).rejects.toThrow(/Put the key back/)
  writeFileSync(path(), `${current}\n${older}\n`)
})

test('a rotation that was not finished is finished, and makes no further key', async () => {
  await addKey(path())
  const { keyId } = api.deps.encryption
  expect(await listEncryptionKeys(api.deps.db)).not.toContain(keyId)
  await rotate(false)
  expect(await listEncryptionKeys(api.deps.db)).toEqual([keyId])
  expect(api.deps.encryption.keyIds()).toHaveLength(3)
  await expect(rotate(false)).rejects.toThrow('ENCRYPTION_KEY_PREVIOUS')
})

test('two rotations at once make one key, or one after the other', async () => {
  await Promise.all([rotate(), rotate()])
  const used = await listEncryptionKeys(api.deps.db)
  expect(used).toEqual([api.deps.encryption.keyId])
  expect(await ping(4)).toBe(200)
})

test('a value that no key opens is named and left, and the rest is encrypted anew', async () => {
  await api.sql`update totps set sealed = set_byte(sealed, 20, 255 - get_byte(sealed, 20))`
  const before = await api.sql`select sealed from totps`
  await rotate()
  expect(lines.at(-1)).toMatch(/no key here opens it: totps\.sealed of /)
  expect(await api.sql`select sealed from totps`).toEqual(before)
  expect(await listEncryptionKeys(api.deps.db)).toHaveLength(2)
  expect(await ping(6)).toBe(200)
})

test('a broken file leaves a running server its keys', async () => {
  const text = readFileSync(path(), 'utf8')
  writeFileSync(path(), 'damaged')
  expect(await ping(5)).toBe(200)
  expect(api.deps.encryption.keyId).toBe(text.slice(0, 8))
  writeFileSync(path(), text)
})
