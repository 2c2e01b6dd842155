import { NativeSelect, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { LoadError } from '../components/page-states.tsx'
import { Section } from '../components/section.tsx'
import { oneOf } from '../search-params.ts'
import { outcomeFilters, type OutcomeFilter } from '../state-words.ts'
import * as deliveriesTexts from '../texts/deliveries.ts'
import * as texts from '../texts/integrations.tsx'
import { trpc } from '../trpc.ts'
import { outcomeWords } from '../words.ts'
import { DeliveryList } from './delivery-list.tsx'

const route = getRouteApi('/app/settings/integrations')

type Props = { endpointId: string; outcome: OutcomeFilter | undefined }

/** What this account sent last, refused requests among it, and the way to all of it. */
export function LastDeliveries({ endpointId, outcome }: Props) {
  const navigate = route.useNavigate()
  const list = useQuery(
    trpc.delivery.list.queryOptions({
      endpointId,
      ...(outcome === undefined ? {} : { outcome }),
      limit: 20,
    }),
  )
  const deliveries = list.data?.items ?? []
  const hasNone = list.isSuccess && deliveries.length === 0 && outcome === undefined

  return (
    <Section
      title={texts.lastDeliveries}
      actions={
        !hasNone && (
          <NativeSelect
            size="xs"
            aria-label={texts.showDeliveries}
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
              { value: '', label: texts.allOutcomes },
              ...outcomeFilters.map((value) => ({ value, label: outcomeWords[value].label })),
            ]}
          />
        )
      }
    >
      {list.isPending ? (
        <Skeleton height={120} aria-busy role="status" aria-label={texts.lastDeliveries} />
      ) : list.isError ? (
        <LoadError error={list.error} retry={() => void list.refetch()} />
      ) : deliveries.length === 0 ? (
        <p className="muted">
          {outcome === undefined ? texts.nothingListed : texts.noneWithOutcome}
          {outcome === 'duplicate' && ` ${deliveriesTexts.noneDuplicateText}`}
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
              {texts.allDeliveries}
            </Link>
          </p>
        </>
      )}
    </Section>
  )
}
