import { z } from 'zod'

import type { Attendee, BookingEvent } from '@solar-capture/core/booking-event'
import { locationKind, maskEmail, maskName, maskPhone, maskText } from '@solar-capture/core/mask'
import { maskBody, withoutSecrets } from '@solar-capture/core/mask-body'
import { parseDelivery } from '@solar-capture/core/parse-delivery'

import type { Deps } from './deps.ts'
import type { BodyPlace } from './encryption.ts'
import { ifReadable } from './if-readable.ts'
import { instant } from './routers/shapes.ts'

const personShape = z.strictObject({
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  timeZone: z.string().nullable(),
})

const mostAttendees = 20

/** What a body says: masked, as 'J••• D•••' and 'j•••@a•••.example', unless it was revealed. */
export const saidShape = z.strictObject({
  /** Of a body about a booking; null for any other. */
  booking: z
    .strictObject({
      uid: z.string(),
      /** The uid that the booking had before. */
      rescheduleUid: z.string().nullable(),
      startTime: instant.nullable(),
      endTime: instant.nullable(),
      /** When it was to take place before. */
      previousStartTime: instant.nullable(),
      eventType: z.string().nullable(),
      /** Masked: only the kind of place, by Cal.com's name for it. */
      location: z.string().nullable(),
      /** Who booked, by the answers to the booking form. */
      responder: personShape.nullable(),
      /** The first 20 of all who attend but hosts. */
      attendees: z.array(personShape),
      attendeeCount: z.int(),
      organizer: personShape,
      additionalNotes: z.string().nullable(),
      cancellationReason: z.string().nullable(),
      rejectionReason: z.string().nullable(),
    })
    .nullable(),
  /** The body as text; null when there is none, when it does not open, and, masked, when it is no JSON. */
  body: z.string().nullable(),
  /** Whether `body` is all that arrived: nothing masked, and no password of a meeting taken out. */
  isExact: z.boolean(),
})

type Said = z.output<typeof saidShape>
type Opens = Pick<Deps, 'encryption'>
type Sealed = { place: BodyPlace; body: Uint8Array; bodyKey: Uint8Array }

/** What is said of a request whose body was not kept. */
export const saysNothing: Said = { booking: null, body: null, isExact: false }

/** What the body of a delivery says, with personal data masked. */
export function readMasked(deps: Opens, sealed: Sealed): Said {
  const bytes = ifReadable(() => open(deps, sealed), null)
  // The rest of the delivery is readable with any key.
  if (bytes === null) return saysNothing
  const event = eventIn(bytes)
  const body = maskBody(Buffer.from(bytes).toString())
  return { booking: event && viewEvent(event, masks), body, isExact: false }
}

/** What the body of a delivery says, but for passwords of meetings. Throws a DecryptionError when it does not open. */
export function readRevealed(deps: Opens, sealed: Sealed): Said {
  const bytes = open(deps, sealed)
  const event = eventIn(bytes)
  const { text, isExact } = withoutSecrets(Buffer.from(bytes).toString())
  return { booking: event && viewEvent(event, asItIs), body: text, isExact }
}

function eventIn(bytes: Uint8Array): BookingEvent | null {
  const parsed = parseDelivery(bytes)
  return parsed.kind === 'booking' ? parsed.event : null
}

type Masks = Record<'name' | 'email' | 'phone' | 'place' | 'text', (text: string) => string>

const same = (text: string) => text
const asItIs: Masks = { name: same, email: same, phone: same, place: same, text: same }
const masks: Masks = {
  ...{ name: maskName, email: maskEmail, phone: maskPhone },
  ...{ place: locationKind, text: maskText },
}

function open({ encryption }: Opens, { body, place, bodyKey }: Sealed): Uint8Array {
  return encryption.openBody(body, place, bodyKey)
}

function viewEvent(event: BookingEvent, masks: Masks): NonNullable<Said['booking']> {
  const { uid, rescheduleUid, startTime, endTime, previousStartTime, eventType } = event
  const { attendees, responder, organizer, cancellationReason, rejectionReason } = event
  const { additionalNotes = null } = event
  const shown = (kind: keyof Masks, text: string | null) => text && masks[kind](text)
  const person = ({ name, email, phone, timeZone }: Attendee) => ({
    name: shown('name', name),
    email: shown('email', email),
    phone: shown('phone', phone),
    timeZone,
  })
  return {
    ...{ uid, rescheduleUid, startTime, endTime, previousStartTime, eventType },
    location: shown('place', event.location),
    responder: responder && person(responder),
    attendees: attendees.slice(0, mostAttendees).map(person),
    attendeeCount: attendees.length,
    organizer: person({ ...organizer, phone: null }),
    additionalNotes: shown('text', additionalNotes),
    cancellationReason: shown('text', cancellationReason),
    rejectionReason: shown('text', rejectionReason),
  }
}
