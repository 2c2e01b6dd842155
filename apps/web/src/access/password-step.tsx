import { Button, Stack, TextInput } from '@mantine/core'
import type { SubmitEvent } from 'react'

import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { PasswordField } from '../components/password-field.tsx'
import { TextButton } from '../components/text-button.tsx'
import * as texts from '../texts/access.tsx'
import * as passwordTexts from '../texts/password.ts'

type Props = {
  email: string
  problem: string | null
  busy: boolean
  onSubmit: (given: { email: string; password: string }) => void
  onForgot: () => void
}

/** The first step of signing in: who, and the password. */
export function PasswordStep({ email, problem, busy, onSubmit, onForgot }: Props) {
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    onSubmit({ email: formText(form, 'email'), password: formText(form, 'password', false) })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap={16}>
        <TextInput
          name="email"
          type="email"
          label={texts.email}
          defaultValue={email}
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus={email === ''}
        />
        <PasswordField
          name="password"
          label={passwordTexts.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
          autoFocus={email !== ''}
        />
        <FormError>{problem}</FormError>
        <Button type="submit" loading={busy} fullWidth>
          {texts.signIn}
        </Button>
        <TextButton onClick={onForgot}>{texts.forgot}</TextButton>
      </Stack>
    </form>
  )
}
