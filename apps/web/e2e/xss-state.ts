import { signedIn } from './api-client.ts'
import type { Server } from './server.ts'
import { bookingsOf, brokenBodies, send, waitingBooking, type Target } from './xss-deliveries.ts'
import { emailWith, payloads, shortPayload } from './xss-payloads.ts'

type Api = Awaited<ReturnType<typeof signedIn>>

/** Ids of what has a payload in its texts: the first one of each list has the first payload, and so on. */
export type State = {
  leads: string[]
  waiting: string[]
  endpoints: string[]
  /** Deliveries whose trigger event is the payload. */
  deliveries: string[]
}

// The server takes ten calls at once.
const atOnce = 10

/**
 * Fills a server that is set up with every payload in every text that people, tools or Cal.com can write: through
 * the API, and by signed deliveries over HTTP.
 */
export async function fill(server: Server): Promise<State> {
  const api = await signedIn(server)
  const [own] = await api.endpoint.list.query()
  if (own === undefined) throw new Error('The new workspace has no endpoint.')
  const { secret } = await api.endpoint.generateSecret.mutate({ id: own.id })
  const target = { url: own.url, secret }

  const leads = await forEach((payload, index) => addLead(api, payload, index))
  await forEach((payload, index) => sendAll(target, payload, index))
  await forEach((payload) => send(target, { triggerEvent: payload, createdAt: now(), payload: {} }))
  const endpoints = await forEach(async (name) => (await api.endpoint.create.mutate({ name })).id)
  const scopes = ['leads:read' as const]
  const keys = await forEach(async (name) => (await api.apiKey.create.mutate({ name, scopes })).id)
  await forEach((_, index) => {
    const id = keys[index]
    return id === undefined || index % 2 === 0 ? undefined : api.apiKey.revoke.mutate({ id })
  })
  return { leads, endpoints, ...(await readBack(api)) }
}

async function addLead(api: Api, payload: string, index: number): Promise<string> {
  const { id } = await api.lead.create.mutate({
    name: payload,
    email: emailWith(payload, `l${index}.example`),
    phone: `+1415555${String(index).padStart(4, '0')}`,
    postcode: payload.length <= 20 ? payload : shortPayload,
    address: `Before ${payload}`,
    source: payload,
  })
  await api.lead.addNote.mutate({ id, text: payload })
  await api.lead.update.mutate({ id, address: payload })
  return id
}

async function sendAll(target: Target, payload: string, index: number): Promise<void> {
  const bodies: (object | string)[] = [
    ...bookingsOf(payload, emailWith(payload, `l${index}.example`), index),
    waitingBooking(payload, index),
    ...brokenBodies(payload, index),
  ]
  for (const body of bodies) await send(target, body)
  // A header is made of bytes.
  await send(target, {}, Buffer.from(payload).toString('latin1'))
}

async function readBack(api: Api): Promise<Pick<State, 'waiting' | 'deliveries'>> {
  const { items: bookings } = await api.booking.unmatched.query({ limit: 100 })
  const { items: others } = await api.delivery.list.query({ outcome: 'ignored', limit: 100 })
  const idOf = (found: { id: string } | undefined, payload: string) => {
    if (found === undefined) throw new Error(`Nothing was kept with the text ${payload}`)
    return found.id
  }
  return {
    waiting: payloads.map((text) =>
      idOf(
        bookings.find(({ bookerName }) => bookerName === text),
        text,
      ),
    ),
    deliveries: payloads.map((text) =>
      idOf(
        others.find(({ triggerEvent }) => triggerEvent === text),
        text,
      ),
    ),
  }
}

async function forEach<T>(
  work: (payload: string, index: number) => Promise<T> | T,
): Promise<Awaited<T>[]> {
  const results: Awaited<T>[] = []
  for (let from = 0; from < payloads.length; from += atOnce) {
    const group = payloads.slice(from, from + atOnce)
    results.push(...(await Promise.all(group.map((payload, at) => work(payload, from + at)))))
  }
  return results
}

function now(): string {
  return new Date().toISOString()
}
