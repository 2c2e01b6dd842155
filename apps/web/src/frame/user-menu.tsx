import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'

import { Dot } from '../components/badge.tsx'
import { initials } from '../format.ts'
import type { LiveState } from '../live.ts'
import { signOut } from '../session.ts'
import type { Workspace } from '../trpc.ts'
import styles from './rail.module.css'

const schemes = [
  { value: 'auto', label: 'Like the system', icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
] as const

const schemeOf = (value: string) =>
  schemes.find((scheme) => scheme.value === value)?.value ?? 'auto'

type Props = { workspace: Workspace; live: LiveState; onShowKeys: () => void }

/** Who is signed in, the colour scheme, the keys, and the way out. */
export function UserMenu({ workspace, live, onShowKeys }: Props) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { role } = workspace
  const user = workspace.user ?? { name: 'Signed in', email: '' }

  async function leave() {
    if (!(await signOut())) {
      notifications.show({
        color: 'red',
        title: 'Still signed in',
        message: 'The server cannot be reached. Check your connection, then try again.',
      })
      return
    }
    // A fresh page, so that nothing of this person stays in memory.
    window.location.assign('/login')
  }

  return (
    <Menu position="top-start" width={232} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={styles['user']}>
          <span className={styles['avatar']} aria-hidden>
            {initials(user.name)}
            <Dot tone={live === 'live' ? 'green' : 'amber'} />
          </span>
          <span className={`${styles['person']} ${styles['label']}`}>
            <span className="cut">{user.name}</span>
            <span className={`cut muted small ${styles['role']}`}>
              {role === null ? '' : roleNames[role]}
            </span>
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className="wrap">{user.email}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(schemeOf(value))}>
          {schemes.map(({ value, label, icon: Icon }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              rightSection={<Icon size={16} className="muted" aria-hidden />}
            >
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onShowKeys}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const roleNames: Record<NonNullable<Workspace['role']>, string> = {
  owner: 'Owner',
  admin: 'Admin',
  agent: 'Agent',
  viewer: 'Viewer',
}
