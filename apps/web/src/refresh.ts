import { matchQuery, type Query } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

import { tintFor } from './components/tint.ts'
import { fetchAgain } from './fetch-again.ts'
import { queryClient, trpc } from './trpc.ts'

type Change = { kinds: readonly string[]; leadIds: readonly string[] }

/**
 * Whether changes of the workspace can touch what `query` asks for. What the server finds at its own address they do not,
 * and it asks for itself only so often.
 */
export function isTouched(query: Query): boolean {
  return !matchQuery(trpc.endpoint.checkAddress.pathFilter(), query)
}

const shortestGap = 1000
// Beyond this a list is not fetched again by itself: it would take one request after the other.
const mostPagesRefetched = 10

let pending = nothing()
let due: number | undefined
let lastRefresh = 0

/**
 * Fetches again what is on the screen and touched by `change`: at once, and while changes keep coming, once
 * a second for all of them.
 */
export function refreshSoon(change: Change): void {
  for (const kind of change.kinds) pending.kinds.add(kind)
  for (const id of change.leadIds) pending.leadIds.add(id)
  if (change.kinds.includes('lead') && change.leadIds.length === 0) pending.anyLead = true
  due ??= window.setTimeout(refresh, Math.max(0, lastRefresh + shortestGap - Date.now()))
}

function refresh() {
  const { kinds, leadIds, anyLead } = pending
  pending = nothing()
  due = undefined
  lastRefresh = Date.now()
  for (const kind of kinds) {
    if (isKnown(kind)) refreshers[kind](anyLead ? new Set() : leadIds)
    else void fetchAgain(queryClient)
  }
  if (kinds.has('lead') || kinds.has('delivery')) {
    refetchShort(trpc.booking.unmatched)
    refetchShort(trpc.booking.ignored)
  }
  markChanged(leadIds, true)
  setTimeout(markChanged, tintFor, leadIds, false)
}

function nothing() {
  return { kinds: new Set<string>(), leadIds: new Set<string>(), anyLead: false }
}

const refreshers = {
  /** No ids mean any lead. */
  lead: (leadIds: Set<string>) => {
    const { list, board, counts, choices, byId, samePerson, timeline } = trpc.lead
    refetchShort(list)
    void fetchAgain(queryClient, board.pathFilter())
    void fetchAgain(queryClient, counts.pathFilter())
    void fetchAgain(queryClient, choices.pathFilter())
    void fetchAgain(queryClient, samePerson.pathFilter())
    void fetchAgain(queryClient, timeline.pathFilter())
    void fetchAgain(queryClient, trpc.booking.history.pathFilter())
    // Which lead its booking has now.
    void fetchAgain(queryClient, trpc.delivery.byId.pathFilter())
    if (leadIds.size === 0) void fetchAgain(queryClient, byId.pathFilter())
    for (const id of leadIds) void fetchAgain(queryClient, byId.queryFilter({ id }))
  },
  import: () => {
    // Not what a file would do: that takes long, and is asked for anew where it is shown.
    void fetchAgain(queryClient, trpc.lead.import.status.pathFilter())
    void fetchAgain(queryClient, trpc.lead.import.list.pathFilter())
  },
  delivery: () => {
    const { list, counts, byId, preview } = trpc.delivery
    refetchShort(list)
    void fetchAgain(queryClient, counts.pathFilter())
    void fetchAgain(queryClient, byId.pathFilter())
    void fetchAgain(queryClient, preview.pathFilter())
    void fetchAgain(queryClient, trpc.endpoint.pathFilter({ predicate: isTouched }))
    void fetchAgain(queryClient, trpc.alarm.watched.pathFilter())
  },
  pipeline: () => {
    void fetchAgain(queryClient, trpc.pipeline.pathFilter())
    // Views name stages, and what happened is told by them.
    void fetchAgain(queryClient, trpc.view.pathFilter())
    void fetchAgain(queryClient, trpc.insight.pathFilter())
  },
  endpoint: () => {
    void fetchAgain(queryClient, trpc.endpoint.pathFilter({ predicate: isTouched }))
    void fetchAgain(queryClient, trpc.reconcile.settings.pathFilter())
  },
  alarm: () => void fetchAgain(queryClient, trpc.alarm.pathFilter()),
  access: () => {
    void fetchAgain(queryClient, trpc.member.pathFilter())
    // Who can own leads, and the names of those who share views.
    void fetchAgain(queryClient, trpc.lead.choices.pathFilter())
    void fetchAgain(queryClient, trpc.view.pathFilter())
    void fetchAgain(queryClient, trpc.workspace.pathFilter())
    void fetchAgain(queryClient, trpc.audit.pathFilter())
  },
  api_key: () => void fetchAgain(queryClient, trpc.apiKey.pathFilter()),
}

function isKnown(kind: string): kind is keyof typeof refreshers {
  return Object.hasOwn(refreshers, kind)
}

// What is too long to fetch again is marked as outdated only.
function refetchShort(
  list:
    | typeof trpc.lead.list
    | typeof trpc.booking.unmatched
    | typeof trpc.booking.ignored
    | typeof trpc.delivery.list,
) {
  const long = (data: unknown) => pagesOf(data) > mostPagesRefetched
  const short = list.pathFilter({ predicate: ({ state }) => !long(state.data) })
  const rest = list.pathFilter({ predicate: ({ state }) => long(state.data) })
  void fetchAgain(queryClient, short)
  void fetchAgain(queryClient, { ...rest, refetchType: 'none' })
}

function pagesOf(data: unknown): number {
  const isPaged = typeof data === 'object' && data !== null && 'pages' in data
  return isPaged && Array.isArray(data.pages) ? data.pages.length : 0
}

const changed = new Set<string>()
const listeners = new Set<() => void>()

/** Whether this lead changed, here or elsewhere, within the last second and a half. */
export function useJustChanged(leadId: string): boolean {
  return useSyncExternalStore(subscribe, () => changed.has(leadId))
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function markChanged(leadIds: Set<string>, present: boolean) {
  for (const id of leadIds) {
    if (present) changed.add(id)
    else changed.delete(id)
  }
  for (const listener of listeners) listener()
}
