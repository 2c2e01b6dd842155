import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'

import { Ago } from '../components/time.tsx'
import { errorText } from '../errors.ts'
import * as texts from '../texts/alarms.ts'
import { type AlarmSettings, trpc } from '../trpc.ts'
import styles from './alarms-page.module.css'

type Props = { channel: 'email' | 'webhook'; last: AlarmSettings['last'] }

/** Sends a message now and says what came of it; and what came of the last real one. */
export function TestMessage({ channel, last }: Props) {
  const test = useMutation(trpc.alarm.test.mutationOptions())
  const label = channel === 'email' ? texts.testEmail : texts.testWebhook
  const sent = last.find((one) => one.channel === channel)
  return (
    <>
      <Group gap={12}>
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate({ channel })}>
          {label}
        </Button>
        <span role="status">
          {test.isSuccess &&
            (test.data.problem === null
              ? texts.testArrived[channel]
              : texts.testFailed(test.data.problem))}
          {test.isError && errorText(test.error)}
        </span>
      </Group>
      {sent !== undefined && <LastMessage sent={sent} />}
    </>
  )
}

function LastMessage({ sent }: { sent: AlarmSettings['last'][number] }) {
  if (sent.problem !== null) {
    return (
      <p className={`small ${styles['plain']}`}>
        {texts.lastFailed} {sent.problem} {sent.retryAt !== null && texts.triedAgain}
      </p>
    )
  }
  if (sent.sentAt === null) return null
  return (
    <p className={`muted small ${styles['plain']}`}>
      {texts.lastSent} <Ago iso={sent.sentAt} />
    </p>
  )
}
