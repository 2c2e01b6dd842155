import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { SubmitEvent } from 'react'

import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { PasswordField } from '../components/password-field.tsx'
import { errorText, refusedFields } from '../errors.ts'
import * as texts from '../texts/reconcile.tsx'
import { type CalcomApi, queryClient, trpc } from '../trpc.ts'
import styles from './reconcile.module.css'

type Props = { endpointId: string; settings: CalcomApi; onSaved: () => void }

const schedules = [24, 6, 1] as const

/** Where the key of Cal.com's API is pasted, its address where Cal.com is hosted elsewhere, and how often it is asked. */
export function ApiForm({ endpointId, settings, onSaved }: Props) {
  const save = useMutation(
    trpc.reconcile.saveApiKey.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(trpc.reconcile.settings.queryKey({ endpointId }), saved)
        onSaved()
      },
      // The key must not outlive the form.
      gcTime: 0,
    }),
  )
  const fields = refusedFields(save.error)

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const key = formText(form, 'key')
    const chosen = Number(formText(form, 'schedule'))
    save.mutate({
      ...{ endpointId, baseUrl: formText(form, 'baseUrl') },
      ...(key === '' ? {} : { key }),
      everyHours: schedules.find((hours) => hours === chosen) ?? null,
    })
  }

  return (
    <form className={styles['form']} onSubmit={submit} noValidate>
      <PasswordField
        name="key"
        label={texts.apiKey}
        description={settings.key === null ? texts.apiKeyText : texts.apiKeyStays}
        error={fields['key']}
        autoComplete="off"
        data-1p-ignore
        spellCheck={false}
      />
      <TextInput
        name="baseUrl"
        type="url"
        label={texts.apiAddress}
        description={texts.apiAddressText}
        defaultValue={settings.baseUrl}
        error={fields['baseUrl']}
        autoComplete="off"
        spellCheck={false}
      />
      <NativeSelect
        name="schedule"
        label={texts.schedule}
        description={texts.scheduleText}
        defaultValue={settings.key === null ? '24' : String(settings.everyHours ?? '')}
        data={[
          ...schedules.map((hours) => ({ value: String(hours), label: texts.scheduleOf(hours) })),
          { value: '', label: texts.scheduleOf(null) },
        ]}
      />
      <FormError>
        {save.error === null || Object.keys(fields).length > 0 ? null : errorText(save.error)}
      </FormError>
      <div>
        <Button type="submit" variant="default" loading={save.isPending}>
          {texts.saveKey}
        </Button>
      </div>
    </form>
  )
}
