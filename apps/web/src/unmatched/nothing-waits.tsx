import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { EmptyState } from '../components/page-states.tsx'
import { useMay } from '../may.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/unmatched.ts'
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
      title={texts.nothingWaits}
      action={
        isUnconnected && (
          <Button renderRoot={(props) => <Link to="/settings/integrations" {...props} />}>
            {commonTexts.connectCalcom}
          </Button>
        )
      }
    >
      {texts.nothingWaitsText}
    </EmptyState>
  )
}
