import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconPlayerPlay } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'

import { FormError } from '../components/form-error.tsx'
import { errorText } from '../errors.ts'
import * as texts from '../texts/integrations.tsx'
import { type Endpoint, trpc } from '../trpc.ts'
import styles from './self-test.module.css'

/** Plays a booking through the real webhook and shows how each step of it went; says what that still waits for. */
export function SelfTest({ endpoint }: { endpoint: Endpoint }) {
  const lacking = lackingFor(endpoint)
  return lacking === null ? <Run endpoint={endpoint} /> : <p>{texts.selfTestWaits[lacking]}</p>
}

function lackingFor({ secret, mode }: Endpoint): keyof typeof texts.selfTestWaits | null {
  if (mode !== 'active') return mode
  if (secret === null) return 'secret'
  return secret.isReadable ? null : 'unreadable'
}

function Run({ endpoint }: { endpoint: Endpoint }) {
  const run = useMutation(trpc.endpoint.selfTest.mutationOptions())
  return (
    <>
      <p>{texts.selfTestLead}</p>
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        loading={run.isPending}
        onClick={() => run.mutate({ id: endpoint.id })}
      >
        {texts.runSelfTest}
      </Button>
      <p className="muted small">{texts.selfTestText}</p>
      <FormError>{run.error === null ? null : errorText(run.error)}</FormError>
      <div role="status">
        {run.isPending && texts.selfTestRuns}
        {run.data !== undefined && (
          <>
            <strong>{run.data.ok ? texts.selfTestPassed : texts.selfTestFailed}</strong>
            <ol className={styles['steps']}>
              {run.data.steps.map(({ step, ok, text, ms }) => {
                const Icon = ok ? IconCircleCheck : IconCircleX
                return (
                  <li key={step} data-tone={ok ? 'green' : 'red'}>
                    <Icon size={18} aria-hidden />
                    <span>
                      <strong>{texts.selfTestSteps[step]}</strong> {text}{' '}
                      <span className="muted numbers">{texts.milliseconds(ms)}</span>
                    </span>
                  </li>
                )
              })}
            </ol>
          </>
        )}
      </div>
    </>
  )
}
