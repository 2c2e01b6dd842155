import { randomBytes } from 'node:crypto'

import type { DemoLead } from '@solar-capture/db/demo-leads'

const hour = 60 * 60 * 1000
const day = 24 * hour

/**
 * What Cal.com would have sent for invented bookings of `leads` by the time `now`: each lead books a survey
 * within the days before, some move it, some cancel it. In the order of sending.
 */
export function demoDeliveries(leads: DemoLead[], now: Date): { body: Buffer; sentAt: Date }[] {
  const deliveries = leads.flatMap((lead, index) => {
    const bookedAt = new Date(now.getTime() - ((index % 6) * day + (index % 9) * hour + 1_000))
    const start = startAt(now, index)
    const uid = newUid()
    const created = delivery('BOOKING_CREATED', lead, bookedAt, { uid, start })
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
) {
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
  const createdAt = sentAt.toISOString()
  return { sentAt, body: Buffer.from(JSON.stringify({ triggerEvent, createdAt, payload })) }
}
