import { useQuery } from '@tanstack/react-query'

import * as texts from '../texts/booking.ts'
import { type Booking, trpc } from '../trpc.ts'

/** What happened to a booking, the earliest first; asked for only where it is shown. */
export function useHistory({ id }: Booking, enabled: boolean) {
  return useQuery({ ...trpc.booking.history.queryOptions({ bookingId: id }), enabled })
}

/** Who did something to a booking, by the email that Cal.com gives: by name where that is the booker's. */
export function whoDid(email: string, { bookerEmail, bookerName }: Booking): string {
  return email.toLowerCase() === bookerEmail ? texts.whoBooked(bookerName ?? email) : email
}
