import { randomBytes } from 'node:crypto'

import { newId } from '@solar-capture/db/new-id'
import type { NewWorkspace } from '@solar-capture/db/workspaces'

import type { Deps } from './deps.ts'

/** Makes up what a new workspace needs: its id, its key for bodies, and the unguessable part of its first URL. */
export function newWorkspace(
  { encryption }: Pick<Deps, 'encryption'>,
  { name, ownerId }: { name: string; ownerId: string },
  now: Date,
): NewWorkspace {
  const id = newId(now.getTime())
  const endpointPublicId = randomBytes(16).toString('base64url')
  return { id, name, ownerId, bodyKey: encryption.newBodyKey(id), endpointPublicId }
}
