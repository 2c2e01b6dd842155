import { useState } from 'react'

import type { SignInResult } from '../session.ts'

type Credentials = { email: string; password: string; code?: string }

/**
 * Signing in, in one step or two: `isSecond` says whether a code is asked for, and `given` is what was given in the first. `attempt`
 * asks by `ask` and answers whether one is signed in now; what came of it otherwise is in the rest.
 */
export function useSignInSteps(
  email: string,
  ask: (credentials: Credentials) => Promise<SignInResult>,
) {
  // In memory only, as long as the second step takes: both are sent together.
  const [given, setGiven] = useState({ email, password: '' })
  const [isSecond, setSecond] = useState(false)
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<SignInResult | null>(null)

  /** What was refused is not told any more. */
  const forget = () => setResult(null)

  function backToStart() {
    setGiven((last) => ({ ...last, password: '' }))
    setSecond(false)
  }

  async function attempt(credentials: Credentials): Promise<boolean> {
    setGiven({ email: credentials.email, password: credentials.password })
    setBusy(true)
    forget()
    const answer = await ask(credentials)
    setBusy(false)
    if (answer.kind === 'signed_in') return true
    setResult(answer)
    if (answer.kind === 'code_needed') setSecond(true)
    if (answer.kind === 'wrong') backToStart()
    return false
  }

  return {
    ...{ given, isSecond, busy, attempt, backToStart, forget },
    problem: result !== null && 'reason' in result ? result.reason : null,
    isCodeWrong: result?.kind === 'code_wrong',
  }
}
