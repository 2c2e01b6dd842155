import { Tabs } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'

import { EmptyState } from '../components/page-states.tsx'
import * as texts from '../texts/reconcile.tsx'
import type { BookingComparison, CompareSource, Endpoint } from '../trpc.ts'
import { Gaps } from './gaps.tsx'
import { HereOnly, Same, Undecided } from './listed-bookings.tsx'
import styles from './reconcile.module.css'
import { RefusedLines } from './refused-lines.tsx'

const route = getRouteApi('/app/settings/integrations/compare')

type Props = {
  endpoint: Endpoint
  source: CompareSource
  comparison: BookingComparison
  onAgain: () => void
}

/** What comparing found, by where it is. */
export function Found({ endpoint, source, comparison, onAgain }: Props) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  // Comparing again begins anew.
  const [applied, setApplied] = useState(0)
  const { gaps, moreGaps, undecided, onlyHere, differing, inBoth, refused } = comparison
  // The API lists what changed: what it lacks is not missing there.
  const listsAll = source.kind !== 'api'
  const show = search.show === 'here' && !listsAll ? undefined : search.show
  const found = gaps.length + undecided.length + onlyHere.length + differing.length
  return (
    <>
      {found === 0 ? (
        <EmptyState title={inBoth === 0 ? texts.nothingListed : texts.allSame}>
          {inBoth === 0 ? texts.nothingListedText : texts.allSameText(inBoth)}
        </EmptyState>
      ) : (
        <Tabs
          value={show ?? 'calcom'}
          onChange={(value) =>
            void navigate({
              search: { ...search, show: value === 'here' || value === 'both' ? value : undefined },
              replace: true,
            })
          }
        >
          <Tabs.List aria-label={texts.kinds} className={styles['tabs']}>
            <Tabs.Tab value="calcom">
              {texts.onlyInCalcom(gaps.length + moreGaps - applied)}
            </Tabs.Tab>
            {listsAll && <Tabs.Tab value="here">{texts.onlyHere(onlyHere.length)}</Tabs.Tab>}
            <Tabs.Tab value="both">{texts.inBoth(inBoth + differing.length)}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="calcom" className={styles['panel']}>
            {moreGaps > 0 && <p className="muted">{texts.moreGaps(gaps.length)}</p>}
            <Gaps {...{ endpoint, source, gaps, onAgain }} onApplied={setApplied} />
            {undecided.length > 0 && <Undecided bookings={undecided} />}
          </Tabs.Panel>
          <Tabs.Panel value="here" className={styles['panel']}>
            <HereOnly bookings={onlyHere} />
          </Tabs.Panel>
          <Tabs.Panel value="both" className={styles['panel']}>
            <Same inBoth={inBoth} differing={differing} />
          </Tabs.Panel>
        </Tabs>
      )}
      {refused.length > 0 && <RefusedLines refused={refused} />}
    </>
  )
}
