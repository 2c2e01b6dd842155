import { useSuspenseQuery } from '@tanstack/react-query'
import { lazyRouteComponent, Outlet, useNavigate, useRouter } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'

import { PageLoading } from '../components/page-states.tsx'
import { fetchAgain } from '../fetch-again.ts'
import { useLive } from '../live.ts'
import { ProofPlace } from '../proof/proof-place.tsx'
import { safePath } from '../search-params.ts'
import * as texts from '../texts/frame.ts'
import { onSignedOut, queryClient, trpc, type Workspace } from '../trpc.ts'
import { AppDialogs } from './app-dialogs.tsx'
import styles from './frame.module.css'
import { Rail } from './rail.tsx'
import { useAppDialog } from './use-app-dialog.ts'
import { useFrameKeys } from './use-frame-keys.ts'
import { useRecentLeads } from './use-recent-leads.ts'

// Few are asked to set it up, and it draws a QR code.
const TwoStepFirst = lazyRouteComponent(() => import('./two-step-first.tsx'), 'TwoStepFirst')

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

  if (settingUp) {
    return (
      <Suspense fallback={<PageLoading />}>
        <TwoStepFirst workspaceName={workspace.name} onDone={() => void goOn()} />
      </Suspense>
    )
  }
  return <Surroundings workspace={workspace} />
}

/** The rail (a bar at the bottom of a phone), the live connection, the keys. */
function Surroundings({ workspace }: { workspace: Workspace }) {
  const live = useLive()
  const dialog = useAppDialog()
  const recentLeadIds = useRecentLeads()
  useFrameKeys(workspace.scopes, dialog.open)
  return (
    <div className={styles['frame']}>
      <ProofPlace />
      <a href="#main" className={styles['skip']}>
        {texts.skipToContent}
      </a>
      <Rail live={live} onOpen={dialog.open} />
      <div className={styles['content']}>
        <Outlet />
      </div>
      <AppDialogs
        shown={dialog.shown}
        recentLeadIds={recentLeadIds}
        ownRole={workspace.role}
        onOpen={dialog.open}
        onClose={dialog.close}
      />
    </div>
  )
}
