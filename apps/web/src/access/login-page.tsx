import { Box } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { getRouteApi, useLocation, useRouter } from '@tanstack/react-router'
import { useState } from 'react'

import { Notice } from '../components/notice.tsx'
import { signIn, type SignInResult } from '../session.ts'
import * as texts from '../texts/access.tsx'
import { AccessCard } from './access-card.tsx'
import { CodeStep } from './code-step.tsx'
import { ForgotPassword } from './forgot-password.tsx'
import { NoWorkspace } from './no-workspace.tsx'
import { PasswordStep } from './password-step.tsx'

const route = getRouteApi('/login')
const nobody = { email: '', password: '' }

/** Signs in, in one step or two, then goes on to where somebody wanted to go. */
export function LoginPage() {
  const { next = '/leads' } = route.useSearch()
  const hasNewPassword = useLocation({ select: ({ state }) => state.hasNewPassword ?? false })
  const { stranded } = route.useRouteContext()
  const router = useRouter()
  const [step, setStep] = useState<'password' | 'code' | 'forgot'>('password')
  // In memory only, as long as the second step takes: both are sent together.
  const [given, setGiven] = useState(nobody)
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<SignInResult | null>(null)
  const problem = result !== null && 'reason' in result ? result.reason : null

  async function attempt(credentials: typeof nobody & { code?: string }) {
    setBusy(true)
    setResult(null)
    const answer = await signIn(credentials)
    setBusy(false)
    if (answer.kind === 'signed_in') return router.history.push(next)
    setResult(answer)
    if (answer.kind === 'code_needed') setStep('code')
    if (answer.kind === 'wrong') backToStart()
  }

  function backToStart() {
    setGiven(({ email }) => ({ ...nobody, email }))
    setStep('password')
  }

  if (stranded !== null) return <NoWorkspace email={stranded.email} />
  if (step === 'forgot') {
    return <ForgotPassword email={given.email} onBack={backToStart} />
  }
  if (step === 'code') {
    return (
      <AccessCard title={texts.secondStep} lead={texts.secondStepLead(given.email)}>
        <CodeStep
          isWrong={result?.kind === 'code_wrong'}
          problem={problem}
          busy={busy}
          onSubmit={(code) => void attempt({ ...given, code })}
          onSwitch={() => setResult(null)}
          onBack={() => {
            setResult(null)
            backToStart()
          }}
        />
      </AccessCard>
    )
  }
  return (
    <AccessCard title={texts.signIn} lead={texts.signInLead}>
      {hasNewPassword && (
        <Box mb={16}>
          <Notice wording={{ tone: 'green', icon: IconCheck }} title={texts.passwordChanged} />
        </Box>
      )}
      <PasswordStep
        email={given.email}
        problem={problem}
        busy={busy}
        onSubmit={(credentials) => {
          setGiven(credentials)
          void attempt(credentials)
        }}
        onForgot={() => {
          setResult(null)
          setStep('forgot')
        }}
      />
    </AccessCard>
  )
}
