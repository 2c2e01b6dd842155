import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { build } from 'rolldown'

import config from '../rolldown.config.ts'
import { freePort } from './free-port.testing.ts'

/** A bundle of the api as operators run it, in a folder of its own. */
export type Program = { main: string; remove: () => void }

export type Server = Awaited<ReturnType<typeof startServer>>

/** What came of a request; `unknown` when its connection ended without an answer. */
export type Answer =
  | { kind: 'answered'; status: number; result: string; retryAfter: string | undefined }
  | { kind: 'unknown' }

/** Bundles the api, which starts in less time than its sources. */
export async function bundleProgram(): Promise<Program> {
  const root = mkdtempSync(join(tmpdir(), 'solar-program-'))
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  const dir = join(root, 'apps/api/dist')
  mkdirSync(dir, { recursive: true })
  symlinkSync(here('../node_modules'), join(root, 'apps/api/node_modules'))
  await build({
    ...config,
    cwd: here('..'),
    // The usual place is not touched.
    plugins: [],
    output: { dir, format: 'esm', entryFileNames: '[name].js' },
  })
  cpSync(here('../../../packages/db/migrations'), join(dir, 'migrations'), { recursive: true })
  return {
    main: join(dir, 'main.js'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Starts a process of the program on a database. Rejects when it does not start. */
export async function startServer(
  { main }: Program,
  { databaseUrl, encryptionKey }: { databaseUrl: string; encryptionKey: Buffer },
) {
  const port = await freePort()
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      ENCRYPTION_KEY: encryptionKey.toString('base64'),
      LOG_LEVEL: 'warn',
    },
  })
  const exited = new Promise<NodeJS.Signals | number | null>((resolve) =>
    child.on('exit', (code, signal) => resolve(signal ?? code)),
  )
  let output = ''
  child.stderr.on('data', (data: Buffer) => (output += data.toString()))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString()
      if (output.includes('Stop it with Ctrl-C')) resolve()
    })
    child.on('exit', (code) => reject(new Error(`It ended with ${code}: ${output}`)))
  })
  const agent = new Agent({ keepAlive: true })
  return {
    port,
    agent,
    /** What ended it: a signal, or its exit code. */
    exited,
    kill: () => void child.kill('SIGKILL'),
    stop: async () => {
      agent.destroy()
      child.kill('SIGINT')
      await exited
    },
  }
}

/**
 * Posts a body with its signature. With `onHalf` only the first half of the body is sent, and that is called
 * once it has had time to arrive.
 */
export function post(
  { port, agent }: Pick<Server, 'port' | 'agent'>,
  {
    path,
    body,
    signature,
    onHalf,
  }: {
    path: string
    body: Buffer
    signature: string
    onHalf?: () => void
  },
): Promise<Answer> {
  return new Promise((resolve) => {
    const headers = { 'content-length': body.length, 'x-cal-signature-256': signature }
    const sent = request({ host: '127.0.0.1', port, agent, method: 'POST', path, headers })
    const unknown = () => resolve({ kind: 'unknown' })
    sent.on('error', unknown)
    sent.on('response', (answer) => {
      let text = ''
      answer.on('error', unknown)
      answer.on('data', (data: Buffer) => (text += data.toString()))
      answer.on('end', () => {
        // Every answer of the webhook is such an object.
        const { result = '' } = JSON.parse(text) as { result?: string }
        const { statusCode: status = 0, headers } = answer
        resolve({ kind: 'answered', status, result, retryAfter: headers['retry-after'] })
      })
    })
    if (!onHalf) return void sent.end(body)
    sent.write(body.subarray(0, body.length / 2), () => setTimeout(onHalf, 20))
  })
}
