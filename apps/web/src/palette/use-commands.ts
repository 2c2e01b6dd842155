import { useMantineColorScheme } from '@mantine/core'
import {
  IconArrowsExchange,
  IconBook2,
  IconBuildingPlus,
  IconKeyboard,
  IconLogout,
  IconUpload,
  IconUserCircle,
  IconUserPlus,
  IconUserShare,
} from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import type { AppDialog } from '../frame/app-dialogs.tsx'
import { schemes } from '../frame/schemes.ts'
import { screens, type Screen, settingsScreen } from '../frame/screens.ts'
import { settingsLinks } from '../frame/settings-links.ts'
import { tellNotSwitched, useWorkspaces } from '../frame/use-workspaces.ts'
import { leave } from '../leave.ts'
import { trpc } from '../trpc.ts'
import type { Command } from './find-commands.ts'

type Options = {
  open: (dialog: AppDialog) => void
  close: (focusBack?: boolean) => void
}

/** All that this person may do from anywhere; `go` closes the palette on the way to a page, where the focus goes. */
export function useCommands({ open, close }: Options): {
  commands: Command[]
  go: (navigate: () => Promise<void>) => void
} {
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const { all, change, mayMake } = useWorkspaces(tellNotSwitched)
  const { setColorScheme } = useMantineColorScheme()
  const navigate = useNavigate()
  const may = ({ needs }: Pick<Screen, 'needs'>) => workspace.scopes.includes(needs)
  const maySet = workspace.scopes.includes('settings:write')

  const go = (there: () => Promise<void>) => {
    close(false)
    void there().then(() => document.getElementById('main')?.focus({ preventScroll: true }))
  }
  const goTo = (to: Screen['to']) => () => go(() => navigate({ to }))
  const then = (action: () => void) => () => {
    close()
    action()
  }

  const commands: (Command | false)[] = [
    ...[...screens, settingsScreen].filter(may).map(({ to, label, icon, keys }) => ({
      ...{ id: to, group: 'Go to', label, icon, keys, run: goTo(to) },
    })),
    workspace.scopes.includes('leads:write') && {
      ...{ id: 'new-lead', group: 'Do', label: 'New lead', also: 'add create capture' },
      ...{ icon: IconUserPlus, keys: 'n', run: () => open('new-lead') },
    },
    workspace.scopes.includes('leads:write') && {
      ...{ id: '/leads/import', group: 'Do', label: 'Import leads', also: 'csv file upload' },
      ...{ icon: IconUpload, run: goTo('/leads/import') },
    },
    maySet && {
      ...{ id: 'invite', group: 'Do', label: 'Invite member', also: 'add person user colleague' },
      ...{ icon: IconUserShare, run: () => open('invite') },
    },
    {
      ...{ id: 'keys', group: 'Do', label: 'Keyboard shortcuts', also: 'help' },
      ...{ icon: IconKeyboard, keys: '?', run: () => open('keys') },
    },
    ...schemes.map(({ value, label, icon }) => ({
      ...{ id: value, group: 'Do', label: `Colours: ${label.toLowerCase()}`, icon },
      ...{ also: 'scheme theme mode', run: then(() => setColorScheme(value)) },
    })),
    {
      ...{ id: 'sign-out', group: 'Do', label: 'Sign out', also: 'log out leave' },
      ...{ icon: IconLogout, run: then(() => void leave()) },
    },
    ...(maySet ? settingsLinks : []).map(({ to, label, meaning, icon }) => ({
      ...{ id: to, group: 'Settings', label, also: `settings ${meaning}`, icon, run: goTo(to) },
    })),
    {
      ...{ id: '/account', group: 'Settings', label: 'Account', icon: IconUserCircle },
      ...{ also: 'settings password two-step sessions', run: goTo('/account') },
    },
    {
      ...{ id: '/settings/api', group: 'Settings', label: 'API', icon: IconBook2 },
      ...{ also: 'settings documentation', run: goTo('/settings/api') },
    },
    ...all
      .filter(({ isCurrent }) => !isCurrent)
      .map(({ id, name }) => ({
        ...{ id, group: 'Workspaces', label: `Switch to ${name}`, also: 'workspace' },
        ...{ icon: IconArrowsExchange, run: then(() => change.mutate({ id })) },
      })),
    mayMake && {
      ...{ id: 'new-workspace', group: 'Workspaces', label: 'New workspace', also: 'add create' },
      ...{ icon: IconBuildingPlus, run: () => open('new-workspace') },
    },
  ]
  return { commands: commands.filter((command) => command !== false), go }
}
