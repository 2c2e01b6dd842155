import { getRouteApi, Link } from '@tanstack/react-router'

import { StateBadge } from '../components/badge.tsx'
import { Ago } from '../components/time.tsx'
import { useFirstMoment } from '../components/tint.ts'
import type { Delivery } from '../trpc.ts'
import { deliveryName, outcomeWords } from '../words.ts'
import styles from './delivery-cards.module.css'
import type { DrawnDeliveries } from './delivery-table.tsx'
import { effectLine } from './effect-text.ts'

const route = getRouteApi('/app/deliveries')

/** The deliveries on a phone: what came, whose it is, what it did. */
export function DeliveryCards(props: DrawnDeliveries) {
  const { deliveries, before, after, visible } = props
  return (
    <ul className={styles['cards']} style={{ paddingTop: before, paddingBottom: after }}>
      {visible.map(({ index, key }) => {
        const delivery = deliveries[index]
        return delivery && <Card key={String(key)} {...props} delivery={delivery} index={index} />
      })}
    </ul>
  )
}

type CardProps = DrawnDeliveries & { delivery: Delivery; index: number }

function Card({ delivery, index, measure, isNew }: CardProps) {
  const deliveriesSearch = route.useSearch()
  const tinted = useFirstMoment(isNew(delivery))
  const { id, at, outcome, leadName } = delivery
  return (
    <li ref={measure} data-index={index} data-just-changed={tinted || undefined}>
      <Link
        to="/deliveries/$deliveryId"
        params={{ deliveryId: id }}
        state={{ deliveriesSearch }}
        className={styles['card']}
      >
        <span className={styles['line']}>
          <span className={`cut ${styles['name']}`}>{deliveryName(delivery)}</span>
          <span className={`muted small ${styles['ago']}`}>
            <Ago iso={at} />
          </span>
        </span>
        <span className={styles['line']}>
          <StateBadge wording={outcomeWords[outcome]} />
          <span className="cut small">{leadName}</span>
        </span>
        <span className="cut muted small">{effectLine(delivery)}</span>
      </Link>
    </li>
  )
}
