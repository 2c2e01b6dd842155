import {
  IconCalendarQuestion,
  IconChartBar,
  IconSettings,
  IconUsers,
  IconWebhook,
  type Icon,
} from '@tabler/icons-react'
import type { LinkProps } from '@tanstack/react-router'

import type { Scope } from '@solar-capture/core/access'

import * as texts from '../texts/frame.ts'

/** A screen of the navigation, with the keys that go there and the scope that it needs. */
export type Screen = {
  to: NonNullable<LinkProps['to']>
  label: string
  icon: Icon
  keys: 'g l' | 'g u' | 'g d' | 'g i' | 'g s'
  needs: Scope
}

/** The screens of the navigation, in order. */
export const screens: readonly Screen[] = [
  { to: '/leads', label: texts.leads, icon: IconUsers, keys: 'g l', needs: 'leads:read' },
  {
    to: '/unmatched',
    label: texts.unmatched,
    icon: IconCalendarQuestion,
    keys: 'g u',
    needs: 'leads:read',
  },
  {
    to: '/deliveries',
    label: texts.deliveries,
    icon: IconWebhook,
    keys: 'g d',
    needs: 'deliveries:read',
  },
  { to: '/insights', label: texts.insights, icon: IconChartBar, keys: 'g i', needs: 'leads:read' },
]

/** Where all settings are. */
export const settingsScreen: Screen = {
  to: '/settings',
  label: texts.settings,
  icon: IconSettings,
  keys: 'g s',
  needs: 'settings:write',
}
