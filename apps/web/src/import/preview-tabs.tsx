import { Tabs } from '@mantine/core'
import { Link } from '@tanstack/react-router'

import { count, phoneText } from '../format.ts'
import * as texts from '../texts/import-preview.ts'
import type { ImportPreview } from './import-query.ts'
import styles from './import.module.css'
import { RefusedRows } from './refused-rows.tsx'
import { RowsTable } from './rows-table.tsx'

type Props = {
  preview: ImportPreview
  header: string[]
  /** Another one is being made. */ isOld: boolean
}

/** What importing a file would do: how many of each, and the first ones. */
export function PreviewTabs({ preview, header, isOld }: Props) {
  const { rows, looked, counts, created, updated, refused, reasons } = preview
  const first = counts.created > 0 ? 'created' : counts.updated > 0 ? 'updated' : 'refused'
  return (
    <div aria-busy={isOld} data-old={isOld || undefined} className={styles['preview']}>
      <Tabs defaultValue={first} keepMounted={false}>
        <Tabs.List aria-label={texts.title}>
          <Tabs.Tab value="created">{texts.created(counts.created)}</Tabs.Tab>
          <Tabs.Tab value="updated">{texts.updated(counts.updated)}</Tabs.Tab>
          <Tabs.Tab value="refused">{texts.refused(counts.refused)}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="created" className={styles['panel']}>
          {created.length === 0 ? (
            <p className="muted">{texts.noneCreated}</p>
          ) : (
            <Created created={created} total={counts.created} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="updated" className={styles['panel']}>
          {updated.length === 0 ? (
            <p className="muted">{texts.noneUpdated}</p>
          ) : (
            <Updated updated={updated} total={counts.updated} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="refused" className={styles['panel']}>
          {refused.length === 0 ? (
            <p className="muted">{texts.noneRefused}</p>
          ) : (
            <>
              <ul className={styles['reasons']}>
                {reasons.slice(0, 8).map(({ reason, count: times }) => (
                  <li key={reason}>
                    <span className="numbers">{count(times)} ×</span> {reason}
                  </li>
                ))}
              </ul>
              <RefusedRows rows={refused} header={header} total={counts.refused} />
            </>
          )}
        </Tabs.Panel>
      </Tabs>
      {looked < rows && <p className="numbers">{texts.isLong(looked)}</p>}
      {counts.unchanged > 0 && <p className="muted small">{texts.unchanged(counts.unchanged)}</p>}
      <p className="muted small">{texts.whoseRows}</p>
    </div>
  )
}

function Created({ created, total }: { created: ImportPreview['created']; total: number }) {
  return (
    <RowsTable
      label={texts.newLeads}
      head={texts.newLeadsHead}
      shown={created.length}
      total={total}
    >
      {created.map(({ row, name, email, phone, postcode, address, source }) => (
        <tr key={row}>
          <td className="muted numbers">{row}</td>
          <td>{name}</td>
          <td className={styles['email']}>{email}</td>
          <td className={`numbers ${styles['phone']}`}>{phone && phoneText(phone)}</td>
          <td>{postcode}</td>
          <td>{address}</td>
          <td>{source}</td>
        </tr>
      ))}
    </RowsTable>
  )
}

function Updated({ updated, total }: { updated: ImportPreview['updated']; total: number }) {
  return (
    <RowsTable
      label={texts.changedLeads}
      head={texts.changedLeadsHead}
      shown={updated.length}
      total={total}
    >
      {updated.map(({ row, leadId, name, changes }) => (
        <tr key={row}>
          <td className="muted numbers">{row}</td>
          <td>
            <Link to="/leads/$leadId" params={{ leadId }} className="quiet-link">
              {name}
            </Link>
          </td>
          <td>
            {changes.map(({ field, from, to }) => (
              <div key={field}>
                <span className="muted">{field}</span>{' '}
                {from === null ? texts.nothing : <s>{from}</s>} → {to}
              </div>
            ))}
          </td>
        </tr>
      ))}
    </RowsTable>
  )
}
