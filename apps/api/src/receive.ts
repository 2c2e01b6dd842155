import type { Outcome } from '@solar-capture/core/delivery'
import { nextTryAt } from '@solar-capture/core/next-try'
import type { Arrival } from '@solar-capture/db/arrival'
import { receive, type Receipt as Recorded } from '@solar-capture/db/receiving'
import { noteGrowth } from '@solar-capture/db/statistics'
import { isUnavailable } from '@solar-capture/db/unavailable'

import { toArrival, type Received } from './arrival.ts'
import type { Deps } from './deps.ts'
import { failureOf } from './failure.ts'
import { createGroupCommit } from './group-commit.ts'
import { deliveryGroup } from './group-size.ts'
import { publishReceived } from './publish-received.ts'

/** What to answer. Everything but `secret_revoked` was committed. */
export type Receipt =
  | {
      kind: 'received'
      id: string
      result: 'applied' | 'duplicate' | 'unmatched' | 'ignored' | 'held' | 'pong'
    }
  | { kind: 'invalid_json' }
  | { kind: 'unsupported_payload' }
  | { kind: 'secret_revoked' }

export type Receiver = (received: Received) => Promise<Receipt>

type ReceiverDeps = Pick<Deps, 'ingestDb' | 'encryption' | 'changes' | 'reportError'>

// The pool has one connection more, for what requests ask before they can be received.
const limits = {
  ...deliveryGroup,
  ...{ mostGroups: 3, mostOfOne: 3, fewestBeside: 4, lateAfterMs: 500 },
  sizeOf: ({ delivery }: Arrival) => delivery.size,
}

/**
 * Makes what records verified deliveries together with all that follows from them. Those that come at the same
 * time for one workspace share a transaction; each is answered once that is committed. A body that came
 * before changes nothing. An error in applying one does not lose it: it is kept as `failed`. Rejects only
 * when the database (also for lack of time or memory) or the encryption key is not available; then
 * nothing was changed.
 */
export function createReceiver(deps: ReceiverDeps): Receiver {
  const commit = createGroupCommit(
    (workspaceId: string, arrivals: Arrival[]) => commitGroup(deps, workspaceId, arrivals),
    limits,
  )
  return async (received) => {
    const { parsed, arrival } = toArrival(deps, received)
    const recorded = await commit(received.endpoint.workspaceId, arrival)
    if (recorded.kind === 'secret_revoked') return recorded
    if (parsed.kind === 'invalid_json' || parsed.kind === 'unsupported_payload') {
      return { kind: parsed.kind }
    }
    return { kind: 'received', id: recorded.id, result: resultOf(recorded.outcome) }
  }
}

async function commitGroup(
  deps: ReceiverDeps,
  workspaceId: string,
  arrivals: Arrival[],
): Promise<Recorded[]> {
  const received = await receive(deps.ingestDb, workspaceId, arrivals).catch((error: unknown) => {
    const [arrival, ...others] = arrivals
    if (!arrival || others.length > 0 || isUnavailable(error)) throw error
    deps.reportError(error, `Delivery ${arrival.delivery.id} could not be applied`)
    return receive(deps.ingestDb, workspaceId, [asFailed(arrival, error)])
  })
  publishReceived(deps.changes, workspaceId, received)
  void noteGrowth(deps.ingestDb, arrivals.length).catch((error: unknown) => {
    // The next time will do.
    if (!isUnavailable(error)) deps.reportError(error, 'Statistics could not be renewed')
  })
  return received.receipts
}

function asFailed(arrival: Arrival, error: unknown): Arrival {
  const retryAt = nextTryAt(1, arrival.at)
  return failureOf(arrival, error, { attempts: 1, retryAt })
}

function resultOf(outcome: Outcome): Extract<Receipt, { kind: 'received' }>['result'] {
  switch (outcome) {
    case 'ping':
      return 'pong'
    case 'applied':
    case 'duplicate':
    case 'unmatched':
    case 'ignored':
      return outcome
    case 'held':
    case 'failed':
    case 'malformed':
    case 'rejected':
      return 'held'
  }
}
