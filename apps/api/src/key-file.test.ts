import { execFile } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createEncryption } from './encryption.ts'
import { addKey } from './key-file-ring.ts'
import { loadEncryption } from './key-file.ts'

let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'solar-capture-test-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const key = Buffer.alloc(32, 9)
const keyId = createEncryption(key).keyId
const text = key.toString('base64')
const roots = { find: async () => null, keep: async () => {} }
const listKeysInUse = async () => []
const ownFile = () => join(dataDir, 'keys', 'encryption.key')

test('the first start makes a key that only its owner can read, and later starts use it', async () => {
  const first = await loadEncryption({ roots, dataDir, listKeysInUse })
  expect(statSync(ownFile()).mode & 0o777).toBe(0o600)
  expect(statSync(join(dataDir, 'keys')).mode & 0o777).toBe(0o700)
  const second = await loadEncryption({ roots, dataDir, listKeysInUse: async () => [first.keyId] })
  expect(second.keyId).toBe(first.keyId)
  expect(readdirSync(join(dataDir, 'keys'))).toEqual(['encryption.key'])
})

test('processes that start at the same moment end with the same key', async () => {
  const module = new URL('./key-file.ts', import.meta.url).href
  const script = `
    const { loadEncryption } = await import(${JSON.stringify(module)})
    const dataDir = ${JSON.stringify(dataDir)}
    const made = await Promise.all(Array.from({ length: 20 }, () =>
      loadEncryption({ dataDir, listKeysInUse: async () => [],
        roots: { find: async () => null, keep: async () => {} } })))
    console.log(made.map((one) => one.keyId).join())`
  const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  const outputs = await Promise.all([run(), run(), run()])
  const keyIds = new Set(outputs.flatMap(({ stdout }) => stdout.trim().split(',')))
  expect(keyIds.size).toBe(1)
})

test('the key of the environment wins over the file, and the file that it names over our own', async () => {
  const keyFile = join(dataDir, 'given.key')
  const inFile = Buffer.alloc(32, 8)
  writeFileSync(keyFile, `${inFile.toString('base64')}\n`, { mode: 0o600 })
  const both = await loadEncryption({ roots, dataDir, key: text, keyFile, listKeysInUse })
  expect(both.keyId).toBe(keyId)
  const file = await loadEncryption({ roots, dataDir, keyFile, listKeysInUse })
  expect(file.keyId).toBe(createEncryption(inFile).keyId)
  expect(readdirSync(dataDir)).toEqual(['given.key'])
})

test('no key is made up when the database needs another one, and the message names it', async () => {
  const inUse = async () => ['0a1b2c3d']
  await expect(loadEncryption({ roots, dataDir, listKeysInUse: inUse })).rejects.toThrow(
    /need the encryption key 0a1b2c3d.*no key file at .*encryption\.key.*backup/,
  )
  expect(readdirSync(dataDir)).toEqual([])
  await expect(loadEncryption({ roots, dataDir, key: text, listKeysInUse: inUse })).rejects.toThrow(
    new RegExp(`0a1b2c3d.*ENCRYPTION_KEY is ${keyId}`),
  )
})

test('a single value that needs a key which is not here stops nothing, and the operator is told', async () => {
  let kept: Uint8Array | null = null
  const store = {
    find: async () => kept,
    keep: async (sealed: Uint8Array) => void (kept ??= sealed),
  }
  const start = (inUse: string[], given = text) => {
    const told: string[] = []
    const warn = (message: string) => void told.push(message)
    const source = { roots: store, dataDir, key: given, warn, listKeysInUse: async () => inUse }
    return loadEncryption(source).then(({ keyIds }) => ({ keyIds: keyIds(), told }))
  }
  expect(await start([keyId])).toEqual({ keyIds: [keyId], told: [] })
  expect(await start([keyId, '0a1b2c3d'])).toEqual({
    keyIds: [keyId],
    told: [expect.stringMatching(/need the encryption key 0a1b2c3d\..*Everything else works/)],
  })
  const other = Buffer.alloc(32, 7)
  const otherId = createEncryption(other).keyId
  await expect(start([otherId, keyId], other.toString('base64'))).rejects.toThrow(
    `need the encryption key ${keyId}. The key in ENCRYPTION_KEY is ${otherId}`,
  )
})

test('a key file that was changed and cannot be used is told of once, and the keys stay', async () => {
  const told: string[] = []
  const warn = (message: string) => void told.push(message)
  const { keyId: own, keyIds } = await loadEncryption({ roots, dataDir, listKeysInUse, warn })
  chmodSync(ownFile(), 0o644)
  writeFileSync(ownFile(), `${text}\n`)
  expect([keyIds(), keyIds()]).toEqual([[own], [own]])
  expect(told).toEqual([expect.stringMatching(/Others may read .*go on being used/)])
  chmodSync(ownFile(), 0o600)
  expect(keyIds()).toEqual([keyId])
})

test.runIf(process.geteuid?.() === 0)('a rotation leaves the key file with its owner', async () => {
  await loadEncryption({ roots, dataDir, listKeysInUse })
  chownSync(ownFile(), 1234, 1235)
  await addKey(ownFile())
  const { uid, gid, mode } = statSync(ownFile())
  expect([uid, gid, mode & 0o777]).toEqual([1234, 1235, 0o600])
})

test('a file that others may read is refused', async () => {
  const keyFile = join(dataDir, 'given.key')
  writeFileSync(keyFile, text)
  for (const mode of [0o640, 0o604, 0o660]) {
    chmodSync(keyFile, mode)
    await expect(loadEncryption({ roots, dataDir, keyFile, listKeysInUse })).rejects.toThrow(
      'chmod 600',
    )
  }
  chmodSync(keyFile, 0o400)
  expect((await loadEncryption({ roots, dataDir, keyFile, listKeysInUse })).keyId).toBe(keyId)
})

test.each([
  ['too short', Buffer.alloc(31).toString('base64')],
  ['too long', Buffer.alloc(33).toString('base64')],
  ['hex', key.toString('hex')],
  ['no base64', `${text.slice(0, -2)}!=`],
  ['empty', ''],
])('a key that is %s is refused without being shown', async (_name, malformed) => {
  const refusal = await loadEncryption({ roots, dataDir, key: malformed, listKeysInUse }).catch(
    String,
  )
  expect(refusal).toContain('ENCRYPTION_KEY is no encryption key')
  expect(refusal).not.toContain(malformed || text)
})

test('a damaged key file is refused and left as it is', async () => {
  await loadEncryption({ roots, dataDir, listKeysInUse })
  writeFileSync(ownFile(), 'damaged')
  await expect(loadEncryption({ roots, dataDir, listKeysInUse })).rejects.toThrow(
    'no encryption key',
  )
  expect(readFileSync(ownFile(), 'utf8')).toBe('damaged')
})

test('a file may hold several keys, and what is derived is what the key in use gave before', async () => {
  const keyFile = join(dataDir, 'given.key')
  const newer = Buffer.alloc(32, 8)
  const newerId = createEncryption(newer).keyId
  const lines = ['# two keys', `${newerId}:${newer.toString('base64')}`, '', text]
  writeFileSync(keyFile, lines.join('\n'), { mode: 0o600 })
  let kept: Uint8Array | null = null
  const store = {
    find: async () => kept,
    keep: async (sealed: Uint8Array) => void (kept ??= sealed),
  }
  const inUse = { listKeysInUse: async () => [keyId], roots: store }
  const encryption = await loadEncryption({ dataDir, keyFile, ...inUse })
  expect(encryption.keyIds()).toEqual([newerId, keyId])
  const before = createEncryption(key).deriveKey('sessions')
  expect(encryption.deriveKey('sessions').equals(before)).toBe(true)
  const alone = { dataDir, key: newer.toString('base64'), roots: store }
  const later = await loadEncryption({ ...alone, listKeysInUse: async () => [newerId] })
  expect(later.deriveKey('sessions').equals(before)).toBe(true)
  const both = { ...alone, previousKeys: `${text}, `, ...inUse }
  expect((await loadEncryption(both)).keyIds()).toEqual([newerId, keyId])
  writeFileSync(keyFile, `${keyId}:${newer.toString('base64')}\n`)
  await expect(loadEncryption({ dataDir, keyFile, listKeysInUse, roots })).rejects.toThrow(
    `the key ${newerId} stands under another id`,
  )
})
