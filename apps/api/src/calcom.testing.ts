import { toolCaller } from './caller.testing.ts'
import { startTestApi } from './testing.ts'

type Person = { name: string; email?: string; phone?: string }

/** A delivery about a booking, with everything given that matters to a test. */
export type Told = {
  trigger?: string
  uid?: string
  /** ISO 8601; null leaves it out of the body. */
  sentAt?: string | null
  booker?: Person
  /** What else the payload says. */
  [field: string]: unknown
}

export const jane = { name: 'Jane Doe', email: 'jane.doe@acme.example' }

const secondAfter = 1_000

/** The body that Cal.com sends of a delivery; what is not given is about Jane's survey on 1 December 2026. */
export function calcomBody({
  trigger = 'BOOKING_CREATED',
  uid = 'first',
  sentAt = '2026-11-20T10:00:00.000Z',
  booker = jane,
  ...payload
}: Told): string {
  const { name, phone } = booker
  // Cal.com makes an address up for who gives only a phone number.
  const email = booker.email ?? `${phone?.slice(1) ?? ''}@sms.cal.com`
  return JSON.stringify({
    triggerEvent: trigger,
    ...(sentAt === null ? {} : { createdAt: sentAt }),
    payload: {
      ...{ uid, title: 'Survey', eventTitle: 'Survey', eventTypeId: 1 },
      ...{ startTime: '2026-12-01T15:00:00.000Z', endTime: '2026-12-01T16:00:00.000Z' },
      organizer: { name: 'Sam Rivers', email: 'sam@solar.example', timeZone: 'Europe/London' },
      attendees: [{ name, email, timeZone: 'Europe/London', phoneNumber: phone ?? null }],
      responses: {
        ...{ name: { value: name }, email: { value: email } },
        attendeePhoneNumber: { value: phone },
      },
      ...payload,
    },
  })
}

/** A test server with Cal.com at the other end, and a clock that tests set. */
export async function startWithCalcom() {
  const clock = { now: new Date('2026-11-20T09:00:00.000Z') }
  const api = await startTestApi({ now: () => clock.now })
  await api.addSecret()
  return {
    ...api,
    clock,
    /** Somebody who may do everything. */
    caller: () =>
      toolCaller(api, ['leads:read', 'leads:write', 'deliveries:read', 'settings:write']),
    /** Posts a delivery at a time, by default a second after it was sent, and answers what became of it. */
    tell: async (told: Told, at?: Date, path?: string) => {
      const { sentAt = '2026-11-20T10:00:00.000Z' } = told
      clock.now = at ?? (sentAt === null ? clock.now : new Date(Date.parse(sentAt) + secondAfter))
      const { status, body } = await api.deliver(calcomBody(told), undefined, path)
      if (status !== 200) throw new Error(`It was answered ${status}: ${body}`)
      return JSON.parse(body) as { id: string; result: string }
    },
    /** Forgets all deliveries, bookings and leads, and turns the endpoint on. */
    reset: async () => {
      clock.now = new Date('2026-11-20T09:00:00.000Z')
      await forget(api)
      await api.setMode('active')
      api.problems.length = 0
    },
  }
}

const forgotten = [
  ...[
    'deliveries',
    'booking_events',
    'booking_contacts',
    'bookings',
    'booking_uids',
    'booking_decisions',
  ],
  ...['timeline_entries', 'leads', 'lead_counts'],
]

/** Forgets all deliveries, bookings and leads: a few rows are gone sooner than so many indexes are made anew. */
export async function forget({ sql }: Pick<WithCalcom, 'sql'>): Promise<void> {
  const statements = forgotten.map((table) => `delete from ${table}`)
  // Some tests leave very many.
  await sql.unsafe(['set local statement_timeout = 0', ...statements].join(';'))
}

export type WithCalcom = Awaited<ReturnType<typeof startWithCalcom>>

/** Makes applying whatever tells of the booking `uid` fail, until it is mended. */
export async function breakBooking({ sql }: Pick<WithCalcom, 'sql'>, uid: string): Promise<void> {
  await sql.unsafe(`
    create function refuse() returns trigger language plpgsql as $$ begin
      if new.uid = '${uid}' then raise 'out of order'; end if;
      return new;
    end $$`)
  await sql`
    create trigger refuse before insert on booking_events for each row execute function refuse()`
}

export async function mendBookings({ sql }: Pick<WithCalcom, 'sql'>): Promise<void> {
  await sql`drop function if exists refuse cascade`
}
