import { goOnMerging, listMergesToFinish } from '@solar-capture/db/stage-merge'

import type { Deps } from './deps.ts'
import { startEvery } from './every.ts'

type MergeDeps = Pick<Deps, 'db' | 'changes' | 'now' | 'reportError'>

const everyMs = 15_000
const partMs = 2_000

/**
 * Brings merges of stages to their end that were begun, of every workspace: whoever asked for one may have gone. Any number of
 * processes may do so at once. Stops after a part of two seconds when `isClosed`; rejects when the merges cannot be listed.
 */
export async function finishMerges(
  { db, changes, now, reportError }: MergeDeps,
  isClosed: () => boolean = () => false,
): Promise<void> {
  for (const place of await listMergesToFinish(db)) {
    try {
      for (let isDone = false; !isDone && !isClosed();) {
        const step = await goOnMerging(db, place, { longestMs: partMs, now: now() })
        isDone = step.isDone
        changes.publish(place.workspaceId, { kinds: ['pipeline', 'lead'], leadIds: [] })
      }
    } catch (error) {
      // One that fails must not keep those of others; it is tried again with the next look.
      reportError(error, `The merge of the stage ${place.id} could not be finished`)
    }
  }
}

/** Does `finishMerges` at once and every fifteen seconds. */
export function startFinishingMerges(deps: MergeDeps) {
  let isClosed = false
  const turns = startEvery(() => finishMerges(deps, () => isClosed), {
    ...{ everyMs, atOnce: true },
    onError: (error) => deps.reportError(error, 'Merges could not be looked for'),
  })
  return {
    /** Ends it after the part that is under way. */
    close: (): Promise<void> => {
      isClosed = true
      return turns.close()
    },
  }
}
