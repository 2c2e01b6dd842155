import { Menu, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react'

import type { Workspace } from '../trpc.ts'
import { NewWorkspaceDialog } from './new-workspace-dialog.tsx'
import rail from './rail.module.css'
import { useWorkspaces } from './use-workspaces.ts'
import styles from './workspace-menu.module.css'

/** Which workspace this is, and the way to another one where somebody belongs to several. */
export function WorkspaceMenu({ workspace }: { workspace: Workspace }) {
  const { all, change, mayMake } = useWorkspaces()
  const [making, dialog] = useDisclosure(false)
  const name = (
    <>
      <img src="/favicon.svg" alt="" width={24} height={24} />
      <span className={`cut ${rail['label']}`}>{workspace.name}</span>
    </>
  )
  if (all.length < 2 && !mayMake) {
    return (
      <div className={styles['workspace']} title={workspace.name}>
        {name}
      </div>
    )
  }
  return (
    <>
      <Menu
        position="bottom-start"
        width={232}
        withinPortal={false}
        withInitialFocusPlaceholder={false}
        classNames={{ itemLabel: 'cut' }}
      >
        <Menu.Target>
          <UnstyledButton
            className={`${styles['workspace']} ${styles['switcher']}`}
            title={workspace.name}
            aria-label={`Workspace: ${workspace.name}`}
          >
            {name}
            <IconSelector size={16} aria-hidden className={rail['label'] ?? ''} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Workspaces</Menu.Label>
          {all.map(({ id, name: other, isCurrent }) => (
            <Menu.Item
              key={id}
              disabled={change.isPending}
              aria-current={isCurrent || undefined}
              rightSection={isCurrent ? <IconCheck size={16} aria-hidden /> : null}
              onClick={() => !isCurrent && change.mutate({ id })}
            >
              {other}
            </Menu.Item>
          ))}
          {mayMake && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={dialog.open}>
                New workspace…
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <NewWorkspaceDialog opened={making} onClose={dialog.close} />
    </>
  )
}
