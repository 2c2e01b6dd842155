import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { EmptyState } from '../components/page-states.tsx'
import { phoneText } from '../format.ts'
import * as texts from '../texts/leads.ts'
import { trpc } from '../trpc.ts'
import styles from './no-lead-matches.module.css'

const route = getRouteApi('/app/leads')

/** What the list says when its filter lets no lead through: which leads may be meant, and the way back to all of them. */
export function NoLeadMatches({ showAll }: { showAll: () => void }) {
  const { q: search = '' } = route.useSearch()
  const { data: similar = [] } = useQuery(
    trpc.lead.similar.queryOptions({ search }, { enabled: search !== '' }),
  )
  return (
    <EmptyState
      title={texts.noneMatches}
      action={
        <>
          {similar.length > 0 && (
            <section className={styles['similar']} aria-labelledby="similar-leads">
              <h3 id="similar-leads" className="muted">
                {texts.didYouMean}
              </h3>
              <ul>
                {similar.map(({ id, name, email, phone }) => (
                  <li key={id}>
                    <Link to="/leads/$leadId" params={{ leadId: id }} className="cut">
                      {name}
                    </Link>
                    <span className="muted cut">{email ?? (phone && phoneText(phone))}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <Button variant="default" onClick={showAll}>
            {texts.showAll}
          </Button>
        </>
      }
    >
      {texts.noneMatchesText}
    </EmptyState>
  )
}
