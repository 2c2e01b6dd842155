import { Section } from '../components/section.tsx'
import * as texts from '../texts/reconcile.tsx'
import type { BookingComparison } from '../trpc.ts'
import styles from './reconcile.module.css'

/** Lines of a file that could not be read, and why. */
export function RefusedLines({ refused }: Pick<BookingComparison, 'refused'>) {
  return (
    <Section title={texts.refused(refused.length)}>
      <ul className={styles['rows']}>
        {refused.map(({ line, reason }) => (
          <li key={line} className={styles['row']}>
            <span className="muted numbers">{texts.line(line)}</span>
            <span className="wrap">{reason}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
