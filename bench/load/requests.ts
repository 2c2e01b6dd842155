import { createHash } from 'node:crypto'

import { sign } from '../../packages/core/src/signature.ts'
import { createdTemplate, rescheduledTemplate } from './body-template.ts'
import { leadInTurn, personOf, type Person } from './people.ts'

/** Where deliveries of one workspace go, and which of its leads may be booked. */
export type Recipient = {
  path: string
  secret: string
  /** Names its leads; see `personOf`. */
  workspace: number
  leads: number
  /** How many of them have been booked before, and how many shall be at most. */
  booked: number
  upTo: number
}

export type LoadSpec = {
  recipients: Recipient[]
  /** One recipient after the other, each until its leads are used up, or each time any of them. */
  order: 'in turn' | 'at random'
  /** The same for all variants; another one for each run on the same database. */
  seed: number
  /** At most. */
  count: number
  /** How many requests lie at least between a booking and its repeat or its reschedule. */
  distance: number
}

export type Kind = 'created' | 'rescheduled' | 'repeated'
export type BuiltRequest = { bytes: Buffer; kind: Kind; recipient: number }

type Booking = { recipient: number; person: Person; uid: string; id: number; request: Buffer }

/**
 * Builds signed requests whole: of ten, one repeats an earlier one exactly and one reschedules an earlier booking,
 * the others book a lead that had no booking. Fewer than `count` when there are no more leads.
 */
export function buildRequests(spec: LoadSpec, now: Date): BuiltRequest[] {
  const { recipients, seed, count } = spec
  const created = createdTemplate(now)
  const rescheduled = rescheduledTemplate(now)
  const choose = createChoice(spec)
  const back = Math.ceil(spec.distance / 10) * 10 - 1
  const built: BuiltRequest[] = []
  const bookings: (Booking | null)[] = []
  for (let index = 0; index < count; index++) {
    // What is a tenth position further back is always a booking, and never the same one twice.
    const earlier = bookings[index - back] ?? null
    const uid = uidOf(seed, index)
    const id = seed * 10_000_000 + index
    const values = { uid, bookingId: String(id), createdAt: sentAt(now, index) }
    if (earlier && index % 10 === 7) {
      built.push({ bytes: earlier.request, kind: 'repeated', recipient: earlier.recipient })
      bookings.push(null)
    } else if (earlier && index % 10 === 3) {
      const { person, uid: oldUid, id: oldId, recipient } = earlier
      const body = rescheduled({ ...values, ...person, oldUid, oldBookingId: String(oldId) })
      built.push({ bytes: toRequest(recipients[recipient], body), kind: 'rescheduled', recipient })
      bookings.push(null)
    } else {
      const choice = choose()
      if (!choice) return built
      const { recipient, person } = choice
      const body = created({ ...values, ...person, oldUid: '', oldBookingId: '' })
      const request = toRequest(recipients[recipient], body)
      built.push({ bytes: request, kind: 'created', recipient })
      bookings.push({ recipient, person, uid, id, request })
    }
  }
  return built
}

/** Makes what answers whom to book next; null when there is nobody left. */
function createChoice({ recipients, order, seed }: LoadSpec) {
  const booked = recipients.map((recipient) => recipient.booked)
  const random = createRandom(seed)
  let current = 0
  const hasMore = (index: number) => (booked[index] ?? 0) < (recipients[index]?.upTo ?? 0)
  return () => {
    if (order === 'at random') current = Math.floor(random() * recipients.length)
    else while (current < recipients.length && !hasMore(current)) current++
    const recipient = recipients[current]
    const turn = booked[current]
    if (!recipient || turn === undefined || !hasMore(current)) return null
    booked[current] = turn + 1
    const person = personOf(recipient.workspace, leadInTurn(turn, recipient.leads))
    return { recipient: current, person }
  }
}

// One in the order of sending: four in a millisecond, as at 4,000 a second.
function sentAt(now: Date, index: number): string {
  return new Date(now.getTime() + index / 4).toISOString()
}

// Without order, as Cal.com's: one after the other would be kinder to an index.
function uidOf(seed: number, index: number): string {
  return createHash('sha256').update(`${seed}/${index}`).digest('base64url').slice(0, 22)
}

function toRequest(recipient: Recipient | undefined, body: string): Buffer {
  if (!recipient) throw new Error('There is no such recipient.')
  const bytes = Buffer.from(body)
  // What Cal.com's fetch sends.
  const head = [
    `POST ${recipient.path} HTTP/1.1`,
    'host: 127.0.0.1',
    'connection: keep-alive',
    'content-type: application/json',
    `x-cal-signature-256: ${sign(recipient.secret, bytes)}`,
    'x-cal-webhook-version: 2021-10-20',
    ...['accept: */*', 'accept-language: *', 'sec-fetch-mode: cors', 'user-agent: node'],
    'accept-encoding: gzip, deflate',
    `content-length: ${bytes.length}`,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes])
}

// Mulberry32.
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
