import { Button, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { codeOf, errorText, refusedFields } from '../errors.ts'
import * as texts from '../texts/access.tsx'
import * as passwordTexts from '../texts/password.ts'
import { queryClient, trpc } from '../trpc.ts'
import { AccessCard } from './access-card.tsx'
import { useLinkToken } from './link-token.ts'
import { isTooShort, NewPasswordInput } from './new-password-input.tsx'

/** Where a link for a forgotten password leads: chooses a new one, once. */
export function ResetPage() {
  const { token, forget } = useLinkToken('reset')
  // Another link may be opened after one that did not work.
  return <ResetForm key={token} token={token} forget={forget} />
}

function ResetForm({ token, forget }: { token: string; forget: () => void }) {
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const reset = useMutation(
    trpc.account.resetPassword.mutationOptions({
      onSuccess: () => {
        forget()
        // Whoever was signed in here may be no more.
        queryClient.clear()
        return navigate({ to: '/login', state: { hasNewPassword: true }, replace: true })
      },
      onError: (error) => codeOf(error) === 'UNAUTHORIZED' && forget(),
      gcTime: 0,
    }),
  )
  const refused = refusedFields(reset.error)['password']

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (!isTooShort(password)) reset.mutate({ token, password })
  }

  if (token === '' || codeOf(reset.error) === 'UNAUTHORIZED') return <DeadLink />
  return (
    <AccessCard title={texts.chooseNew} lead={texts.chooseNewLead}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          <NewPasswordInput
            label={passwordTexts.newPassword}
            value={password}
            onChange={setPassword}
            tried={tried}
            error={refused}
            autoFocus
          />
          <FormError>
            {reset.error !== null && refused === undefined ? errorText(reset.error) : null}
          </FormError>
          <Button type="submit" loading={reset.isPending || reset.isSuccess} fullWidth>
            {passwordTexts.changePassword}
          </Button>
        </Stack>
      </form>
    </AccessCard>
  )
}

function DeadLink() {
  return (
    <AccessCard title={texts.deadLink} lead={texts.deadLinkLead}>
      <p>{texts.deadLinkText}</p>
      <Button variant="default" renderRoot={(props) => <Link to="/login" {...props} />} fullWidth>
        {texts.goToSignIn}
      </Button>
    </AccessCard>
  )
}
