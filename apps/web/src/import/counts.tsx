import { count } from '../format.ts'
import * as texts from '../texts/import.ts'
import type { LeadImport } from './import-query.ts'
import styles from './import.module.css'

/** What became of the rows of a file, in numbers. */
export function Counts({ counts }: { counts: LeadImport['counts'] }) {
  return (
    <dl className={styles['counts']}>
      {(['created', 'updated', 'unchanged', 'refused'] as const).map((outcome) => (
        <div key={outcome}>
          <dt className="muted small">{texts.outcomes[outcome]}</dt>
          <dd className="numbers">{count(counts[outcome])}</dd>
        </div>
      ))}
    </dl>
  )
}
