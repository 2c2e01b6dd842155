import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { createTestDatabase } from '@solar-capture/db/testing'

import { freePort } from './free-port.testing.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'solar-main-'))

let database: Awaited<ReturnType<typeof createTestDatabase>>
beforeAll(async () => {
  database = await createTestDatabase({ bare: true })
})
afterAll(async () => {
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], DATABASE_URL: database.url, DATA_DIR: dataDir, ...env },
  })
  let output = ''
  child.stdout.on('data', (data: Buffer) => (output += data.toString()))
  child.stderr.on('data', (data: Buffer) => (output += data.toString()))
  const exited = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  return { child, exited, output: () => output }
}

test('it migrates, listens, says where the owner is created, drains and ends with 0', async () => {
  const port = await freePort()
  const server = start({ PORT: String(port) })
  await expect.poll(server.output, { timeout: 20_000 }).toContain('Stop it with Ctrl-C')
  expect(server.output()).toContain(`Solar Capture is running at http://localhost:${port}`)
  expect(server.output()).toMatch(
    new RegExp(`http://localhost:${port}/setup#code=[A-Z2-7]{4}(-[A-Z2-7]{4}){6}\\n`),
  )
  const status = await fetch(`http://localhost:${port}/trpc/setup.status`)
  expect(await status.json()).toEqual({ result: { data: { done: false, mail: false } } })
  server.child.kill('SIGINT')
  expect(await server.exited).toBe(0)
  expect(server.output()).not.toMatch(/ at .*\.ts:/)
}, 40_000)

test('a wrong value ends it with 1 and a message that names the variable', async () => {
  const server = start({ PORT: 'abc' })
  expect(await server.exited).toBe(1)
  expect(server.output()).toBe('The configuration cannot be used:\n  PORT has to be a number.\n')
}, 20_000)

test('a port in use ends it with 1 and says what to do', async () => {
  const blocker = createServer()
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
  const address = blocker.address()
  const port = typeof address === 'object' ? address?.port : 0
  const server = start({ PORT: String(port) })
  expect(await server.exited).toBe(1)
  expect(server.output()).toContain(`Port ${port} is in use by another program.`)
  expect(server.output()).not.toMatch(/ at .*\.ts:/)
  await new Promise((resolve) => blocker.close(resolve))
}, 40_000)

test('watched by a balancer it says that it drains while it still answers, then ends', async () => {
  const port = await freePort()
  const server = start({ PORT: String(port) })
  await expect.poll(server.output, { timeout: 20_000 }).toContain('Stop it with Ctrl-C')
  const ready = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status
  expect(await ready()).toBe(200)
  server.child.kill('SIGTERM')
  await expect.poll(ready, { timeout: 1_000 }).toBe(503)
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  expect(await server.exited).toBe(0)
}, 40_000)

test('a second Ctrl-C ends it at once', async () => {
  const port = await freePort()
  const server = start({ PORT: String(port) })
  await expect.poll(server.output, { timeout: 20_000 }).toContain('Stop it with Ctrl-C')
  await fetch(`http://127.0.0.1:${port}/readyz`)
  server.child.kill('SIGTERM')
  await expect.poll(server.output).toContain('Stopping')
  server.child.kill('SIGTERM')
  expect(await server.exited).toBe(130)
}, 40_000)
