import { Dot } from '../components/badge.tsx'
import { Hint } from '../components/hint.tsx'
import type { LiveState } from '../live.ts'
import styles from './rail.module.css'

/** Whether changes made elsewhere show up here by themselves. */
export function LiveDot({ live }: { live: LiveState }) {
  const isLive = live === 'live'
  const explanation = isLive
    ? 'Changes made elsewhere show up here by themselves.'
    : 'The connection was lost. What you see may be old; it refreshes once the server answers.'
  return (
    <Hint label={explanation}>
      <div className={styles['status']} role="status">
        <span>
          <Dot tone={isLive ? 'green' : 'amber'} />
        </span>
        <span className={styles['label']}>{isLive ? 'Live' : 'Reconnecting…'}</span>
      </div>
    </Hint>
  )
}
