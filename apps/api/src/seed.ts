import { addDemoLeads } from '@solar-capture/db/demo-leads'
import { findFirstForVerification } from '@solar-capture/db/endpoint-secrets'
import { countLeads } from '@solar-capture/db/lead-counts'
import { listStages } from '@solar-capture/db/pipeline'

import { createClosers } from './closers.ts'
import { demoDeliveries } from './demo-bookings.ts'
import type { Deps } from './deps.ts'
import { readEnv } from './env.ts'
import { createLogger } from './logger.ts'
import { openDeps } from './open-deps.ts'
import { createReceiver } from './receive.ts'

/**
 * Fills the database that the environment names with `count` invented leads and bookings of some of them, also
 * while a server runs on it. `say` gets a line for each thing worth telling. Throws an error for whoever
 * started it, also when nobody has set the server up yet.
 */
export async function seedDatabase(count: number, say: (line: string) => void): Promise<void> {
  const env = readEnv()
  const log = createLogger(env.logLevel)
  const closers = createClosers((error) => log.error({ error }, 'Closing failed'))
  try {
    const { deps } = await openDeps(env, { log, say: () => {}, closers })
    say(await seed(deps, count))
  } finally {
    await closers.closeAll()
  }
}

/**
 * Adds `count` invented leads to the first workspace, then the bookings of some of them in the way in which
 * real ones arrive, and answers in a sentence what was added.
 */
export async function seed(deps: Deps, count: number): Promise<string> {
  const endpoint = await findFirstForVerification(deps.db)
  if (!endpoint) {
    throw new Error(
      'There is no workspace yet. Open the link that `start` prints, set up, and seed then.',
    )
  }
  const { workspaceId } = endpoint
  const now = deps.now()
  const stages = await listStages(deps.db, workspaceId)
  const { total } = await countLeads(deps.db, workspaceId, { filter: {}, now: deps.now() })
  const fresh = await addDemoLeads(deps.db, workspaceId, { stages, from: total, count, now })
  const deliveries = demoDeliveries(fresh.slice(-Math.ceil(count / 5)), now)
  const receive = createReceiver(deps)
  const receiving = deliveries.map(({ body, sentAt }) =>
    receive({
      endpoint,
      verdict: 'valid',
      secretVersion: null,
      body,
      receivedAt: new Date(sentAt.getTime() + 250),
      startedAt: performance.now(),
    }),
  )
  await Promise.all(receiving)
  deps.changes.publish(workspaceId, { kinds: ['lead'], leadIds: [] })
  return `Added ${count} leads and what Cal.com would have sent about ${deliveries.length} bookings of theirs.`
}
