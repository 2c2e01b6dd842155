import { createHash } from 'node:crypto'

import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

import { newId } from '../../packages/db/src/new-id.ts'
import { servePlainly } from './plain-server.ts'
import { bookings, deliveries, leads, timeline } from './textbook-schema.ts'

// The full effect as a good tutorial would have it: one drizzle transaction for each request.

type Payload = {
  triggerEvent: string
  payload: {
    uid: string
    rescheduleUid?: string
    startTime: string
    endTime: string
    attendees: { email: string }[]
  }
}

// Drizzle reads times as text on this one, so the endpoints are read before by another.
const endpoints = postgres(process.env['DATABASE_URL'] ?? '', { max: 1 })
const db = drizzle(
  postgres(process.env['DATABASE_URL'] ?? '', { max: Number(process.env['POOL']) }),
)

await servePlainly(endpoints, async (workspaceId, bytes) => {
  const body = bytes.toString()
  // Nothing else is sent here.
  const { triggerEvent, payload } = JSON.parse(body) as Payload
  const fingerprint = createHash('sha256').update(bytes).digest('hex')
  const { uid, rescheduleUid } = payload
  const startTime = new Date(payload.startTime)
  const endTime = new Date(payload.endTime)
  const now = new Date()
  return db.transaction(async (tx) => {
    const [delivery] = await tx
      .insert(deliveries)
      .values({ workspaceId, id: newId(), fingerprint, receivedAt: now, body })
      .onConflictDoNothing()
      .returning({ id: deliveries.id })
    if (!delivery) return 'duplicate'
    const email = (payload.attendees[0]?.email ?? '').toLowerCase()
    const [lead] = await tx
      .select({ id: leads.id })
      .from(leads)
      .where(and(eq(leads.workspaceId, workspaceId), eq(leads.email, email)))
      .for('update')
    if (!lead) return 'unmatched'
    const isMoved =
      rescheduleUid !== undefined &&
      (
        await tx
          .update(bookings)
          .set({ uid, startTime, endTime })
          .where(and(eq(bookings.workspaceId, workspaceId), eq(bookings.uid, rescheduleUid)))
          .returning({ id: bookings.id })
      ).length > 0
    if (!isMoved) {
      const booking = { leadId: lead.id, status: 'accepted', startTime, endTime }
      await tx
        .insert(bookings)
        .values({ workspaceId, id: newId(), uid, ...booking })
        .onConflictDoUpdate({ target: [bookings.workspaceId, bookings.uid], set: booking })
    }
    await tx.update(leads).set({ stage: 'Booked', updatedAt: now }).where(eq(leads.id, lead.id))
    const entry = { workspaceId, leadId: lead.id, at: now }
    await tx.insert(timeline).values([
      { ...entry, id: newId(), kind: triggerEvent, detail: `Survey at ${payload.startTime}` },
      { ...entry, id: newId(), kind: 'stage_changed', detail: 'Booked' },
    ])
    return 'applied'
  })
})
await endpoints.end()
