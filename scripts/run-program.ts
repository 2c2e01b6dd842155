import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url))

const windows = process.platform === 'win32'
const programs = join(root, 'node_modules', '.bin')

/**
 * Runs a program with this terminal and resolves to its exit code: 127 when it cannot be started, 128 when a
 * signal ended it. Programs of `node_modules/.bin` come first. SIGTERM is passed on; a Ctrl-C reaches the
 * program by itself, and this process waits until it is done with it.
 */
export async function runProgram(
  program: string,
  args: string[],
  { env = {}, cwd = root }: { env?: Record<string, string>; cwd?: string } = {},
): Promise<number> {
  const child = spawn(program, args, {
    cwd,
    env: {
      ...process.env,
      TURBO_TELEMETRY_DISABLED: '1',
      ...env,
      PATH: [join(cwd, 'node_modules', '.bin'), programs, process.env['PATH']].join(delimiter),
    },
    stdio: 'inherit',
    shell: windows,
  })
  const passOn = () => child.kill('SIGTERM')
  process.on('SIGTERM', passOn)
  process.on('SIGINT', keepWaiting)
  try {
    return await new Promise<number>((resolve) => {
      child.on('error', (error) => {
        console.error(`${program}: ${error.message}`)
        resolve(127)
      })
      child.on('close', (code) => resolve(code ?? 128))
    })
  } finally {
    process.off('SIGTERM', passOn)
    process.off('SIGINT', keepWaiting)
  }
}

function keepWaiting(): void {}
