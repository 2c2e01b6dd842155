import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'

import { CopyField } from '../components/copy-field.tsx'
import * as texts from '../texts/integrations.tsx'
import { type Endpoint, trpc } from '../trpc.ts'
import styles from './address-step.module.css'
import { Step } from './step.tsx'

const freshMs = 5 * 60 * 1000

/** The endpoint's URL to copy, and whether Cal.com can reach it, as far as that is known from here. */
export function AddressStep({ endpoint, maySet }: { endpoint: Endpoint; maySet: boolean }) {
  const check = useQuery(
    trpc.endpoint.checkAddress.queryOptions(undefined, { enabled: maySet, staleTime: freshMs }),
  )
  const problems = check.data?.problems ?? []
  const isWrong = problems.some(({ level }) => level === 'error')
  const hasArrived = endpoint.lastDeliveryAt !== null
  const isReached = hasArrived || (check.data !== undefined && problems.length === 0)
  return (
    <Step title={texts.addressStep} state={isWrong ? 'problem' : isReached ? 'done' : 'open'}>
      <p>{texts.addressText}</p>
      <CopyField label={texts.endpointUrl} value={endpoint.url} hideLabel />
      {maySet && (
        <div className={styles['found']} aria-live="polite">
          {check.isPending ? (
            <p className="muted small">{texts.checkingAddress}</p>
          ) : check.data === undefined ? (
            <p className="muted small">{texts.addressNotChecked}</p>
          ) : problems.length === 0 ? (
            <p data-tone="green">
              <IconCircleCheck size={16} aria-hidden /> {texts.addressReached}
            </p>
          ) : (
            <>
              {problems.map(({ kind, level, text }) => {
                const Icon = level === 'error' ? IconCircleX : IconAlertTriangle
                return (
                  <p key={kind} data-tone={level === 'error' ? 'red' : 'amber'}>
                    <Icon size={16} aria-hidden /> <span className="wrap">{text}</span>
                  </p>
                )
              })}
              {check.isError && <p className="muted small">{texts.addressNotChecked}</p>}
              <Button
                size="compact-xs"
                variant="default"
                loading={check.isFetching}
                onClick={() => void check.refetch()}
              >
                {texts.checkAgain}
              </Button>
            </>
          )}
        </div>
      )}
    </Step>
  )
}
