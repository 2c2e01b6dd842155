import { Button, Group, Stack, TextInput } from '@mantine/core'
import type { SubmitEvent } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { PasswordField } from '../components/password-field.tsx'
import { signInAgain } from '../session.ts'
import * as texts from '../texts/access.tsx'
import * as passwordTexts from '../texts/password.ts'
import { CodeStep } from './code-step.tsx'
import { useSignInSteps } from './use-sign-in-steps.ts'

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
  const { given, isSecond, busy, problem, isCodeWrong, ...steps } = useSignInSteps(
    email,
    (credentials) => signInAgain(credentials, workspaceId),
  )

  async function attempt(credentials: { password: string; code?: string }) {
    if (!(await steps.attempt({ email, ...credentials }))) return
    steps.backToStart()
    onSignedIn()
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    void attempt({ password: formText(new FormData(event.currentTarget), 'password', false) })
  }

  return (
    <Dialog opened={opened} onClose={onClose} title={texts.signedOut} closeOnClickOutside={false}>
      <Stack gap={16}>
        <div>{texts.signedOutMeaning}</div>
        {isSecond ? (
          <CodeStep
            isWrong={isCodeWrong}
            problem={problem}
            busy={busy}
            onSubmit={(code) => void attempt({ password: given.password, code })}
            onSwitch={steps.forget}
            onBack={() => {
              steps.forget()
              steps.backToStart()
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
