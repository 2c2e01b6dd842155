import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

import { codeOf } from '../errors.ts'
import { client, queryClient, trpc } from '../trpc.ts'

/** Goes on to the lead that the one on the screen became part of; when it is gone altogether, the page says so. */
export function useFollowMerge(leadId: string, error: unknown): void {
  const navigate = useNavigate()
  const isGone = codeOf(error) === 'NOT_FOUND'
  useEffect(() => {
    if (!isGone) return
    client.lead.mergedInto.query({ id: leadId }).then(
      ({ id }) => navigate({ to: '/leads/$leadId', params: { leadId: id }, replace: true }),
      // Asked for anew without what was known of it: merely forgotten, the page would go on showing it.
      () => queryClient.resetQueries(trpc.lead.byId.queryFilter({ id: leadId })),
    )
  }, [isGone, leadId, navigate])
}
