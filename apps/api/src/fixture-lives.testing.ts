/**
 * What is told after fixtures were played one after another, by their numbers: the answer to the last one with what
 * it changed or why it did not, where leads stand that left the first stage, all bookings, and what the last
 * one added to timelines. `66c` is the BOOKING_CREATED before 66, of the uid that 66 ends or leaves.
 */
export const fixtureLives: Record<string, string> = {
  '10': `
    200 applied to Jane: New → Booked. Booked for Tue 1 Dec 2026, 15:00 UTC
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman
    + Jane: Booked Product demo for Tue 1 Dec 2026, 15:00 UTC
    + Jane: Moved New → Booked`,
  '92': `
    200 applied to Jane: New → Booked. Booked for Tue 1 Dec 2026, 15:00 UTC
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman
    + Jane: Booked Product demo for Tue 1 Dec 2026, 15:00 UTC
    + Jane: Moved New → Booked`,
  '10 11': `
    200 duplicate to Jane: Another delivery told the same before, probably from a second webhook in Cal.com.
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman`,
  '10 11 12': `
    200 applied to Jane: Moved Tue 1 Dec, 15:00 → Thu 3 Dec 2026, 18:30 UTC
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-03 18:30-19:00 A>A2, jane.doe@acme.example with Priya Raman, moved 1
    + Jane: Rescheduled from Tue 1 Dec 2026, 15:00 UTC to Thu 3 Dec 2026, 18:30 UTC by jane.doe@acme.example`,
  '10 11 12 13': `
    200 applied to Jane: Moved Thu 3 Dec, 18:30 → Tue 8 Dec 2026, 16:00 UTC
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-08 16:00-16:30 A>A2>A3, jane.doe@acme.example with Priya Raman, moved 2
    + Jane: Rescheduled from Thu 3 Dec 2026, 18:30 UTC to Tue 8 Dec 2026, 16:00 UTC by priya@northwind.example`,
  '10 11 12 13 14': `
    200 applied to Jane: Cancellation recorded
    Jane is Booked since 2026-11-20 10:02
    Jane cancelled 2026-12-08 16:00-16:30 A>A2>A3, jane.doe@acme.example with Priya Raman, moved 2, by jane.doe@acme.example: Can't make it, "sorry" | Will rebook & call <you>
    + Jane: Cancelled the booking of Tue 8 Dec 2026, 16:00 UTC by jane.doe@acme.example: Can't make it, "sorry" | Will rebook & call <you>`,
  '10 11 12 13 14 84': `
    200 ignored: It tells nothing new of a booking that is known. It counts if that booking arrives later.
    Jane is Booked since 2026-11-20 10:02
    Jane cancelled 2026-12-08 16:00-16:30 A>A2>A3, jane.doe@acme.example with Priya Raman, moved 2, by jane.doe@acme.example: Can't make it, "sorry" | Will rebook & call <you>`,

  '10 80': `
    200 applied to Jane: No-show recorded
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman, no-show
    + Jane: Did not come`,
  '10 80 81': `
    200 applied to Jane: No-show taken back
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman
    + Jane: Came after all`,
  '10 81 80': `
    200 applied to Jane: No-show recorded
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman
    + Jane: Did not come`,
  '10 83': `
    200 ignored: Solar Capture does not use MEETING_STARTED. You can leave this trigger disabled in Cal.com.
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman`,
  '10 84': `
    200 applied to Jane: Meeting took place
    Jane is Booked since 2026-11-20 10:02
    Jane completed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman
    + Jane: Took place on Tue 1 Dec 2026, 15:00 UTC`,
  '10 80 84': `
    200 ignored: It tells nothing new of a booking that is known. It counts if that booking arrives later.
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman, no-show`,
  '10 86': `
    200 applied to Jane: No guest came
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman
    + Jane: Cal Video saw no guest come`,
  '10 87': `
    200 ignored: Solar Capture does not use AFTER_HOSTS_CAL_VIDEO_NO_SHOW. You can leave this trigger disabled in Cal.com.
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman`,
  '10 90': `
    200 applied to Jane: Place changed
    Jane is Booked since 2026-11-20 10:02
    Jane confirmed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman, at https://meet.google.com/abc-defg-hij
    + Jane: Place changed to https://meet.google.com/abc-defg-hij`,
  '10 80 81 83 84 86 87': `
    200 ignored: Solar Capture does not use AFTER_HOSTS_CAL_VIDEO_NO_SHOW. You can leave this trigger disabled in Cal.com.
    Jane is Booked since 2026-11-20 10:02
    Jane completed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman`,

  '20': `
    200 applied to Jane: New → Booked. Booked for Wed 2 Dec 2026, 14:00 UTC
    Jane is Booked since 2026-11-20 11:00
    Jane confirmed 2026-12-02 14:00-14:30 G, jane.doe@acme.example with Priya Raman
    + Jane: Booked Product demo for Wed 2 Dec 2026, 14:00 UTC
    + Jane: Moved New → Booked`,
  '20 60': `
    200 applied to Jane: Cancellation recorded
    Jane is Booked since 2026-11-20 11:00
    Jane cancelled 2026-12-02 14:00-14:30 G, jane.doe@acme.example with Priya Raman, by priya@northwind.example: Priya is ill
    + Jane: Cancelled the booking of Wed 2 Dec 2026, 14:00 UTC by priya@northwind.example: Priya is ill`,
  '21': `
    200 applied to Zoë: New → Booked. Booked for Wed 2 Dec 2026, 15:00 UTC
    Zoë is Booked since 2026-11-20 11:05
    Zoë confirmed 2026-12-02 15:00-15:30 Z, zoe.obrien+demo@example.com with Priya Raman
    + Zoë: Booked Product demo for Wed 2 Dec 2026, 15:00 UTC. Gave the name Zoë "Z" O’Brien-محمد 🚀
    + Zoë: Moved New → Booked`,
  '21 62': `
    200 applied to Zoë: Asked for another time
    Zoë is Booked since 2026-11-20 11:05
    Zoë reschedule_requested 2026-12-02 15:00-15:30 Z, zoe.obrien+demo@example.com with Priya Raman, by priya@northwind.example: Please reschedule. I have a clash, any time next week works
    + Zoë: Asked for another time than Wed 2 Dec 2026, 15:00 UTC: Please reschedule. I have a clash, any time next week works`,
  '21 62 63': `
    200 applied to Zoë: Moved Wed 2 Dec, 15:00 → Mon 14 Dec 2026, 15:00 UTC
    Zoë is Booked since 2026-11-20 11:05
    Zoë confirmed 2026-12-14 15:00-15:30 Z>Z2, zoe.obrien+demo@example.com with Priya Raman, moved 1
    + Zoë: Rescheduled from Wed 2 Dec 2026, 15:00 UTC to Mon 14 Dec 2026, 15:00 UTC by Zoe.OBrien+Demo@Example.COM`,
  '22': `
    200 applied to Raj: New → Booked. Booked for Wed 2 Dec 2026, 16:00 UTC
    Raj is Booked since 2026-11-20 11:10
    Raj confirmed 2026-12-02 16:00-16:30 P, +919876543210 with Priya Raman
    + Raj: Booked Product demo for Wed 2 Dec 2026, 16:00 UTC
    + Raj: Moved New → Booked`,
  '22 65': `
    200 applied to Raj: Cancellation recorded
    Raj is Booked since 2026-11-20 11:10
    Raj cancelled 2026-12-02 16:00-16:30 P, +919876543210 with Priya Raman
    + Raj: Cancelled the booking of Wed 2 Dec 2026, 16:00 UTC`,
  '65': `
    200 unmatched: It does not say who booked. The booking is kept.
    Nobody cancelled 2026-12-02 16:00-16:30 P, nobody with Priya Raman`,
  '23': `
    200 applied to Jane: New → Booked. Booked for Wed 2 Dec 2026, 17:00 UTC
    Jane is Booked since 2026-11-20 11:15
    Jane confirmed 2026-12-02 17:00-17:30 C, jane.doe@acme.example with Priya Raman
    + Jane: Booked Product demo for Wed 2 Dec 2026, 17:00 UTC
    + Jane: Moved New → Booked`,
  '24': `
    200 applied to Jane: New → Booked. Booked for Wed 2 Dec 2026, 18:00 UTC
    Jane is Booked since 2026-11-20 11:20
    Jane confirmed 2026-12-02 18:00-18:30 R, jane.doe@acme.example with Sam Okafor
    + Jane: Booked Product demo for Wed 2 Dec 2026, 18:00 UTC
    + Jane: Moved New → Booked`,
  '24 50': `
    200 applied to Jane: Moved Wed 2 Dec, 18:00 → Thu 10 Dec 2026, 09:00 UTC
    Jane is Booked since 2026-11-20 11:20
    Jane confirmed 2026-12-10 09:00-09:30 R>R2, jane.doe@acme.example with Léna Dubois, moved 1
    + Jane: Rescheduled from Wed 2 Dec 2026, 18:00 UTC to Thu 10 Dec 2026, 09:00 UTC by jane.doe@acme.example`,

  '25': `
    200 applied to Jane: New → Booked. Booked for Fri 4 Dec 2026, 15:00 UTC
    Jane is Booked since 2026-11-20 11:25
    Jane confirmed 2026-12-04 15:00-15:30 W1, jane.doe@acme.example with Priya Raman
    + Jane: Booked Weekly coaching for Fri 4 Dec 2026, 15:00 UTC
    + Jane: Moved New → Booked`,
  '25 26': `
    200 applied to Jane: Booked for Fri 11 Dec 2026, 15:00 UTC
    Jane is Booked since 2026-11-20 11:25
    Jane confirmed 2026-12-04 15:00-15:30 W1, jane.doe@acme.example with Priya Raman
    Jane confirmed 2026-12-11 15:00-15:30 W2, jane.doe@acme.example with Priya Raman
    + Jane: Booked Weekly coaching for Fri 11 Dec 2026, 15:00 UTC`,
  '30': `
    200 applied to Jane: New → Booked. Booked for Sat 5 Dec 2026, 16:00 UTC
    Jane is Booked since 2026-11-20 12:00
    Jane confirmed 2026-12-05 16:00-17:00 S/jane.doe@acme.example, jane.doe@acme.example with Priya Raman
    + Jane: Booked Group onboarding for Sat 5 Dec 2026, 16:00 UTC
    + Jane: Moved New → Booked`,
  '30 31': `
    200 applied to Bob: New → Booked. Booked for Sat 5 Dec 2026, 16:00 UTC
    Bob is Booked since 2026-11-20 12:09
    Jane is Booked since 2026-11-20 12:00
    Bob confirmed 2026-12-05 16:00-17:00 S/bob@initech.example, bob@initech.example with Priya Raman
    Jane confirmed 2026-12-05 16:00-17:00 S/jane.doe@acme.example, jane.doe@acme.example with Priya Raman
    + Bob: Booked Group onboarding for Sat 5 Dec 2026, 16:00 UTC
    + Bob: Moved New → Booked`,
  '30 31 32': `
    200 applied to Bob: Cancellation recorded
    Bob is Booked since 2026-11-20 12:09
    Jane is Booked since 2026-11-20 12:00
    Bob cancelled 2026-12-05 16:00-17:00 S/bob@initech.example, bob@initech.example with Priya Raman: Not for us
    Jane confirmed 2026-12-05 16:00-17:00 S/jane.doe@acme.example, jane.doe@acme.example with Priya Raman
    + Bob: Cancelled the booking of Sat 5 Dec 2026, 16:00 UTC: Not for us`,
}
