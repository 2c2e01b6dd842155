import { setTimeout as sleep } from 'node:timers/promises'

import { sign } from '../../packages/core/src/signature.ts'
import { createdTemplate } from '../load/body-template.ts'
import { enter, openLeads, type Place } from './place.ts'
import type { Figure } from './web.ts'

type Lead = { id: string; name: string; email: string }

// Apart, as bookings come; what changes more often than once a second is drawn once a second.
const pauseMs = 1200
const patienceMs = 10_000

/** How long after the answer to a webhook an open list shows its lead as booked: the median of each round, in milliseconds. */
export async function measureSeen(
  place: Place,
  rounds: number,
  webhooks: number,
): Promise<Figure[]> {
  const leads = await findLeads(place, rounds * webhooks)
  const medians: number[] = []
  const worst: number[] = []
  const context = await enter(place)
  try {
    const page = await context.newPage()
    for (let round = 0; round < rounds; round++) {
      console.error(`Webhooks that are seen, round ${round + 1} of ${rounds} …`)
      await openLeads(page)
      const times: number[] = []
      for (const lead of leads.slice(round * webhooks, (round + 1) * webhooks)) {
        const seen = page.evaluate<number>(untilBooked(lead.id))
        // Whatever becomes of it: a webhook that is refused is told first.
        seen.catch(() => {})
        const answeredAt = await book(place, lead)
        times.push((await seen) - answeredAt)
        await sleep(pauseMs)
      }
      const sorted = times.toSorted((a, b) => a - b)
      medians.push(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN)
      worst.push(sorted.at(-1) ?? Number.NaN)
    }
  } finally {
    await context.close()
  }
  return [
    {
      ...{ name: 'ms from the answer to a webhook until its lead is seen', bar: '1,000' },
      ...{ digits: 0, values: medians },
    },
    { name: `the slowest of ${webhooks}`, bar: '–', digits: 0, values: worst },
  ]
}

/** Leads that no booking has moved yet. */
async function findLeads({ sql, workspaceId }: Place, count: number): Promise<Lead[]> {
  const leads = await sql<Lead[]>`
    select leads.id, leads.name, leads.email from leads
    join pipeline_stages as stage on stage.workspace_id = leads.workspace_id and stage.id = leads.stage_id
    where leads.workspace_id = ${workspaceId} and stage.position = 0
    order by leads.created_at limit ${count}`
  if (leads.length < count) throw new Error(`There are only ${leads.length} new leads.`)
  return leads
}

/** Posts a booking of the lead as Cal.com does; answers when that was answered, in milliseconds of the clock. */
async function book({ webhookUrl, secret }: Place, { id, name, email }: Lead): Promise<number> {
  const now = new Date()
  const body = createdTemplate(now)({
    ...{ name, email, uid: `bench${id.replaceAll('-', '')}`, oldUid: '' },
    ...{ bookingId: String(Number.parseInt(id.slice(-8), 16)), oldBookingId: '' },
    createdAt: now.toISOString(),
  })
  const bytes = Buffer.from(body)
  const answer = await fetch(webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-cal-signature-256': sign(secret, bytes) },
    body: bytes,
  })
  const answeredAt = performance.timeOrigin + performance.now()
  if (answer.status !== 200) throw new Error(`The webhook was answered ${answer.status}.`)
  return answeredAt
}

// Text, for what runs in the browser knows another world than this file.
function untilBooked(leadId: string): string {
  return `new Promise((resolve, reject) => {
    const find = () => document.querySelector('a[href$="/leads/${leadId}"]')?.closest('tr')
    const look = () => {
      if (!find()?.textContent.includes('Booked')) return
      observer.disconnect()
      resolve(performance.timeOrigin + performance.now())
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, { childList: true, subtree: true, characterData: true })
    setTimeout(() => reject(new Error('The lead was not seen.')), ${patienceMs})
  })`
}
