import closeWithGrace from 'close-with-grace'

import { readEnv } from './env.ts'
import { createLogger } from './logger.ts'
import { serve } from './serve.ts'

// What is written is for this account only: keys, the database.
process.umask(0o077)
// Whoever read the output may be gone; that must not end the server.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

const closeWithinMs = 60_000
let showsStacks = false

try {
  await run()
} catch (error) {
  process.stderr.write(`${describe(error)}\n`)
  process.exit(1)
}

async function run(): Promise<void> {
  const env = readEnv()
  showsStacks = env.logLevel === 'debug' || env.logLevel === 'trace'
  const log = createLogger(env.logLevel)
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  const starting = serve(env, { log, say })
  closeWithGrace(
    {
      delay: closeWithinMs,
      logger: false,
      onSecondSignal: () => process.exit(130),
      onSecondError: (error) => log.fatal({ error }, 'Another error while closing'),
      onTimeout: () => log.fatal('Closing took too long'),
    },
    async ({ err, signal }) => {
      if (err) log.fatal({ error: err }, 'An unexpected error: closing')
      else if (signal) say('Stopping …')
      // A start that is under way comes to its end first, so that nothing of it is left behind.
      const server = await starting.catch(() => null)
      await server?.close({ waitForBalancer: signal === 'SIGTERM' })
    },
  )
  const { setupLink } = await starting
  say(`\nSolar Capture is running at ${env.publicUrl.origin}`)
  if (setupLink) say(`Create the owner's account here, this works once: ${setupLink}`)
  say('Stop it with Ctrl-C.\n')
}

/** An error for whoever started this: what happened and why, without stacks. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (showsStacks) return error.stack ?? error.message
  const cause = error.cause instanceof Error ? error.cause.message : ''
  return cause === '' ? error.message : `${error.message}\n  (${cause})`
}
