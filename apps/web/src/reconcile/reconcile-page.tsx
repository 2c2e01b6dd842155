import { IconArrowLeft } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { EmptyState, PageMissing } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { useMay } from '../may.ts'
import * as texts from '../texts/reconcile.tsx'
import { trpc } from '../trpc.ts'
import { Compare } from './compare.tsx'

const route = getRouteApi('/app/settings/integrations/compare')

/** Compares what Cal.com lists with what is here of one account, and brings in what is missing. */
export function ReconcilePage() {
  const search = route.useSearch()
  const maySet = useMay('settings:write')
  const { data: endpoints } = useSuspenseQuery(trpc.endpoint.list.queryOptions())
  const endpoint =
    search.endpoint === undefined
      ? endpoints[0]
      : endpoints.find(({ id }) => id === search.endpoint)
  if (endpoint === undefined) return <PageMissing />
  return (
    <Page
      name={texts.title}
      heading={texts.title}
      lead={texts.lead(<strong className="wrap">{endpoint.name}</strong>)}
      above={
        <Link to="/settings/integrations" search={{ endpoint: endpoint.id }} className="back-link">
          <IconArrowLeft size={16} aria-hidden />
          {texts.back}
        </Link>
      }
      narrow
    >
      {maySet ? (
        <Compare key={endpoint.id} endpoint={endpoint} />
      ) : (
        <EmptyState title={texts.title}>{texts.notAllowed}</EmptyState>
      )}
    </Page>
  )
}
