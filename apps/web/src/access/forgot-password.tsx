import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { SubmitEvent } from 'react'

import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { TextButton } from '../components/text-button.tsx'
import { errorText, refusedFields } from '../errors.ts'
import * as texts from '../texts/access.tsx'
import { trpc } from '../trpc.ts'
import { AccessCard } from './access-card.tsx'

const command = 'pnpm reset-link'

/** The way to a link for a new password: by mail where the server sends any, else by somebody who makes one. */
export function ForgotPassword({ email, onBack }: { email: string; onBack: () => void }) {
  const { data: status } = useQuery(trpc.setup.status.queryOptions())
  if (status === undefined) return null
  if (status.mail) return <ByMail email={email} onBack={onBack} />
  return (
    <AccessCard title={texts.forgot} lead={texts.forgotWithoutMail}>
      <p className="muted">{texts.onlyOwner(<code>{command}</code>)}</p>
      <Button variant="default" onClick={onBack} fullWidth autoFocus>
        {texts.backToSignIn}
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
      <AccessCard title={texts.mailSent} lead={texts.mailSentLead(request.variables.email)}>
        <Button variant="default" onClick={onBack} fullWidth autoFocus>
          {texts.backToSignIn}
        </Button>
      </AccessCard>
    )
  }
  return (
    <AccessCard title={texts.forgot} lead={texts.forgotByMail}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          <TextInput
            name="email"
            type="email"
            label={texts.email}
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
            {texts.sendLink}
          </Button>
          <TextButton onClick={onBack}>{texts.backToSignIn}</TextButton>
        </Stack>
      </form>
    </AccessCard>
  )
}
