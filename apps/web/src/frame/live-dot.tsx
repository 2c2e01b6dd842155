import { Dot } from '../components/badge.tsx'
import { Hint } from '../components/hint.tsx'
import type { LiveState } from '../live.ts'
import * as texts from '../texts/frame.ts'
import styles from './rail.module.css'

/** Whether changes made elsewhere show up here by themselves. */
export function LiveDot({ live }: { live: LiveState }) {
  const isLive = live === 'live'
  const explanation = isLive ? texts.liveMeaning : texts.lostMeaning
  return (
    <Hint label={explanation}>
      <div className={styles['status']} role="status">
        <span>
          <Dot tone={isLive ? 'green' : 'amber'} />
        </span>
        <span className={styles['label']}>{isLive ? texts.live : texts.lost}</span>
      </div>
    </Hint>
  )
}
