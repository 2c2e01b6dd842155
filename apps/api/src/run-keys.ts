import { createClosers } from './closers.ts'
import { readEnv } from './env.ts'
import { addKey } from './key-file-ring.ts'
import { keyFileOf, keyPlaceOf } from './key-file.ts'
import { createLogger } from './logger.ts'
import { openDeps } from './open-deps.ts'
import { describeKeys, rotateKeys } from './rotate-keys.ts'

/**
 * Shows which encryption keys are needed, or rotates them, in the database that the environment names, also while servers run
 * on it; `say` gets lines for whoever started it. Throws an error for them.
 */
export async function runKeys(
  command: 'status' | 'rotate',
  say: (line: string) => void,
): Promise<void> {
  const env = readEnv()
  const log = createLogger(env.logLevel)
  const closers = createClosers((error) => log.error({ error }, 'Closing failed'))
  try {
    const { deps } = await openDeps(env, { log, say: () => {}, closers })
    const path = keyFileOf(keyPlaceOf(env))
    const add = path === null ? null : () => addKey(path)
    if (command === 'rotate') await rotateKeys(deps, { addKey: add, say })
    for (const line of await describeKeys(deps)) say(line)
  } finally {
    await closers.closeAll()
  }
}
