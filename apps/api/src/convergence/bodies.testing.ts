import { createHash } from 'node:crypto'

import type { Attendee, BookingEvent, StoredEvent } from '@solar-capture/core/booking-event'
import { parseDelivery } from '@solar-capture/core/parse-delivery'

/** The body that Cal.com would send for an event; `leadToken` is that of the booking link, if one was used. */
export function toBody(event: BookingEvent, leadToken: string | null): Buffer {
  const { trigger, uid, sentAt, startTime, endTime, responder, organizer, attendees } = event
  const isNoShow = trigger === 'BOOKING_NO_SHOW_UPDATED'
  const booker = event.bookedByHost ? { ...organizer, phone: null } : responder
  const payload = {
    ...(isNoShow ? { bookingUid: uid } : { uid }),
    rescheduleUid: event.rescheduleUid ?? undefined,
    startTime: startTime ?? undefined,
    endTime: endTime ?? undefined,
    rescheduleStartTime: event.previousStartTime ?? undefined,
    title: event.title,
    eventTitle: event.eventType,
    eventTypeId: event.eventTypeId,
    location: event.location,
    seatsPerTimeSlot: event.seated ? 6 : null,
    recurringEvent: event.recurring ? { freq: 2, count: 3, interval: 1 } : undefined,
    metadata: leadToken === null ? {} : { lead: leadToken },
    responses: booker && {
      name: { label: 'name', value: booker.name },
      email: { label: 'email', value: emailOf(booker) },
      attendeePhoneNumber: { label: 'phone', value: booker.phone ?? undefined },
    },
    attendees: isNoShow
      ? event.noShows
      : [
          ...attendees.map((attendee) => ({
            ...{ email: emailOf(attendee), name: attendee.name, timeZone: attendee.timeZone },
            phoneNumber: attendee.phone,
          })),
          // A host, so that the cancellation of a slot names somebody.
          ...(event.namesAttendees && attendees.length === 0 ? [organizer] : []),
        ],
    organizer,
    status: 'ACCEPTED',
    rescheduledBy: event.rescheduledBy,
    rejectionReason: event.rejectionReason,
    cancellationReason: event.cancellationReason,
    cancelledBy: event.cancelledBy,
    requestReschedule: event.requestReschedule,
  }
  const body =
    trigger === 'MEETING_ENDED'
      ? // Flat, and placed by its end.
        { triggerEvent: trigger, ...payload, endTime: sentAt }
      : { triggerEvent: trigger, createdAt: sentAt, payload }
  return Buffer.from(JSON.stringify(body))
}

function emailOf({ email, phone }: Pick<Attendee, 'email' | 'phone'>): string {
  return email ?? `${phone?.slice(1) ?? ''}@sms.cal.com`
}

/** A body as it will be stored, with the lead of its booking link. Throws when it is no booking event. */
export function toStored(body: Buffer, leadId: string | null): StoredEvent {
  const parsed = parseDelivery(body)
  if (parsed.kind !== 'booking' || !parsed.event)
    throw new Error(`No booking event: ${body.toString()}`)
  const fingerprint = createHash('sha256').update(body).digest('hex')
  return { fingerprint, deliveryId: '', event: { ...parsed.event, leadId } }
}
