import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import {
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'

import { Dot } from '../components/badge.tsx'
import { initials } from '../format.ts'
import { leave } from '../leave.ts'
import type { LiveState } from '../live.ts'
import { roleWords } from '../members/roles.ts'
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

/** Who is signed in, their account, the colour scheme, the keys, and the way out. */
export function UserMenu({ workspace, live, onShowKeys }: Props) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { role } = workspace
  const user = workspace.user ?? { name: 'Signed in', email: '' }

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
              {role === null ? '' : roleWords[role].label}
            </span>
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className="wrap">{user.email}</Menu.Label>
        <Menu.Item
          leftSection={<IconUserCircle size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/account" {...props} />}
        >
          Account
        </Menu.Item>
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
