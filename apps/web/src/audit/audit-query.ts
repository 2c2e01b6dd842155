import { infiniteQueryOptions } from '@tanstack/react-query'

import type { AuditGroup } from '@solar-capture/core/audit'

import { client, trpc } from '../trpc.ts'

/** What the audit log shows: a group of actions, a person, and days (`2026-11-25`) in the viewer's own zone. */
export type AuditSearch = {
  group?: AuditGroup | undefined
  who?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** Pages of the audit log. The day `to` is included. */
export function auditQuery({ group, who, from, to }: AuditSearch) {
  const filter = {
    ...(group === undefined ? {} : { group }),
    ...(who === undefined ? {} : { actorId: who }),
    ...(from === undefined ? {} : { from: startOf(from, 0) }),
    ...(to === undefined ? {} : { to: startOf(to, 1) }),
    limit: 100,
  }
  return infiniteQueryOptions({
    queryKey: trpc.audit.list.infiniteQueryKey(filter),
    // Not trpc's own options: those add a direction to the input, which the API refuses as unknown.
    queryFn: ({ pageParam, signal }) => {
      const input = pageParam === null ? filter : { ...filter, cursor: pageParam }
      return client.audit.list.query(input, { signal })
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  })
}

const firstPage: string | null = null

/** Whether a text is a day as `2026-11-25`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(new Date(`${text}T00:00:00`).getTime())
}

// The start of a day, or of the one after it, here; days are not always 24 hours long.
function startOf(day: string, daysLater: number): string {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + daysLater)
  return date.toISOString()
}
