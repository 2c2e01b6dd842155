import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import {
  createTRPCOptionsProxy,
  type inferInput,
  type inferOutput,
} from '@trpc/tanstack-react-query'

import type { AppRouter } from '@solar-capture/api/router'

import { codeOf } from './errors.ts'

const signedOutListeners = new Set<() => void>()

/** Calls `listener` whenever the server says that nobody is signed in; returns how to stop that. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

function noticeSignedOut(error: unknown) {
  if (codeOf(error) === 'UNAUTHORIZED') for (const listener of signedOutListeners) listener()
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      // The live subscription tells what changed, so nothing goes stale by age alone.
      staleTime: 5 * 60_000,
      retry: (failures, error) => codeOf(error) === null && failures < 2,
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
  },
})

/** The API called directly, where react-query's options do not fit. */
export const client = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({ url: '/trpc' }),
      false: httpBatchLink({ url: '/trpc', maxItems: 10 }),
    }),
  ],
})

/** Every procedure of the API, as options for react-query. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient })

export type Workspace = inferOutput<typeof trpc.workspace.current>
export type Stage = inferOutput<typeof trpc.pipeline.stages>[number]
export type LeadRow = inferOutput<typeof trpc.lead.list>['items'][number]
export type LeadSort = NonNullable<inferInput<typeof trpc.lead.list>['sort']>
export type Lead = inferOutput<typeof trpc.lead.byId>
export type Booking = Lead['bookings'][number]
export type TimelineEntry = Lead['timeline'][number]
export type WaitingBooking = inferOutput<typeof trpc.booking.unmatched>['items'][number]
export type Suggestion = WaitingBooking['suggestions'][number]
export type Endpoint = inferOutput<typeof trpc.endpoint.list>[number]
export type EndpointHealth = inferOutput<typeof trpc.endpoint.status>
export type Delivery = inferOutput<typeof trpc.delivery.list>['items'][number]
export type ApiKey = inferOutput<typeof trpc.apiKey.list>[number]
