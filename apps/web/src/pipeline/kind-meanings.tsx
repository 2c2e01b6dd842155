import { stageKinds } from '@solar-capture/core/pipeline'

import * as texts from '../texts/pipeline.ts'
import styles from './stage-list.module.css'

/** What it means for a stage to be open, won or lost, and to be where bookings go. */
export function KindMeanings() {
  const meanings = [
    ...stageKinds.map((kind) => texts.kinds[kind]),
    { label: texts.booked, meaning: texts.bookedMeaning },
  ]
  return (
    <dl className={styles['meanings']}>
      {meanings.map(({ label, meaning }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="muted">{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}
