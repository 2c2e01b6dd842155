import {
  IconArrowsRight,
  IconBell,
  IconBuilding,
  IconHistory,
  IconKey,
  IconLayoutKanban,
  IconPlugConnected,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react'
import type { LinkProps } from '@tanstack/react-router'

import * as texts from '../texts/frame.ts'

type To = NonNullable<LinkProps['to']>
type SettingsLink = {
  to: To
  /** A page that is reached from there and has no line of its own. */
  beyond?: To
  label: string
  meaning: string
  icon: Icon
}

/** The pages of settings, in order. */
export const settingsLinks: SettingsLink[] = [
  {
    to: '/settings/integrations',
    ...texts.settingsPages.integrations,
    icon: IconPlugConnected,
  },
  {
    to: '/settings/alarms',
    ...texts.settingsPages.alarms,
    icon: IconBell,
  },
  {
    to: '/settings/pipeline',
    ...texts.settingsPages.pipeline,
    icon: IconLayoutKanban,
  },
  {
    to: '/settings/rules',
    ...texts.settingsPages.rules,
    icon: IconArrowsRight,
  },
  {
    to: '/settings/members',
    ...texts.settingsPages.members,
    icon: IconUsersGroup,
  },
  {
    to: '/settings/api-keys',
    beyond: '/settings/api',
    ...texts.settingsPages.apiKeys,
    icon: IconKey,
  },
  {
    to: '/settings/workspace',
    ...texts.settingsPages.workspace,
    icon: IconBuilding,
  },
  {
    to: '/settings/audit',
    ...texts.settingsPages.audit,
    icon: IconHistory,
  },
]
