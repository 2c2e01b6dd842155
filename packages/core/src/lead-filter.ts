import { z } from 'zod'

/**
 * How a lead stands with its bookings: by one to come that is confirmed, else by one to come that was asked for, else by the
 * last one, which is past when nothing else is told of it. `none` has no booking at all.
 */
export const bookingStates = [
  'upcoming',
  'requested',
  'reschedule_requested',
  'cancelled',
  'no_show',
  'past',
  'none',
] as const
export type BookingState = (typeof bookingStates)[number]

/** By what leads are sorted: the last changed first, the newest first, by name, or the soonest booking first. */
export const leadSorts = ['updated', 'created', 'name', 'booking'] as const
export type LeadSort = (typeof leadSorts)[number]

/** Stands for the leads without an owner where ids of owners are given. */
export const nobody = 'nobody'

const longestSearch = 200
const mostChoices = 100
const instant = z.iso.datetime({ offset: true })

/**
 * Which leads are wanted: those that match all that is given, and for each list one of it. `search` is fragments of name,
 * email, phone or postcode. Leads were captured at or after `capturedFrom` and before `capturedTo` (ISO 8601).
 */
export const leadFilter = z.strictObject({
  search: z.string().trim().max(longestSearch).optional(),
  stageIds: z.array(z.uuid()).max(mostChoices).optional(),
  sources: z.array(z.string().max(100)).max(mostChoices).optional(),
  ownerIds: z
    .array(z.union([z.uuid(), z.literal(nobody)]))
    .max(mostChoices)
    .optional(),
  booking: z.enum(bookingStates).optional(),
  capturedFrom: instant.optional(),
  capturedTo: instant.optional(),
})

export type LeadFilter = z.output<typeof leadFilter>

/**
 * The fragments that a search consists of, all of which a lead must have. A phone number is one, however it is written, without its
 * trunk prefix or plus, so that 07700 900123 finds +447700900123.
 */
export function fragmentsOf(search: string): string[] {
  const text = search.trim()
  if (/^\+?[\d\s().\-/]*$/.test(text) && /\d/.test(text)) {
    const digits = text.replaceAll('(0)', '').replaceAll(/\D/g, '')
    const significant = digits.replace(/^0+/, '')
    return [significant === '' ? digits : significant]
  }
  return text.split(/\s+/).filter((fragment) => fragment !== '')
}
