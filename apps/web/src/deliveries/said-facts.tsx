import { useNow } from '../components/time.tsx'
import { dateAndTime, phoneText, timeElsewhere, timeSpan, viewerZone } from '../format.ts'
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
      <Fact name="Event type">{booking.eventType}</Fact>
      <Fact name="When">
        {startTime !== null && (
          <>
            {timeSpan(startTime, endTime, zone, now)}
            {elsewhere !== null && <span className="muted"> · booker: {elsewhere}</span>}
          </>
        )}
      </Fact>
      <Fact name="Before">
        {previousStartTime !== null && dateAndTime(previousStartTime, zone, now)}
      </Fact>
      <Fact name="Place">{booking.location !== null && placeName(booking.location)}</Fact>
      <Fact name="Booked by">{responder !== null && <PersonText person={responder} />}</Fact>
      <Fact name="Attends">
        {!isAlone && attendees.length > 0 && (
          <>
            {attendees.map((person, index) => (
              // They have nothing of their own to be told apart by, and never change.
              <div key={index}>
                <PersonText person={person} />
              </div>
            ))}
            {attendeeCount > attendees.length && (
              <div className="muted">and {attendeeCount - attendees.length} more</div>
            )}
          </>
        )}
      </Fact>
      <Fact name="Organizer">{wordPerson(booking.organizer)}</Fact>
      <Fact name="Reason">{booking.cancellationReason ?? booking.rejectionReason}</Fact>
      <Fact name="Booking uid">
        <code>{booking.uid}</code>
      </Fact>
      <Fact name="Uid before">
        {booking.rescheduleUid !== null && <code>{booking.rescheduleUid}</code>}
      </Fact>
    </Facts>
  )
}

function PersonText({ person }: { person: Person }) {
  return <>{wordPerson(person) || <span className="muted">Somebody without a name</span>}</>
}

function wordPerson({ name, email, phone }: Person): string {
  return [name, email, phone && phoneText(phone)].filter(Boolean).join(' · ')
}
