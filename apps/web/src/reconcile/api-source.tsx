import { Button, Skeleton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'

import { FormError } from '../components/form-error.tsx'
import { LoadError } from '../components/page-states.tsx'
import { Section } from '../components/section.tsx'
import { Ago, Ahead } from '../components/time.tsx'
import * as texts from '../texts/reconcile.tsx'
import { type CalcomApi, trpc } from '../trpc.ts'
import { ApiForm } from './api-form.tsx'
import styles from './reconcile.module.css'
import { RemoveKey } from './remove-key.tsx'

type Props = {
  endpointId: string
  isComparing: boolean
  problem: string | null
  onCompare: () => void
}

/** Comparing by Cal.com's API instead of a file: now, and by a schedule. */
export function ApiSource({ endpointId, isComparing, problem, onCompare }: Props) {
  const settings = useQuery(trpc.reconcile.settings.queryOptions({ endpointId }))
  const [isChanging, changing] = useDisclosure(false)
  const isSet = settings.data?.key != null
  return (
    <Section title={texts.byApi}>
      <p className="muted">{texts.byApiText}</p>
      {settings.isPending ? (
        <Skeleton height={80} />
      ) : settings.isError ? (
        <LoadError error={settings.error} retry={() => void settings.refetch()} />
      ) : (
        <>
          {isSet && <State settings={settings.data} />}
          <FormError>{problem}</FormError>
          {isSet && (
            <div className={styles['buttons']}>
              <Button loading={isComparing} onClick={onCompare}>
                {texts.compareNow}
              </Button>
              {!isChanging && (
                <Button variant="default" onClick={changing.open}>
                  {texts.changeApi}
                </Button>
              )}
              <RemoveKey endpointId={endpointId} />
            </div>
          )}
          {(!isSet || isChanging) && (
            <ApiForm endpointId={endpointId} settings={settings.data} onSaved={changing.close} />
          )}
        </>
      )}
    </Section>
  )
}

function State({ settings }: { settings: CalcomApi }) {
  const { key, baseUrl, everyHours, nextRunAt, lastRun } = settings
  if (key === null) return null
  return (
    <div className={styles['state']}>
      <div className="wrap">
        {texts.keyIs(<code>{key.fingerprint}</code>, <Ago iso={key.setAt} />)}{' '}
        <span className="muted">{new URL(baseUrl).host}</span>
      </div>
      <div>
        {texts.scheduleOf(everyHours)}
        {nextRunAt !== null && (
          <span className="muted">
            {' '}
            {texts.next(<Ahead iso={nextRunAt} passed={texts.nextSoon} />)}
          </span>
        )}
      </div>
      {lastRun !== null && (
        <div className="wrap">
          {lastRun.problem === null
            ? texts.lastRun(<Ago iso={lastRun.at} />, lastRun)
            : texts.lastFailed(<Ago iso={lastRun.at} />, lastRun.problem)}
        </div>
      )}
    </div>
  )
}
