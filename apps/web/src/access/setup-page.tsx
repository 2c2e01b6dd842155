import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { errorText, refusedFields } from '../errors.ts'
import * as texts from '../texts/access.tsx'
import { queryClient, trpc } from '../trpc.ts'
import { AccessCard } from './access-card.tsx'
import { isTooShort, NewPasswordInput } from './new-password-input.tsx'

/** The first run: makes the owner and the workspace, guarded by the code printed in the terminal. */
export function SetupPage() {
  const navigate = useNavigate()
  const { hash } = useLocation()
  const code = new URLSearchParams(hash.replace(/^#/, '')).get('code') ?? ''
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const complete = useMutation(
    trpc.setup.complete.mutationOptions({
      onSuccess: () => {
        queryClient.clear()
        return navigate({ to: '/leads' })
      },
    }),
  )

  const refused = refusedFields(complete.error)

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (isTooShort(password)) return
    const form = new FormData(event.currentTarget)
    complete.mutate({
      token: formText(form, 'token'),
      name: formText(form, 'name'),
      email: formText(form, 'email'),
      password,
      workspaceName: formText(form, 'workspaceName'),
    })
  }

  return (
    <AccessCard title={texts.setUpTitle} lead={texts.setUpLead}>
      <form onSubmit={submit}>
        <Stack gap={16}>
          <TextInput
            name="token"
            // A link that is opened in this tab brings another code.
            key={code}
            label={texts.setupCode}
            description={texts.setupCodeMeaning}
            defaultValue={code}
            error={refused['token']}
            autoComplete="off"
            spellCheck={false}
            required
            withAsterisk={false}
            autoFocus={code === ''}
          />
          <TextInput
            name="workspaceName"
            label={texts.company}
            placeholder={texts.companyExample}
            error={refused['workspaceName']}
            autoComplete="organization"
            required
            withAsterisk={false}
            autoFocus={code !== ''}
          />
          <TextInput
            name="name"
            label={texts.yourName}
            error={refused['name']}
            autoComplete="name"
            required
            withAsterisk={false}
          />
          <TextInput
            name="email"
            type="email"
            label={texts.yourEmail}
            error={refused['email']}
            autoComplete="username"
            required
            withAsterisk={false}
          />
          <NewPasswordInput
            value={password}
            onChange={setPassword}
            tried={tried}
            error={refused['password']}
          />
          <FormError>
            {complete.error !== null && Object.keys(refused).length === 0
              ? errorText(complete.error)
              : null}
          </FormError>
          <Button type="submit" loading={complete.isPending} fullWidth>
            {texts.setUp}
          </Button>
        </Stack>
      </form>
    </AccessCard>
  )
}
