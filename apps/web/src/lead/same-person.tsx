import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { Notice } from '../components/notice.tsx'
import { useMay } from '../may.ts'
import { reasons } from '../texts/candidates.ts'
import * as texts from '../texts/lead.tsx'
import { type Lead, type Suggestion, trpc } from '../trpc.ts'
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
                      {[others.length > 1 && reasons[reason], email, stage.name]
                        .filter(Boolean)
                        .map((words) => ` · ${words}`)}
                    </span>
                  </span>
                  {mayWrite && (
                    <Button
                      variant="default"
                      size="compact-xs"
                      aria-label={texts.mergeWith(name)}
                      onClick={() => setOtherId(leadId)}
                    >
                      {texts.merge}
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

function titleOf(others: Suggestion[]): string {
  const [only, ...more] = others
  if (only !== undefined && more.length === 0) return texts.oneSame[only.reason]
  return texts.moreSame(others.length)
}
