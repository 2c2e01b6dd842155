import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'

import { importFields, type ImportMapping } from '@solar-capture/core/lead-import'

import { oneOf } from '../search-params.ts'
import * as texts from '../texts/import-preview.ts'
import { trpc } from '../trpc.ts'
import type { LeadImport } from './import-query.ts'
import styles from './import.module.css'

type Props = {
  file: LeadImport
  columns: ImportMapping['columns']
  onChange: (columns: ImportMapping['columns']) => void
}

/** What each column of a file has in it, and what it becomes. */
export function ColumnsTable({ file: { importId, header }, columns, onChange }: Props) {
  const { data } = useQuery(trpc.lead.import.result.queryOptions({ importId, limit: 3 }))
  const samples = (index: number) => {
    const filled = (data?.items ?? []).flatMap(({ cells }) => cells[index]?.trim() || [])
    return [...new Set(filled)].join(', ')
  }
  return (
    <table className={styles['columns']}>
      <thead>
        <tr>
          <th scope="col">{texts.inFile}</th>
          <th scope="col">{texts.suchAs}</th>
          <th scope="col">{texts.becomes}</th>
        </tr>
      </thead>
      <tbody>
        {header.map((name, index) => (
          // Columns may have the same name, and never move.
          <tr key={`${index}/${name}`} data-out={columns[index] === null || undefined}>
            <th scope="row" className="wrap">
              {name}
            </th>
            <td>
              <div className={`muted cut ${styles['samples']}`}>{samples(index) || '–'}</div>
            </td>
            <td>
              <NativeSelect
                aria-label={texts.oneBecomes(name)}
                value={columns[index] ?? ''}
                onChange={(event) => {
                  const field = oneOf(importFields, event.currentTarget.value) ?? null
                  onChange(columns.map((one, at) => (at === index ? field : one)))
                }}
                data={[
                  { value: '', label: texts.leftOut },
                  ...importFields.map((field) => ({ value: field, label: texts.fields[field] })),
                ]}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
