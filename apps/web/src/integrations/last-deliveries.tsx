import { NativeSelect, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { LoadError } from '../components/page-states.tsx'
import { Section } from '../components/section.tsx'
import { count } from '../format.ts'
import { oneOf } from '../search-params.ts'
import { type EndpointHealth, trpc } from '../trpc.ts'
import { outcomeFilters, outcomeWords, type OutcomeFilter } from '../words.ts'
import { DeliveryList } from './delivery-list.tsx'

const route = getRouteApi('/app/settings/integrations')

type Props = {
  endpointId: string
  health: EndpointHealth | undefined
  outcome: OutcomeFilter | undefined
}

/** What this account sent last, refused requests among it, and the way to all of it. */
export function LastDeliveries({ endpointId, health, outcome }: Props) {
  const navigate = route.useNavigate()
  const list = useQuery(
    trpc.delivery.list.queryOptions({
      endpointId,
      ...(outcome === undefined ? {} : { outcome }),
      limit: 20,
    }),
  )
  const deliveries = list.data?.items ?? []

  return (
    <Section
      title="Last deliveries"
      actions={
        <NativeSelect
          size="xs"
          aria-label="Show deliveries"
          value={outcome ?? ''}
          onChange={({ currentTarget }) =>
            void navigate({
              search: (search) => ({
                ...search,
                outcome: oneOf(outcomeFilters, currentTarget.value),
              }),
              replace: true,
              resetScroll: false,
            })
          }
          data={[
            { value: '', label: 'All outcomes' },
            ...outcomeFilters.map((value) => ({ value, label: outcomeWords[value].label })),
          ]}
        />
      }
    >
      {health !== undefined && <p className="muted small numbers">{dayInWords(health.last24h)}</p>}
      {list.isPending ? (
        <Skeleton height={120} />
      ) : list.isError ? (
        <LoadError error={list.error} retry={() => void list.refetch()} />
      ) : deliveries.length === 0 ? (
        <p className="muted">
          {outcome === undefined
            ? 'Nothing has arrived yet. Every request from Cal.com will be listed here, refused ones too.'
            : 'None with this outcome.'}
        </p>
      ) : (
        <>
          <DeliveryList deliveries={deliveries} />
          <p>
            <Link
              to="/deliveries"
              search={{ endpoint: endpointId, outcome }}
              className="quiet-link"
            >
              All deliveries of this account
            </Link>
          </p>
        </>
      )}
    </Section>
  )
}

function dayInWords({ applied, unmatched, rejected, other }: EndpointHealth['last24h']): string {
  const parts = [
    `${count(applied)} applied`,
    `${count(unmatched)} without a lead`,
    `${count(rejected)} refused`,
    `${count(other)} other`,
  ]
  return `Last 24 hours: ${parts.join(' · ')}`
}
