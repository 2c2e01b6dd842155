import { getRouteApi, Link } from '@tanstack/react-router'

import { StateBadge } from '../components/badge.tsx'
import type { DrawnPart } from '../components/long-list.ts'
import { TickBox } from '../components/tick-box.tsx'
import { Ago } from '../components/time.tsx'
import { useFirstMoment } from '../components/tint.ts'
import { duration } from '../format.ts'
import * as texts from '../texts/deliveries.ts'
import type { Delivery } from '../trpc.ts'
import { deliveryName, outcomeWords } from '../words.ts'
import styles from './delivery-table.module.css'
import { effectLine } from './effect-text.ts'
import type { Selection } from './use-selection.ts'

const route = getRouteApi('/app/deliveries')

/** What is drawn of the deliveries, as a table or as cards. */
export type DrawnDeliveries = DrawnPart & {
  deliveries: Delivery[]
  /** Names of the endpoints by id, where there is more than one. */
  endpoints: ReadonlyMap<string, string> | null
  /** Null for who may do nothing with them. */
  selection: Selection | null
  isNew: (delivery: Delivery) => boolean
}

/** The deliveries, one line each; the whole line opens the delivery. */
export function DeliveryTable(props: DrawnDeliveries) {
  const { deliveries, before, after, visible, endpoints, selection } = props
  return (
    <table className={styles['table']} aria-rowcount={-1}>
      <thead>
        <tr>
          {selection !== null && (
            <th className={styles['check']}>
              {selection.hasAny && (
                <TickBox
                  label={texts.selectAllLoaded}
                  checked={selection.isAll}
                  isMixed={selection.ids.size > 0 && !selection.isAll}
                  onChange={selection.toggleAll}
                />
              )}
            </th>
          )}
          <th className={styles['time']}>{texts.columnTime}</th>
          <th className={styles['trigger']}>{texts.trigger}</th>
          <th className={styles['outcome']}>{texts.columnOutcome}</th>
          <th className={styles['lead']}>{texts.columnLead}</th>
          <th>{texts.columnEffect}</th>
          {endpoints !== null && <th className={styles['endpoint']}>{texts.columnAccount}</th>}
          <th className={styles['took']}>{texts.columnTook}</th>
        </tr>
      </thead>
      <tbody>
        <Gap height={before} />
        {visible.map((index) => {
          const delivery = deliveries[index]
          return delivery && <Row key={delivery.id} {...props} delivery={delivery} index={index} />
        })}
        <Gap height={after} />
      </tbody>
    </table>
  )
}

type RowProps = DrawnDeliveries & { delivery: Delivery; index: number }

function Row({ delivery, index, endpoints, selection, isNew }: RowProps) {
  const deliveriesSearch = route.useSearch()
  const tinted = useFirstMoment(isNew(delivery))
  const { id, at, outcome, leadId, leadName, duplicates, durationMs, verdict } = delivery
  const effect = effectLine(delivery)
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      data-just-changed={tinted || undefined}
      data-picked={selection?.ids.has(id) || undefined}
    >
      {selection !== null && (
        <td className={styles['check']}>
          {outcome !== 'rejected' && (
            <TickBox
              label={texts.selectOne(deliveryName(delivery))}
              checked={selection.ids.has(id)}
              disabled={!selection.canTake(delivery)}
              onChange={() => selection.toggle(delivery)}
            />
          )}
        </td>
      )}
      <td className={`muted ${styles['time']}`}>
        <Ago iso={at} />
      </td>
      <td className={styles['trigger']}>
        <Link
          to="/deliveries/$deliveryId"
          params={{ deliveryId: id }}
          state={{ deliveriesSearch }}
          title={deliveryName(delivery)}
        >
          {deliveryName(delivery)}
        </Link>
      </td>
      <td className={styles['outcome']}>
        <StateBadge wording={outcomeWords[outcome]} />
      </td>
      <td className={styles['lead']} title={leadName ?? undefined}>
        {leadId !== null && leadName !== null && (
          <Link to="/leads/$leadId" params={{ leadId }} className="quiet-link">
            {leadName}
          </Link>
        )}
      </td>
      <td title={effect}>
        {verdict === 'compared' && (
          <span className="muted" title={texts.comparedText}>
            {texts.compared} ·{' '}
          </span>
        )}
        {effect}
        {duplicates > 0 && <span className="muted"> · {texts.arrived(duplicates + 1)}</span>}
      </td>
      {endpoints !== null && (
        <td className={`muted ${styles['endpoint']}`}>{endpoints.get(delivery.endpointId)}</td>
      )}
      <td className={`muted ${styles['took']}`}>{durationMs !== null && duration(durationMs)}</td>
    </tr>
  )
}

// One cell only: one across all columns would make room for those that a narrow window hides.
function Gap({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden className={styles['gap']}>
      <td style={{ height }} />
    </tr>
  )
}
