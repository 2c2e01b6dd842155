import { randomBytes } from 'node:crypto'

import type { DemoLead } from '@solar-capture/db/demo-leads'

const hour = 60 * 60 * 1000
const day = 24 * hour

type Sent = { body: Buffer; sentAt: Date }

/**
 * What Cal.com would have sent for invented bookings of `leads` by the time `now`: of those that are known for long most had
 * a survey, others book one for the days to come. Some move it, some cancel it, some did not come. In the order of sending.
 */
export function demoDeliveries(leads: DemoLead[], now: Date): Sent[] {
  const deliveries = leads.flatMap((lead, index) => {
    const isOld = now.getTime() - lead.createdAt.getTime() > 12 * day
    if (isOld && index % 3 > 0) return pastSurvey(lead, index)
    const bookedAt = new Date(now.getTime() - ((index % 6) * day + (index % 9) * hour + 1_000))
    const start = startAt(now, index)
    const uid = newUid()
    const additionalNotes = index % 5 === 0 ? 'Please ring at the side door, and mind the dog.' : ''
    const created = delivery('BOOKING_CREATED', lead, bookedAt, { uid, start, additionalNotes })
    if (index % 4 === 1) {
      const moved = { uid: newUid(), start: startAt(now, index + 5), rescheduleUid: uid }
      const movedAt = new Date(bookedAt.getTime() + 900)
      return [created, delivery('BOOKING_RESCHEDULED', lead, movedAt, moved)]
    }
    if (index % 7 === 3) {
      const reason = 'We are away that week, sorry'
      const cancelledAt = new Date(bookedAt.getTime() + 900)
      const cancelled = { uid, start, cancellationReason: reason, cancelledBy: lead.email }
      return [created, delivery('BOOKING_CANCELLED', lead, cancelledAt, cancelled)]
    }
    return [created]
  })
  return deliveries.toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime())
}

/** A survey within ten days after a lead was captured. */
function pastSurvey(lead: DemoLead, index: number): Sent[] {
  const bookedAt = new Date(lead.createdAt.getTime() + (1 + (index % 3)) * day)
  const start = new Date(bookedAt.getTime() + (2 + (index % 5)) * day)
  start.setUTCHours(9 + (index % 8), 0, 0, 0)
  const end = new Date(start.getTime() + hour)
  const survey = { uid: newUid(), start }
  const created = delivery('BOOKING_CREATED', lead, bookedAt, survey)
  if (index % 5 === 1) {
    const cancelled = { cancellationReason: 'We found somebody else', cancelledBy: lead.email }
    const cancelledAt = new Date(bookedAt.getTime() + day)
    return [created, delivery('BOOKING_CANCELLED', lead, cancelledAt, { ...survey, ...cancelled })]
  }
  if (index % 5 === 4) return [created, noShow(lead, end, survey.uid)]
  return [created, delivery('MEETING_ENDED', lead, end, survey)]
}

function noShow({ email }: DemoLead, sentAt: Date, bookingUid: string): Sent {
  const payload = { bookingUid, attendees: [{ email, noShow: true }] }
  return toSent('BOOKING_NO_SHOW_UPDATED', sentAt, { createdAt: sentAt.toISOString(), payload })
}

function toSent(triggerEvent: string, sentAt: Date, rest: object): Sent {
  return { sentAt, body: Buffer.from(JSON.stringify({ triggerEvent, ...rest })) }
}

function newUid(): string {
  return randomBytes(16).toString('base64url')
}

// Full hours of the working day, on the days to come.
function startAt(now: Date, index: number): Date {
  const start = new Date(now.getTime() + (1 + ((index * 5) % 13)) * day)
  start.setUTCHours(9 + (index % 8), 0, 0, 0)
  return start
}

function delivery(
  triggerEvent: string,
  { name, email }: DemoLead,
  sentAt: Date,
  { start, ...rest }: { uid: string; start: Date } & Record<string, unknown>,
): Sent {
  const organizer = { name: 'Sam Rivers', email: 'sam@solar.example', timeZone: 'Europe/London' }
  const payload = {
    type: 'site-survey',
    eventTitle: 'Site survey',
    title: `Site survey between Sam Rivers and ${name}`,
    eventTypeId: 1,
    startTime: start.toISOString(),
    endTime: new Date(start.getTime() + hour).toISOString(),
    organizer,
    attendees: [{ name, email, timeZone: 'Europe/London' }],
    responses: { name: { value: name }, email: { value: email } },
    ...rest,
  }
  // Cal.com sends this one without an envelope, and without a time that could be used.
  if (triggerEvent === 'MEETING_ENDED') return toSent(triggerEvent, sentAt, payload)
  return toSent(triggerEvent, sentAt, { createdAt: sentAt.toISOString(), payload })
}
