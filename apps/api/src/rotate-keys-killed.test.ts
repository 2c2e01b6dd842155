import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { connect } from '@solar-capture/db/connect'
import { endpointSecrets } from '@solar-capture/db/schema'
import { findRoot, keepRoot, listEncryptionKeys } from '@solar-capture/db/wrapped-columns'

import { toolCaller } from './caller.testing.ts'
import type { Encryption } from './encryption.ts'
import { loadEncryption } from './key-file.ts'
import { startTestApi, testSecret, type TestApi } from './testing.ts'

const isExhaustive = process.env['EXHAUSTIVE'] === '1'
const rows = isExhaustive ? 10_000 : 3_000
const kills = isExhaustive ? 20 : 4

let folder: string
let keyFile: string
let api: TestApi
let load: () => Promise<Encryption>
let closeOther: () => Promise<void>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'solar-capture-test-'))
  keyFile = join(folder, 'keys')
  writeFileSync(keyFile, Buffer.alloc(32, 5).toString('base64'), { mode: 0o600 })
  api = await startTestApi({
    replace: async ({ url }) => {
      const { db, close } = connect(url, { max: 1 })
      closeOther = close
      load = () =>
        loadEncryption({
          ...{ dataDir: folder, keyFile, listKeysInUse: () => listEncryptionKeys(db) },
          roots: { find: () => findRoot(db), keep: (root) => keepRoot(db, root) },
        })
      return { encryption: await load() }
    },
  })
})
afterAll(async () => {
  await closeOther()
  await api.close()
  rmSync(folder, { recursive: true })
})

/** Rotates in a process that is killed after `killAfterMs` of work; answers whether it came to its end before. */
async function rotateAndKill(killAfterMs: number): Promise<boolean> {
  const program = fileURLToPath(new URL('./rotate-keys-child.testing.ts', import.meta.url))
  const child = spawn(process.execPath, [program, api.url, keyFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), exited])
  const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  const [code] = (await exited) as [number | null]
  clearTimeout(timer)
  return code === 0
}

const secretOf = (version: number) => `a-secret-of-its-own-${version}-abcdefghijkl`

/** How many secrets a process that starts now cannot read. */
async function countUnreadable(endpointId: string): Promise<number> {
  const encryption = await load()
  const stored = await api.db.select().from(endpointSecrets)
  const opened = stored
    .filter((row) => row.endpointId === endpointId)
    .filter((row) => {
      const { version } = row
      return encryption.openSecret(row, { endpointId, version }) === secretOf(version)
    })
  return rows - opened.length
}

test('keys are rotated beside deliveries, killed again and again, and nothing becomes unreadable', async () => {
  const { endpoint } = toolCaller(api, ['settings:write'])
  await endpoint.setSecret({ id: api.endpoint.id, secret: testSecret })
  const { id: endpointId } = await endpoint.create({ name: 'Many' })
  const stored = Array.from({ length: rows }, (_, index) => ({
    ...api.deps.encryption.sealSecret(secretOf(index), { endpointId, version: index }),
    ...{ endpointId, version: index, status: 'retired' as const, length: 40, fingerprint: '' },
  }))
  for (let from = 0; from < rows; from += 1_000) {
    await api.db.insert(endpointSecrets).values(stored.slice(from, from + 1_000))
  }
  const statuses = new Map<number, number>()
  let isDone = false
  const delivering = (async () => {
    for (let n = 0; !isDone; n++) {
      const body = JSON.stringify({ triggerEvent: 'PING', n })
      const { status } = await api.deliver(body, testSecret)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      await sleep(5)
    }
  })()

  let cut = 0
  for (let round = 0; round < kills; round++) {
    if (!(await rotateAndKill(10 + ((round * 37) % 100)))) cut += 1
    expect(await countUnreadable(endpointId)).toBe(0)
  }
  expect(await rotateAndKill(60_000)).toBe(true)
  isDone = true
  await delivering

  expect(cut).toBeGreaterThan(kills / 2)
  expect(await countUnreadable(endpointId)).toBe(0)
  expect([...statuses.keys()]).toEqual([200])
  expect(await listEncryptionKeys(api.db)).toEqual([(await load()).keyId])
  expect(api.problems).toEqual([])
}, 300_000)
