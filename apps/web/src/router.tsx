import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type ParsedLocation,
  redirect,
} from '@tanstack/react-router'

import { auditGroupNames } from '@solar-capture/core/audit'

import { documentQuery } from './api-docs/document.ts'
import type { AuditSearch } from './audit/audit-query.ts'
import { PageError, PageLoading, PageMissing } from './components/page-states.tsx'
import { isDay } from './days.ts'
import { type DeliveriesSearch, readDeliveriesSearch } from './deliveries/deliveries-search.ts'
import { type InsightsSearch, readInsightsSearch } from './insights/insights-search.ts'
import { openLead } from './lead/open-lead.ts'
import { type LeadsSearch, readLeadsSearch } from './leads/leads-search.ts'
import { oneOf, parseSearch, safePath, stringifySearch, textOf } from './search-params.ts'
import { queryClient, trpc } from './trpc.ts'
import { findStranded, isSetUp, isSignedIn } from './who-is-here.ts'
import { type EntryGroup, entryGroups, type OutcomeFilter, outcomeFilters } from './words.ts'

const rootRoute = createRootRoute({ notFoundComponent: PageMissing, errorComponent: PageError })

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  beforeLoad: async () => {
    if (await isSetUp()) throw redirect({ to: (await isSignedIn()) ? '/leads' : '/login' })
  },
  component: lazyRouteComponent(() => import('./access/setup-page.tsx'), 'SetupPage'),
})

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search): { next?: string | undefined } => ({ next: safePath(search['next']) }),
  beforeLoad: async ({ search }) => {
    if (!(await isSetUp())) throw redirect({ to: '/setup' })
    if (await isSignedIn()) throw redirect({ href: search.next ?? '/leads' })
    return { stranded: await findStranded() }
  },
  component: lazyRouteComponent(() => import('./access/login-page.tsx'), 'LoginPage'),
})

const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  component: lazyRouteComponent(() => import('./access/join-page.tsx'), 'JoinPage'),
})

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset',
  component: lazyRouteComponent(() => import('./access/reset-page.tsx'), 'ResetPage'),
})

/** Everything behind the sign-in, inside the frame. */
const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  beforeLoad: ({ location }) => requireSession(location),
  component: lazyRouteComponent(() => import('./frame/frame.tsx'), 'Frame'),
})

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/leads', replace: true })
  },
})

const leadsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/leads',
  validateSearch: (search): LeadsSearch => readLeadsSearch(search),
  loader: () => queryClient.ensureQueryData(trpc.pipeline.stages.queryOptions()),
  component: lazyRouteComponent(() => import('./leads/leads-page.tsx'), 'LeadsPage'),
})

const importRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/leads/import',
  validateSearch: (search): { id?: string | undefined } => ({ id: textOf(search['id']) }),
  loader: () => queryClient.ensureQueryData(trpc.lead.import.list.queryOptions()),
  component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
})

const leadRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/leads/$leadId',
  validateSearch: (search): { show?: EntryGroup | undefined } => ({
    show: oneOf(entryGroups, search['show']),
  }),
  loader: ({ params }) =>
    Promise.all([
      openLead(params.leadId),
      queryClient.ensureQueryData(trpc.pipeline.stages.queryOptions()),
    ]),
  component: lazyRouteComponent(() => import('./lead/lead-page.tsx'), 'LeadPage'),
})

const unmatchedRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/unmatched',
  validateSearch: (search): { booking?: string | undefined } => ({
    booking: textOf(search['booking']),
  }),
  component: lazyRouteComponent(() => import('./unmatched/unmatched-page.tsx'), 'UnmatchedPage'),
})

const accountRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/account',
  loader: () =>
    Promise.all([
      queryClient.ensureQueryData(trpc.account.security.queryOptions()),
      queryClient.ensureQueryData(trpc.account.sessions.queryOptions()),
    ]),
  component: lazyRouteComponent(() => import('./account/account-page.tsx'), 'AccountPage'),
})

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./frame/settings-page.tsx'), 'SettingsPage'),
})

const membersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/members',
  loader: () =>
    Promise.all([
      queryClient.ensureQueryData(trpc.member.list.queryOptions()),
      queryClient.ensureQueryData(trpc.member.invitations.queryOptions()),
    ]),
  component: lazyRouteComponent(() => import('./members/members-page.tsx'), 'MembersPage'),
})

const workspaceRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/workspace',
  component: lazyRouteComponent(() => import('./workspace/workspace-page.tsx'), 'WorkspacePage'),
})

const auditRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/audit',
  validateSearch: (search): AuditSearch => ({
    group: oneOf(auditGroupNames, search['group']),
    who: textOf(search['who']),
    from: dayOf(search['from']),
    to: dayOf(search['to']),
  }),
  loader: () => queryClient.ensureQueryData(trpc.member.list.queryOptions()),
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
})

const integrationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations',
  validateSearch: (
    search,
  ): { endpoint?: string | undefined; outcome?: OutcomeFilter | undefined } => ({
    endpoint: textOf(search['endpoint']),
    outcome: oneOf(outcomeFilters, search['outcome']),
  }),
  loader: () => queryClient.ensureQueryData(trpc.endpoint.list.queryOptions()),
  component: lazyRouteComponent(
    () => import('./integrations/integrations-page.tsx'),
    'IntegrationsPage',
  ),
})

const apiKeysRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/api-keys',
  loader: () => queryClient.ensureQueryData(trpc.apiKey.list.queryOptions()),
  component: lazyRouteComponent(() => import('./api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
})

const apiRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/api',
  validateSearch: (search): { q?: string | undefined } => ({ q: textOf(search['q']) }),
  loader: () =>
    Promise.all([
      queryClient.ensureQueryData(documentQuery),
      // For those who may make keys.
      queryClient.ensureQueryData(trpc.apiKey.list.queryOptions()),
    ]),
  component: lazyRouteComponent(() => import('./api-docs/api-page.tsx'), 'ApiPage'),
})

const deliveriesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/deliveries',
  validateSearch: (search): DeliveriesSearch => readDeliveriesSearch(search),
  loader: () => queryClient.ensureQueryData(trpc.endpoint.list.queryOptions()),
  component: lazyRouteComponent(() => import('./deliveries/deliveries-page.tsx'), 'DeliveriesPage'),
})

const deliveryRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/deliveries/$deliveryId',
  validateSearch: (search): { body?: 'raw' | undefined } => ({
    body: oneOf(['raw'], search['body']),
  }),
  loader: ({ params }) =>
    queryClient.ensureQueryData(trpc.delivery.byId.queryOptions({ id: params.deliveryId })),
  component: lazyRouteComponent(() => import('./deliveries/delivery-page.tsx'), 'DeliveryPage'),
})

const insightsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/insights',
  validateSearch: (search): InsightsSearch => readInsightsSearch(search),
  component: lazyRouteComponent(() => import('./insights/insights-page.tsx'), 'InsightsPage'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    setupRoute,
    loginRoute,
    joinRoute,
    resetRoute,
    appRoute.addChildren([
      homeRoute,
      leadsRoute,
      importRoute,
      leadRoute,
      unmatchedRoute,
      accountRoute,
      settingsRoute,
      membersRoute,
      workspaceRoute,
      auditRoute,
      integrationsRoute,
      apiKeysRoute,
      apiRoute,
      deliveriesRoute,
      deliveryRoute,
      insightsRoute,
    ]),
  ]),
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPreload: 'intent',
  defaultPendingMs: 300,
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: PageMissing,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface HistoryState {
    /** What the list of leads showed when a lead was opened from it. */
    leadsSearch?: LeadsSearch
    /** What the list of deliveries showed when one was opened from it. */
    deliveriesSearch?: DeliveriesSearch
    /** On the way to the sign-in: a new password was chosen just now. */
    hasNewPassword?: true
  }
}

function dayOf(value: unknown): string | undefined {
  const text = textOf(value)
  return text !== undefined && isDay(text) ? text : undefined
}

async function requireSession(location: ParsedLocation): Promise<void> {
  if (await isSignedIn()) return
  if (!(await isSetUp())) throw redirect({ to: '/setup' })
  const next = location.href === '/' ? undefined : safePath(location.href)
  throw redirect({ to: '/login', search: { next } })
}
