import * as texts from '../texts/lead.tsx'
import styles from './details.module.css'

type Props = {
  /** What was there when editing it began. */
  before: string
  /** What is there now. */
  now: string
}

/** Says that somebody else changed what is being edited. */
export function Meanwhile({ before, now }: Props) {
  return (
    // There before it has something to say, or it would not be read out.
    <p role="status" className={`small wrap ${styles['meanwhile']}`}>
      {now !== before && texts.changedMeanwhile(now)}
    </p>
  )
}
