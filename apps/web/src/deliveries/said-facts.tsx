import { useNow } from '../components/time.tsx'
import { dateAndTime, phoneText, timeElsewhere, timeSpan, viewerZone } from '../format.ts'
import * as bookingTexts from '../texts/booking.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/delivery.tsx'
import type { DeliverySaid } from '../trpc.ts'
import { placeName } from '../words.ts'
import { Fact, Facts } from './fact.tsx'

type Booking = NonNullable<DeliverySaid['booking']>
type Person = Booking['organizer']

/** What a delivery says of a booking, masked or not. */
export function SaidFacts({ booking }: { booking: Booking }) {
  const now = useNow()
  const zone = viewerZone()
  const { startTime, endTime, previousStartTime, attendees, attendeeCount, responder } = booking
  const theirs = responder?.timeZone ?? attendees[0]?.timeZone ?? null
  const isAlone =
    responder !== null && attendeeCount === 1 && attendees[0]?.email === responder.email
  const elsewhere =
    startTime === null || theirs === null
      ? null
      : timeElsewhere(startTime, endTime, theirs, zone, now)
  return (
    <Facts>
      <Fact name={texts.factEventType}>{booking.eventType}</Fact>
      <Fact name={texts.factWhen}>
        {startTime !== null && (
          <>
            {timeSpan(startTime, endTime, zone, now)}
            {elsewhere !== null && <span className="muted"> · {texts.bookersTime(elsewhere)}</span>}
          </>
        )}
      </Fact>
      <Fact name={texts.factBefore}>
        {previousStartTime !== null && dateAndTime(previousStartTime, zone, now)}
      </Fact>
      <Fact name={texts.factPlace}>{booking.location !== null && placeName(booking.location)}</Fact>
      <Fact name={texts.factBookedBy}>
        {responder !== null && <PersonText person={responder} />}
      </Fact>
      <Fact name={texts.factAttends}>
        {!isAlone && attendees.length > 0 && (
          <>
            {attendees.map((person, index) => (
              // They have nothing of their own to be told apart by, and never change.
              <div key={index}>
                <PersonText person={person} />
              </div>
            ))}
            {attendeeCount > attendees.length && (
              <div className="muted">{texts.andMore(attendeeCount - attendees.length)}</div>
            )}
          </>
        )}
      </Fact>
      <Fact name={texts.factOrganizer}>{wordPerson(booking.organizer)}</Fact>
      <Fact name={bookingTexts.additionalNotes}>{booking.additionalNotes}</Fact>
      <Fact name={texts.factReason}>{booking.cancellationReason ?? booking.rejectionReason}</Fact>
      <Fact name={texts.factUid}>
        <code>{booking.uid}</code>
      </Fact>
      <Fact name={texts.factUidBefore}>
        {booking.rescheduleUid !== null && <code>{booking.rescheduleUid}</code>}
      </Fact>
    </Facts>
  )
}

function PersonText({ person }: { person: Person }) {
  return <>{wordPerson(person) || <span className="muted">{commonTexts.nameless}</span>}</>
}

function wordPerson({ name, email, phone }: Person): string {
  return [name, email, phone && phoneText(phone)].filter(Boolean).join(' · ')
}
