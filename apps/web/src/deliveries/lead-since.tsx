import { Link } from '@tanstack/react-router'

import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/delivery.tsx'
import type { DeliveryDetail } from '../trpc.ts'

type Props = { delivery: Pick<DeliveryDetail, 'leadId' | 'leadSince'> }

/** The lead that the booking of a delivery came to have only later; nothing where there is none. */
export function LeadSince({ delivery: { leadId, leadSince: lead } }: Props) {
  if (lead === null) return null
  const link = (
    <Link to="/leads/$leadId" params={{ leadId: lead.id }} className="quiet-link">
      {lead.name ?? commonTexts.openLead}
    </Link>
  )
  return leadId === null ? texts.foundSince(link) : texts.belongsSince(link)
}
