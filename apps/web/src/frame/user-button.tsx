import { UnstyledButton } from '@mantine/core'
import { useMatchRoute } from '@tanstack/react-router'

import { Dot } from '../components/badge.tsx'
import { initials } from '../format.ts'
import type { LiveState } from '../live.ts'
import * as texts from '../texts/frame.ts'
import { roleWords } from '../texts/roles.ts'
import type { Workspace } from '../trpc.ts'
import styles from './rail.module.css'
import own from './user-button.module.css'

type Props = React.ComponentProps<'button'> & { workspace: Workspace; live: LiveState }

/** Who is signed in; opens their menu, and is marked while their account is shown. */
export function UserButton({ workspace, live, ...button }: Props) {
  const { role } = workspace
  const name = workspace.user?.name ?? texts.nameless
  const isShown = useMatchRoute()({ to: '/account' }) !== false
  return (
    <UnstyledButton
      {...button}
      className={styles['user']}
      data-status={isShown ? 'active' : undefined}
      aria-current={isShown || undefined}
    >
      <span className={own['avatar']} aria-hidden>
        {initials(name)}
        <Dot tone={live === 'live' ? 'green' : 'amber'} />
      </span>
      <span className={`${own['person']} ${styles['label']}`}>
        <span className="cut">{name}</span>
        <span className={`cut muted small ${own['role']}`}>
          {role === null ? '' : roleWords[role].label}
        </span>
      </span>
    </UnstyledButton>
  )
}
