import { lazyRouteComponent } from '@tanstack/react-router'

import { Later } from '../components/later.tsx'
import type { LiveState } from '../live.ts'
import type { Workspace } from '../trpc.ts'
import type { AppDialog } from './app-dialogs.tsx'
import { useWorkspaces } from './use-workspaces.ts'
import { UserButton } from './user-button.tsx'
import { WorkspaceButton, WorkspaceName } from './workspace-button.tsx'
import styles from './workspace-menu.module.css'

const WorkspaceMenu = lazyRouteComponent(() => import('./workspace-menu.tsx'), 'WorkspaceMenu')
const UserMenu = lazyRouteComponent(() => import('./user-menu.tsx'), 'UserMenu')

type Props = { workspace: Workspace; onOpen: (dialog: AppDialog) => void }

/** Which workspace this is, and the way to another one where somebody belongs to several. */
export function WorkspacePlace({ workspace, onOpen }: Props) {
  const { all, mayMake } = useWorkspaces()
  if (all.length < 2 && !mayMake) {
    return (
      <div className={styles['workspace']} title={workspace.name}>
        <WorkspaceName workspace={workspace} />
      </div>
    )
  }
  return (
    <Later
      opens="menu"
      button={<WorkspaceButton workspace={workspace} />}
      preload={WorkspaceMenu.preload}
    >
      <WorkspaceMenu workspace={workspace} onNew={() => onOpen('new-workspace')} />
    </Later>
  )
}

/** Who is signed in, and what they may do of their own. */
export function UserPlace({ workspace, onOpen, live }: Props & { live: LiveState }) {
  return (
    <Later
      opens="menu"
      button={<UserButton workspace={workspace} live={live} />}
      preload={UserMenu.preload}
    >
      <UserMenu workspace={workspace} live={live} onOpen={onOpen} />
    </Later>
  )
}
