import { dateAndTime, viewerZone } from '../format.ts'
import { bookingWords } from '../state-words.ts'
import type { DeliveryPreview } from '../trpc.ts'
import { outcomeWords } from '../words.ts'
import * as commonTexts from './common.ts'

/** What a replay would change, as lines: `add` comes, `remove` goes, `change` becomes another. */
export type PreviewLine = { kind: 'add' | 'remove' | 'change'; text: string }

/** What a replay of a delivery with the outcome `before` would change, in words; empty when that is nothing. */
export function previewLines(
  preview: DeliveryPreview,
  before: DeliveryPreview['outcome'],
  now: Date,
): PreviewLine[] {
  const { outcome, leads, bookings } = preview
  const label = (of: DeliveryPreview['outcome']) => outcomeWords[of].label
  const becomes: PreviewLine[] =
    outcome === before
      ? []
      : [{ kind: 'change', text: `This delivery: ${label(before)} → ${label(outcome)}` }]
  return [
    ...becomes,
    ...leads.flatMap(leadLines),
    ...bookings.flatMap((booking) => bookingLine(booking, now) ?? []),
  ]
}

function leadLines({ id, name, stage, added, removed }: DeliveryPreview['leads'][number]) {
  const lines: PreviewLine[] = []
  if (id === null) lines.push({ kind: 'add', text: `A new lead: ${name}` })
  if (stage !== null && stage.to === null) {
    lines.push({ kind: 'remove', text: `The lead ${name}, which was made of this booking` })
  } else if (stage !== null) {
    const from = stage.from === null ? '' : `${stage.from} → `
    lines.push({ kind: 'change', text: `${name}: ${from}${stage.to}` })
  }
  for (const text of removed) lines.push({ kind: 'remove', text: `${name}: ${text}` })
  // The timeline tells of the move as well.
  const move = `Moved ${stage?.from} → ${stage?.to}`
  for (const text of added.filter((one) => !one.startsWith(move))) {
    lines.push({ kind: 'add', text: `${name}: ${text}` })
  }
  return lines
}

type State = NonNullable<DeliveryPreview['bookings'][number]['before']>

function bookingLine(
  { eventType, title, before, after }: DeliveryPreview['bookings'][number],
  now: Date,
): PreviewLine | null {
  const name = eventType ?? title ?? commonTexts.booking
  const words = ({ status, startTime }: State) =>
    startTime === null
      ? bookingWords[status].label
      : `${bookingWords[status].label}, ${dateAndTime(startTime, viewerZone(), now)}`
  if (after === null) return before && { kind: 'remove', text: `${name}: ${words(before)}` }
  if (before === null) return { kind: 'add', text: `${name}: ${words(after)}` }
  if (words(before) !== words(after)) {
    return { kind: 'change', text: `${name}: ${words(before)} → ${words(after)}` }
  }
  return before.leadId === after.leadId
    ? { kind: 'change', text: `${name}: another end` }
    : { kind: 'change', text: `${name}: goes to another lead` }
}
