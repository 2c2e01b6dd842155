import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'

import type { Outcome } from '@solar-capture/core/delivery'

import { StateBadge } from '../components/badge.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { useNow } from '../components/time.tsx'
import { useMay } from '../may.ts'
import * as texts from '../texts/deliveries.ts'
import { summarise } from '../texts/delivery-summary.ts'
import * as deliveryTexts from '../texts/delivery.tsx'
import { type DeliverySaid, trpc } from '../trpc.ts'
import { deliveryName, outcomeWords } from '../words.ts'
import { AgainDialog } from './again-dialog.tsx'
import { DeliveryFacts } from './delivery-facts.tsx'
import styles from './delivery-page.module.css'
import { LeadSince } from './lead-since.tsx'
import type { Again } from './use-again.tsx'

const route = getRouteApi('/app/deliveries/$deliveryId')

/** One request from Cal.com: what it was, what became of it, and why. */
export function DeliveryPage() {
  const { deliveryId } = route.useParams()
  // What was revealed of one delivery is not to be shown for another one.
  return <OneDelivery key={deliveryId} deliveryId={deliveryId} />
}

function OneDelivery({ deliveryId }: { deliveryId: string }) {
  const [revealed, setRevealed] = useState<DeliverySaid | null>(null)
  const { data: delivery } = useSuspenseQuery(trpc.delivery.byId.queryOptions({ id: deliveryId }))
  const { deliveriesSearch = {} } = useLocation().state
  const now = useNow()
  const words = outcomeWords[delivery.outcome]
  const title = deliveryName(delivery)
  const bad = words.tone === 'red' || words.tone === 'amber'
  const noticed = bad ? [words.meaning, delivery.cause] : []
  const sentences = summarise(delivery, now).filter((sentence) => !noticed.includes(sentence))

  return (
    <Page
      narrow
      name={title}
      heading={title}
      lead={<StateBadge wording={words} />}
      above={
        <Link to="/deliveries" search={deliveriesSearch} className="back-link">
          <IconArrowLeft size={16} aria-hidden /> {texts.title}
        </Link>
      }
      actions={
        <Actions
          deliveryId={deliveryId}
          outcome={delivery.outcome}
          isRevealed={revealed !== null}
        />
      }
    >
      {bad && (
        <Notice wording={words} title={words.meaning}>
          {delivery.cause}
          {delivery.leadSince !== null && (
            <p className={styles['since']}>
              {deliveryTexts.since(<LeadSince delivery={delivery} />)}
            </p>
          )}
        </Notice>
      )}
      {sentences.length > 0 && (
        <ul className={styles['summary']} aria-label={deliveryTexts.summary}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <DeliveryFacts delivery={delivery} revealed={revealed} onRevealed={setRevealed} />
    </Page>
  )
}

type ActionsProps = { deliveryId: string; outcome: Outcome; isRevealed: boolean }

function Actions({ deliveryId, outcome, isRevealed }: ActionsProps) {
  const [again, setAgain] = useState<Again | null>(null)
  const mayWrite = useMay('leads:write')
  // Of a refused request nothing is kept to be applied.
  if (outcome === 'rejected' || !mayWrite) return null
  return (
    <>
      {outcome === 'held' && (
        <>
          <Button variant="default" onClick={() => setAgain('discard')}>
            {texts.discard}
          </Button>
          <Button onClick={() => setAgain('apply')}>{texts.apply}</Button>
        </>
      )}
      {outcome !== 'held' && (
        <Button variant="default" onClick={() => setAgain('replay')}>
          {texts.replay}
        </Button>
      )}
      <AgainDialog
        again={again}
        ids={[deliveryId]}
        only={{ id: deliveryId, outcome, isRevealed }}
        onClose={() => setAgain(null)}
        onDone={() => {}}
      />
    </>
  )
}
