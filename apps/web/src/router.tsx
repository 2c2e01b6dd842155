import {
  createBrowserHistory,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'

import { appRoute, rootRoute } from './app-route.tsx'
import { pageWindow } from './components/open-dialogs.ts'
import { PageError, PageLoading, PageMissing } from './components/page-states.tsx'
import { type DeliveriesSearch, readDeliveriesSearch } from './deliveries/deliveries-search.ts'
import { type ImportSearch, readImportSearch } from './import/import-search.ts'
import { type InsightsSearch, readInsightsSearch } from './insights/insights-search.ts'
import { openLead } from './lead/open-lead.ts'
import { type LeadsSearch, readLeadsSearch } from './leads/leads-search.ts'
import { oneOf, parseSearch, safePath, stringifySearch, textOf } from './search-params.ts'
import { settingsRoutes } from './settings-routes.tsx'
import { type EntryGroup, entryGroups } from './state-words.ts'
import * as frameTexts from './texts/frame.ts'
import * as userMenuTexts from './texts/user-menu.ts'
import { queryClient, trpc } from './trpc.ts'
import { findStranded, isSetUp, isSignedIn } from './who-is-here.ts'

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
  staticData: { name: frameTexts.leads },
  validateSearch: (search): LeadsSearch => readLeadsSearch(search),
  loader: () => queryClient.ensureQueryData(trpc.pipeline.stages.queryOptions()),
  component: lazyRouteComponent(() => import('./leads/leads-page.tsx'), 'LeadsPage'),
})

const importRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/leads/import',
  staticData: { name: frameTexts.importLeads },
  validateSearch: (search): ImportSearch => readImportSearch(search),
  loader: () => queryClient.ensureQueryData(trpc.lead.import.list.queryOptions()),
  component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
})

const leadRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/leads/$leadId',
  staticData: { name: frameTexts.lead },
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
  staticData: { name: frameTexts.unmatched },
  validateSearch: (search): { booking?: string | undefined } => ({
    booking: textOf(search['booking']),
  }),
  component: lazyRouteComponent(() => import('./unmatched/unmatched-page.tsx'), 'UnmatchedPage'),
})

const ignoredRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/unmatched/ignored',
  staticData: { name: frameTexts.ignored },
  component: lazyRouteComponent(() => import('./unmatched/ignored-page.tsx'), 'IgnoredPage'),
})

const accountRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/account',
  staticData: { name: userMenuTexts.account },
  loader: () =>
    Promise.all([
      queryClient.ensureQueryData(trpc.account.security.queryOptions()),
      queryClient.ensureQueryData(trpc.account.sessions.queryOptions()),
    ]),
  component: lazyRouteComponent(() => import('./account/account-page.tsx'), 'AccountPage'),
})

const deliveriesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/deliveries',
  staticData: { name: frameTexts.deliveries },
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
  staticData: { name: frameTexts.insights },
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
      ignoredRoute,
      accountRoute,
      ...settingsRoutes,
      deliveriesRoute,
      deliveryRoute,
      insightsRoute,
    ]),
  ]),
  history: createBrowserHistory({ window: pageWindow }),
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
  interface StaticDataRouteOption {
    /** What the page is called when what it shows could not be loaded. */
    name?: string
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
