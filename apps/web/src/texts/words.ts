import type { Outcome } from '@solar-capture/core/delivery'

import type { Endpoint } from '../trpc.ts'

/** What became of a delivery. */
export const outcomes: Record<Outcome, { label: string; meaning: string }> = {
  applied: {
    label: 'Applied',
    meaning: 'The booking was read and its lead was brought up to date.',
  },
  duplicate: {
    label: 'Duplicate',
    meaning: 'The same thing had arrived before. Nothing changed.',
  },
  unmatched: {
    label: 'No lead found',
    meaning: 'The booking was kept, but no lead has this person’s email address or phone number.',
  },
  ignored: {
    label: 'Not needed',
    meaning: 'Cal.com told something that changes no lead.',
  },
  held: {
    label: 'Held',
    meaning: 'It waits until it is applied or discarded.',
  },
  malformed: {
    label: 'Unreadable',
    meaning: 'The signature was good, but the content could not be read.',
  },
  failed: {
    label: 'Failed',
    meaning: 'Something went wrong here while it was applied. The delivery is kept.',
  },
  rejected: {
    label: 'Refused',
    meaning: 'The signature was not good, so nothing was read or changed.',
  },
  ping: {
    label: 'Ping test',
    meaning: 'Cal.com tested the connection, and it works.',
  },
}

/** What a state of an endpoint means and asks for; null when all is well. */
export const endpointAdvice: Record<Endpoint['status'], { title: string; text: string } | null> = {
  needs_secret: {
    title: 'One step is missing: the webhook secret',
    text: 'Until it is saved here, everything that Cal.com sends is refused.',
  },
  waiting: null,
  healthy: null,
  quiet: {
    title: 'Nothing has arrived for longer than usual',
    text: 'If people booked in that time, look in Cal.com whether the webhook is still switched on and has the URL below.',
  },
  rejecting: {
    title: 'Requests from Cal.com are refused',
    text: 'Cal.com signed with another secret. If the secret was replaced here, paste the new one in Cal.com. If not, generate a new one here and paste it there.',
  },
  unreadable_secret: {
    title: 'A webhook secret cannot be read',
    text: 'The server does not have the encryption key that it was saved with, so no booking that is signed with it is taken, and Cal.com does not send them again. Put the key back from your backup, or generate a new secret and paste it in Cal.com.',
  },
  paused: {
    title: 'This account is paused',
    text: 'What Cal.com sends is kept, and applied once you resume.',
  },
  disabled: {
    title: 'This account is switched off',
    text: 'Everything that Cal.com sends is refused and not kept.',
  },
}

/** Said of a name or an email address that can be taken for another one. */
export const unusualCharacters = {
  label: 'Unusual characters',
  meaning:
    'The name or the email address has characters that can be taken for others, or that cannot be seen. Look twice before you trust it.',
}

/** Where bookings take place, by Cal.com's names of kinds of places. */
export const places: Record<string, string> = {
  'integrations:daily': 'Cal Video',
  'integrations:google:meet': 'Google Meet',
  'integrations:zoom': 'Zoom',
  'integrations:office365_video': 'Microsoft Teams',
  attendeeInPerson: 'At the attendee’s address',
  inPerson: 'In person',
  phone: 'By phone, the attendee is called',
  userPhone: 'By phone',
  link: 'Online',
  conferencing: 'Online',
}

/** What a delivery is called that names no trigger event. */
export const refusedRequest = 'Refused request'
export const unknownContent = 'Unknown content'

/** Who did something, where that is no person. */
export const toolActor = (name: string) => `${name} (API key)`
export const ruleActor = (rule: string) => `Rule: ${rule}`
export const calcomActor = 'Cal.com'
