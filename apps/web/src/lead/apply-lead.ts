import { notifications } from '@mantine/notifications'

import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/common.ts'
import { type Lead, queryClient, trpc } from '../trpc.ts'

/** Shows a lead that the server answered, wherever it is on the screen. */
export function applyLead(lead: Lead): void {
  queryClient.setQueryData(trpc.lead.byId.queryKey({ id: lead.id }), lead)
  void fetchAgain(queryClient, trpc.lead.list.pathFilter())
  void fetchAgain(queryClient, trpc.lead.counts.pathFilter())
  void fetchAgain(queryClient, trpc.lead.samePerson.pathFilter())
  void fetchAgain(queryClient, trpc.lead.timeline.pathFilter())
}

/** Tells that a change to a lead did not happen. */
export function tellNotSaved(error: unknown): void {
  notifications.show({ color: 'red', title: texts.nothingChanged, message: errorText(error) })
}
