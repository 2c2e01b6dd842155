import { createRoute, lazyRouteComponent } from '@tanstack/react-router'

import { auditGroupNames } from '@solar-capture/core/audit'

import { documentQuery } from './api-docs/document.ts'
import { appRoute } from './app-route.tsx'
import type { AuditSearch } from './audit/audit-query.ts'
import { isDay } from './days.ts'
import { oneOf, textOf } from './search-params.ts'
import { type OutcomeFilter, outcomeFilters } from './state-words.ts'
import { settingsPages } from './texts/frame.ts'
import { queryClient, trpc } from './trpc.ts'

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./frame/settings-page.tsx'), 'SettingsPage'),
})

const pipelineRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/pipeline',
  staticData: { name: settingsPages.pipeline.label },
  // What is edited is not what was there a while ago.
  loader: () => queryClient.fetchQuery(trpc.pipeline.stages.queryOptions()),
  component: lazyRouteComponent(() => import('./pipeline/pipeline-page.tsx'), 'PipelinePage'),
})

const rulesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/rules',
  staticData: { name: settingsPages.rules.label },
  // As for the pipeline: rules name stages that may have been merged since.
  loader: () =>
    Promise.all([
      queryClient.fetchQuery(trpc.pipeline.stages.queryOptions()),
      queryClient.fetchQuery(trpc.pipeline.rules.queryOptions()),
      queryClient.fetchQuery(trpc.pipeline.eventTypes.queryOptions()),
    ]),
  component: lazyRouteComponent(() => import('./rules/rules-page.tsx'), 'RulesPage'),
})

const membersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/members',
  staticData: { name: settingsPages.members.label },
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
  staticData: { name: settingsPages.workspace.label },
  component: lazyRouteComponent(() => import('./workspace/workspace-page.tsx'), 'WorkspacePage'),
})

const auditRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/audit',
  staticData: { name: settingsPages.audit.label },
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
  staticData: { name: settingsPages.integrations.label },
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

const reconcileRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations/compare',
  validateSearch: (
    search,
  ): { endpoint?: string | undefined; show?: 'here' | 'both' | undefined } => ({
    endpoint: textOf(search['endpoint']),
    show: oneOf(['here', 'both'], search['show']),
  }),
  loader: () => queryClient.ensureQueryData(trpc.endpoint.list.queryOptions()),
  component: lazyRouteComponent(() => import('./reconcile/reconcile-page.tsx'), 'ReconcilePage'),
})

const alarmsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/alarms',
  staticData: { name: settingsPages.alarms.label },
  loader: () =>
    Promise.all([
      queryClient.ensureQueryData(trpc.alarm.list.queryOptions({})),
      queryClient.ensureQueryData(trpc.alarm.watched.queryOptions()),
      queryClient.ensureQueryData(trpc.endpoint.list.queryOptions()),
      queryClient.ensureQueryData(trpc.alarm.settings.queryOptions()),
    ]),
  component: lazyRouteComponent(() => import('./alarms/alarms-page.tsx'), 'AlarmsPage'),
})

const apiKeysRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/api-keys',
  staticData: { name: settingsPages.apiKeys.label },
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

/** The routes of the settings. */
export const settingsRoutes = [
  settingsRoute,
  pipelineRoute,
  rulesRoute,
  membersRoute,
  workspaceRoute,
  auditRoute,
  integrationsRoute,
  reconcileRoute,
  alarmsRoute,
  apiKeysRoute,
  apiRoute,
] as const

function dayOf(value: unknown): string | undefined {
  const text = textOf(value)
  return text !== undefined && isDay(text) ? text : undefined
}
