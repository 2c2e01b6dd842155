import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { tellWithUndo } from '../components/tell-with-undo.tsx'
import { fetchAgain } from '../fetch-again.ts'
import { tellNotSaved } from '../lead/apply-lead.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/unmatched.ts'
import { client, queryClient, trpc } from '../trpc.ts'

/** A booking with the lead that it was given to; null when it was ignored. */
type Decided = { bookingId: string; leadId: string | null }

/**
 * Takes back what was decided about a booking, and tells what came of it. Answers the lead that it has now, once all that is on the
 * screen knows; null when nothing was changed, which was told too.
 */
export async function takeBack(decided: Decided): Promise<{ leadId: string | null } | null> {
  try {
    const now = await client.booking.reconsider.mutate(decided)
    tellTakenBack(decided, now.leadId)
    return now
  } catch (error) {
    tellNotSaved(error)
    return null
  } finally {
    await Promise.all([
      fetchAgain(queryClient, trpc.booking.pathFilter()),
      fetchAgain(queryClient, trpc.lead.pathFilter()),
    ])
  }
}

function tellTakenBack({ bookingId, leadId: before }: Decided, leadId: string | null) {
  if (leadId === null) {
    const link = (
      <Link to="/unmatched" search={{ booking: bookingId }} className="quiet-link">
        {texts.showBooking}
      </Link>
    )
    tell(texts.waitsAgain, texts.waitsAgainText, link)
    return
  }
  const link = (
    <Link to="/leads/$leadId" params={{ leadId }} className="quiet-link">
      {commonTexts.openLead}
    </Link>
  )
  if (leadId === before) tell(texts.stays, texts.staysText, link)
  else tell(texts.found, texts.foundText, link)
}

function tell(title: string, text: string, link: ReactNode) {
  const done = (
    <>
      {text} {link}
    </>
  )
  tellWithUndo(done, null, { title })
}
