import { Link } from '@tanstack/react-router'

import { StateBadge } from '../components/badge.tsx'
import { Ago } from '../components/time.tsx'
import { times } from '../format.ts'
import type { Delivery } from '../trpc.ts'
import { deliveryName, outcomeWords } from '../words.ts'
import styles from './delivery-list.module.css'
import { effectText } from './effect-text.ts'

/** What came in, the latest first: what it was, what became of it, and why. */
export function DeliveryList({ deliveries }: { deliveries: Delivery[] }) {
  return (
    <ul className={styles['list']}>
      {deliveries.map((delivery) => (
        <Row key={delivery.id} delivery={delivery} />
      ))}
    </ul>
  )
}

function Row({ delivery }: { delivery: Delivery }) {
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
        {duplicates > 0 && <span className="muted"> Arrived {times(duplicates + 1)}.</span>}
      </span>
      <span className={`muted ${styles['time']}`}>
        <Ago iso={at} />
      </span>
    </li>
  )
}
