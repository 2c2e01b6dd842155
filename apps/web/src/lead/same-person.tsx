import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { Notice } from '../components/notice.tsx'
import { useMay } from '../may.ts'
import { type Lead, type Suggestion, trpc } from '../trpc.ts'
import { reasonWords } from '../words.ts'
import { MergeDialog } from './merge-dialog.tsx'
import styles from './same-person.module.css'

/** Points out leads that may be the same person, and offers to make one of them. */
export function SamePerson({ lead }: { lead: Lead }) {
  const { data: others = [] } = useQuery(trpc.lead.samePerson.queryOptions({ id: lead.id }))
  const mayWrite = useMay('leads:write')
  const [otherId, setOtherId] = useState<string | null>(null)
  return (
    <>
      {others.length > 0 && (
        <div className={styles['hint']}>
          <Notice wording={{ tone: 'blue', icon: IconUsers }} title={titleOf(others)}>
            <ul className={styles['others']}>
              {others.map(({ leadId, name, email, stage, reason }) => (
                <li key={leadId}>
                  <span className={`wrap ${styles['other']}`}>
                    <Link to="/leads/$leadId" params={{ leadId }} className="quiet-link">
                      {name}
                    </Link>
                    <span className="muted">
                      {[others.length > 1 && reasonWords[reason], email, stage.name]
                        .filter(Boolean)
                        .map((words) => ` · ${words}`)}
                    </span>
                  </span>
                  {mayWrite && (
                    <Button
                      variant="default"
                      size="compact-xs"
                      aria-label={`Merge with ${name}`}
                      onClick={() => setOtherId(leadId)}
                    >
                      Merge…
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      <MergeDialog lead={lead} otherId={otherId} onClose={() => setOtherId(null)} />
    </>
  )
}

const shared: Record<Suggestion['reason'], string> = {
  booking_link: 'may be the same person',
  same_email: 'has an email in common',
  same_phone: 'has the same phone',
  email_one_edit: 'has nearly the same email',
  same_name_and_postcode: 'has the same name and postcode',
  same_name: 'has the same name',
}

function titleOf(others: Suggestion[]): string {
  const [only, ...more] = others
  if (only !== undefined && more.length === 0) return `1 other lead ${shared[only.reason]}`
  return `${others.length} other leads may be the same person`
}
