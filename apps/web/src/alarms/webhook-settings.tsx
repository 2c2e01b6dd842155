import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'

import { CopyField } from '../components/copy-field.tsx'
import { formText } from '../components/form-text.ts'
import { errorText } from '../errors.ts'
import * as texts from '../texts/alarms.ts'
import { trpc } from '../trpc.ts'
import styles from './alarms-page.module.css'
import { TestMessage } from './test-message.tsx'
import { useSaveSettings } from './use-save-settings.ts'
import { WebhookInUse } from './webhook-in-use.tsx'

/** Where alarms are posted. Its signing secret is shown once. */
export function WebhookSettings() {
  const { data: settings } = useSuspenseQuery(trpc.alarm.settings.queryOptions())
  const save = useSaveSettings({ tellsErrors: false })
  const { webhookHost } = settings
  // Stays when something else is saved: it cannot be shown again.
  const [secret, setSecret] = useState<string | null>(null)

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const webhookUrl = formText(new FormData(form), 'url')
    save.mutate(
      { webhookUrl },
      {
        onSuccess: ({ webhookSecret }) => {
          setSecret(webhookSecret ?? secret)
          form.reset()
        },
      },
    )
  }

  return (
    <Stack gap={12}>
      <p className={`muted ${styles['plain']}`}>{texts.webhookMeaning}</p>
      {webhookHost !== null && <WebhookInUse host={webhookHost} onSecret={setSecret} />}
      {secret !== null && (
        <div>
          <p role="status">{texts.secretOnce}</p>
          <CopyField label={texts.secret} value={secret} hideLabel />
        </div>
      )}
      <form onSubmit={submit} noValidate>
        <Group align="flex-start" gap={8}>
          <TextInput
            name="url"
            type="url"
            label={webhookHost === null ? texts.webhookAddress : texts.otherAddress}
            placeholder={texts.webhookHint}
            autoComplete="off"
            spellCheck={false}
            error={save.error === null ? null : errorText(save.error)}
            className={styles['field'] ?? ''}
          />
          <Button
            type="submit"
            variant="default"
            className={styles['beside'] ?? ''}
            loading={save.isPending}
          >
            {texts.saveAddress}
          </Button>
        </Group>
      </form>
      {webhookHost !== null && <TestMessage channel="webhook" last={settings.last} />}
    </Stack>
  )
}
