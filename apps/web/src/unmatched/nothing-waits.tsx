import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { EmptyState } from '../components/page-states.tsx'
import { useMay } from '../may.ts'
import { trpc } from '../trpc.ts'

/** What is said while no booking waits; on the first day, the way to get bookings at all. */
export function NothingWaits() {
  const maySet = useMay('settings:write')
  const { data: endpoints } = useQuery({
    ...trpc.endpoint.list.queryOptions(),
    enabled: maySet,
  })
  const isUnconnected = endpoints?.every(({ secret }) => secret === null) ?? false
  return (
    <EmptyState
      title="No booking waits"
      action={
        isUnconnected && (
          <Button renderRoot={(props) => <Link to="/settings/integrations" {...props} />}>
            Connect Cal.com
          </Button>
        )
      }
    >
      Bookings made through Cal.com with an email address that no lead has will wait here, until you
      say whose they are.
    </EmptyState>
  )
}
