import { count } from '../format.ts'
import type { LeadImport } from './import-query.ts'
import styles from './import.module.css'

const words = {
  created: 'New leads',
  updated: 'Changed',
  unchanged: 'Nothing new',
  refused: 'Refused',
} as const

/** What became of the rows of a file, in numbers. */
export function Counts({ counts }: { counts: LeadImport['counts'] }) {
  return (
    <dl className={styles['counts']}>
      {(['created', 'updated', 'unchanged', 'refused'] as const).map((outcome) => (
        <div key={outcome}>
          <dt className="muted small">{words[outcome]}</dt>
          <dd className="numbers">{count(counts[outcome])}</dd>
        </div>
      ))}
    </dl>
  )
}
