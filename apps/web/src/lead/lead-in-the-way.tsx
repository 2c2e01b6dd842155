import { Link } from '@tanstack/react-router'

import { leadInTheWay } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'

type Props = { error: unknown; onClick?: () => void }

/** Leads to the lead that was in the way of what was asked, as one with the same email; nothing where none was. */
export function LeadInTheWay({ error, onClick }: Props) {
  const leadId = leadInTheWay(error)
  if (leadId === null) return null
  return (
    <Link to="/leads/$leadId" params={{ leadId }} className="quiet-link" onClick={onClick}>
      {commonTexts.openThatLead}
    </Link>
  )
}
