import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { codeOf, errorText, refusedFields } from '../errors.ts'
import * as texts from '../texts/access.tsx'
import * as commonTexts from '../texts/common.ts'
import { roleWords } from '../texts/roles.ts'
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
      <AccessCard title={texts.deadInvitation} lead={texts.deadInvitationLead}>
        <p>{texts.deadInvitationText}</p>
        <Button variant="default" renderRoot={(props) => <Link to="/login" {...props} />} fullWidth>
          {texts.goToSignIn}
        </Button>
      </AccessCard>
    )
  }
  if (invitation.error !== null) {
    return (
      <AccessCard title={texts.joinAny} lead={errorText(invitation.error)}>
        <Button variant="default" onClick={() => void invitation.refetch()} fullWidth>
          {commonTexts.tryAgain}
        </Button>
      </AccessCard>
    )
  }
  if (invitation.data === undefined) return null
  const { workspaceName, role, email } = invitation.data
  const lead = texts.joinLead(roleWords[role].label, email)
  return (
    <AccessCard title={texts.joinOne(workspaceName)} lead={lead}>
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
              label={texts.yourName}
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
          {texts.join}
        </Button>
        {!isOwn && (
          <span className="muted small">
            {texts.haveAccount}{' '}
            <Link to="/login" search={{ next: '/join' }} className="quiet-link whole">
              {texts.signInToJoin}
            </Link>
          </span>
        )}
      </Stack>
    </form>
  )
}
