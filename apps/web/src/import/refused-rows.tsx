import * as texts from '../texts/import-preview.ts'
import styles from './import.module.css'
import { RowsTable } from './rows-table.tsx'

type Props = {
  rows: { row: number; cells: string[]; reason: string | null }[]
  header: string[]
  total: number
}

/** Rows that cannot be used, each with its reason and what is in it. */
export function RefusedRows({ rows, header, total }: Props) {
  return (
    <RowsTable
      label={texts.refusedRows}
      head={texts.refusedRowsHead(header)}
      shown={rows.length}
      total={total}
    >
      {rows.map(({ row, cells, reason }) => (
        <tr key={row}>
          <td className="muted numbers">{row}</td>
          <td className={styles['reason']}>{reason}</td>
          {header.map((name, index) => (
            <td key={`${index}/${name}`}>{cells[index]}</td>
          ))}
        </tr>
      ))}
    </RowsTable>
  )
}
