import { getRouteApi, Link } from '@tanstack/react-router'

import { StateBadge } from '../components/badge.tsx'
import { CardCheckbox } from '../components/card-checkbox.tsx'
import { Ago } from '../components/time.tsx'
import { useFirstMoment } from '../components/tint.ts'
import * as texts from '../texts/deliveries.ts'
import type { Delivery } from '../trpc.ts'
import { deliveryName, outcomeWords } from '../words.ts'
import styles from './delivery-cards.module.css'
import type { DrawnDeliveries } from './delivery-table.tsx'
import { effectLine } from './effect-text.ts'

const route = getRouteApi('/app/deliveries')

type Props = DrawnDeliveries & {
  /** Whether a tap selects a delivery instead of opening it. */
  isSelecting: boolean
}

/** The deliveries on a phone: what came, whose it is, what it did. */
export function DeliveryCards(props: Props) {
  const { deliveries, before, after, visible } = props
  return (
    <ul className={styles['cards']} style={{ paddingTop: before, paddingBottom: after }}>
      {visible.map((index) => {
        const delivery = deliveries[index]
        return delivery && <Card key={delivery.id} {...props} delivery={delivery} index={index} />
      })}
    </ul>
  )
}

type CardProps = Props & { delivery: Delivery; index: number }

function Card({ delivery, index, isNew, selection, isSelecting }: CardProps) {
  const deliveriesSearch = route.useSearch()
  const tinted = useFirstMoment(isNew(delivery))
  const { id } = delivery
  return (
    <li data-index={index} data-just-changed={tinted || undefined}>
      {selection === null || !isSelecting ? (
        <Link
          to="/deliveries/$deliveryId"
          params={{ deliveryId: id }}
          state={{ deliveriesSearch }}
          className={styles['card']}
        >
          <Face delivery={delivery} />
        </Link>
      ) : (
        <CardCheckbox
          label={texts.selectOne(deliveryName(delivery))}
          checked={selection.ids.has(id)}
          disabled={!selection.canTake(delivery)}
          onChange={() => selection.toggle(delivery)}
          className={styles['card'] ?? ''}
        >
          <Face delivery={delivery} />
        </CardCheckbox>
      )}
    </li>
  )
}

function Face({ delivery }: { delivery: Delivery }) {
  const { at, outcome, leadName, verdict } = delivery
  return (
    <span className={styles['face']}>
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
      <span className="cut muted small">
        {verdict === 'compared' && `${texts.compared} · `}
        {effectLine(delivery)}
      </span>
    </span>
  )
}
