import { Link } from '@tanstack/react-router'

import { StateBadge } from '../components/badge.tsx'
import { Ago } from '../components/time.tsx'
import { effectText } from '../deliveries/effect-text.ts'
import * as texts from '../texts/integrations.tsx'
import type { Delivery } from '../trpc.ts'
import { deliveryName, outcomeWords } from '../words.ts'
import styles from './delivery-list.module.css'
import { type Run, toRuns } from './delivery-runs.ts'

/** What came in, the latest first: what it was, what became of it, and why. */
export function DeliveryList({ deliveries }: { deliveries: Delivery[] }) {
  return (
    <ul className={styles['list']}>
      {toRuns(deliveries).map((run) => (
        <Row key={run.latest.id} run={run} />
      ))}
    </ul>
  )
}

function Row({ run: { latest: delivery, before } }: { run: Run<Delivery> }) {
  const { id, at, outcome, leadId, leadName, cause, duplicates } = delivery
  return (
    <li className={styles['row']} data-refused={outcome === 'rejected' || undefined}>
      <span>
        <StateBadge wording={outcomeWords[outcome]} />
      </span>
      <Link to="/deliveries/$deliveryId" params={{ deliveryId: id }} className={styles['what']}>
        {deliveryName(delivery)}
      </Link>
      <span className={`wrap ${styles['words']}`}>
        {leadId !== null && leadName !== null && (
          <>
            <Link to="/leads/$leadId" params={{ leadId }} className="quiet-link">
              {leadName}
            </Link>
            {' · '}
          </>
        )}
        {effectText(delivery) ?? cause ?? outcomeWords[outcome].meaning}
        {duplicates > 0 && <span className="muted"> {texts.arrivedTimes(duplicates + 1)}</span>}
        {before > 0 && <span className="muted"> {texts.sameBefore(before)}</span>}
      </span>
      <span className={`muted ${styles['time']}`}>
        <Ago iso={at} />
      </span>
    </li>
  )
}
