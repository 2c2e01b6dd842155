import { Tabs } from '@mantine/core'
import { Link } from '@tanstack/react-router'

import { count, counted } from '../format.ts'
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
        <Tabs.List aria-label="What will happen">
          <Tabs.Tab value="created">New {count(counts.created)}</Tabs.Tab>
          <Tabs.Tab value="updated">Changed {count(counts.updated)}</Tabs.Tab>
          <Tabs.Tab value="refused">Refused {count(counts.refused)}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="created" className={styles['panel']}>
          {created.length === 0 ? (
            <p className="muted">No row is a new lead.</p>
          ) : (
            <Created created={created} total={counts.created} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="updated" className={styles['panel']}>
          {updated.length === 0 ? (
            <p className="muted">No row changes a lead.</p>
          ) : (
            <Updated updated={updated} total={counts.updated} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="refused" className={styles['panel']}>
          {refused.length === 0 ? (
            <p className="muted">Every row can be used.</p>
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
      {looked < rows && (
        <p className="numbers">
          {`The file is long: these are its first ${count(looked)} rows. The others are decided in the same way.`}
        </p>
      )}
      {counts.unchanged > 0 && (
        <p className="muted small">
          {counted(counts.unchanged, 'row says', 'rows say')} nothing new of a lead that is there.
        </p>
      )}
      <p className="muted small">
        Rows are of the lead that has their email address, or that alone has their phone number.
        Empty cells change nothing.
      </p>
    </div>
  )
}

const createdHead = ['Row', 'Name', 'Email', 'Phone', 'Postcode', 'Address', 'Source']

function Created({ created, total }: { created: ImportPreview['created']; total: number }) {
  return (
    <RowsTable label="New leads" head={createdHead} shown={created.length} total={total}>
      {created.map(({ row, name, email, phone, postcode, address, source }) => (
        <tr key={row}>
          <td className="muted numbers">{row}</td>
          {[name, email, phone, postcode, address, source].map((text, index) => (
            <td key={createdHead[index]}>{text}</td>
          ))}
        </tr>
      ))}
    </RowsTable>
  )
}

const updatedHead = ['Row', 'Lead', 'What changes']

function Updated({ updated, total }: { updated: ImportPreview['updated']; total: number }) {
  return (
    <RowsTable label="Changed leads" head={updatedHead} shown={updated.length} total={total}>
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
                <span className="muted">{field}</span> {from === null ? 'nothing' : <s>{from}</s>} →{' '}
                {to}
              </div>
            ))}
          </td>
        </tr>
      ))}
    </RowsTable>
  )
}
