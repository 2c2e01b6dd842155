import { useSuspenseQuery } from '@tanstack/react-query'
import { lazyRouteComponent, Outlet, useRouter } from '@tanstack/react-router'
import { Suspense, useState } from 'react'

import { PageLoading } from '../components/page-states.tsx'
import { Part } from '../components/part.tsx'
import { fetchAgain } from '../fetch-again.ts'
import { useLive } from '../live.ts'
import { ProofPlace } from '../proof/proof-place.tsx'
import * as texts from '../texts/frame.ts'
import { queryClient, trpc, type Workspace } from '../trpc.ts'
import { AppDialogs } from './app-dialogs.tsx'
import styles from './frame.module.css'
import { Rail } from './rail.tsx'
import { useAppDialog } from './use-app-dialog.ts'
import { useFrameKeys } from './use-frame-keys.ts'
import { useRecentLeads } from './use-recent-leads.ts'
import { useSignedOut } from './use-signed-out.ts'

// Few are asked to set it up, and it draws a QR code.
const TwoStepFirst = lazyRouteComponent(() => import('./two-step-first.tsx'), 'TwoStepFirst')
// Of no use to whoever has nothing unsaved.
const SignedOutDialog = lazyRouteComponent(
  () => import('../access/signed-out-dialog.tsx'),
  'SignedOutDialog',
)

/** What is behind the sign-in: every page in its surroundings, once whoever must has set up two-step sign-in. */
export function Frame() {
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const router = useRouter()
  const signedOut = useSignedOut(workspace)
  const [settingUp, setSettingUp] = useState(workspace.needsTotp)
  // It stays when it is needed no more: the recovery codes have to be kept first.
  if (workspace.needsTotp && !settingUp) setSettingUp(true)

  async function goOn() {
    await fetchAgain(queryClient)
    // What was refused until now is loaded.
    await router.invalidate()
    setSettingUp(false)
  }

  return (
    <>
      {settingUp ? (
        <Suspense fallback={<PageLoading />}>
          <TwoStepFirst workspaceName={workspace.name} onDone={() => void goOn()} />
        </Suspense>
      ) : (
        <Surroundings workspace={workspace} isSignedOut={signedOut.isSignedOut} />
      )}
      {signedOut.isSignedOut && (
        <Part onMissing={signedOut.later}>
          <SignedOutDialog
            email={workspace.user?.email ?? ''}
            workspaceId={workspace.id}
            opened={signedOut.isAsking}
            onSignedIn={signedOut.goOn}
            onClose={signedOut.later}
          />
        </Part>
      )}
    </>
  )
}

type SurroundingsProps = { workspace: Workspace; isSignedOut: boolean }

/** The rail (a bar at the bottom of a phone), the live connection, the keys. */
function Surroundings({ workspace, isSignedOut }: SurroundingsProps) {
  const live = useLive(!isSignedOut)
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
