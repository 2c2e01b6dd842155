import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { codeOf, errorText, refusedFields } from '../errors.ts'
import { roleWords } from '../members/roles.ts'
import { client, trpc } from '../trpc.ts'
import { AccessCard } from './access-card.tsx'
import { useLinkToken } from './link-token.ts'
import { isTooShort, NewPasswordInput } from './new-password-input.tsx'

/** Where an invitation leads: joins a workspace, with a new account or with one's own. */
export function JoinPage() {
  const { token, forget } = useLinkToken('join')
  const invitation = useQuery({
    queryKey: [...trpc.member.invitation.mutationKey(), token],
    queryFn: () => client.member.invitation.mutate({ token }),
    enabled: token !== '',
    retry: false,
  })
  if (token === '' || codeOf(invitation.error) === 'NOT_FOUND') {
    return (
      <AccessCard title="This invitation does not work" lead="It is used up, withdrawn or too old.">
        <p>Ask whoever invited you for a new link, and open it as a whole.</p>
        <Button variant="default" renderRoot={(props) => <Link to="/login" {...props} />} fullWidth>
          Go to sign in
        </Button>
      </AccessCard>
    )
  }
  if (invitation.error !== null) {
    return (
      <AccessCard title="Join a workspace" lead={errorText(invitation.error)}>
        <Button variant="default" onClick={() => void invitation.refetch()} fullWidth>
          Try again
        </Button>
      </AccessCard>
    )
  }
  if (invitation.data === undefined) return null
  const { workspaceName, role, email } = invitation.data
  const lead = `You join as ${roleWords[role].label.toLowerCase()}, with ${email}.`
  return (
    <AccessCard title={`Join ${workspaceName}`} lead={lead}>
      <JoinForm token={token} email={email} onJoined={forget} />
    </AccessCard>
  )
}

type FormProps = { token: string; email: string; onJoined: () => void }

function JoinForm({ token, email, onJoined }: FormProps) {
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const account = useQuery(trpc.account.security.queryOptions(undefined, { retry: false }))
  const accept = useMutation(
    trpc.member.acceptInvitation.mutationOptions({
      onSuccess: () => {
        onJoined()
        // A fresh page, so that it is read who is signed in now.
        window.location.assign('/leads')
      },
    }),
  )
  const refused = refusedFields(accept.error)
  const isOwn = account.data?.email === email

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (!isOwn && isTooShort(password)) return
    const name = formText(new FormData(event.currentTarget), 'name')
    accept.mutate(isOwn ? { token } : { token, name, password })
  }

  if (account.isPending) return null
  return (
    <form onSubmit={submit}>
      <Stack gap={16}>
        {!isOwn && (
          <>
            <input type="hidden" name="username" autoComplete="username" value={email} />
            <TextInput
              name="name"
              label="Your name"
              error={refused['name']}
              autoComplete="name"
              maxLength={100}
              required
              withAsterisk={false}
              autoFocus
            />
            <NewPasswordInput
              value={password}
              onChange={setPassword}
              tried={tried}
              error={refused['password']}
            />
          </>
        )}
        <FormError>
          {accept.error !== null && Object.keys(refused).length === 0
            ? errorText(accept.error)
            : null}
        </FormError>
        <Button type="submit" loading={accept.isPending || accept.isSuccess} fullWidth>
          Join
        </Button>
        {!isOwn && (
          <span className="muted small">
            You have an account with this address already?{' '}
            <Link to="/login" search={{ next: '/join' }} className="quiet-link">
              Sign in to join
            </Link>
          </span>
        )}
      </Stack>
    </form>
  )
}
