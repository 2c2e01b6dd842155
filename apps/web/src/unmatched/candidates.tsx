import { Button, Kbd, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'

import { StageLabel } from '../components/badge.tsx'
import { phoneText } from '../format.ts'
import * as texts from '../texts/candidates.ts'
import type { Suggestion } from '../trpc.ts'
import styles from './candidates.module.css'

/** A lead that a booking may be of, or another lead. */
export type Candidate = Pick<Suggestion, 'name' | 'email' | 'phone' | 'stage'> & { id: string }

type Props = {
  label: string
  candidates: (Candidate & { reason?: string })[]
  /** Links the booking to a lead; null for who may not. */
  onLink: ((lead: Candidate) => void) | null
  busy: boolean
  /** What the buttons say. */
  action?: texts.CandidateAction
  /** Whether the first one is what the key L links to. */
  hasKey?: boolean
  /** Whether it is the obvious choice. */
  isSure?: boolean
}

/** Leads that a booking or another lead may be of, each with a button that says so. */
export function Candidates(props: Props) {
  const {
    label,
    candidates,
    onLink,
    busy,
    action = texts.link,
    hasKey = false,
    isSure = false,
  } = props
  return (
    <ul className={styles['candidates']} aria-label={label}>
      {candidates.map((lead, index) => {
        const first = hasKey && index === 0
        const facts = [lead.reason, lead.email, lead.phone && phoneText(lead.phone)]
        return (
          <li key={lead.id} className={styles['candidate']}>
            <div className={styles['words']}>
              <span className={styles['line']}>
                <Link
                  to="/leads/$leadId"
                  params={{ leadId: lead.id }}
                  className={`wrap ${styles['name']}`}
                >
                  {lead.name}
                </Link>
                <span className="muted small">
                  <StageLabel stage={lead.stage} />
                </span>
              </span>
              <span className="wrap muted small">{facts.filter(Boolean).join('\u00a0· ')}</span>
            </div>
            {onLink !== null && (
              <Button
                variant={first && isSure ? 'filled' : 'default'}
                size="xs"
                disabled={busy}
                {...(first ? { 'aria-keyshortcuts': 'l' } : {})}
                onClick={() => onLink(lead)}
              >
                {action[0]}
                <VisuallyHidden>&nbsp;{action[1](lead.name)}</VisuallyHidden>
                {first && <KeyHint name="L" />}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** The key that does the same as the button it stands in. */
export function KeyHint({ name }: { name: string }) {
  return (
    <Kbd size="xs" className={styles['key'] ?? ''} visibleFrom="sm" aria-hidden>
      {name}
    </Kbd>
  )
}
