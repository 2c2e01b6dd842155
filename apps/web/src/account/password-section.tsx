import { Button, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'

import { isTooShort, NewPasswordInput } from '../access/new-password-input.tsx'
import { FormError } from '../components/form-error.tsx'
import { PasswordField } from '../components/password-field.tsx'
import { Section } from '../components/section.tsx'
import { errorText, refusedFields } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/account.tsx'
import * as passwordTexts from '../texts/password.ts'
import { queryClient, trpc } from '../trpc.ts'

/** Another password, for somebody who knows theirs. */
export function PasswordSection({ email }: { email: string }) {
  const [changes, setChanges] = useState(0)
  return (
    <Section title={passwordTexts.password}>
      {/* Empty again after each change. */}
      <PasswordForm key={changes} email={email} onChanged={() => setChanges(changes + 1)} />
    </Section>
  )
}

function PasswordForm({ email, onChanged }: { email: string; onChanged: () => void }) {
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const [tried, setTried] = useState(false)
  const change = useMutation(
    trpc.account.changePassword.mutationOptions({
      onSuccess: () => {
        const message = texts.passwordChangedText
        notifications.show({ color: 'green', title: texts.passwordChanged, message })
        onChanged()
        return fetchAgain(queryClient, trpc.account.pathFilter())
      },
      gcTime: 0,
    }),
  )
  const refused = refusedFields(change.error)

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (!isTooShort(newPassword)) change.mutate({ currentPassword, newPassword })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap={16} maw={400}>
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <PasswordField
          label={texts.currentPassword}
          value={currentPassword}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={refused['currentPassword']}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <NewPasswordInput
          label={passwordTexts.newPassword}
          value={newPassword}
          onChange={setNew}
          tried={tried}
          error={refused['newPassword']}
        />
        <FormError>
          {change.error !== null && Object.keys(refused).length === 0
            ? errorText(change.error)
            : null}
        </FormError>
        <Button type="submit" variant="default" loading={change.isPending} w="fit-content">
          {passwordTexts.changePassword}
        </Button>
      </Stack>
    </form>
  )
}
