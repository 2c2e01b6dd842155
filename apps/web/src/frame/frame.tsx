import { useDisclosure } from '@mantine/hooks'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

import { useKeys } from '../components/keys.ts'
import { fetchAgain } from '../fetch-again.ts'
import { useLive } from '../live.ts'
import { safePath } from '../search-params.ts'
import { onSignedOut, queryClient, trpc } from '../trpc.ts'
import styles from './frame.module.css'
import { KeysDialog } from './keys-dialog.tsx'
import { Rail } from './rail.tsx'
import { TwoStepFirst } from './two-step-first.tsx'

/** What is behind the sign-in: every page in its surroundings, once whoever must has set up two-step sign-in. */
export function Frame() {
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const router = useRouter()
  const navigate = useNavigate()
  const [settingUp, setSettingUp] = useState(workspace.needsTotp)
  // It stays when it is needed no more: the recovery codes have to be kept first.
  if (workspace.needsTotp && !settingUp) setSettingUp(true)

  useEffect(() => {
    let leaving = false
    return onSignedOut(() => {
      // On the way it is asked again who is signed in, which must not start it anew.
      if (leaving) return
      leaving = true
      const { pathname, search } = window.location
      const next = safePath(pathname + search)
      queryClient.clear()
      void navigate({ to: '/login', search: { next } }).finally(() => (leaving = false))
    })
  }, [navigate])

  async function goOn() {
    await fetchAgain(queryClient)
    // What was refused until now is loaded.
    await router.invalidate()
    setSettingUp(false)
  }

  if (settingUp) return <TwoStepFirst workspaceName={workspace.name} onDone={() => void goOn()} />
  return <Surroundings />
}

/** The rail (a bar at the bottom of a phone), the live connection, the keys. */
function Surroundings() {
  const live = useLive()
  const [keysOpen, keys] = useDisclosure(false)
  useKeys({ '?': keys.open })
  return (
    <div className={styles['frame']}>
      <a href="#main" className={styles['skip']}>
        Skip to content
      </a>
      <Rail live={live} onShowKeys={keys.open} />
      <div className={styles['content']}>
        <Outlet />
      </div>
      <KeysDialog opened={keysOpen} onClose={keys.close} />
    </div>
  )
}
