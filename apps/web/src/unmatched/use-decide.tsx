import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { tellWithUndo } from '../components/tell-with-undo.tsx'
import { fetchAgain } from '../fetch-again.ts'
import { tellNotSaved } from '../lead/apply-lead.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/unmatched.ts'
import { bookerOf } from '../texts/waiting-words.ts'
import { client, queryClient, trpc, type WaitingBooking } from '../trpc.ts'
import { takeBack } from './take-back.tsx'
import { unmatchedQuery } from './unmatched-query.ts'

/** What somebody decides about a waiting booking. */
export type Decision =
  | { kind: 'link'; booking: WaitingBooking; lead: { id: string; name: string } }
  | { kind: 'create'; booking: WaitingBooking }
  | { kind: 'ignore'; booking: WaitingBooking; reason: string }

/** A decision and the booking to go on with. */
type Step = { decision: Decision; next: string | undefined }

/**
 * Carries out decisions and tells what came of each, with a way back. `onDone` runs after a success, when the booking has left
 * the list, and `onTakenBack` when it is there again.
 */
export function useDecide(
  onDone: (step: Step) => Promise<unknown>,
  onTakenBack: (bookingId: string) => void,
) {
  return useMutation({
    mutationFn: ({ decision }: Step) => carryOut(decision),
    onSuccess: async (leadId, step) => {
      tellDone(step.decision, leadId, onTakenBack)
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

// The next booking is on the screen by then: what came of this one is read late.
const shownForMs = 20_000
// Of more at once the last would have to wait until there is room.
const mostShown = 2
const shown: string[] = []

function tellDone(
  decision: Decision,
  leadId: string | null,
  onTakenBack: (bookingId: string) => void,
) {
  const { title, text } = wordDone(decision)
  const bookingId = decision.booking.id
  const undo = async () => {
    const nowOf = await takeBack({ bookingId, leadId })
    if (nowOf?.leadId === null) onTakenBack(bookingId)
  }
  const done = (
    <>
      {text}
      {leadId !== null && (
        <>
          {' '}
          <Link to="/leads/$leadId" params={{ leadId }} className="quiet-link">
            {commonTexts.openLead}
          </Link>
        </>
      )}
    </>
  )
  shown.push(tellWithUndo(done, () => void undo(), { title, autoClose: shownForMs }))
  for (const id of shown.splice(0, shown.length - mostShown)) notifications.hide(id)
}

function wordDone(decision: Decision): { title: string; text: string } {
  const { bookerEmail } = decision.booking
  const booker = bookerOf(decision.booking)
  switch (decision.kind) {
    case 'link':
      return {
        title: texts.linked,
        text: texts.linkedText(decision.lead.name, bookerEmail),
      }
    case 'create':
      return { title: texts.created, text: texts.createdText(booker) }
    case 'ignore':
      return { title: texts.ignored, text: texts.ignoredText(booker) }
  }
}
