import { post } from '../cal-com.ts'
import type { Api } from './people.ts'

/** Where deliveries go, the lead that most of them are about, and one that shares its phone with another. */
export type Story = { url: string; secret: string; leadId: string; twinId: string }

const day = 24 * 60 * 60 * 1000

/** What an office of a few people has after some weeks, but for its leads and its people. */
export async function addStory(api: Api): Promise<Story> {
  const [endpoint] = await api.endpoint.list.query()
  if (endpoint === undefined) throw new Error('The new workspace has no endpoint.')
  const { url } = endpoint
  const { secret } = await api.endpoint.generateSecret.mutate({ id: endpoint.id })
  await addMeetings(api, url, secret)
  const { id: leadId } = await api.lead.create.mutate({
    name: 'Jane Doe',
    email: 'jane.doe@acme.example',
    phone: '+442079460123',
    postcode: 'LS1 4DY',
    address: '14 Orchard Way, Leeds',
    source: 'Website',
  })
  await api.lead.addNote.mutate({ id: leadId, text: 'South-facing roof, 38 m². Wants a battery.' })
  await post(url, secret, '01-ping')
  const additionalNotes = 'Please ring at the side door, and mind the dog.'
  await post(url, secret, '10-created', { ...hourOn(12, 15), additionalNotes })
  await post(url, secret, '12-rescheduled', {
    ...hourOn(13, 16),
    rescheduleStartTime: hourOn(12, 15).startTime,
  })
  await api.lead.addNote.mutate({
    id: leadId,
    text: 'Called back: the scaffolding of the neighbours stands until March, so the survey comes first.',
  })
  await api.lead.create.mutate({ name: 'Robert Lee', phone: '+442079460177' })
  const { id: twinId } = await api.lead.create.mutate({
    name: 'Bob Lee',
    phone: '+442079460177',
    postcode: 'BS6 7QL',
    source: 'Phone call',
  })
  await post(url, `${secret} of another workspace`, '10-created')
  const late = bookingOf('Late Post', 'late@post.example', 90)
  await post(url, secret, '10-created', late, toIso(Date.now() - 10 * day))
  await ignoreOne(api, (booking) => post(url, secret, '10-created', booking))
  for (const [index, [name, email]] of waiting.entries()) {
    const booking = { ...bookingOf(name, email, index), ...hourOn(9 + index, 10 + index) }
    await post(url, secret, '10-created', booking)
  }
  await api.apiKey.create.mutate({ name: 'Website form', scopes: ['leads:read', 'leads:write'] })
  await api.apiKey.create.mutate({ name: 'Monthly report', scopes: ['leads:read'] })
  const { id: old } = await api.apiKey.create.mutate({
    name: 'Old spreadsheet',
    scopes: ['leads:read'],
  })
  await api.apiKey.revoke.mutate({ id: old })
  await api.member.invite.mutate({ email: 'freya@sunnyroofs.example', role: 'agent' })
  const view = { name: 'To call this week', state: { sort: 'booking', booking: 'none' } }
  await api.view.save.mutate({ ...view, isShared: true })
  return { url, secret, leadId, twinId }
}

// Of the last days: most took place, some were cancelled.
async function addMeetings(api: Api, url: string, secret: string): Promise<void> {
  const { items } = await api.lead.list.query({ sort: 'created', limit: 200 })
  const met = items.filter(({ email, stage }) => email !== null && /Surv|Quot/.test(stage.name))
  for (const [index, { name, email }] of met.slice(0, 20).entries()) {
    const times = hourOn(-1 - (index % 5), 9 + (index % 8))
    const booking = { ...bookingOf(name, email ?? '', 200 + index), ...times }
    const booked = Date.now() - 6 * day + index * 60 * 60 * 1000
    await post(url, secret, '10-created', booking, toIso(booked))
    if (index % 6 === 2) {
      await post(url, secret, '14-cancelled-by-attendee', booking, toIso(booked + 60_000))
    }
  }
}

/** Half an hour from a full hour (UTC) on, so many days from today. */
function hourOn(days: number, hour: number): { startTime: string; endTime: string } {
  const start = new Date(Date.now() + days * day).setUTCHours(hour, 0, 0, 0)
  return { startTime: toIso(start), endTime: toIso(start + 30 * 60 * 1000) }
}

function toIso(time: number): string {
  return new Date(time).toISOString()
}

const waiting = [
  ['Robert Lee', 'bob@initech.example'],
  ["Zoë O'Brien", 'zoe.obrien@post.example'],
  ['Jane Do', 'jane.do@acme.example'],
] as const

async function ignoreOne(api: Api, deliver: (booking: object) => Promise<unknown>): Promise<void> {
  const email = 'sales@rooftiles.example'
  await deliver(bookingOf('Roof Tiles Trading', email, 91))
  const { items } = await api.booking.unmatched.query()
  const bookingId = items.find(({ bookerEmail }) => bookerEmail === email)?.id ?? ''
  await api.booking.ignore.mutate({ bookingId, reason: 'A supplier who wants to show us tiles' })
}

/** What is another in a delivery when somebody else has booked; the same `index` is the same booking. */
export function bookingOf(name: string, email: string, index: number): object {
  return {
    uid: `screens-${index}`,
    title: `Survey call between Priya Raman and ${name}`,
    eventTitle: 'Survey call',
    attendees: [{ name, email, timeZone: 'Europe/London' }],
    responses: { name: { value: name }, email: { value: email } },
  }
}
