import { Menu } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'

import * as texts from '../texts/frame.ts'
import type { Workspace } from '../trpc.ts'
import { tellNotSwitched, useWorkspaces } from './use-workspaces.ts'
import { WorkspaceButton } from './workspace-button.tsx'
import styles from './workspace-menu.module.css'

/** The way to another workspace, and to a new one. */
export function WorkspaceMenu({ workspace, onNew }: { workspace: Workspace; onNew: () => void }) {
  const { all, change, mayMake } = useWorkspaces(tellNotSwitched)
  return (
    <Menu
      position="bottom-start"
      width={232}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      classNames={{ itemLabel: 'cut' }}
    >
      <Menu.Target>
        <WorkspaceButton workspace={workspace} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.workspaces}</Menu.Label>
        <div className={styles['all']}>
          {all.map(({ id, name: other, isCurrent }) => (
            <Menu.Item
              key={id}
              disabled={change.isPending}
              title={other}
              aria-current={isCurrent || undefined}
              rightSection={isCurrent ? <IconCheck size={16} aria-hidden /> : null}
              onClick={() => !isCurrent && change.mutate({ id })}
            >
              {other}
            </Menu.Item>
          ))}
        </div>
        {mayMake && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={onNew}>
              {texts.newWorkspace}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
