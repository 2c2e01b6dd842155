import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'

import { StateBadge } from '../components/badge.tsx'
import { CopyField } from '../components/copy-field.tsx'
import { FormError } from '../components/form-error.tsx'
import { Notice } from '../components/notice.tsx'
import { Ago } from '../components/time.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import { type Endpoint, queryClient, trpc } from '../trpc.ts'
import { endpointAdvice, endpointWords, type OutcomeFilter } from '../words.ts'
import styles from './calcom-block.module.css'
import { EndpointMenu } from './endpoint-menu.tsx'
import { LastDeliveries } from './last-deliveries.tsx'
import { PingCheck } from './ping-check.tsx'
import { SecretField } from './secret-field.tsx'
import { Triggers } from './triggers.tsx'

type Props = { endpoint: Endpoint; maySet: boolean; outcome: OutcomeFilter | undefined }

/** Everything about one Cal.com account: how it does, the steps that connect it, what it sent. */
export function CalcomBlock({ endpoint, maySet, outcome }: Props) {
  const { data: health } = useQuery(trpc.endpoint.status.queryOptions({ id: endpoint.id }))
  return (
    <>
      <div className={styles['head']}>
        <h2 className="wrap">{endpoint.name}</h2>
        <StateBadge wording={endpointWords[endpoint.status]} />
        <span className="muted small">
          {endpoint.lastDeliveryAt === null ? (
            'Nothing has arrived yet'
          ) : (
            <>
              Last delivery <Ago iso={endpoint.lastDeliveryAt} />
            </>
          )}
        </span>
        {maySet && <EndpointMenu endpoint={endpoint} />}
      </div>
      <Advice endpoint={endpoint} refusal={health?.lastRejection?.text ?? null} maySet={maySet} />
      <ol className={styles['steps']}>
        <Step title="Copy the endpoint URL">
          <p>It goes into the Subscriber URL field in Cal.com.</p>
          <CopyField label="Endpoint URL" value={endpoint.url} hideLabel />
          {isLocal(endpoint.url) && (
            <p className={styles['after']}>
              Cal.com cannot reach this address: it is only known on this computer. Run Solar
              Capture where it has a public address, and set PUBLIC_URL to that.
            </p>
          )}
        </Step>
        <Step title="Set the webhook secret">
          <p>
            The same secret goes into Cal.com’s Secret field. It proves that a request is from
            there.
          </p>
          <SecretField endpoint={endpoint} maySet={maySet} />
        </Step>
        <Step title="Add the webhook in Cal.com">
          <Triggers />
        </Step>
        <Step title="Test it">
          <PingCheck endpoint={endpoint} lastPingAt={health?.lastPingAt ?? null} />
        </Step>
      </ol>
      <LastDeliveries endpointId={endpoint.id} health={health} outcome={outcome} />
    </>
  )
}

/** Whether an address only leads to the computer that it is used on. */
function isLocal(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}

function Step({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <li className={styles['step']}>
      <h3>{title}</h3>
      {children}
    </li>
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
  return (
    <div className={styles['advice']} role={endpoint.status === 'rejecting' ? 'alert' : undefined}>
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
            {endpoint.mode === 'paused' ? 'Resume' : 'Switch on'}
          </Button>
        )}
      </Notice>
    </div>
  )
}
