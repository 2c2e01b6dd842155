import { createHash } from 'node:crypto'

import postgres from 'postgres'

import { createGroupCommit } from '../../apps/api/src/group-commit.ts'
import { deliveryGroup } from '../../apps/api/src/group-size.ts'
import { connect } from '../../packages/db/src/connect.ts'
import { newId } from '../../packages/db/src/new-id.ts'
import { toArray } from '../../packages/db/src/reach.ts'
import { transact } from '../../packages/db/src/statement.ts'
import { lock, read, write } from './floor-statements.ts'
import { servePlainly } from './plain-server.ts'

// The shape of the product's path with nothing in it: groups, locks, two round trips and rows of the same kinds, of bodies that
// are trusted to be what is sent here. Nothing is encrypted, decided, compared or worded.

type Person = { name: string; email: string }
type Payload = {
  triggerEvent: string
  payload: {
    uid: string
    rescheduleUid?: string
    title: string
    startTime: string
    endTime: string
    attendees: Person[]
    organizer: Person
  }
}
type Item = { id: string; body: Buffer; fingerprint: string; told: Payload; booker: Person }
type Found = {
  leads: [email: string, id: string, stage: string][]
  uids: [uid: string, bookingId: string][]
  repeats: string[]
}

const url = process.env['DATABASE_URL'] ?? ''
const pool = connect(url, { max: 4, byKeysOnly: true }).db

const commit = createGroupCommit(commitGroup, {
  ...deliveryGroup,
  ...{ mostGroups: 3, mostOfOne: 3, fewestBeside: 4, lateAfterMs: 500 },
  sizeOf: ({ body }: Item) => body.length,
})

const endpoints = postgres(url, { max: 1 })
await servePlainly(endpoints, async (workspaceId, body) => {
  // Nothing else is sent here.
  const told = JSON.parse(body.toString()) as Payload
  const fingerprint = createHash('sha256').update(body).digest('hex')
  const [booker = { name: '', email: '' }] = told.payload.attendees
  return commit(workspaceId, { id: newId(), body, fingerprint, told, booker })
})
await endpoints.end()

function commitGroup(workspaceId: string, items: Item[]): Promise<string[]> {
  return transact(pool, async (run) => {
    const emails = items.map(({ booker }) => booker.email)
    const uids = items.flatMap(({ told: { payload } }) =>
      [payload.uid, payload.rescheduleUid].filter((uid) => uid !== undefined),
    )
    const fingerprints = items.map(({ fingerprint }) => `\\x${fingerprint}`)
    const names = toArray([...uids, ...emails, ...fingerprints])
    const [, [row]] = await Promise.all([
      run({ template: lock, values: { workspaceId, names } }),
      run({
        template: read,
        values: {
          ...{ workspaceId, uids: toArray(uids), emails: toArray(emails) },
          fingerprints: toArray(fingerprints),
        },
      }),
    ])
    // The statement makes it in this shape.
    const values = valuesOf(items, row as Found)
    return {
      result: items.map(() => 'applied'),
      last: [{ template: write, values: { workspaceId, ...values } }],
    }
  })
}

function valuesOf(items: Item[], { leads, uids, repeats }: Found): Record<string, string> {
  const byEmail = new Map(leads.map(([email, id, stage]) => [email, { id, stage }]))
  const bookings = new Map(uids)
  const before = new Set(repeats)
  const news = [...new Map(items.map((item) => [item.fingerprint, item])).values()]
    .filter(({ fingerprint }) => !before.has(fingerprint))
    .map((item) => {
      const { uid, rescheduleUid = '' } = item.told.payload
      const bookingId = bookings.get(rescheduleUid) ?? newId()
      bookings.set(uid, bookingId)
      return { ...item, ...item.told.payload, bookingId, lead: byEmail.get(item.booker.email) }
    })
  const now = new Date().toISOString()
  const moved = new Set(
    news.flatMap(({ lead }) => (lead && lead.stage !== 'Booked' ? [lead.id] : [])),
  )
  let start = 1
  const list = (row: (item: (typeof news)[number]) => object) => JSON.stringify(news.map(row))
  return {
    deliveries: list(({ id, fingerprint, bookingId, lead, body, told }) => {
      const from = start
      start += body.length
      return {
        ...{
          id,
          received_at: now,
          trigger_event: told.triggerEvent,
          effect: '{"from":"New","to":"Booked"}',
        },
        ...{ fingerprint: `\\x${fingerprint}`, lead_id: lead?.id, booking_id: bookingId },
        ...{ body_start: from, body_length: body.length },
      }
    }),
    bodies: Buffer.concat(news.map(({ body }) => body)).toString('base64'),
    events: list(({ fingerprint, id, uid, title, startTime, endTime, attendees, organizer }) => ({
      ...{ fingerprint: `\\x${fingerprint}`, delivery_id: id, uid },
      event: JSON.stringify({ uid, title, startTime, endTime, attendees, organizer }),
    })),
    contacts: list(({ booker, uid }) => ({ contact: booker.email, uid })),
    // One that is moved in the group that made it is one row.
    bookings: JSON.stringify([
      ...new Map(
        news.map(({ bookingId, lead, startTime, endTime, title, booker }) => [
          bookingId,
          {
            ...{
              id: bookingId,
              lead_id: lead?.id,
              start_time: startTime,
              end_time: endTime,
              title,
            },
            ...{ booker_name: booker.name, booker_email: booker.email },
          },
        ]),
      ).values(),
    ]),
    uids: list(({ uid, bookingId }) => ({ uid, booking_id: bookingId })),
    leads: JSON.stringify([...moved].map((id) => ({ id }))),
    counts: JSON.stringify([
      { stage: 'New', difference: -moved.size },
      { stage: 'Booked', difference: moved.size },
    ]),
    entries: list(({ fingerprint, lead, title, startTime }) => ({
      ...{ id: newId(), lead_id: lead?.id, at: now, fact_key: fingerprint },
      detail: JSON.stringify({ title, startTime }),
    })),
  }
}
