import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import * as texts from '../texts/account.tsx'
import { trpc } from '../trpc.ts'
import { PasswordForm } from './password-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { ScanStep } from './scan-step.tsx'

type Props = {
  email: string
  /** Called once it is on: from then on the recovery codes are shown and must not go away. */
  onEnabled?: () => void
  /** Called when the recovery codes were kept. */
  onDone: () => void
  /** How it is given up; without it there is no other way than on. */
  onCancel?: () => void
}

/** Switches two-step sign-in on, in three steps: the password, the app, the recovery codes. */
export function EnableTwoStep({ email, onEnabled, onDone, onCancel }: Props) {
  const [codes, setCodes] = useState<string[] | null>(null)
  // The seed must not outlive this.
  const start = useMutation(trpc.account.enableTotp.mutationOptions({ gcTime: 0 }))

  if (codes !== null) return <RecoveryCodes codes={codes} email={email} onKept={onDone} />
  if (start.data !== undefined) {
    const confirmed = (recoveryCodes: string[]) => {
      setCodes(recoveryCodes)
      onEnabled?.()
    }
    return <ScanStep seed={start.data} onConfirmed={confirmed} onCancel={onCancel} />
  }
  return (
    <PasswordForm
      action={texts.goOn}
      onSubmit={({ password }) => start.mutate({ password })}
      onCancel={onCancel}
      busy={start.isPending}
      error={start.error}
    >
      {texts.enableMeaning}
    </PasswordForm>
  )
}
