import type { Received } from '@solar-capture/db/receiving'

import type { Changes } from './changes.ts'

/** Tells every open dashboard what a batch of deliveries changed. */
export function publishReceived(
  changes: Changes,
  workspaceId: string,
  { receipts, changedLeadIds }: Received,
): void {
  if (!receipts.some(({ kind }) => kind === 'recorded')) return
  const kinds = ['delivery' as const, 'endpoint' as const]
  changes.publish(workspaceId, {
    kinds: changedLeadIds.length > 0 ? [...kinds, 'lead'] : kinds,
    leadIds: changedLeadIds,
  })
}
