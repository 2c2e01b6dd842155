import { IconArrowLeft } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { StateBadge } from '../components/badge.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { count, duration, exactTime, times, viewerZone } from '../format.ts'
import { trpc } from '../trpc.ts'
import { deliveryName, outcomeWords } from '../words.ts'
import styles from './delivery-page.module.css'
import { effectText } from './effect-text.ts'

const route = getRouteApi('/app/deliveries/$deliveryId')

/** One request from Cal.com: what it was, what became of it, and why. */
export function DeliveryPage() {
  const { deliveryId } = route.useParams()
  const { data: delivery } = useSuspenseQuery(trpc.delivery.byId.queryOptions({ id: deliveryId }))
  const { outcome, triggerEvent, leadId, leadName, duplicates } = delivery
  const words = outcomeWords[outcome]
  const title = deliveryName(delivery)
  const bad = words.tone === 'red' || words.tone === 'amber'

  return (
    <Page
      narrow
      name={title}
      heading={title}
      lead={<StateBadge wording={words} />}
      above={
        <Link
          to="/settings/integrations"
          search={{ endpoint: delivery.endpointId }}
          className="back-link"
        >
          <IconArrowLeft size={16} aria-hidden /> Integrations
        </Link>
      }
    >
      {bad && (
        <Notice wording={words} title={words.meaning}>
          {delivery.cause}
        </Notice>
      )}
      <dl className={styles['facts']}>
        <Fact name="Outcome">{!bad && (delivery.cause ?? words.meaning)}</Fact>
        <Fact name="Effect">{effectText(delivery)}</Fact>
        <Fact name="Lead">
          {leadId !== null && (
            <Link to="/leads/$leadId" params={{ leadId }} className="quiet-link">
              {leadName ?? 'Open lead'}
            </Link>
          )}
        </Fact>
        <Fact name="Received">{exactTime(delivery.at, viewerZone())}</Fact>
        <Fact name="Sent">
          {delivery.sentAt !== null && exactTime(delivery.sentAt, viewerZone())}
        </Fact>
        <Fact name="Trigger event">{triggerEvent !== null && <code>{triggerEvent}</code>}</Fact>
        <Fact name="Signature">{signatureWords(delivery.verdict)}</Fact>
        <Fact name="Signature header">{delivery.headerShape}</Fact>
        <Fact name="Came again">
          {duplicates > 0 &&
            `${times(duplicates)}, without effect${
              delivery.lastDuplicateAt === null
                ? ''
                : `; last ${exactTime(delivery.lastDuplicateAt, viewerZone())}`
            }`}
        </Fact>
        <Fact name="Size">{count(delivery.size)} bytes</Fact>
        <Fact name="Took">{delivery.durationMs !== null && duration(delivery.durationMs)}</Fact>
        <Fact name="Delivery id">
          <code>{delivery.id}</code>
        </Fact>
      </dl>
    </Page>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === false || children === '') return null
  return (
    <div className={styles['fact']}>
      <dt>{name}</dt>
      <dd className="wrap">{children}</dd>
    </div>
  )
}

function signatureWords(verdict: 'valid' | 'valid_previous' | null): string {
  if (verdict === 'valid') return 'Good, made with the current secret'
  if (verdict === 'valid_previous') return 'Good, made with the previous secret'
  return 'Not good'
}
