import { Kbd, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconSearch, type Icon } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, type LinkProps, useMatchRoute } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { Hint } from '../components/hint.tsx'
import { isMac } from '../components/keys.ts'
import { keyCaps } from '../components/shortcuts.ts'
import type { LiveState } from '../live.ts'
import * as texts from '../texts/frame.ts'
import { trpc } from '../trpc.ts'
import { type AppDialog, preloadPalette } from './app-dialogs.tsx'
import { LiveDot } from './live-dot.tsx'
import { OpenAlarmsLink } from './open-alarms-link.tsx'
import { UserPlace, WorkspacePlace } from './rail-menus.tsx'
import styles from './rail.module.css'
import { screens, settingsScreen } from './screens.ts'
import { settingsLinks } from './settings-links.ts'
import { UnmatchedCount } from './unmatched-count.tsx'
import { WebhookHealth } from './webhook-health.tsx'

/** The navigation: full on a wide screen, icons on a narrow one, a bar at the bottom of a phone. */
export function Rail({ live, onOpen }: { live: LiveState; onOpen: (dialog: AppDialog) => void }) {
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const maySet = workspace.scopes.includes('settings:write')
  return (
    <aside className={styles['rail']} aria-label={texts.rail}>
      <WorkspacePlace workspace={workspace} onOpen={onOpen} />
      <SearchEntry onOpen={() => onOpen('palette')} />
      <nav aria-label={texts.mainPages} className={styles['nav']}>
        {screens
          .filter(({ needs }) => workspace.scopes.includes(needs))
          .map(({ to, label, icon }) => (
            <RailLink
              key={to}
              to={to}
              icon={icon}
              label={label}
              badge={to === '/unmatched' && <UnmatchedCount />}
            />
          ))}
        {maySet && (
          <>
            <span className={styles['group']}>{texts.settings}</span>
            {settingsLinks.map(({ meaning: _, ...link }) => (
              <RailLink key={link.to} {...link} only="wide" />
            ))}
            <RailLink {...settingsScreen} only="phone" />
          </>
        )}
      </nav>
      <div className={styles['foot']}>
        {maySet && (
          <div className={styles['signs']}>
            <OpenAlarmsLink />
            <WebhookHealth />
          </div>
        )}
        <LiveDot live={live} />
        <UserPlace workspace={workspace} live={live} onOpen={onOpen} />
      </div>
    </aside>
  )
}

/** Opens the palette, and tells the keys that do. */
function SearchEntry({ onOpen }: { onOpen: () => void }) {
  const iconsOnly = useIconsOnly()
  return (
    <Hint label={texts.search} disabled={!iconsOnly}>
      <UnstyledButton
        className={styles['search']}
        onClick={onOpen}
        onPointerEnter={preloadPalette}
        aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
      >
        <IconSearch size={16} stroke={1.75} aria-hidden />
        <span className={styles['label']}>{texts.searchMore}</span>
        <Kbd size="xs" className={styles['label'] ?? ''} aria-hidden>
          {keyCaps('mod+k', isMac).join(' ')}
        </Kbd>
      </UnstyledButton>
    </Hint>
  )
}

const useIconsOnly = () => useMediaQuery('(700px <= width < 1100px)')

function RailLink({
  to,
  beyond,
  icon: Icon,
  label,
  badge,
  only,
}: {
  to: NonNullable<LinkProps['to']>
  /** Another page at which it is marked, too. */
  beyond?: LinkProps['to']
  icon: Icon
  label: string
  /** A number at the end of the line. */
  badge?: ReactNode
  /** Where there is room for all pages of settings, or where there is not. */
  only?: 'wide' | 'phone'
}) {
  const iconsOnly = useIconsOnly()
  const matchRoute = useMatchRoute()
  const isBeyond = beyond !== undefined && matchRoute({ to: beyond }) !== false
  return (
    <Hint label={label} disabled={!iconsOnly}>
      <Link
        to={to}
        className={styles['link']}
        data-status={isBeyond ? 'active' : undefined}
        data-only={only}
        activeOptions={{ includeSearch: false }}
      >
        <Icon size={18} stroke={1.75} aria-hidden />
        <span className={styles['label']}>{label}</span>
        {badge}
      </Link>
    </Hint>
  )
}
