import type { BookingStatus } from './booking.ts'
import type { Instant } from './instant.ts'
import { wordTime } from './word-entry.ts'

/** What a self-test plays, in order; the last takes away what the others made. */
export const selfTestSteps = ['created', 'rescheduled', 'cancelled', 'cleaned_up'] as const
export type SelfTestStep = (typeof selfTestSteps)[number]
export type PlayedStep = Exclude<SelfTestStep, 'cleaned_up'>

/** Ends the emails of the leads that self-tests make. Nobody can have an address of this domain (RFC 2606). */
export const sandboxDomain = 'self-test.solar-capture.invalid'

/** What a self-test is about: one booking of one lead, moved once. */
export type SelfTestPlan = {
  email: string
  name: string
  /** Cal.com makes a new uid at a reschedule. */
  uids: { first: string; moved: string }
  times: { first: Instant; moved: Instant }
}

/** Plans a self-test; `nonce` is a few random characters that no other one has. It books two days from `now`. */
export function planSelfTest(nonce: string, now: Date): SelfTestPlan {
  const at = (days: number, hour: number): Instant => {
    const day = new Date(now.getTime() + days * 24 * 60 * 60 * 1000)
    day.setUTCHours(hour, 0, 0, 0)
    return day.toISOString()
  }
  return {
    email: `${nonce}@${sandboxDomain}`,
    name: 'Self-test',
    uids: { first: `selftest${nonce}a`, moved: `selftest${nonce}b` },
    times: { first: at(2, 10), moved: at(3, 14) },
  }
}

/** The body that Cal.com would send at a step, dated `sentAt`. */
export function selfTestBody(step: PlayedStep, plan: SelfTestPlan, sentAt: Instant): string {
  const { email, name, uids, times } = plan
  const isFirst = step === 'created'
  const startTime = isFirst ? times.first : times.moved
  const payload = {
    ...{ type: 'self-test', eventTitle: 'Self-test', title: 'Self-test of Solar Capture' },
    ...{ uid: isFirst ? uids.first : uids.moved, startTime, endTime: halfAnHourAfter(startTime) },
    organizer: { name: 'Solar Capture', email: `host@${sandboxDomain}`, timeZone: 'UTC' },
    attendees: [{ name, email, timeZone: 'UTC', language: { locale: 'en' } }],
    responses: { name: { label: 'name', value: name }, email: { label: 'email', value: email } },
    ...(step === 'rescheduled' ? { rescheduleUid: uids.first } : {}),
    ...(step === 'cancelled' ? { cancellationReason: 'Self-test' } : {}),
  }
  return JSON.stringify({ triggerEvent: triggers[step], createdAt: sentAt, payload })
}

const triggers: Record<PlayedStep, string> = {
  created: 'BOOKING_CREATED',
  rescheduled: 'BOOKING_RESCHEDULED',
  cancelled: 'BOOKING_CANCELLED',
}

function halfAnHourAfter(time: Instant): Instant {
  return new Date(Date.parse(time) + 30 * 60 * 1000).toISOString()
}

/** What is found after a step: how the webhook answered, and the sandbox lead with its bookings. */
export type SelfTestFinding = {
  status: number
  lead: {
    stage: { id: string; name: string }
    bookings: { status: BookingStatus; startTime: Instant | null }[]
  } | null
}

/** A stage as far as a self-test tells of it. */
type NamedStage = { id: string; name: string }

/**
 * Whether what was found after a step is as it has to be, in a sentence for the admin. `stages` are where the lead was
 * before the first step and where the stage rules have a first booking move it. Times are told in UTC.
 */
export function judgeSelfTest(
  step: PlayedStep,
  { status, lead }: SelfTestFinding,
  plan: SelfTestPlan,
  stages: { before: NamedStage; booked: NamedStage },
): { ok: boolean; text: string } {
  if (status !== 200) return wrong(answerTexts[status] ?? `The webhook answered ${status}.`)
  if (lead === null) return wrong('The lead of the test is gone. Was it removed meanwhile?')
  const [booking, ...others] = lead.bookings
  if (!booking) return wrong('The booking was received, but the lead has none.')
  if (others.length > 0) return wrong('The lead has more than one booking where one was made.')
  const time = step === 'created' ? plan.times.first : plan.times.moved
  if (booking.startTime !== time) {
    return wrong(
      `The booking is at ${wordTime(booking.startTime, 'UTC')}, not at ${wordTime(time, 'UTC')}.`,
    )
  }
  const wanted = step === 'cancelled' ? 'cancelled' : 'confirmed'
  if (booking.status !== wanted) return wrong(`The booking is ${booking.status}, not ${wanted}.`)
  if (step === 'cancelled') return { ok: true, text: 'The cancellation was recorded.' }
  if (step === 'rescheduled') {
    return { ok: true, text: `The booking moved to ${wordTime(time, 'UTC')}.` }
  }
  if (lead.stage.id !== stages.booked.id) {
    return wrong(
      `The lead is in ${lead.stage.name}; by the rules it should be in ${stages.booked.name}.`,
    )
  }
  const moved =
    stages.booked.id === stages.before.id
      ? `By the rules it stays in ${stages.before.name}.`
      : `It moved from ${stages.before.name} to ${stages.booked.name}.`
  return { ok: true, text: `The lead was found by its email and booked. ${moved}` }
}

const answerTexts: Record<number, string> = {
  401: 'The webhook refused the signature. Was the secret changed while the test ran? Run it again.',
  403: 'The webhook is switched off.',
  404: 'The webhook does not know its own address. Run the test again.',
  503: 'The webhook could not reach its database in time. Bookings cannot be received now either.',
}

function wrong(text: string) {
  return { ok: false, text }
}
