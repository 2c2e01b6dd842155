import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { signIn } from '../session.ts'
import { AccessCard } from './access-card.tsx'

const route = getRouteApi('/login')

/** Signs in, then goes on to where somebody wanted to go. */
export function LoginPage() {
  const { next = '/leads' } = route.useSearch()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setProblem(null)
    const refusal = await signIn(formText(form, 'email'), formText(form, 'password', false))
    setBusy(false)
    if (refusal === null) router.history.push(next)
    else setProblem(refusal)
  }

  return (
    <AccessCard title="Sign in" lead="Leads, bookings and what became of them.">
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap={16}>
          <TextInput
            name="email"
            type="email"
            label="Email"
            autoComplete="username"
            required
            withAsterisk={false}
            data-autofocus
            autoFocus
          />
          <PasswordInput
            name="password"
            label="Password"
            autoComplete="current-password"
            required
            withAsterisk={false}
          />
          <FormError>{problem}</FormError>
          <Button type="submit" loading={busy} fullWidth>
            Sign in
          </Button>
        </Stack>
      </form>
    </AccessCard>
  )
}
