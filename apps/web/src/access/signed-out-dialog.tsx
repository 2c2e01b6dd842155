import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { PasswordField } from '../components/password-field.tsx'
import { signInAgain, type SignInResult } from '../session.ts'
import * as texts from '../texts/access.tsx'
import * as passwordTexts from '../texts/password.ts'
import { CodeStep } from './code-step.tsx'

type Props = {
  /** Who was signed in, and to which workspace. */
  email: string
  workspaceId: string
  opened: boolean
  onSignedIn: () => void
  onClose: () => void
}

/** Tells that a session ended, over a page with what is not saved yet, and signs the same person in again. */
export function SignedOutDialog({ email, workspaceId, opened, onSignedIn, onClose }: Props) {
  const [password, setPassword] = useState('')
  const [step, setStep] = useState<'password' | 'code'>('password')
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<SignInResult | null>(null)
  const problem = result !== null && 'reason' in result ? result.reason : null

  async function attempt(given: { password: string; code?: string }) {
    setBusy(true)
    setResult(null)
    const answer = await signInAgain({ email, ...given }, workspaceId)
    setBusy(false)
    if (answer.kind === 'signed_in') {
      backToStart()
      return onSignedIn()
    }
    setResult(answer)
    if (answer.kind === 'code_needed') setStep('code')
    if (answer.kind === 'wrong') backToStart()
  }

  function backToStart() {
    setPassword('')
    setStep('password')
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = formText(new FormData(event.currentTarget), 'password', false)
    setPassword(given)
    void attempt({ password: given })
  }

  return (
    <Dialog opened={opened} onClose={onClose} title={texts.signedOut} closeOnClickOutside={false}>
      <Stack gap={16}>
        <div>{texts.signedOutMeaning}</div>
        {step === 'code' ? (
          <CodeStep
            isWrong={result?.kind === 'code_wrong'}
            problem={problem}
            busy={busy}
            onSubmit={(code) => void attempt({ password, code })}
            onSwitch={() => setResult(null)}
            onBack={() => {
              setResult(null)
              backToStart()
            }}
          />
        ) : (
          <form onSubmit={submit}>
            <Stack gap={16}>
              <TextInput
                name="email"
                type="email"
                label={texts.email}
                value={email}
                autoComplete="username"
                readOnly
              />
              <PasswordField
                name="password"
                label={passwordTexts.password}
                autoComplete="current-password"
                required
                withAsterisk={false}
                data-autofocus
              />
              <FormError>{problem}</FormError>
              <Group justify="flex-end" gap={8}>
                <Button variant="default" onClick={onClose}>
                  {texts.notNow}
                </Button>
                <Button type="submit" loading={busy}>
                  {texts.signIn}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Stack>
    </Dialog>
  )
}
