import { Button, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { codeOf, errorText, refusedFields } from '../errors.ts'
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
    <AccessCard
      title="Choose a new password"
      lead="You are signed out everywhere else, and sign in again with it."
    >
      <form onSubmit={submit}>
        <Stack gap={16}>
          <NewPasswordInput
            label="New password"
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
            Change password
          </Button>
        </Stack>
      </form>
    </AccessCard>
  )
}

function DeadLink() {
  return (
    <AccessCard title="This link does not work" lead="It is used up, replaced or too old.">
      <p>Ask for a new one where you got it, and open it as a whole.</p>
      <Button variant="default" renderRoot={(props) => <Link to="/login" {...props} />} fullWidth>
        Go to sign in
      </Button>
    </AccessCard>
  )
}
