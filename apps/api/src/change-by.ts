import type { Actor } from '@solar-capture/core/timeline'
import type { Change } from '@solar-capture/db/change'

import type { Deps } from './deps.ts'

/** Who changes something through a procedure. */
export type Changer = { deps: Deps; workspaceId: string; actor: Actor }

/** The change that somebody makes now. */
export function changeBy({ deps, workspaceId, actor }: Changer): Change {
  return { workspaceId, actor, now: deps.now() }
}

/** Tells every open dashboard that a lead changed. */
export function publishLead({ deps, workspaceId }: Changer, id: string): void {
  deps.changes.publish(workspaceId, { kinds: ['lead'], leadIds: [id] })
}
