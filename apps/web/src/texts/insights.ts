import type { Breakdown } from '@solar-capture/core/insight'

import { count, counted } from '../format.ts'
import type { Span } from '../insights/insights-search.ts'

export const title = 'Insights'
/** `days` is '28 Oct – 26 Nov 2026', `zone` a time zone. */
export const period = (days: string, zone: string) => `${days}, days and weeks in ${zone}`
export const whichDays = 'Which days?'
export const loading = 'Loading insights'
/** From how many on something is said: shares, the time of half and that of nine of ten. */
export const tooFewMeaning = (share: number, half: number, nineOfTen: number) =>
  `Where there are too few to say, no share and no time is given: shares are of at least ${share}, half of at least ${half}, nine of ten of at least ${nineOfTen}.`
export const nothing = 'Nothing in these days'
export const nothingText =
  'Once leads are captured and book, this tells how far they get, how long it takes them to book, and which bookings take place.'
export const showYear = 'Show the last 12 months'

export const filters = 'Period and breakdown'
export const periodLabel = 'Period'
export const last30Days = 'Last 30 days'
export const spans: Record<Span, string> = {
  '90d': 'Last 90 days',
  '12m': 'Last 12 months',
  custom: 'Days…',
}
export const brokenDownBy = 'Broken down by'

export const breakdowns: Record<Breakdown, string> = {
  source: 'Source',
  owner: 'Owner',
  event_type: 'Event type',
  week: 'Week',
}
export const by = (breakdown: string) => `By ${breakdown.toLowerCase()}`
const about = (what: string, breakdown: Breakdown) =>
  `${what}, by ${breakdowns[breakdown].toLowerCase()}`

/** What a group is called that has no key, of leads or of bookings. */
export const without: Record<'leads' | 'bookings', Record<Breakdown, string>> = {
  leads: { source: 'No source', owner: 'Nobody', event_type: 'No booking', week: 'No week' },
  bookings: {
    ...{ source: 'No lead yet', owner: 'Nobody', event_type: 'No event type', week: 'No week' },
  },
}
export const formerMember = 'Former member'
export const noName = 'No name'
export const allOthers = 'All others'
export const together = 'Together'

export const underMinute = 'under a minute'
export const minutes = (amount: number) => `${amount} min`
export const hours = (amount: number) => `${amount} h`
export const days = (amount: number) => `${amount} d`

export const copyCsv = 'Copy as CSV'
export const copyCsvOf = (section: string) => `Copy as CSV: ${section}`

export const funnel = 'How far leads get'
export const funnelMeaning =
  'Leads that were captured in this period, by the furthest stage that they have reached until now. A lead that was lost counts up to the stage it was lost in, and a move that was taken back does not count.'
export const noneCaptured = 'No lead was captured in these days.'
export const funnelBy = (breakdown: Breakdown) => about(funnel, breakdown)
export const funnelSteps = 'How far leads get, step by step'
export const funnelColumns = ['Stage', 'Leads', 'Of all', 'Of the stage before', 'Lost from here']
export const lost = 'Lost'

export const times = 'From captured to booked'
export const timesMeaning =
  'How long the leads that were captured in this period took until their first booking was made. Those that have not booked yet, and those that came with a booking, have no time.'
export const timesBy = (breakdown: Breakdown) => about(times, breakdown)
export const timesColumns = ['Half within', 'Nine of ten within', 'Booked later', 'Captured']
export const halfBooked = 'Half booked within'
export const nineOfTenBooked = 'Nine of ten booked within'
export const leadsBehind = 'Leads that this rests on'
/** After how many booked, as '12 · 34%'. */
export const ofCaptured = (captured: number) => `of ${count(captured)} captured`
export const cameBooked = 'Came with a booking'
export const tooFew = (booked: number) => `${counted(booked, 'lead')}: too few to say`

export const outcomes = 'What became of bookings'
export const outcomesMeaning =
  'Bookings that start in this period, whenever they were made. One took place when its end has passed and Cal.com told neither of a cancellation nor of a no-show. Shares are of those that took place, were missed or were cancelled.'
export const noneStarts = 'No booking starts in these days.'
export const outcomesBy = (breakdown: Breakdown) => about(outcomes, breakdown)
export const outcomesTogether = 'What became of bookings, all together'
export const outcomesColumns = ['Outcome', 'Bookings', 'Share']
export const bookings = 'Bookings'
export const tookPlace = 'Took place'
export const noShow = 'No-show'
export const cancelled = 'Cancelled'
export const toCome = 'To come'
export const notConfirmed = 'Not confirmed'
export const declined = 'Declined'
export const moved = 'Moved at least once'
