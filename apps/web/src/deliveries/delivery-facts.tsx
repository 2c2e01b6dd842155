import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { Section } from '../components/section.tsx'
import { count, duration, exactTime, times, viewerZone } from '../format.ts'
import { useMay } from '../may.ts'
import { type DeliveryDetail, type DeliverySaid, trpc } from '../trpc.ts'
import { BodyView } from './body-view.tsx'
import { CurlDialog } from './curl-dialog.tsx'
import styles from './delivery-page.module.css'
import { effectText } from './effect-text.ts'
import { Fact, Facts } from './fact.tsx'
import { RevealDialog } from './reveal-dialog.tsx'
import { SaidFacts } from './said-facts.tsx'

/** The parts of a delivery: its result, what it says, and the request as it came. */
export function DeliveryFacts({ delivery }: { delivery: DeliveryDetail }) {
  const [revealed, setRevealed] = useState<DeliverySaid | null>(null)
  const said = revealed ?? delivery.said
  const isKept = delivery.outcome !== 'rejected'
  return (
    <div className={styles['parts']}>
      {isKept && (
        <Section title="Result">
          <Result delivery={delivery} />
        </Section>
      )}
      {isKept && (
        <Section
          title="What it says"
          actions={revealed === null && <Reveal id={delivery.id} onRevealed={setRevealed} />}
        >
          {said.booking === null ? (
            <p className="muted">Nothing about a booking.</p>
          ) : (
            <SaidFacts booking={said.booking} />
          )}
        </Section>
      )}
      <Section
        title="Request"
        actions={isKept && <Curl delivery={delivery} said={revealed} onRevealed={setRevealed} />}
      >
        <RequestFacts delivery={delivery} />
        {said.body === null ? (
          <p className="muted">{isKept ? hiddenBody : 'Of refused requests no body is kept.'}</p>
        ) : (
          <BodyView text={said.body} isMasked={revealed === null} />
        )}
      </Section>
    </div>
  )
}

const hiddenBody =
  'The body is not JSON, so nothing in it can be masked. Reveal personal data to read it.'

function Result({ delivery }: { delivery: DeliveryDetail }) {
  const { outcome, leadId, leadName, bookingId, duplicates, lastDuplicateAt } = delivery
  const last = lastDuplicateAt && `; last ${exactTime(lastDuplicateAt, viewerZone())}`
  return (
    <Facts>
      <Fact name="Effect">{effectText(delivery) ?? 'None'}</Fact>
      <Fact name="Lead">
        {leadId !== null && (
          <Link to="/leads/$leadId" params={{ leadId }} className="quiet-link">
            {leadName ?? 'Open lead'}
          </Link>
        )}
      </Fact>
      <Fact name="Booking">
        {bookingId !== null && leadId !== null ? (
          <Link
            to="/leads/$leadId"
            params={{ leadId }}
            search={{ show: 'bookings' }}
            className="quiet-link"
          >
            In the lead’s timeline
          </Link>
        ) : (
          bookingId !== null &&
          outcome === 'unmatched' && (
            <Link to="/unmatched" search={{ booking: bookingId }} className="quiet-link">
              Waits for a lead
            </Link>
          )
        )}
      </Fact>
      <Fact name="Came again">
        {duplicates > 0 && `${times(duplicates)}, without effect${last ?? ''}`}
      </Fact>
      <Fact name="Took">{delivery.durationMs !== null && duration(delivery.durationMs)}</Fact>
    </Facts>
  )
}

function RequestFacts({ delivery }: { delivery: DeliveryDetail }) {
  const { at, sentAt, triggerEvent, verdict, headerShape, size, id } = delivery
  const { data: endpoints } = useQuery(trpc.endpoint.list.queryOptions())
  return (
    <Facts>
      <Fact name="Received">{exactTime(at, viewerZone())}</Fact>
      <Fact name="Sent">{sentAt !== null && exactTime(sentAt, viewerZone())}</Fact>
      <Fact name="Trigger event">{triggerEvent !== null && <code>{triggerEvent}</code>}</Fact>
      <Fact name="Account">
        <Link
          to="/settings/integrations"
          search={{ endpoint: delivery.endpointId }}
          className="quiet-link"
        >
          {endpoints?.find((endpoint) => endpoint.id === delivery.endpointId)?.name}
        </Link>
      </Fact>
      <Fact name="Signature header">
        {headerShape ?? (verdict === null ? null : '64 hex digits, as Cal.com makes them')}
      </Fact>
      <Fact name="Size">{count(size)} bytes</Fact>
      <Fact name="Delivery id">
        <code>{id}</code>
      </Fact>
    </Facts>
  )
}

type RevealProps = { id: string; onRevealed: (said: DeliverySaid) => void }

function Reveal({ id, onRevealed }: RevealProps) {
  const mayReveal = useMay('settings:write')
  const [opened, dialog] = useDisclosure(false)
  return (
    <span className={styles['reveal']}>
      {!mayReveal && (
        <span id="why-masked" className="muted small">
          Owners and admins can reveal it.
        </span>
      )}
      <Button
        variant="default"
        size="xs"
        disabled={!mayReveal}
        {...(mayReveal ? {} : { 'aria-describedby': 'why-masked' })}
        onClick={dialog.open}
      >
        Reveal personal data
      </Button>
      <RevealDialog
        deliveryId={id}
        opened={opened}
        onClose={dialog.close}
        onRevealed={onRevealed}
      />
    </span>
  )
}

type CurlProps = {
  delivery: DeliveryDetail
  /** What was revealed of it. */
  said: DeliverySaid | null
  onRevealed: (said: DeliverySaid) => void
}

function Curl({ delivery: { id, endpointId }, said, onRevealed }: CurlProps) {
  const mayReveal = useMay('settings:write')
  const { data: endpoints } = useQuery(trpc.endpoint.list.queryOptions())
  const [revealing, reveal] = useDisclosure(false)
  const [copying, command] = useDisclosure(false)
  if (!mayReveal) return null
  return (
    <>
      <Button variant="default" size="xs" onClick={said === null ? reveal.open : command.open}>
        Copy as curl…
      </Button>
      <RevealDialog
        deliveryId={id}
        opened={revealing}
        onClose={reveal.close}
        onRevealed={(revealed) => {
          onRevealed(revealed)
          command.open()
        }}
      />
      {said?.body != null && (
        <CurlDialog
          opened={copying}
          onClose={command.close}
          url={endpoints?.find((endpoint) => endpoint.id === endpointId)?.url ?? null}
          body={said.body}
          isExact={said.isExact}
        />
      )}
    </>
  )
}
