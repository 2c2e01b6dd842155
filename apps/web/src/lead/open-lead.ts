import { redirect } from '@tanstack/react-router'

import { codeOf } from '../errors.ts'
import { client, queryClient, trpc } from '../trpc.ts'

/** Gets a lead to show; the link of one that was merged leads on to the lead that it is part of. */
export async function openLead(leadId: string): Promise<void> {
  try {
    await queryClient.ensureQueryData(trpc.lead.byId.queryOptions({ id: leadId }))
  } catch (error) {
    if (codeOf(error) !== 'NOT_FOUND') throw error
    const { id } = await client.lead.mergedInto.query({ id: leadId })
    throw redirect({ to: '/leads/$leadId', params: { leadId: id }, replace: true })
  }
}
