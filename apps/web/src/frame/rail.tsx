import { Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconCalendarQuestion,
  IconSettings,
  IconUsers,
  IconWebhook,
  type Icon,
} from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import type { LiveState } from '../live.ts'
import { trpc } from '../trpc.ts'
import { LiveDot } from './live-dot.tsx'
import styles from './rail.module.css'
import { settingsLinks } from './settings-links.ts'
import { UnmatchedCount } from './unmatched-count.tsx'
import { UserMenu } from './user-menu.tsx'
import { WebhookHealth } from './webhook-health.tsx'
import { WorkspaceMenu } from './workspace-menu.tsx'

/** The navigation: full on a wide screen, icons on a narrow one, a bar at the bottom of a phone. */
export function Rail({ live, onShowKeys }: { live: LiveState; onShowKeys: () => void }) {
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const maySet = workspace.scopes.includes('settings:write')
  return (
    <aside className={styles['rail']} aria-label="Workspace">
      <WorkspaceMenu workspace={workspace} />
      <nav aria-label="Main" className={styles['nav']}>
        <RailLink to="/leads" icon={IconUsers} label="Leads" />
        <RailLink
          to="/unmatched"
          icon={IconCalendarQuestion}
          label="Unmatched"
          badge={<UnmatchedCount />}
        />
        {workspace.scopes.includes('deliveries:read') && (
          <RailLink to="/deliveries" icon={IconWebhook} label="Deliveries" />
        )}
        {maySet && (
          <>
            <span className={styles['group']}>Settings</span>
            {settingsLinks.map(({ to, label, icon }) => (
              <RailLink key={to} to={to} icon={icon} label={label} only="wide" />
            ))}
            <RailLink to="/settings" icon={IconSettings} label="Settings" only="phone" />
          </>
        )}
      </nav>
      <div className={styles['foot']}>
        {maySet && <WebhookHealth />}
        <LiveDot live={live} />
        <UserMenu workspace={workspace} live={live} onShowKeys={onShowKeys} />
      </div>
    </aside>
  )
}

function RailLink({
  to,
  icon: Icon,
  label,
  badge,
  only,
}: {
  to: NonNullable<LinkProps['to']>
  icon: Icon
  label: string
  /** A number at the end of the line. */
  badge?: ReactNode
  /** Where there is room for all pages of settings, or where there is not. */
  only?: 'wide' | 'phone'
}) {
  const iconsOnly = useMediaQuery('(700px <= width < 1100px)')
  return (
    <Tooltip label={label} position="right" disabled={!iconsOnly}>
      <Link
        to={to}
        className={styles['link']}
        data-only={only}
        activeOptions={{ includeSearch: false }}
      >
        <Icon size={18} stroke={1.75} aria-hidden />
        <span className={styles['label']}>{label}</span>
        {badge}
      </Link>
    </Tooltip>
  )
}
