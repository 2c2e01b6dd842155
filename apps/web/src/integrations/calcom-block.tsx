import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { StateBadge } from '../components/badge.tsx'
import { FormError } from '../components/form-error.tsx'
import { Notice } from '../components/notice.tsx'
import { Ago } from '../components/time.tsx'
import { hasRefused, isProved, useEndpointState } from '../endpoint-state.ts'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import { endpointWords, type OutcomeFilter } from '../state-words.ts'
import * as texts from '../texts/integrations.tsx'
import { type Endpoint, type EndpointHealth, queryClient, trpc } from '../trpc.ts'
import { endpointAdvice } from '../words.ts'
import { AddressStep } from './address-step.tsx'
import styles from './calcom-block.module.css'
import { DayChart } from './day-chart.tsx'
import { EndpointMenu } from './endpoint-menu.tsx'
import { LastDeliveries } from './last-deliveries.tsx'
import { PingCheck } from './ping-check.tsx'
import { SecretField } from './secret-field.tsx'
import { SelfTest } from './self-test.tsx'
import { Step } from './step.tsx'
import { Triggers } from './triggers.tsx'

type Props = { endpoint: Endpoint; maySet: boolean; outcome: OutcomeFilter | undefined }

/** Everything about one Cal.com account: how it does, the steps that connect it, what it sent. */
export function CalcomBlock({ endpoint, maySet, outcome }: Props) {
  const { data: health } = useQuery(trpc.endpoint.status.queryOptions({ id: endpoint.id }))
  const stateOf = useEndpointState()
  return (
    <>
      <div className={styles['head']}>
        <h2 className="wrap">{endpoint.name}</h2>
        <StateBadge wording={endpointWords[stateOf(endpoint)]} />
        <span className={`muted small ${styles['last']}`}>
          {endpoint.lastDeliveryAt === null
            ? health !== undefined && hasRefused(health)
              ? texts.nothingAccepted
              : texts.nothingArrived
            : (isProved(endpoint) ? texts.lastDelivery : texts.lastWithOldSecret)(
                <Ago iso={endpoint.lastDeliveryAt} />,
              )}
        </span>
        {maySet && <EndpointMenu endpoint={endpoint} />}
      </div>
      <Advice endpoint={endpoint} refusal={health?.lastRejection?.text ?? null} maySet={maySet} />
      {health !== undefined && endpoint.secret !== null && (
        <DayChart endpointId={endpoint.id} health={health} />
      )}
      <Steps endpoint={endpoint} health={health} maySet={maySet} />
      <LastDeliveries endpointId={endpoint.id} outcome={outcome} />
      {maySet && (
        <p className="muted">
          {texts.compareText}{' '}
          <Link
            to="/settings/integrations/compare"
            search={{ endpoint: endpoint.id }}
            className="quiet-link"
          >
            {texts.compare}
          </Link>
        </p>
      )}
    </>
  )
}

type StepsProps = { endpoint: Endpoint; health: EndpointHealth | undefined; maySet: boolean }

function Steps({ endpoint, health, maySet }: StepsProps) {
  const { secret, status } = endpoint
  const seen = health?.triggers ?? []
  const amountSeen = seen.filter(({ lastAt }) => lastAt !== null).length
  const isAllSeen = amountSeen > 0 && amountSeen === seen.length
  const booked = seen.find(({ triggerEvent }) => triggerEvent === 'BOOKING_CREATED')
  const lastPingAt = health?.lastPingAt ?? null
  const isRefused = status === 'rejecting'
  const isConnected = isProved(endpoint)
  return (
    <ol className={styles['steps']}>
      <AddressStep endpoint={endpoint} maySet={maySet} />
      <Step
        title={texts.secretStep}
        state={secret === null ? 'open' : isRefused || !secret.isReadable ? 'problem' : 'done'}
      >
        <p>{texts.secretText}</p>
        <SecretField endpoint={endpoint} maySet={maySet} />
      </Step>
      <Step
        title={texts.webhookStep}
        state={isAllSeen && isConnected ? 'done' : 'open'}
        progress={
          amountSeen > 0 && !isAllSeen ? texts.triggersCame(amountSeen, seen.length) : undefined
        }
      >
        <Triggers triggers={seen} />
      </Step>
      <Step
        title={texts.pingStep}
        state={isRefused ? 'problem' : lastPingAt !== null && isConnected ? 'done' : 'open'}
      >
        <PingCheck endpoint={endpoint} lastPingAt={lastPingAt} isRefused={isRefused} />
      </Step>
      <Step
        title={texts.bookingStep}
        state={booked?.lastAppliedAt != null && isConnected ? 'done' : 'open'}
      >
        <p>{texts.bookingText}</p>
        {booked?.lastAt != null && booked.lastAppliedAt === null && (
          <p>{texts.bookingWithoutLead(<Ago iso={booked.lastAt} />)}</p>
        )}
        {maySet && <SelfTest endpoint={endpoint} />}
      </Step>
    </ol>
  )
}

type AdviceProps = { endpoint: Endpoint; refusal: string | null; maySet: boolean }

function Advice({ endpoint, refusal, maySet }: AdviceProps) {
  const switchOn = useMutation(
    trpc.endpoint.update.mutationOptions({
      onSuccess: () => fetchAgain(queryClient, trpc.endpoint.pathFilter()),
    }),
  )
  const advice = endpointAdvice[endpoint.status]
  if (advice === null) return null
  const isLosing = endpoint.status === 'rejecting' || endpoint.status === 'unreadable_secret'
  return (
    <div className={styles['advice']} role={isLosing ? 'alert' : undefined}>
      <Notice wording={endpointWords[endpoint.status]} title={advice.title}>
        {(endpoint.status === 'rejecting' && refusal) || advice.text}
        <FormError>{switchOn.error === null ? null : errorText(switchOn.error)}</FormError>
        {endpoint.mode !== 'active' && maySet && (
          <Button
            size="compact-sm"
            mt={8}
            display="block"
            loading={switchOn.isPending}
            onClick={() => switchOn.mutate({ id: endpoint.id, mode: 'active' })}
          >
            {endpoint.mode === 'paused' ? texts.resume : texts.switchOn}
          </Button>
        )}
      </Notice>
    </div>
  )
}
