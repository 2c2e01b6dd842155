import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../api/dist/main.js', import.meta.url))
const startWithin = 60_000
const stopWithin = 15_000

/** A running Solar Capture with an empty database of its own. */
export type Server = {
  /** Where it answers, without a slash at the end. */
  url: string
  /** The folder with its database. */
  dataDir: string
  /** The one-time code that its set-up asks for. */
  setupToken: string
  /** What it has logged and printed so far. */
  output: () => string
  /**
   * Ends it as an operator would, by Ctrl-C or by another signal, and removes its data; throws when it does not end by itself
   * in 15 s. After SIGTERM it waits for a balancer, five seconds.
   */
  stop: (signal?: 'SIGINT' | 'SIGTERM') => Promise<void>
  /** Ends it with SIGKILL, as a crash would; its database goes on running. */
  kill: () => Promise<void>
}

/**
 * Starts the built server (`pnpm build` first) on a free port with a new data folder and waits until it is
 * ready; `env` adds to its environment. Throws with the server's output when it ends or is not ready in 60 s.
 */
export async function startServer(env: Record<string, string> = {}): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'solar-capture-e2e-'))
  const port = env['PORT'] ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const setupToken = 'setup-token-of-the-browser-tests'
  const child = spawn(process.execPath, [program], {
    env: {
      ...withoutSettings(process.env),
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: url,
      DATA_DIR: folder,
      SETUP_TOKEN: setupToken,
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: string[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  const output = () => chunks.join('')
  const stop = async (signal: NodeJS.Signals = 'SIGINT') => {
    try {
      await end(child, output, signal)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  try {
    await ready(child, url)
  } catch (error) {
    await stop().catch(() => {})
    throw new Error(`The server did not start. Its output:\n${output()}`, { cause: error })
  }
  const kill = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  return { url, dataDir: env['DATA_DIR'] ?? folder, setupToken, output, stop, kill }
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + startWithin
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`It ended with ${child.exitCode ?? child.signalCode}.`)
    const status = await fetch(`${url}/readyz`).then(
      (response) => response.status,
      () => null,
    )
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`GET ${url}/readyz did not answer 200 within ${startWithin} ms.`)
}

async function end(child: ChildProcess, output: () => string, signal: NodeJS.Signals) {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGKILL'), stopWithin)
  await ended
  clearTimeout(late)
  if (child.signalCode === 'SIGKILL') {
    throw new Error(`The server did not end within ${stopWithin} ms of ${signal}:\n${output()}`)
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

// A developer's own settings must not reach the tests.
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings = [
    'DATABASE_URL',
    'ENCRYPTION_KEY',
    'ENCRYPTION_KEY_FILE',
    'TRUST_PROXY',
    'ENCRYPTION_KEY_PREVIOUS',
  ]
  return Object.fromEntries(Object.entries(env).filter(([name]) => !settings.includes(name)))
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}
