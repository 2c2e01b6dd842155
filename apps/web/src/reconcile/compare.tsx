import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'

import { errorText } from '../errors.ts'
import * as texts from '../texts/reconcile.tsx'
import { client, type Endpoint } from '../trpc.ts'
import { ApiSource } from './api-source.tsx'
import { ChooseListing } from './choose-listing.tsx'
import { Found } from './found.tsx'
import { ListingProblem, readListing } from './read-listing.ts'
import styles from './reconcile.module.css'

/** Takes a list of Cal.com's bookings and shows what is missing here. A file is forgotten when the page is left. */
export function Compare({ endpoint }: { endpoint: Endpoint }) {
  const compare = useMutation({
    mutationFn: async (from: File | null) => {
      const source = from === null ? ({ kind: 'api' } as const) : await readListing(from)
      const comparison = await client.reconcile.compare.mutate({
        endpointId: endpoint.id,
        source,
      })
      return { name: from?.name ?? texts.theApi, source, comparison }
    },
    gcTime: 0,
  })
  if (compare.isSuccess) {
    const { name, source, comparison } = compare.data
    return (
      <>
        <div className={styles['source']}>
          <span className="muted wrap">{texts.from(name)}</span>
          <Button variant="default" size="compact-sm" onClick={() => compare.reset()}>
            {texts.another}
          </Button>
        </div>
        <Found
          endpoint={endpoint}
          source={source}
          comparison={comparison}
          onAgain={() => compare.mutate(compare.variables)}
        />
      </>
    )
  }
  const asked = compare.isPending ? compare.variables : undefined
  const problem = compare.error === null ? null : problemText(compare.error)
  const isOfApi = compare.variables === null
  return (
    <div className={styles['steps']}>
      <ChooseListing
        comparing={asked?.name ?? null}
        onChosen={(file) => compare.mutate(file)}
        problem={isOfApi ? null : problem}
      />
      <ApiSource
        endpointId={endpoint.id}
        isComparing={asked === null}
        problem={isOfApi ? problem : null}
        onCompare={() => compare.mutate(null)}
      />
    </div>
  )
}

function problemText(error: unknown): string {
  return error instanceof ListingProblem ? error.message : errorText(error)
}
