import { readFixture } from '../../scripts/fixtures.ts'
import { redate } from '../../scripts/redate.ts'

/** What differs between the bodies. */
export type BodyValues = {
  email: string
  name: string
  uid: string
  /** The booking that this one takes the place of; not in the body of a first one. */
  oldUid: string
  bookingId: string
  oldBookingId: string
  /** ISO 8601 UTC. */
  createdAt: string
}

export type BodyTemplate = (values: BodyValues) => string

// As long as what people write there, so that a body has the usual 3 KB; not all of it ASCII, as usual.
const notes =
  'South-facing roof of slate, about 42 m², no shade before four in the afternoon. We use 5,200 kWh a year and would ' +
  'like a battery too; the budget is around £12,000. The hatch is above the landing, the fuse box behind the front ' +
  'door. Please ring the left bell.'

/** Bodies of BOOKING_CREATED, made of one of Cal.com's; its meeting is still to come at `now`. */
export function createdTemplate(now: Date): BodyTemplate {
  return template('10-created', now, {
    nzcWnA3zKLcitSQPaBzpEe: 'uid',
    '4100231': 'bookingId',
  })
}

/** Bodies of BOOKING_RESCHEDULED that move such a booking. */
export function rescheduledTemplate(now: Date): BodyTemplate {
  return template('12-rescheduled', now, {
    yEs1i738WLrrMQ9trYMNua: 'uid',
    nzcWnA3zKLcitSQPaBzpEe: 'oldUid',
    '4100877': 'bookingId',
    '4100231': 'oldBookingId',
  })
}

/** Bodies of BOOKING_CANCELLED that end such a booking. */
export function cancelledTemplate(now: Date): BodyTemplate {
  return template('14-cancelled-by-attendee', now, {
    j45zoLiNw8cCWccLse6NmB: 'uid',
    '4101390': 'bookingId',
  })
}

function template(name: string, now: Date, fields: Record<string, keyof BodyValues>): BodyTemplate {
  const text = redate(readFixture(name).body, { now })
  const all: Record<string, keyof BodyValues> = {
    ...fields,
    'jane.doe@acme.example': 'email',
    'Jane Doe': 'name',
    [now.toISOString()]: 'createdAt',
  }
  // None of these has a character that means something in a pattern but the dot, which then also matches itself.
  const parts = withNotes(text).split(new RegExp(`(${Object.keys(all).join('|')})`))
  return (values) =>
    parts
      .map((part, index) => {
        const field = index % 2 === 1 ? all[part] : undefined
        return field === undefined ? part : values[field]
      })
      .join('')
}

function withNotes(text: string): string {
  // The fixtures have this shape.
  const body = JSON.parse(text) as {
    payload: { additionalNotes: string; responses: { notes: { value: string } } }
  }
  body.payload.additionalNotes = notes
  body.payload.responses.notes.value = notes
  return JSON.stringify(body)
}
