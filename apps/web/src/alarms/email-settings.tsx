import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'

import { formText } from '../components/form-text.ts'
import { useChosen } from '../components/use-chosen.ts'
import { refusedFields } from '../errors.ts'
import * as texts from '../texts/alarms.ts'
import { trpc } from '../trpc.ts'
import styles from './alarms-page.module.css'
import { TestMessage } from './test-message.tsx'
import { useSaveSettings } from './use-save-settings.ts'

type Choice = keyof typeof texts.emailChoices

/** To whom emails go. */
export function EmailSettings() {
  const { data: settings } = useSuspenseQuery(trpc.alarm.settings.queryOptions())
  const { emailsInUse, hasMail } = settings
  const save = useSaveSettings()
  const [emails, chooseEmails] = useChosen(settings.emails, (value) =>
    save.mutateAsync({ emails: value }),
  )
  const saved: Choice = emails === null ? 'admins' : emails.length === 0 ? 'nobody' : 'others'
  const [draft, setDraft] = useState<Choice | null>(null)
  const choice = draft ?? saved

  function choose(wanted: string) {
    setDraft(wanted === 'others' ? 'others' : null)
    if (wanted === 'admins') chooseEmails(null)
    if (wanted === 'nobody') chooseEmails([])
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const text = formText(new FormData(event.currentTarget), 'emails')
    const wanted = text.split(/[\s,;]+/).filter((one) => one !== '')
    save.mutate({ emails: wanted }, { onSuccess: () => setDraft(null) })
  }

  return (
    <Stack gap={12}>
      {!hasMail && <p className={`muted ${styles['plain']}`}>{texts.noMail}</p>}
      <NativeSelect
        label={texts.emailTo}
        maw={420}
        value={choice}
        data={Object.entries(texts.emailChoices).map(([value, label]) => ({ value, label }))}
        onChange={({ currentTarget: { value } }) => choose(value)}
      />
      {choice === 'others' ? (
        <form onSubmit={submit} noValidate>
          <Group align="end" gap={8}>
            <TextInput
              key={emailsInUse.join()}
              name="emails"
              label={texts.addresses}
              description={texts.addressesHint}
              defaultValue={(emails ?? []).join(', ')}
              error={refusedFields(save.error)['emails']}
              className={styles['field'] ?? ''}
            />
            <Button type="submit" variant="default" loading={save.isPending}>
              {texts.saveAddresses}
            </Button>
          </Group>
        </form>
      ) : (
        hasMail &&
        emailsInUse.length > 0 && (
          <p className={`muted small wrap ${styles['plain']}`}>{texts.goesTo(emailsInUse)}</p>
        )
      )}
      {hasMail && saved !== 'nobody' && <TestMessage channel="email" last={settings.last} />}
    </Stack>
  )
}
