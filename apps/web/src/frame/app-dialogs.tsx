import { lazyRouteComponent } from '@tanstack/react-router'

import type { Role } from '@solar-capture/core/access'

import { Part } from '../components/part.tsx'
import * as texts from '../texts/frame.ts'
import styles from './app-dialogs.module.css'

/** A dialog that opens on any page. */
export type AppDialog = 'palette' | 'keys' | 'new-lead' | 'invite' | 'new-workspace'

// Each is fetched when it is first opened, or is about to be.
const Palette = lazyRouteComponent(() => import('../palette/palette.tsx'), 'Palette')
const KeysDialog = lazyRouteComponent(() => import('./keys-dialog.tsx'), 'KeysDialog')
const NewLeadDialog = lazyRouteComponent(
  () => import('../leads/new-lead-dialog.tsx'),
  'NewLeadDialog',
)
const InviteDialog = lazyRouteComponent(
  () => import('../members/invite-dialog.tsx'),
  'InviteDialog',
)
const NewWorkspaceDialog = lazyRouteComponent(
  () => import('./new-workspace-dialog.tsx'),
  'NewWorkspaceDialog',
)

/** Fetches the palette, so that it opens at once. */
export const preloadPalette = (): void => void Palette.preload?.()

type Props = {
  shown: AppDialog | null
  /** Ids of leads, the one opened last first. */
  recentLeadIds: readonly string[]
  ownRole: Role | null
  onOpen: (dialog: AppDialog) => void
  /** `focusBack` is false when the focus goes elsewhere. */
  onClose: (focusBack?: boolean) => void
}

/** The dialogs of the whole app, one at a time. */
export function AppDialogs({ shown, recentLeadIds, ownRole, onOpen, onClose }: Props) {
  if (shown === null) return null
  const dialog = { opened: true, onClose: () => onClose() }
  return (
    <Part fallback={<Opening />} onMissing={() => onClose()}>
      {shown === 'palette' && (
        <Palette recentLeadIds={recentLeadIds} onOpen={onOpen} onClose={onClose} />
      )}
      {shown === 'keys' && <KeysDialog {...dialog} />}
      {shown === 'new-lead' && <NewLeadDialog {...dialog} />}
      {shown === 'invite' && <InviteDialog {...dialog} ownRole={ownRole} />}
      {shown === 'new-workspace' && <NewWorkspaceDialog {...dialog} />}
    </Part>
  )
}

// A dialog by its role: what is typed in the meantime must not act as keys of the page.
function Opening() {
  return (
    <div role="dialog" aria-label={texts.openingHeard} className={styles['opening']}>
      {texts.opening}
    </div>
  )
}
