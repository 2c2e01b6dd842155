import { Box } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { getRouteApi, useLocation, useRouter } from '@tanstack/react-router'
import { useState } from 'react'

import { Notice } from '../components/notice.tsx'
import { signIn } from '../session.ts'
import * as texts from '../texts/access.tsx'
import { AccessCard } from './access-card.tsx'
import { CodeStep } from './code-step.tsx'
import { ForgotPassword } from './forgot-password.tsx'
import { NoWorkspace } from './no-workspace.tsx'
import { PasswordStep } from './password-step.tsx'
import { useSignInSteps } from './use-sign-in-steps.ts'

const route = getRouteApi('/login')

/** Signs in, in one step or two, then goes on to where somebody wanted to go. */
export function LoginPage() {
  const { next = '/leads' } = route.useSearch()
  const hasNewPassword = useLocation({ select: ({ state }) => state.hasNewPassword ?? false })
  const { stranded } = route.useRouteContext()
  const router = useRouter()
  const [isForgetful, setForgetful] = useState(false)
  const { given, isSecond, busy, problem, isCodeWrong, ...steps } = useSignInSteps('', signIn)

  async function attempt(credentials: Parameters<typeof steps.attempt>[0]) {
    if (await steps.attempt(credentials)) router.history.push(next)
  }

  if (stranded !== null) return <NoWorkspace email={stranded.email} />
  if (isForgetful) {
    return (
      <ForgotPassword
        email={given.email}
        onBack={() => {
          steps.backToStart()
          setForgetful(false)
        }}
      />
    )
  }
  if (isSecond) {
    return (
      <AccessCard title={texts.secondStep} lead={texts.secondStepLead(given.email)}>
        <CodeStep
          isWrong={isCodeWrong}
          problem={problem}
          busy={busy}
          onSubmit={(code) => void attempt({ ...given, code })}
          onSwitch={steps.forget}
          onBack={() => {
            steps.forget()
            steps.backToStart()
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
        onSubmit={(credentials) => void attempt(credentials)}
        onForgot={() => {
          steps.forget()
          setForgetful(true)
        }}
      />
    </AccessCard>
  )
}
