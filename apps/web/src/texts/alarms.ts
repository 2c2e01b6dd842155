import type { AlarmKind, AlarmTiming } from '@solar-capture/core/alarm'

export const title = 'Alarms'
export const lead =
  'You are told when Cal.com stops sending, or when what it sends is refused, so that no booking is lost in silence.'

export const open = 'Now'
export const noAlarm = 'No alarm.'
export const noneWatched = 'No account is watched, so no alarm can come.'
/** Before how long ago its cause began. */
export const began = 'Began'
export const toIntegrations = 'Open Integrations'
/** In the rail. */
export const openCount = (amount: number) => (amount === 1 ? '1 alarm' : `${amount} alarms`)

export const watched = 'What is usual'
export const nothingWatched = 'Connect a Cal.com account first: what arrives there is watched.'
export const notWatched: Record<'secret' | 'paused' | 'disabled', string> = {
  secret: 'Not watched until it has a secret.',
  paused: 'Not watched while it is paused.',
  disabled: 'Not watched while it is switched off.',
}
export const learning =
  'Learning what is usual. That takes two weeks and at least five deliveries; until then, silence raises no alarm.'
export const learnedFrom = (arrivals: string) => `learned from ${arrivals} deliveries`
export const neverArrived = 'Nothing has arrived yet'
/** Where requests came, but were refused. */
export const neverAccepted = 'Nothing accepted yet'
export const lastArrival = 'Last delivery'
export const quietFrom = (time: string) => `counts as quiet from ${time}`
export const quietSince = 'Quiet: last delivery'

export const email = 'Email'
export const emailTo = 'Emails go to'
export const emailChoices = {
  admins: 'Owners and admins',
  others: 'These addresses',
  nobody: 'Nobody',
}
export const addresses = 'Addresses'
export const addressesHint = 'With commas between them'
export const saveAddresses = 'Save addresses'
export const noMail =
  'No mail server is set up, so no emails are sent. Whoever runs the server sets SMTP_URL and MAIL_FROM.'
export const goesTo = (addresses: string[]) => `Now: ${addresses.join(', ')}`
export const testEmail = 'Send a test email'
export const testWebhook = 'Send a test message'
export const testArrived = {
  email: 'The mail server took it. Look in your inbox.',
  webhook: 'It was taken.',
}
export const testFailed = (problem: string) => `It did not arrive. ${problem}`
export const lastSent = 'Last message'
export const lastFailed = 'The last message could not be sent.'
export const triedAgain = 'It is tried again.'

export const webhook = 'Slack and other programs'
export const webhookMeaning =
  'Alarms are posted there as JSON, with a text that Slack shows. Each message is signed (Standard Webhooks).'
export const webhookAddress = 'Address'
export const otherAddress = 'Another address'
export const webhookHint = 'https://hooks.example.com/…'
export const saveAddress = 'Save address'
export const postsTo = 'Posts to'
export const remove = 'Remove'
export const renewSecret = 'New signing secret'
export const renewTitle = 'Make a new signing secret?'
export const renewText =
  'The one so far stops at once: a program that checks signatures refuses every alarm until it has the new one. Slack does not check them.'
export const renewAction = 'Make a new one'
export const removeTitle = (host: string) => `Stop posting to ${host}?`
export const removeText =
  'Alarms are not posted there any more. The address and its signing secret are forgotten: to post there again, enter the address, which then gets a new secret.'
export const removeAction = 'Stop posting'
export const secret = 'Signing secret'
export const secretOnce =
  'Copy the signing secret now if the other side checks signatures (Slack does not). It will not be shown again.'

export const when = 'When'
export const timing = 'How soon'
export const timings: Record<AlarmTiming, string> = {
  at_once: 'At once, at most every five minutes',
  hourly: 'At most once an hour, together',
  daily: 'Each morning at eight, together',
}
export const timeZone = 'Time zone of the office'
export const zoneOfBookings = (zone: string) => `As in your bookings (${zone})`

export const kinds = 'What you are told of'
export const kindLabels: Record<AlarmKind, { label: string; meaning: string }> = {
  quiet: { label: 'Silence', meaning: 'Nothing arrives for longer than usual.' },
  meeting_passed: {
    label: 'Meetings that ended untold',
    meaning: 'A booked meeting is over, and Cal.com, which usually says so, does not.',
  },
  rejecting: { label: 'Refusals', meaning: 'Cal.com signs with another secret, or with none.' },
  unreadable_secret: {
    label: 'Unreadable secret',
    meaning: 'The server has another encryption key than the one the secret was saved with.',
  },
}

export const past = 'Past alarms'
export const nothingPast = 'None so far.'
export const showOlder = 'Show older'
export const saved = 'Saved'
export const notSaved = 'Not saved'
