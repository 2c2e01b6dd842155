import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type ParsedLocation,
  redirect,
} from '@tanstack/react-router'

import { PageError, PageLoading, PageMissing } from './components/page-states.tsx'
import { codeOf } from './errors.ts'
import { oneOf, parseSearch, safePath, stringifySearch, textOf } from './search-params.ts'
import { queryClient, trpc } from './trpc.ts'
import { type EntryGroup, entryGroups, type OutcomeFilter, outcomeFilters } from './words.ts'

/** What the list of leads shows: a search, stages' ids joined by commas, an order. */
type LeadsSearch = {
  q?: string | undefined
  stage?: string | undefined
  sort?: 'created' | 'name' | undefined
}

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
  },
  component: lazyRouteComponent(() => import('./access/login-page.tsx'), 'LoginPage'),
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
  validateSearch: (search): LeadsSearch => ({
    q: textOf(search['q']),
    stage: textOf(search['stage']),
    sort: oneOf(['created', 'name'], search['sort']),
  }),
  loader: () => queryClient.ensureQueryData(trpc.pipeline.stages.queryOptions()),
  component: lazyRouteComponent(() => import('./leads/leads-page.tsx'), 'LeadsPage'),
})

const leadRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/leads/$leadId',
  validateSearch: (search): { show?: EntryGroup | undefined } => ({
    show: oneOf(entryGroups, search['show']),
  }),
  loader: ({ params }) =>
    Promise.all([
      queryClient.ensureQueryData(trpc.lead.byId.queryOptions({ id: params.leadId })),
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

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/integrations', replace: true })
  },
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

const deliveryRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/deliveries/$deliveryId',
  loader: ({ params }) =>
    queryClient.ensureQueryData(trpc.delivery.byId.queryOptions({ id: params.deliveryId })),
  component: lazyRouteComponent(() => import('./deliveries/delivery-page.tsx'), 'DeliveryPage'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    setupRoute,
    loginRoute,
    appRoute.addChildren([
      homeRoute,
      leadsRoute,
      leadRoute,
      unmatchedRoute,
      settingsRoute,
      integrationsRoute,
      apiKeysRoute,
      deliveryRoute,
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
  }
}

async function isSetUp(): Promise<boolean> {
  const { done } = await queryClient.ensureQueryData(trpc.setup.status.queryOptions())
  return done
}

async function isSignedIn(): Promise<boolean> {
  try {
    await queryClient.ensureQueryData(trpc.workspace.current.queryOptions())
    return true
  } catch (error) {
    if (codeOf(error) === 'UNAUTHORIZED') return false
    throw error
  }
}

async function requireSession(location: ParsedLocation): Promise<void> {
  if (await isSignedIn()) return
  if (!(await isSetUp())) throw redirect({ to: '/setup' })
  const next = location.href === '/' ? undefined : safePath(location.href)
  throw redirect({ to: '/login', search: { next } })
}
