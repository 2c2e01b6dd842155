import { randomBytes } from 'node:crypto'

import { loadEncryption } from '../../apps/api/src/key-file.ts'
import { connect } from '../../packages/db/src/connect.ts'
import { listEndpoints } from '../../packages/db/src/endpoints.ts'
import { newId } from '../../packages/db/src/new-id.ts'
import { replaceSecret } from '../../packages/db/src/secret-changes.ts'
import { addWorkspace } from '../../packages/db/src/workspaces.ts'
import { findRoot, keepRoot, listEncryptionKeys } from '../../packages/db/src/wrapped-columns.ts'

/**
 * Adds `count` workspaces to the database of a server that was set up, with an endpoint and a secret each, for its
 * owner. There is no procedure for this, so it is done with the functions that set-up itself uses.
 */
export async function addWorkspaces(
  { url, dataDir }: { url: string; dataDir: string },
  count: number,
): Promise<{ workspaceId: string; path: string; secret: string }[]> {
  const { db, sql, close } = connect(url, { max: 1 })
  try {
    const encryption = await loadEncryption({
      dataDir,
      roots: { find: () => findRoot(db), keep: (sealed) => keepRoot(db, sealed) },
      listKeysInUse: () => listEncryptionKeys(db),
    })
    const [owner] = await sql<{ id: string }[]>`select id from users`
    if (!owner) throw new Error('The server was not set up.')
    const added = []
    for (let number = 1; number <= count; number++) {
      const now = new Date()
      const id = newId()
      const endpointPublicId = randomBytes(16).toString('base64url')
      const secret = randomBytes(32).toString('hex')
      const workspace = { id, name: `Workspace ${number}`, ownerId: owner.id, endpointPublicId }
      const bodyKey = encryption.newBodyKey(id)
      await db.transaction((tx) => addWorkspace(tx, { ...workspace, bodyKey }, now))
      for (const endpoint of await listEndpoints(db, id)) {
        const place = { workspaceId: id, id: endpoint.id }
        const seal = (version: number) => ({
          ...encryption.sealSecret(secret, { endpointId: endpoint.id, version }),
          length: secret.length,
          fingerprint: encryption.fingerprintOf(secret),
        })
        await replaceSecret(db, place, seal, { setBy: owner.id, now })
      }
      added.push({ workspaceId: id, path: `/webhooks/calcom/${endpointPublicId}`, secret })
    }
    return added
  } finally {
    await close()
  }
}
