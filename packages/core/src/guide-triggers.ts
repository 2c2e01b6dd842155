/** The trigger events that have to be ticked in Cal.com, in the order in which it lists them. */
export const guideTriggers = [
  'BOOKING_CREATED',
  'BOOKING_RESCHEDULED',
  'BOOKING_CANCELLED',
] as const

/** Those that are worth ticking as well: each tells of something that the three do not. */
export const usefulTriggers = [
  'BOOKING_REQUESTED',
  'BOOKING_REJECTED',
  'BOOKING_NO_SHOW_UPDATED',
  'MEETING_ENDED',
] as const
