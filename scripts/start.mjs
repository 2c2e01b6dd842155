// Plain JavaScript that old Nodes can read too, so that they get the message below and no syntax error.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const oldestNode = 24
const windows = process.platform === 'win32'
const root = fileURLToPath(new URL('..', import.meta.url))
const programs = join(root, 'node_modules', '.bin')

requireNode()
await build()
// In this same process, so that signals reach the server itself.
await import('../apps/api/dist/main.js')

function requireNode() {
  if (Number(process.versions.node.split('.')[0]) >= oldestNode) return
  fail(`Solar Capture needs Node ${oldestNode}; this is ${process.versions.node} (${process.execPath}).
Usually it brings its own: run "npx --yes pnpm@12.21.0 install", then start again by
"npx --yes pnpm@12.21.0 start". Where that Node cannot be installed (see the install's output),
install Node ${oldestNode} yourself: https://nodejs.org/en/download`)
}

async function build() {
  const turbo = join(programs, windows ? 'turbo.CMD' : 'turbo')
  if (!existsSync(turbo)) {
    fail('Nothing is installed yet: run "npx --yes pnpm@12.21.0 install" first.')
  }
  // A process group of its own: an interrupt then goes through `interrupt` alone, once, to all of it.
  const child = spawn(
    turbo,
    ['run', 'build', '--filter=!@solar-capture/client', '--output-logs=errors-only'],
    {
      cwd: root,
      env: {
        ...process.env,
        TURBO_TELEMETRY_DISABLED: '1',
        PATH: `${programs}${delimiter}${process.env.PATH ?? ''}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !windows,
      shell: windows,
    },
  )
  const interruptedBy = endWithParent(child)
  const output = []
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output.push(Buffer.from(`${error.message}\n`))
      resolve(1)
    })
    child.on('close', (status) => resolve(status ?? 1))
  })
  const signal = interruptedBy()
  if (signal) process.exit(signal === 'SIGINT' ? 130 : 143)
  if (code === 0) return
  process.stderr.write(Buffer.concat(output))
  fail('The build failed; see above. Nothing was started.')
}

/** Passes SIGINT and SIGTERM on to the child's whole group while it runs; answers what tells which came. */
function endWithParent(child) {
  let received = null
  const signalGroup = (signal) => {
    try {
      if (windows) child.kill(signal)
      else process.kill(-child.pid, signal)
    } catch {
      // It has ended already.
    }
  }
  const interrupt = (signal) => {
    received = signal
    signalGroup(signal)
    setTimeout(() => signalGroup('SIGKILL'), 5000).unref()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return () => {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
    if (received) signalGroup('SIGKILL')
    return received
  }
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
