import { listWorkspacesOf } from '@solar-capture/db/members'

import type { Deps } from './deps.ts'

/** Tells every process that somebody's sessions changed, so that open pages of ended ones find out at once. */
export async function publishAccess(
  { db, changes }: Pick<Deps, 'db' | 'changes'>,
  userId: string,
): Promise<void> {
  for (const { id } of await listWorkspacesOf(db, userId)) {
    changes.publish(id, { kinds: ['access'], leadIds: [] })
  }
}
