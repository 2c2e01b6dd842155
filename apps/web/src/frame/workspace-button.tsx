import { UnstyledButton } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'

import * as texts from '../texts/frame.ts'
import type { Workspace } from '../trpc.ts'
import rail from './rail.module.css'
import styles from './workspace-menu.module.css'

/** The sign and the name of the workspace. */
export function WorkspaceName({ workspace }: { workspace: Workspace }) {
  return (
    <>
      <img src="/favicon.svg" alt="" width={24} height={24} />
      <span className={`cut ${rail['label']}`}>{workspace.name}</span>
    </>
  )
}

type Props = React.ComponentProps<'button'> & { workspace: Workspace }

/** Which workspace this is; opens the list of others. */
export function WorkspaceButton({ workspace, ...button }: Props) {
  return (
    <UnstyledButton
      {...button}
      className={`${styles['workspace']} ${styles['switcher']}`}
      title={workspace.name}
      aria-label={texts.workspace(workspace.name)}
    >
      <WorkspaceName workspace={workspace} />
      <IconSelector size={16} aria-hidden className={rail['label'] ?? ''} />
    </UnstyledButton>
  )
}
