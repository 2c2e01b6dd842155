import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import {
  createTRPCOptionsProxy,
  type inferInput,
  type inferOutput,
} from '@trpc/tanstack-react-query'

import type { AppRouter } from '@solar-capture/api/router'

import { codeOf } from './errors.ts'
import { fetchAgain } from './fetch-again.ts'
import { askForProof } from './proof/asked-proof.ts'
import { proofLink } from './proof/proof-link.ts'

const signedOutListeners = new Set<() => void>()

/** Calls `listener` whenever the server says that nobody is signed in; returns how to stop that. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

// Another window of this browser may be the one that gets the token.
const patienceMs = 500
let asking: Promise<void> | null = null

/**
 * Whoever changes how they sign in gets another session token. What is asked while that is under way is refused, but
 * nobody is signed out: so it is asked again once the token is there.
 */
async function askWhetherSignedOut(): Promise<void> {
  await accountSettled()
  await new Promise((resolve) => setTimeout(resolve, patienceMs))
  const error = await client.workspace.current.query().then(
    () => null,
    (reason: unknown) => reason,
  )
  asking = null
  if (error === null) return fetchAgain(queryClient)
  if (codeOf(error) === 'UNAUTHORIZED') for (const listener of signedOutListeners) listener()
}

/** Resolves once nothing of one's own account is being changed. */
function accountSettled(): Promise<void> {
  const isPending = () => queryClient.isMutating({ mutationKey: trpc.account.pathKey() }) > 0
  if (!isPending()) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = queryClient.getMutationCache().subscribe(() => {
      if (isPending()) return
      stop()
      resolve()
    })
  })
}

function noticeAccess(error: unknown) {
  const code = codeOf(error)
  if (code === 'UNAUTHORIZED' && signedOutListeners.size > 0) asking ??= askWhetherSignedOut()
  // This window shows a workspace that another window has left: nothing here is right any more.
  if (code === 'PRECONDITION_FAILED') window.location.assign('/')
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeAccess }),
  mutationCache: new MutationCache({ onError: noticeAccess }),
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
    proofLink(askForProof),
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: httpSubscriptionLink({ url: '/trpc' }),
      false: httpBatchLink({ url: '/trpc', maxItems: 10, headers: shownWorkspace }),
    }),
  ],
})

/** Every procedure of the API, as options for react-query. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient })

/** The context of what is asked whichever workspace the session shows. */
export const inAnyWorkspace = { isInAnyWorkspace: true }

/** Says which workspace this window shows, so that nothing is done in another one. */
function shownWorkspace({ opList }: { opList: { context: object }[] }): Record<string, string> {
  if (opList.some(({ context }) => 'isInAnyWorkspace' in context)) return {}
  const shown = queryClient.getQueryData(trpc.workspace.current.queryKey())
  return shown === undefined ? {} : { 'x-solar-capture-workspace': shown.id }
}

export type Workspace = inferOutput<typeof trpc.workspace.current>
export type Stage = inferOutput<typeof trpc.pipeline.stages>[number]

export type EventType = inferOutput<typeof trpc.pipeline.eventTypes>[number]

export type SimulatedMove = inferOutput<typeof trpc.pipeline.simulateRules>['leads'][number]
export type LeadView = inferOutput<typeof trpc.view.list>[number]
export type LeadRow = inferOutput<typeof trpc.lead.list>['items'][number]
export type LeadSort = NonNullable<inferInput<typeof trpc.lead.list>['sort']>
export type Lead = inferOutput<typeof trpc.lead.byId>
export type Booking = Lead['bookings'][number]
export type BookingFact = inferOutput<typeof trpc.booking.history>[number]
export type TimelineEntry = Lead['timeline'][number]
export type WaitingBooking = inferOutput<typeof trpc.booking.unmatched>['items'][number]
export type IgnoredBooking = inferOutput<typeof trpc.booking.ignored>['items'][number]
export type Suggestion = WaitingBooking['suggestions'][number]
export type Endpoint = inferOutput<typeof trpc.endpoint.list>[number]
export type EndpointHealth = inferOutput<typeof trpc.endpoint.status>
export type Delivery = inferOutput<typeof trpc.delivery.list>['items'][number]
export type DeliveryDetail = inferOutput<typeof trpc.delivery.byId>
export type DeliverySaid = inferOutput<typeof trpc.delivery.reveal>
export type DeliveryPreview = inferOutput<typeof trpc.delivery.preview>
export type DeliveryCounts = inferOutput<typeof trpc.delivery.counts>['byOutcome']
export type Funnel = inferOutput<typeof trpc.insight.funnel>
export type TimesToBooked = inferOutput<typeof trpc.insight.timeToBooked>
export type Outcomes = inferOutput<typeof trpc.insight.outcomes>
export type Member = inferOutput<typeof trpc.member.list>[number]
export type Invitation = inferOutput<typeof trpc.member.invitations>[number]
export type AuditEntry = inferOutput<typeof trpc.audit.list>['items'][number]
export type Security = inferOutput<typeof trpc.account.security>
export type Session = inferOutput<typeof trpc.account.sessions>[number]
export type Alarm = inferOutput<typeof trpc.alarm.list>['items'][number]
export type WatchedEndpoint = inferOutput<typeof trpc.alarm.watched>[number]
export type AlarmSettings = inferOutput<typeof trpc.alarm.settings>
export type BookingComparison = inferOutput<typeof trpc.reconcile.compare>
export type CalcomGap = BookingComparison['gaps'][number]
export type CompareSource = inferInput<typeof trpc.reconcile.compare>['source']
export type CalcomApi = inferOutput<typeof trpc.reconcile.settings>
export type ReconcileResult = inferOutput<typeof trpc.reconcile.applyGaps>
export type ApiKey = inferOutput<typeof trpc.apiKey.list>[number]
