import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { Hint } from '../components/hint.tsx'
import { endpointWords } from '../state-words.ts'
import * as texts from '../texts/frame.ts'
import { type Endpoint, trpc } from '../trpc.ts'
import styles from './rail.module.css'

// The state that most needs somebody, first.
const urgency: Endpoint['status'][] = [
  'unreadable_secret',
  'rejecting',
  'needs_secret',
  'paused',
  'quiet',
  'waiting',
  'healthy',
  'disabled',
]

/** How the connection to Cal.com is, on every page: a quiet word, or one that asks to be looked at. */
export function WebhookHealth() {
  const { data: endpoints = [] } = useQuery(trpc.endpoint.list.queryOptions())
  const status = urgency.find((state) => endpoints.some((endpoint) => endpoint.status === state))
  if (status === undefined) return null
  const { label, brief, tone, icon: Icon } = endpointWords[status]
  return (
    <Hint label={texts.calcom(label)}>
      <Link to="/settings/integrations" className={styles['status']}>
        <span data-tone={tone}>
          <Icon size={16} color="var(--dot)" aria-hidden />
        </span>
        <span className={`cut ${styles['label']}`}>{texts.calcom(brief)}</span>
      </Link>
    </Hint>
  )
}
