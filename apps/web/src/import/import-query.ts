import type { inferOutput } from '@trpc/tanstack-react-query'

import * as texts from '../texts/import.ts'
import type { trpc } from '../trpc.ts'

export type LeadImport = inferOutput<typeof trpc.lead.import.status>
export type ImportPreview = inferOutput<typeof trpc.lead.import.preview>

/** Where the rows of a file and what became of them are fetched as CSV. */
export function rowsPath(importId: string, outcome?: 'refused'): string {
  return `/api/leads/imports/${importId}/rows.csv${outcome ? `?outcome=${outcome}` : ''}`
}

/** About how long something still takes, by how much of it is done after so many milliseconds: 'about 2 min left'. */
export function remaining(done: number, total: number, passedMs: number): string | null {
  if (done <= 0 || passedMs < 1_500) return null
  const seconds = Math.ceil(((total - done) * passedMs) / done / 1_000)
  if (seconds < 5) return texts.fewSecondsLeft
  if (seconds < 90) return texts.secondsLeft(Math.ceil(seconds / 5) * 5)
  return texts.minutesLeft(Math.round(seconds / 60))
}
