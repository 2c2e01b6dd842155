import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

import { folderVariable } from '../abandoned.ts'
import type { Bench } from './bench.ts'

const startWithinMs = 60_000
const stopWithinMs = 30_000

export type ServerProcess = { pid: number; port: number; stop: () => Promise<void> }

/**
 * Runs a server with this Node on a free port of 127.0.0.1, which it finds in `PORT`, and waits until `GET /readyz`
 * answers 200. The cleanup stops it. Throws with what it printed when it ends, or is not ready in a minute.
 */
export async function startServerProcess(
  args: string[],
  env: Record<string, string>,
  { folder, cleanup }: Pick<Bench, 'folder' | 'cleanup'>,
): Promise<ServerProcess> {
  const port = await freePort()
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      ...env,
      [folderVariable]: folder,
      HOST: '127.0.0.1',
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: a Ctrl-C goes through the cleanup alone.
    detached: true,
  })
  let output = ''
  const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-10_000))
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const stop = () => end(child)
  cleanup.add(stop)
  const deadline = Date.now() + startWithinMs
  while (!(await isReady(port))) {
    if (hasEnded(child) || Date.now() > deadline || child.pid === undefined) {
      throw new Error(`${args.join(' ')} did not start:\n${output}`)
    }
    await sleep(50)
  }
  return { pid: child.pid ?? 0, port, stop }
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  )
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  // Not SIGTERM, after which a server may wait for its load balancer.
  child.kill('SIGINT')
  const late = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
  await ended
  clearTimeout(late)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}
