/** More of `fixtureLives`: bookings that wait for their host or their money, came without what was before, or are huge. */
export const moreFixtureLives: Record<string, string> = {
  '40': `
    200 applied to Jane: Asked for Mon 7 Dec 2026, 17:00 UTC
    Jane requested 2026-12-07 17:00-17:45 Q, jane.doe@acme.example with Priya Raman
    + Jane: Asked for Discovery call on Mon 7 Dec 2026, 17:00 UTC`,
  '41': `
    200 applied to Jane: Asked for Mon 7 Dec 2026, 17:00 UTC
    Jane requested 2026-12-07 17:00-17:45 Q, jane.doe@acme.example with Priya Raman
    + Jane: Asked for Discovery call on Mon 7 Dec 2026, 17:00 UTC`,
  '40 41': `
    200 duplicate to Jane: Another delivery told the same before, probably from a second webhook in Cal.com.
    Jane requested 2026-12-07 17:00-17:45 Q, jane.doe@acme.example with Priya Raman`,
  '40 42': `
    200 applied to Jane: New → Booked. Booked for Mon 7 Dec 2026, 17:00 UTC
    Jane is Booked since 2026-11-20 15:30
    Jane confirmed 2026-12-07 17:00-17:45 Q, jane.doe@acme.example with Priya Raman
    + Jane: Booked Discovery call for Mon 7 Dec 2026, 17:00 UTC
    + Jane: Moved New → Booked`,
  '41 42': `
    200 applied to Jane: New → Booked. Booked for Mon 7 Dec 2026, 17:00 UTC
    Jane is Booked since 2026-11-20 15:30
    Jane confirmed 2026-12-07 17:00-17:45 Q, jane.doe@acme.example with Priya Raman
    + Jane: Booked Discovery call for Mon 7 Dec 2026, 17:00 UTC
    + Jane: Moved New → Booked`,
  '40 43': `
    200 applied to Jane: The host declined
    Jane rejected 2026-12-07 17:00-17:45 Q, jane.doe@acme.example with Priya Raman: We are fully booked that day.
    + Jane: The host declined Mon 7 Dec 2026, 17:00 UTC: We are fully booked that day.`,
  '40 42 44': `
    200 applied to Jane: Asked to move: Mon 7 Dec, 17:00 → Wed 9 Dec 2026, 17:00 UTC
    Jane is Booked since 2026-11-20 15:30
    Jane requested 2026-12-09 17:00-17:45 Q>Q2, jane.doe@acme.example with Priya Raman
    + Jane: Asked for Discovery call on Wed 9 Dec 2026, 17:00 UTC, instead of Mon 7 Dec 2026, 17:00 UTC`,
  '44': `
    200 applied to Jane: Asked to move: Mon 7 Dec, 17:00 → Wed 9 Dec 2026, 17:00 UTC
    Jane requested 2026-12-09 17:00-17:45 Q>Q2, jane.doe@acme.example with Priya Raman
    + Jane: Asked for Discovery call on Wed 9 Dec 2026, 17:00 UTC, instead of Mon 7 Dec 2026, 17:00 UTC`,
  '40 46': `
    200 applied to Jane: Cancellation recorded
    Jane cancelled 2026-12-07 17:00-17:45 Q, jane.doe@acme.example with Priya Raman, by jane.doe@acme.example
    + Jane: Cancelled the booking of Mon 7 Dec 2026, 17:00 UTC by jane.doe@acme.example`,
  '46': `
    200 applied to Jane: Cancellation recorded
    Jane cancelled 2026-12-07 17:00-17:45 Q, jane.doe@acme.example with Priya Raman, by jane.doe@acme.example
    + Jane: Cancelled the booking of Mon 7 Dec 2026, 17:00 UTC by jane.doe@acme.example`,
  '47': `
    200 applied to Jane: New → Booked. Booked for Fri 18 Dec 2026, 17:00 UTC
    Jane is Booked since 2026-11-20 11:15
    Jane confirmed 2026-12-18 17:00-17:30 H, jane.doe@acme.example with Priya Raman
    + Jane: Booked Product demo for Fri 18 Dec 2026, 17:00 UTC
    + Jane: Moved New → Booked`,
  '47 48': `
    200 applied to Jane: Moved Fri 18 Dec, 17:00 → Sat 19 Dec 2026, 17:00 UTC
    Jane is Booked since 2026-11-20 11:15
    Jane confirmed 2026-12-19 17:00-17:30 H>H2, jane.doe@acme.example with Priya Raman, moved 1
    + Jane: Rescheduled from Fri 18 Dec 2026, 17:00 UTC to Sat 19 Dec 2026, 17:00 UTC by jane.doe@acme.example`,

  '52': `
    200 applied to Jane: New → Booked. Moved Tue 1 Dec, 14:00 → Fri 11 Dec 2026, 14:00 UTC
    Jane is Booked since 2026-11-22 10:10
    Jane confirmed 2026-12-11 14:00-14:30 O>N, jane.doe@acme.example with Priya Raman, moved 1
    + Jane: Rescheduled from Tue 1 Dec 2026, 14:00 UTC to Fri 11 Dec 2026, 14:00 UTC by jane.doe@acme.example
    + Jane: Moved New → Booked`,
  // The move follows from the earlier event, once that is there.
  '52 52c': `
    200 applied to Jane: Booked for Tue 1 Dec 2026, 14:00 UTC
    Jane is Booked since 2026-11-22 10:09
    Jane confirmed 2026-12-11 14:00-14:30 O>N, jane.doe@acme.example with Priya Raman, moved 1
    + Jane: Booked Product demo for Tue 1 Dec 2026, 14:00 UTC`,
  '66': `
    200 applied to Bob: Cancellation recorded
    Bob cancelled 2026-12-15 15:00-15:30 B, bob@initech.example with Priya Raman, by bob@initech.example: Oops, wrong day
    + Bob: Cancelled the booking of Tue 15 Dec 2026, 15:00 UTC by bob@initech.example: Oops, wrong day`,
  '66 66c': `
    200 applied to Bob: New → Booked. Booked for Tue 15 Dec 2026, 15:00 UTC
    Bob is Booked since 2026-11-22 11:59
    Bob cancelled 2026-12-15 15:00-15:30 B, bob@initech.example with Priya Raman, by bob@initech.example: Oops, wrong day
    + Bob: Booked Product demo for Tue 15 Dec 2026, 15:00 UTC
    + Bob: Moved New → Booked`,
  '70': `
    200 applied to Jane: Payment started
    Jane requested 2026-12-16 15:00-16:00 F, jane.doe@acme.example with Priya Raman
    + Jane: Started to pay`,
  '70 71': `
    200 applied to Jane: Payment recorded
    Jane requested 2026-12-16 15:00-16:00 F, jane.doe@acme.example with Priya Raman, paid
    + Jane: Paid`,
  '70 71 71c': `
    200 applied to Jane: New → Booked. Booked for Wed 16 Dec 2026, 15:00 UTC
    Jane is Booked since 2026-11-20 14:02
    Jane confirmed 2026-12-16 15:00-16:00 F, jane.doe@acme.example with Priya Raman, paid
    + Jane: Booked Paid workshop for Wed 16 Dec 2026, 15:00 UTC
    + Jane: Moved New → Booked`,
  '70 71c 71': `
    200 applied to Jane: Payment recorded
    Jane is Booked since 2026-11-20 14:02
    Jane confirmed 2026-12-16 15:00-16:00 F, jane.doe@acme.example with Priya Raman, paid
    + Jane: Paid`,
  a8: `
    200 applied to Max: New → Booked. Booked for Thu 17 Dec 2026, 15:00 UTC
    Max is Booked since 2026-11-20 18:11
    Max confirmed 2026-12-17 15:00-15:30 M, max@example.org with Priya Raman
    + Max: Booked Product demo for Thu 17 Dec 2026, 15:00 UTC
    + Max: Moved New → Booked`,

  // Additions to a booking that nothing is known of.
  '80': `
    200 ignored: It tells nothing new of a booking that is known. It counts if that booking arrives later.`,
  '84': `
    200 ignored: It tells nothing new of a booking that is known. It counts if that booking arrives later.`,
  '86': `
    200 ignored: It tells nothing new of a booking that is known. It counts if that booking arrives later.`,
  '90': `
    200 ignored: It tells nothing new of a booking that is known. It counts if that booking arrives later.`,
}

const notUsed = (trigger: string) => `
    200 ignored: Solar Capture does not use ${trigger}. You can leave this trigger disabled in Cal.com.`
const template =
  'Remove the payload template from the webhook in Cal.com (Settings, Developer, Webhooks).'

/** What is told of fixtures that are about no booking. */
export const fixturesOfNoBooking: Record<string, string> = {
  '01': `
    200 pong (ping)`,
  '02': `
    401 invalid_signature`,
  '93': notUsed('INSTANT_MEETING'),
  '94': notUsed('INSTANT_MEETING_ACCEPTED'),
  '95': notUsed('FORM_SUBMITTED'),
  '96': notUsed('OOO_CREATED'),
  '97': notUsed('RECORDING_READY'),
  '98': notUsed('BOOKING_SOMETHING_NEW'),
  a1: `
    422 unsupported_payload (malformed): The body has no "triggerEvent". ${template}`,
  a3: `
    422 unsupported_payload (malformed): The body has no "payload". ${template}`,
  a4: `
    400 invalid_json (malformed): The body is not JSON. ${template}`,
  a6: `
    422 unsupported_payload (malformed): The body has no "triggerEvent". ${template}`,
}
