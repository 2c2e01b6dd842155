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

import { focusMain } from '../components/focus-back.ts'
import type { AppDialog } from '../frame/app-dialogs.tsx'
import { schemes } from '../frame/schemes.ts'
import { screens, type Screen, settingsScreen } from '../frame/screens.ts'
import { settingsLinks } from '../frame/settings-links.ts'
import { tellNotSwitched, useWorkspaces } from '../frame/use-workspaces.ts'
import { leave } from '../leave.ts'
import * as texts from '../texts/palette.ts'
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
    void there().then(focusMain)
  }
  const goTo = (to: Screen['to']) => () => go(() => navigate({ to }))
  const then = (action: () => void) => () => {
    close()
    action()
  }

  const commands: (Command | false)[] = [
    ...[...screens, settingsScreen].filter(may).map(({ to, label, icon, keys }) => ({
      ...{ id: to, group: texts.goTo, label, icon, keys, run: goTo(to) },
    })),
    workspace.scopes.includes('leads:write') && {
      ...{ id: 'new-lead', group: texts.act, ...texts.newLead },
      ...{ icon: IconUserPlus, keys: 'n', run: () => open('new-lead') },
    },
    workspace.scopes.includes('leads:write') && {
      ...{ id: '/leads/import', group: texts.act, ...texts.importLeads },
      ...{ icon: IconUpload, run: goTo('/leads/import') },
    },
    maySet && {
      ...{ id: 'invite', group: texts.act, ...texts.invite },
      ...{ icon: IconUserShare, run: () => open('invite') },
    },
    {
      ...{ id: 'keys', group: texts.act, ...texts.keys },
      ...{ icon: IconKeyboard, keys: '?', run: () => open('keys') },
    },
    ...schemes.map(({ value, label, icon }) => ({
      ...{ id: value, group: texts.act, ...texts.colours(label), icon },
      ...{ run: then(() => setColorScheme(value)) },
    })),
    {
      ...{ id: 'sign-out', group: texts.act, ...texts.signOut },
      ...{ icon: IconLogout, run: then(() => void leave()) },
    },
    ...(maySet ? settingsLinks : []).map(({ to, label, meaning, icon }) => ({
      ...{ id: to, group: texts.settings, ...texts.settingsPage(label, meaning) },
      ...{ icon, run: goTo(to) },
    })),
    {
      ...{ id: '/account', group: texts.settings, ...texts.account, icon: IconUserCircle },
      ...{ run: goTo('/account') },
    },
    {
      ...{ id: '/settings/api', group: texts.settings, ...texts.api, icon: IconBook2 },
      ...{ run: goTo('/settings/api') },
    },
    ...all
      .filter(({ isCurrent }) => !isCurrent)
      .map(({ id, name }) => ({
        ...{ id, group: texts.workspaces, ...texts.switchTo(name) },
        ...{ icon: IconArrowsExchange, run: then(() => change.mutate({ id })) },
      })),
    mayMake && {
      ...{ id: 'new-workspace', group: texts.workspaces, ...texts.newWorkspace },
      ...{ icon: IconBuildingPlus, run: () => open('new-workspace') },
    },
  ]
  return { commands: commands.filter((command) => command !== false), go }
}
