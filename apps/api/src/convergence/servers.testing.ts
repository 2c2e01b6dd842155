import { spawn, type ChildProcess } from 'node:child_process'
import { Agent, request } from 'node:http'
import { fileURLToPath } from 'node:url'

import { sign } from '@solar-capture/core/signature'

import { freePort } from '../free-port.testing.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** A process of the api as operators start it. */
export type Server = { port: number; agent: Agent; stop: () => Promise<void> }

/** Starts a process of the api on a database, with an encryption key as base64. Rejects when it does not start. */
export async function startServer(env: {
  DATABASE_URL: string
  ENCRYPTION_KEY: string
  DATA_DIR: string
}): Promise<Server> {
  const port = await freePort()
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], PORT: String(port), LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await untilRunning(child)
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const exited = new Promise((resolve) => child.on('exit', resolve))
  return {
    port,
    agent,
    stop: async () => {
      agent.destroy()
      child.kill('SIGINT')
      await exited
    },
  }
}

/** Posts a signed body; answers the status and what the body says. */
export async function deliver(
  server: Server,
  endpoint: string,
  body: Buffer,
  secret: string,
): Promise<{ status: number; result: string }> {
  const headers = { 'x-cal-signature-256': sign(secret, body) }
  const { status, text } = await post(server, `/webhooks/calcom/${endpoint}`, headers, body)
  const { result = '' } = JSON.parse(text) as { result?: string }
  return { status, result }
}

/** Calls a procedure that changes something, as a tool with an API key. Rejects when it is refused. */
export async function callProcedure(
  server: Server,
  name: string,
  apiKey: string,
  input: object,
): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` }
  const body = Buffer.from(JSON.stringify(input))
  const { status, text } = await post(server, `/trpc/${name}`, headers, body)
  if (status !== 200) throw new Error(`${name} was answered ${status}: ${text}`)
}

function post(
  { port, agent }: Server,
  path: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({
      ...{ host: '127.0.0.1', port, agent, method: 'POST', path },
      headers: { ...headers, 'content-length': body.length },
    })
    sent.on('response', (answer) => {
      let text = ''
      answer.on('data', (data: Buffer) => (text += data.toString()))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function untilRunning(child: ChildProcess): Promise<void> {
  let output = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString()
      if (output.includes('Stop it with Ctrl-C')) resolve()
    })
    child.on('exit', (code) => reject(new Error(`It ended with ${code}: ${output}`)))
  })
}
