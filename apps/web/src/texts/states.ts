import type { BookingStatus } from '@solar-capture/core/booking'

import type { EndpointState } from '../endpoint-state.ts'

/** How an endpoint does; `brief` is for the foot of the rail, after the account’s name. */
export const endpoints: Record<EndpointState, { label: string; brief: string }> = {
  needs_secret: { label: 'Needs a secret', brief: 'needs a secret' },
  waiting: { label: 'Waiting for first event', brief: 'waiting' },
  healthy: { label: 'Healthy', brief: 'healthy' },
  receiving: { label: 'Deliveries arrive', brief: 'receiving' },
  out_of_reach: { label: 'Address not reachable', brief: 'check address' },
  quiet: { label: 'Quiet', brief: 'quiet' },
  rejecting: { label: 'Refusing requests', brief: 'refusing' },
  unreadable_secret: { label: 'Secret unreadable', brief: 'secret unreadable' },
  paused: { label: 'Paused', brief: 'paused' },
  disabled: { label: 'Switched off', brief: 'off' },
}

export const bookings: Record<BookingStatus, string> = {
  requested: 'Waiting for confirmation',
  confirmed: 'Confirmed',
  reschedule_requested: 'New time requested',
  cancelled: 'Cancelled',
  rejected: 'Declined by the host',
  completed: 'Took place',
}
