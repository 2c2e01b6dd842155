import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { Section } from '../components/section.tsx'
import { duration, exactTime, times, viewerZone } from '../format.ts'
import { useMay } from '../may.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/delivery.tsx'
import { type DeliveryDetail, type DeliverySaid, trpc } from '../trpc.ts'
import { BodyView } from './body-view.tsx'
import { CurlDialog } from './curl-dialog.tsx'
import styles from './delivery-page.module.css'
import { Fact, Facts } from './fact.tsx'
import { LeadSince } from './lead-since.tsx'
import { RevealDialog } from './reveal-dialog.tsx'
import { SaidFacts } from './said-facts.tsx'

type Props = {
  delivery: DeliveryDetail
  /** What was revealed of it. */
  revealed: DeliverySaid | null
  onRevealed: (said: DeliverySaid) => void
}

/** The parts of a delivery: its result, what it says, and the request as it came. */
export function DeliveryFacts({ delivery, revealed, onRevealed }: Props) {
  const said = revealed ?? delivery.said
  const isKept = delivery.outcome !== 'rejected'
  const { leadId, isWaiting, duplicates } = delivery
  const hasResult = leadId !== null || hasNews(delivery) || isWaiting || duplicates > 0
  return (
    <div className={styles['parts']}>
      {hasResult && (
        <Section title={texts.result}>
          <Result delivery={delivery} />
        </Section>
      )}
      {isKept && (
        <Section
          title={texts.whatItSays}
          actions={revealed === null && <Reveal id={delivery.id} onRevealed={onRevealed} />}
        >
          {said.booking === null ? (
            <p className="muted">{texts.nothingSaid}</p>
          ) : (
            <SaidFacts booking={said.booking} />
          )}
        </Section>
      )}
      <Section
        title={texts.request}
        actions={isKept && <Curl delivery={delivery} said={revealed} onRevealed={onRevealed} />}
      >
        <RequestFacts delivery={delivery} />
        {said.body === null ? (
          <p className="muted">{isKept ? texts.hiddenBody : texts.noBody}</p>
        ) : (
          <BodyView text={said.body} isMasked={revealed === null} />
        )}
      </Section>
    </div>
  )
}

// Of one that found no lead, that is told above, beside what is true no more.
function hasNews({ leadSince, outcome }: DeliveryDetail): boolean {
  return leadSince !== null && outcome !== 'unmatched'
}

function Result({ delivery }: { delivery: DeliveryDetail }) {
  const { leadId, leadName, bookingId, isWaiting, duplicates, lastDuplicateAt } = delivery
  const last = lastDuplicateAt && exactTime(lastDuplicateAt, viewerZone())
  return (
    <Facts>
      <Fact name={texts.factLead}>
        {leadId !== null && (
          <Link to="/leads/$leadId" params={{ leadId }} className="quiet-link">
            {leadName ?? commonTexts.openLead}
          </Link>
        )}
      </Fact>
      <Fact name={texts.factBooking}>
        {bookingId !== null && leadId !== null ? (
          <Link
            to="/leads/$leadId"
            params={{ leadId }}
            search={{ show: 'bookings' }}
            className="quiet-link"
          >
            {texts.inTimeline}
          </Link>
        ) : (
          bookingId !== null &&
          isWaiting && (
            <Link to="/unmatched" search={{ booking: bookingId }} className="quiet-link">
              {texts.waitsForLead}
            </Link>
          )
        )}
      </Fact>
      <Fact name={texts.factSince}>{hasNews(delivery) && <LeadSince delivery={delivery} />}</Fact>
      <Fact name={texts.factCameAgain}>
        {duplicates > 0 && texts.cameAgain(times(duplicates), last)}
      </Fact>
    </Facts>
  )
}

function RequestFacts({ delivery }: { delivery: DeliveryDetail }) {
  const { at, sentAt, triggerEvent, verdict, headerShape, size, durationMs, id } = delivery
  const { data: endpoints } = useQuery(trpc.endpoint.list.queryOptions())
  return (
    <Facts>
      <Fact name={texts.factReceived}>{exactTime(at, viewerZone())}</Fact>
      <Fact name={texts.factSent}>{sentAt !== null && exactTime(sentAt, viewerZone())}</Fact>
      <Fact name={texts.factTrigger}>{triggerEvent !== null && <code>{triggerEvent}</code>}</Fact>
      <Fact name={texts.factAccount}>
        <Link
          to="/settings/integrations"
          search={{ endpoint: delivery.endpointId }}
          className="quiet-link"
        >
          {endpoints?.find((endpoint) => endpoint.id === delivery.endpointId)?.name}
        </Link>
      </Fact>
      <Fact name={texts.factSignature}>
        {headerShape ??
          (verdict === null
            ? null
            : verdict === 'compared'
              ? texts.noSignature
              : texts.usualSignature)}
      </Fact>
      <Fact name={texts.factSize}>{texts.bytes(size)}</Fact>
      <Fact name={texts.factTook}>{durationMs !== null && duration(durationMs)}</Fact>
      <Fact name={texts.factId}>
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
          {texts.whoReveals}
        </span>
      )}
      <Button
        variant="default"
        size="xs"
        disabled={!mayReveal}
        {...(mayReveal ? {} : { 'aria-describedby': 'why-masked' })}
        onClick={dialog.open}
      >
        {texts.reveal}
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
        {texts.openCurl}
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
