import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { Hint } from '../components/hint.tsx'
import { useEndpointState } from '../endpoint-state.ts'
import { endpointWords, type Tone } from '../state-words.ts'
import * as texts from '../texts/frame.ts'
import { trpc } from '../trpc.ts'
import styles from './rail.module.css'
import healthStyles from './webhook-health.module.css'
import { worstEndpoints } from './worst-endpoints.ts'

// A phone has room for no others.
const urgentTones: Tone[] = ['red', 'amber']

/** How the connection to Cal.com is, on every page: a quiet word, or one that asks to be looked at. */
export function WebhookHealth() {
  const { data: endpoints = [] } = useQuery(trpc.endpoint.list.queryOptions())
  const stateOf = useEndpointState()
  const worst = worstEndpoints(
    endpoints.map(({ id, name, status }) => ({ id, name, status: stateOf({ status }) })),
  )
  if (worst === null) return null
  const { status, first, amount } = worst
  const who = amount === 1 ? first.name : texts.accounts(amount)
  const { label, brief, tone, icon: Icon } = endpointWords[status]
  return (
    <Hint label={texts.health(who, label)}>
      <Link
        to="/settings/integrations"
        search={{ endpoint: first.id }}
        className={styles['status']}
        data-urgent={urgentTones.includes(tone) || undefined}
        aria-label={texts.health(who, brief)}
      >
        <span data-tone={tone}>
          <Icon size={16} color="var(--dot)" aria-hidden />
        </span>
        <span className={`${styles['label']} ${healthStyles['health']}`}>
          <span className="cut">{texts.whose(who)}</span>
          <span>{brief}</span>
        </span>
      </Link>
    </Hint>
  )
}
