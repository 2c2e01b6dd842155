import { Menu, useMantineColorScheme } from '@mantine/core'
import { IconKeyboard, IconLogout, IconSearch, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'

import { leave } from '../leave.ts'
import type { LiveState } from '../live.ts'
import * as commonTexts from '../texts/common.ts'
import * as frameTexts from '../texts/frame.ts'
import * as texts from '../texts/user-menu.ts'
import type { Workspace } from '../trpc.ts'
import type { AppDialog } from './app-dialogs.tsx'
import { schemeOf, schemes } from './schemes.ts'
import { UserButton } from './user-button.tsx'
import styles from './user-menu.module.css'

type Props = { workspace: Workspace; live: LiveState; onOpen: (dialog: AppDialog) => void }

/** Who is signed in, their account, the colour scheme, the keys, and the way out. */
export function UserMenu({ workspace, live, onOpen }: Props) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()

  return (
    <Menu
      position="top-start"
      width={232}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      classNames={{ itemIndicator: styles['mark'] ?? '' }}
    >
      <Menu.Target>
        <UserButton workspace={workspace} live={live} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className="wrap">{workspace.user?.email ?? ''}</Menu.Label>
        <Menu.Item
          leftSection={<IconUserCircle size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/account" {...props} />}
        >
          {texts.account}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{texts.colours}</Menu.Label>
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
        <Menu.Item
          leftSection={<IconSearch size={16} aria-hidden />}
          onClick={() => onOpen('palette')}
        >
          {frameTexts.searchMore}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKeyboard size={16} aria-hidden />}
          onClick={() => onOpen('keys')}
        >
          {texts.keys}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void leave()}>
          {commonTexts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
