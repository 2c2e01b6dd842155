import {
  IconBuilding,
  IconHistory,
  IconKey,
  IconPlugConnected,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react'
import type { LinkProps } from '@tanstack/react-router'

type SettingsLink = { to: NonNullable<LinkProps['to']>; label: string; meaning: string; icon: Icon }

/** The pages of settings, in order. */
export const settingsLinks: SettingsLink[] = [
  {
    to: '/settings/integrations',
    label: 'Integrations',
    meaning: 'Cal.com: URL, secret, and what arrived.',
    icon: IconPlugConnected,
  },
  {
    to: '/settings/members',
    label: 'Members',
    meaning: 'Who works here, roles and invitations.',
    icon: IconUsersGroup,
  },
  {
    to: '/settings/api-keys',
    label: 'API keys',
    meaning: 'Other programs that read and change leads.',
    icon: IconKey,
  },
  {
    to: '/settings/workspace',
    label: 'Workspace',
    meaning: 'Its name, and what holds for everybody in it.',
    icon: IconBuilding,
  },
  {
    to: '/settings/audit',
    label: 'Audit log',
    meaning: 'Who did what, and what was refused.',
    icon: IconHistory,
  },
]
