import type { EntryDetail } from '@solar-capture/core/timeline'
import { wordEntry } from '@solar-capture/core/word-entry'
import { wordEffect, type Effect } from '@solar-capture/core/word-outcome'

import type { TestApi, WireAnswer } from './testing.ts'

type Booking = {
  lead: string | null
  status: string
  start: string
  end: string
  uids: string[]
  booker: string
  host: string
  location: string
  rescheduleCount: number
  paid: boolean
  noShow: boolean
  needsCheck: boolean
  mayReplace: string | null
  ambiguous: boolean
  cancelledBy: string | null
  reason: string | null
}

/** All that deliveries can have changed: a line for each lead that left the first stage and each booking, and all entries. */
export type Story = { standing: string[]; told: string[] }

/** Reads how everything stands. `uidNames` are short names for uids. */
export async function readStory(
  { sql }: Pick<TestApi, 'sql'>,
  uidNames: Record<string, string>,
): Promise<Story> {
  const [stages, bookings, entries] = await Promise.all([
    sql<{ name: string; stage: string; since: string | null }[]>`
      select leads.name, stage.name as stage, to_char(booked_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as since
      from leads join pipeline_stages as stage on stage.id = stage_id
      where stage.position > 0 or booked_at is not null or stage_set_by = 'rule' order by leads.name collate "C"`,
    sql<Booking[]>`
      select leads.name as lead, bookings.status, bookings.location, paid,
        to_char(start_time at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as start,
        to_char(end_time at time zone 'UTC', 'HH24:MI') as end,
        coalesce(booker_email, booker_phone, 'nobody') as booker, organizer_name as host,
        reschedule_count as "rescheduleCount", no_show as "noShow", needs_check as "needsCheck",
        may_replace::text as "mayReplace", ambiguous_lead_id is not null as ambiguous,
        cancelled_by as "cancelledBy", cancellation_reason as reason,
        (select array_agg(uid || case seat when '' then '' else '/' || seat end order by position)
          from booking_uids where booking_id = bookings.id) as uids
      from bookings left join leads on leads.id = lead_id order by leads.name collate "C", start_time`,
    sql<{ lead: string; detail: EntryDetail }[]>`
      select leads.name as lead, detail from timeline_entries join leads on leads.id = lead_id
      where kind <> 'captured' order by at, position, fact_key`,
  ])
  const named = (node: string) => node.replace(/^[^/]+/, (uid) => uidNames[uid] ?? uid)
  return {
    standing: [
      ...stages.map(({ name, stage, since }) => `${firstWord(name)} is ${stage} since ${since}`),
      ...bookings.map((booking) => wordBooking({ ...booking, uids: booking.uids.map(named) })),
    ],
    told: entries.map(
      ({ lead, detail }) => `${firstWord(lead)}: ${onOneLine(wordEntry(detail, 'UTC'))}`,
    ),
  }
}

/** An answer as it is told: what the delivery that it was for changed, or why it did not. */
export async function wordAnswer(
  { sql }: Pick<TestApi, 'sql'>,
  { status, body }: WireAnswer,
): Promise<string> {
  const { id, result, error } = JSON.parse(body) as { id?: string; result?: string; error?: string }
  // Who is refused is told no id; there is no other delivery then.
  const [delivery] = await sql<
    { outcome: string; cause: string | null; effect: Effect | null; lead: string | null }[]
  >`
    select outcome, cause, effect, leads.name as lead from deliveries left join leads on leads.id = lead_id
    where ${id ?? null}::uuid is null or deliveries.id = ${id ?? null}::uuid`
  const { outcome = '', cause = null, effect = null, lead = null } = delivery ?? {}
  const answer = `${status} ${result ?? error}`
  const to = lead === null ? '' : ` to ${firstWord(lead)}`
  const words = [cause, effect && wordEffect(effect, 'UTC')].filter((one) => one !== null)
  const kept = outcome === '' || outcome === result ? '' : ` (${outcome})`
  return `${answer}${kept}${to}${words.map((one) => `: ${one}`).join('')}`
}

/** What came after `before`: the entries that are new, marked `+`, and those that are gone, marked `-`. */
export function wordChange(before: Story, after: Story): string[] {
  return [
    ...after.standing,
    ...without(before.told, after.told).map((entry) => `- ${entry}`),
    ...without(after.told, before.told).map((entry) => `+ ${entry}`),
  ]
}

function without(entries: string[], others: string[]): string[] {
  const left = [...others]
  return entries.filter((entry) => {
    const at = left.indexOf(entry)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

function wordBooking(booking: Booking): string {
  const { lead, status, start, end, uids, booker, host, location, rescheduleCount } = booking
  const told = [
    `${firstWord(lead ?? 'Nobody')} ${status} ${start}-${end} ${uids.join('>')}`,
    `${booker} with ${host}`,
    ...(location === 'integrations:daily' ? [] : [`at ${location}`]),
    ...(rescheduleCount > 0 ? [`moved ${rescheduleCount}`] : []),
    ...(['paid', 'noShow', 'needsCheck', 'ambiguous'] as const)
      .filter((flag) => booking[flag])
      .map((flag) => ({ noShow: 'no-show', needsCheck: 'needs check' })[flag as string] ?? flag),
    ...(booking.mayReplace === null ? [] : [`may replace ${booking.mayReplace}`]),
    ...(booking.cancelledBy === null ? [] : [`by ${booking.cancelledBy}`]),
  ].join(', ')
  return booking.reason === null ? told : `${told}: ${onOneLine(booking.reason)}`
}

function onOneLine(text: string): string {
  return text.replaceAll('\n', ' | ')
}

function firstWord(name: string): string {
  return name.split(' ')[0] ?? ''
}
