import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'

import { hasUnsaved, watchForms } from '../components/unsaved.ts'
import { fetchAgain } from '../fetch-again.ts'
import { safePath } from '../search-params.ts'
import { client, onSignedOut, queryClient, type Workspace } from '../trpc.ts'

/** What the frame knows of a session that ended while something was not saved. */
export type SignedOut = {
  isSignedOut: boolean
  /** Whether to ask for signing in again. */
  isAsking: boolean
  /** Asks no more, until something is refused again. */
  later: () => void
  /** The same person is signed in again. */
  goOn: () => void
}

/**
 * Goes to the sign-in once a session ended, unless something on the page is not saved: then that stays until the same person is
 * signed in again, here or in another window.
 */
export function useSignedOut({ user }: Workspace): SignedOut {
  const navigate = useNavigate()
  const [isSignedOut, setSignedOut] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const goOn = useCallback(() => {
    setSignedOut(false)
    setAsking(false)
    void fetchAgain(queryClient)
  }, [])

  useEffect(watchForms, [])
  useEffect(() => {
    let leaving = false
    return onSignedOut(() => {
      if (hasUnsaved()) {
        setSignedOut(true)
        setAsking(true)
        return
      }
      // On the way it is asked again who is signed in, which must not start it anew.
      if (leaving) return
      leaving = true
      const { pathname, search } = window.location
      const next = safePath(pathname + search)
      queryClient.clear()
      void navigate({ to: '/login', search: { next } }).finally(() => (leaving = false))
    })
  }, [navigate])

  const userId = user?.id
  useEffect(() => {
    if (!isSignedOut) return
    const look = async () => {
      const now = await client.workspace.current.query().catch(() => null)
      if (now !== null && now.user?.id === userId) goOn()
    }
    const onLook = () => void look()
    window.addEventListener('focus', onLook)
    return () => window.removeEventListener('focus', onLook)
  }, [isSignedOut, userId, goOn])

  return { isSignedOut, isAsking, later: () => setAsking(false), goOn }
}
