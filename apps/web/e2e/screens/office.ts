import { post } from '../cal-com.ts'
import type { Api } from './people.ts'

/** Where deliveries go, and the lead that most of them are about. */
export type Story = { url: string; secret: string; leadId: string }

/** What an office of a few people has after some weeks, but for its leads and its people. */
export async function addStory(api: Api): Promise<Story> {
  const [endpoint] = await api.endpoint.list.query()
  if (endpoint === undefined) throw new Error('The new workspace has no endpoint.')
  const { url } = endpoint
  const { secret } = await api.endpoint.generateSecret.mutate({ id: endpoint.id })
  const { id: leadId } = await api.lead.create.mutate({
    name: 'Jane Doe',
    email: 'jane.doe@acme.example',
    phone: '+442079460123',
    postcode: 'LS1 4DY',
    address: '14 Orchard Way, Leeds',
    source: 'Website',
  })
  await api.lead.addNote.mutate({ id: leadId, text: 'South-facing roof, 38 m². Wants a battery.' })
  for (const delivery of ['01-ping', '10-created', '12-rescheduled'] as const) {
    await post(url, secret, delivery)
  }
  await api.lead.addNote.mutate({
    id: leadId,
    text: 'Called back: the scaffolding of the neighbours stands until March, so the survey comes first.',
  })
  await api.lead.create.mutate({ name: 'Robert Lee', phone: '+442079460177' })
  for (const [index, [name, email]] of waiting.entries()) {
    await post(url, secret, '10-created', bookingOf(name, email, index))
  }
  await api.apiKey.create.mutate({ name: 'Website form', scopes: ['leads:read', 'leads:write'] })
  await api.apiKey.create.mutate({ name: 'Monthly report', scopes: ['leads:read'] })
  const { id: old } = await api.apiKey.create.mutate({
    name: 'Old spreadsheet',
    scopes: ['leads:read'],
  })
  await api.apiKey.revoke.mutate({ id: old })
  await api.member.invite.mutate({ email: 'freya@sunnyroofs.example', role: 'agent' })
  return { url, secret, leadId }
}

const waiting = [
  ['Robert Lee', 'bob@initech.example'],
  ["Zoë O'Brien", 'zoe.obrien@post.example'],
  ['Jane Do', 'jane.do@acme.example'],
] as const

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
