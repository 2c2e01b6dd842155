import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { fetchAgain } from '../fetch-again.ts'
import { tellNotSaved } from '../lead/apply-lead.ts'
import { client, queryClient, trpc, type WaitingBooking } from '../trpc.ts'
import { unmatchedQuery } from './unmatched-query.ts'
import { bookerOf } from './waiting-words.ts'

/** What somebody decides about a waiting booking. */
export type Decision =
  | { kind: 'link'; booking: WaitingBooking; lead: { id: string; name: string } }
  | { kind: 'create'; booking: WaitingBooking }
  | { kind: 'ignore'; booking: WaitingBooking; reason: string }

/** A decision and the booking to go on with. */
type Step = { decision: Decision; next: string | undefined }

/**
 * Carries out decisions and tells what came of each. `onDone` runs after a success, when the booking has left
 * the list.
 */
export function useDecide(onDone: (step: Step) => Promise<unknown>) {
  return useMutation({
    mutationFn: ({ decision }: Step) => carryOut(decision),
    onSuccess: async (leadId, step) => {
      tellDone(step.decision, leadId)
      takeOut(step.decision.booking.id)
      await onDone(step)
    },
    // The dialog that asks for a reason says itself that it was refused.
    onError: (error, { decision }) => decision.kind !== 'ignore' && tellNotSaved(error),
    onSettled: () => {
      void fetchAgain(queryClient, trpc.booking.pathFilter())
      void fetchAgain(queryClient, trpc.lead.pathFilter())
    },
  })
}

/** Answers the lead that has the booking now. */
async function carryOut(decision: Decision): Promise<string | null> {
  const bookingId = decision.booking.id
  switch (decision.kind) {
    case 'link':
      await client.booking.link.mutate({ bookingId, leadId: decision.lead.id })
      return decision.lead.id
    case 'create':
      return (await client.booking.createLead.mutate({ bookingId })).leadId
    case 'ignore':
      await client.booking.ignore.mutate({ bookingId, reason: decision.reason })
      return null
  }
}

function takeOut(bookingId: string) {
  queryClient.setQueryData(unmatchedQuery().queryKey, (data) =>
    data === undefined
      ? data
      : {
          ...data,
          pages: data.pages.map(({ items, total, nextCursor }) => ({
            items: items.filter(({ id }) => id !== bookingId),
            total: Math.max(0, total - 1),
            nextCursor,
          })),
        },
  )
}

function tellDone(decision: Decision, leadId: string | null) {
  const { title, text } = wordDone(decision)
  notifications.show({
    color: 'green',
    title,
    message: (
      <span className="wrap">
        {text}{' '}
        {leadId !== null && (
          <Link to="/leads/$leadId" params={{ leadId }} className="quiet-link">
            Open lead
          </Link>
        )}
      </span>
    ),
  })
}

function wordDone(decision: Decision): { title: string; text: string } {
  const { bookerEmail } = decision.booking
  const booker = bookerOf(decision.booking)
  switch (decision.kind) {
    case 'link':
      return {
        title: 'Booking linked',
        text:
          bookerEmail === null
            ? `It is with ${decision.lead.name} now.`
            : `It is with ${decision.lead.name} now, and later ones from ${bookerEmail} will be, too.`,
      }
    case 'create':
      return { title: 'Lead created', text: `${booker} is a lead now, with this booking.` }
    case 'ignore':
      return { title: 'Booking ignored', text: `The booking of ${booker} stays without a lead.` }
  }
}
