import { NativeSelect, Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'

import { LoadError } from '../components/page-states.tsx'
import { Section } from '../components/section.tsx'
import { deliveriesQuery } from '../deliveries/deliveries-query.ts'
import { DeliveryList } from '../deliveries/delivery-list.tsx'
import { count } from '../format.ts'
import { oneOf } from '../search-params.ts'
import type { EndpointHealth } from '../trpc.ts'
import { outcomeFilters, outcomeWords, type OutcomeFilter } from '../words.ts'

const route = getRouteApi('/app/settings/integrations')

type Props = {
  endpointId: string
  health: EndpointHealth | undefined
  outcome: OutcomeFilter | undefined
}

/** What this account sent, the latest first, refused requests among it. */
export function LastDeliveries({ endpointId, health, outcome }: Props) {
  const navigate = route.useNavigate()
  const list = useInfiniteQuery(
    deliveriesQuery({ endpointId, ...(outcome === undefined ? {} : { outcome }), limit: 20 }),
  )
  const deliveries = list.data?.pages.flatMap((page) => page.items) ?? []
  const more = list.hasNextPage ? () => void list.fetchNextPage() : null

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
        <DeliveryList deliveries={deliveries} onMore={more} loadingMore={list.isFetchingNextPage} />
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
