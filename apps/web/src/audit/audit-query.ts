import { infiniteQueryOptions } from '@tanstack/react-query'

import type { AuditGroup } from '@solar-capture/core/audit'

import { startOfDay } from '../days.ts'
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
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(to === undefined ? {} : { to: startOfDay(to, 1) }),
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
