import { isCalendar, onlyCalcomMeetings } from '@solar-capture/core/reconcile-ics-lines'

import * as texts from '../texts/reconcile.tsx'

/** A file that cannot be compared, and why, in words for who chose it. */
export class ListingProblem extends Error {}

/** A file of Cal.com's, as it is sent. */
export type Listing = { kind: 'csv' | 'ics'; text: string }

// What one request may hold.
const mostCharacters = 900_000
// A calendar is exported whole, with all of its other meetings.
const mostBytes = 50_000_000

/** Reads a CSV or calendar file; of a calendar only Cal.com's meetings. Throws `ListingProblem`. */
export async function readListing(file: File): Promise<Listing> {
  if (isCalendar(await file.slice(0, 1_000).text())) {
    if (file.size > mostBytes) throw new ListingProblem(texts.calendarTooLarge)
  } else if (file.size > 2 * mostCharacters) throw new ListingProblem(texts.tooLarge)
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) throw new ListingProblem(texts.packed)
  const text = decode(bytes)
  if (text.trim() === '') throw new ListingProblem(texts.empty)
  if (!isCalendar(text)) {
    if (text.length > mostCharacters) throw new ListingProblem(texts.tooLarge)
    return { kind: 'csv', text }
  }
  const meetings = onlyCalcomMeetings(text)
  if (meetings.length > mostCharacters) throw new ListingProblem(texts.calendarTooLarge)
  return { kind: 'ics', text: meetings }
}

// A spreadsheet may save it again in its own way.
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
