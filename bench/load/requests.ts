import { createHash } from 'node:crypto'

import { sign } from '../../packages/core/src/signature.ts'
import { cancelledTemplate, createdTemplate, rescheduledTemplate } from './body-template.ts'
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
  /**
   * Whether of ten, two reschedule and two cancel an earlier booking, and none repeats one. Bookings are then of a
   * `crowd` of so many leads of the first recipient, each in its turn, which others take the place of after `every`
   * requests (never when null); of a new lead each time when the crowd is null. Absent is the usual mix.
   */
  changes?: { crowd: { leads: number; every: number | null } | null }
}

export type Kind = 'created' | 'rescheduled' | 'cancelled' | 'repeated'
export type BuiltRequest = {
  bytes: Buffer
  kind: Kind
  recipient: number
  /** Whether it books a lead that no request booked before. */
  isFirst: boolean
}

type Choice = { recipient: number; person: Person; isFirst: boolean; crowd: number }
type Booking = Choice & { uid: string; id: number; request: Buffer }

/**
 * Builds signed requests whole: of ten, one repeats an earlier one exactly and one reschedules an earlier booking,
 * the others book a lead that had no booking; or as `changes` says. Fewer than `count` when there are no more leads.
 */
export function buildRequests(spec: LoadSpec, now: Date): BuiltRequest[] {
  const { recipients, seed, count } = spec
  const created = createdTemplate(now)
  const rescheduled = rescheduledTemplate(now)
  const cancelled = cancelledTemplate(now)
  const chooser = createChoice(spec)
  const back = Math.ceil(spec.distance / 10) * 10 - 1
  const built: BuiltRequest[] = []
  const bookings: (Booking | null)[] = []
  for (let index = 0; index < count; index++) {
    // What is a tenth position further back is always a booking, and never the same one twice.
    const found = bookings[index - back] ?? null
    // A crowd that has gone is left alone.
    const earlier = found?.crowd === chooser.crowdAt(index) ? found : null
    const kind = earlier === null ? 'created' : kindAt(index, spec)
    const uid = uidOf(seed, index)
    const id = seed * 10_000_000 + index
    const values = { uid, bookingId: String(id), createdAt: sentAt(now, index) }
    if (earlier && kind === 'repeated') {
      const { request: bytes, recipient } = earlier
      built.push({ bytes, kind, recipient, isFirst: false })
      bookings.push(null)
    } else if (earlier && kind === 'cancelled') {
      const { person, recipient, uid, id } = earlier
      const own = { uid, bookingId: String(id), oldUid: '', oldBookingId: '' }
      const bytes = toRequest(
        recipients[recipient],
        cancelled({ ...person, ...own, createdAt: values.createdAt }),
      )
      built.push({ bytes, kind, recipient, isFirst: false })
      bookings.push(null)
    } else if (earlier && kind === 'rescheduled') {
      const { person, uid: oldUid, id: oldId, recipient } = earlier
      const body = rescheduled({ ...values, ...person, oldUid, oldBookingId: String(oldId) })
      const bytes = toRequest(recipients[recipient], body)
      built.push({ bytes, kind, recipient, isFirst: false })
      bookings.push(null)
    } else {
      const choice = chooser.choose(index)
      if (!choice) return built
      const { recipient, person, isFirst } = choice
      const body = created({ ...values, ...person, oldUid: '', oldBookingId: '' })
      const request = toRequest(recipients[recipient], body)
      built.push({ bytes: request, kind: 'created', recipient, isFirst })
      bookings.push({ ...choice, uid, id, request })
    }
  }
  return built
}

function kindAt(index: number, { changes }: LoadSpec): Kind {
  const place = index % 10
  if (!changes) return place === 7 ? 'repeated' : place === 3 ? 'rescheduled' : 'created'
  return place === 3 || place === 9
    ? 'rescheduled'
    : place === 1 || place === 7
      ? 'cancelled'
      : 'created'
}

function createChoice(spec: LoadSpec) {
  const crowd = spec.changes?.crowd ?? null
  return crowd ? chooseOfCrowd(spec, crowd) : { choose: chooseNew(spec), crowdAt: () => 0 }
}

/** Makes what answers whom of the crowd to book; null when there are no leads left for another crowd. */
function chooseOfCrowd(
  { recipients: [recipient] }: LoadSpec,
  { leads, every }: { leads: number; every: number | null },
) {
  const crowdAt = (index: number) => (every === null ? 0 : Math.floor(index / every))
  // Those who stay have their earlier bookings, too.
  const booked = recipient?.booked ?? 0
  const begin = every === null ? 0 : booked
  let next = 0
  let crowd = 0
  let known = every === null ? booked : 0
  const choose = (index: number): Choice | null => {
    // From its first one on, so that whom a turn booked are the next ones without a gap.
    if (crowdAt(index) !== crowd) next = 0
    crowd = crowdAt(index)
    const number = crowd * leads + (next++ % leads)
    if (!recipient || begin + number >= Math.min(recipient.upTo, recipient.leads)) return null
    const isFirst = number >= known
    if (isFirst) known = number + 1
    const person = personOf(recipient.workspace, leadInTurn(begin + number, recipient.leads))
    return { recipient: 0, person, isFirst, crowd }
  }
  return { choose, crowdAt }
}

/** Makes what answers whom to book next; null when there is nobody left. */
function chooseNew({ recipients, order, seed }: LoadSpec) {
  const booked = recipients.map((recipient) => recipient.booked)
  const random = createRandom(seed)
  let current = 0
  const hasMore = (index: number) => (booked[index] ?? 0) < (recipients[index]?.upTo ?? 0)
  return (): Choice | null => {
    if (order === 'at random') current = Math.floor(random() * recipients.length)
    else while (current < recipients.length && !hasMore(current)) current++
    const recipient = recipients[current]
    const turn = booked[current]
    if (!recipient || turn === undefined || !hasMore(current)) return null
    booked[current] = turn + 1
    const person = personOf(recipient.workspace, leadInTurn(turn, recipient.leads))
    return { recipient: current, person, isFirst: true, crowd: 0 }
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
