import type { ReactNode } from 'react'

import * as texts from '../texts/import-preview.ts'
import styles from './import.module.css'

type Props = {
  /** What the rows are, for who does not see them. */
  label: string
  head: string[]
  /** How many rows are here, and how many there are. */
  shown: number
  total: number
  children: ReactNode
}

/** The first rows of many, in a table that scrolls by itself. */
export function RowsTable({ label, head, shown, total, children }: Props) {
  return (
    // The keyboard has to get there.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['scroll']} role="region" aria-label={label} tabIndex={0}>
      <table className={styles['rows']}>
        <thead>
          <tr>
            {head.map((name, index) => (
              // A file may have the same name twice.
              <th scope="col" key={`${index}/${name}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {total > shown && <p className="muted small numbers">{texts.firstOf(shown, total)}</p>}
    </div>
  )
}
