import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { SubmitEvent } from 'react'

import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { TextButton } from '../components/text-button.tsx'
import { errorText, refusedFields } from '../errors.ts'
import { trpc } from '../trpc.ts'
import { AccessCard } from './access-card.tsx'

const title = 'Forgot your password?'

/** The way to a link for a new password: by mail where the server sends any, else by somebody who makes one. */
export function ForgotPassword({ email, onBack }: { email: string; onBack: () => void }) {
  const { data: status } = useQuery(trpc.setup.status.queryOptions())
  if (status === undefined) return null
  if (status.mail) return <ByMail email={email} onBack={onBack} />
  return (
    <AccessCard
      title={title}
      lead="Ask an owner or admin of your workspace for a reset link. They make it under Settings → Members."
    >
      <p className="muted">
        You are the only owner? Whoever runs the server prints one there:{' '}
        <code>pnpm reset-link</code> and your email address.
      </p>
      <Button variant="default" onClick={onBack} fullWidth autoFocus>
        Back to sign in
      </Button>
    </AccessCard>
  )
}

function ByMail({ email, onBack }: { email: string; onBack: () => void }) {
  const request = useMutation(trpc.account.requestReset.mutationOptions())
  const refused = refusedFields(request.error)['email']

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    request.mutate({ email: formText(new FormData(event.currentTarget), 'email') })
  }

  if (request.isSuccess) {
    return (
      <AccessCard
        title="Look into your mail"
        lead={`If somebody signs in here as ${request.variables.email}, a link is on its way to them. It works once, for an hour.`}
      >
        <Button variant="default" onClick={onBack} fullWidth autoFocus>
          Back to sign in
        </Button>
      </AccessCard>
    )
  }
  return (
    <AccessCard title={title} lead="We send you a link with which you choose a new one.">
      <form onSubmit={submit}>
        <Stack gap={16}>
          <TextInput
            name="email"
            type="email"
            label="Email"
            defaultValue={email}
            error={refused}
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
          />
          <FormError>
            {request.error !== null && refused === undefined ? errorText(request.error) : null}
          </FormError>
          <Button type="submit" loading={request.isPending} fullWidth>
            Send the link
          </Button>
          <TextButton onClick={onBack}>Back to sign in</TextButton>
        </Stack>
      </form>
    </AccessCard>
  )
}
