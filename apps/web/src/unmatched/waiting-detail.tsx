import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconEyeOff, IconUserPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { useKeys } from '../components/keys.ts'
import { Section } from '../components/section.tsx'
import { useMay } from '../may.ts'
import { reasons } from '../texts/candidates.ts'
import * as texts from '../texts/unmatched.ts'
import { bookerOf, isReachable, whyWaiting } from '../texts/waiting-words.ts'
import type { WaitingBooking } from '../trpc.ts'
import { type Candidate, Candidates, KeyHint } from './candidates.tsx'
import { IgnoreDialog } from './ignore-dialog.tsx'
import { LeadFinder } from './lead-finder.tsx'
import { LinkDialog } from './link-dialog.tsx'
import type { Decision } from './use-decide.tsx'
import styles from './waiting-detail.module.css'
import { WaitingFacts } from './waiting-facts.tsx'

type Props = {
  booking: WaitingBooking
  heading?: ReactNode
  onDecide: (decision: Decision) => void
  busy: boolean
  /** Why the last decision about this booking was not carried out. */
  error: unknown
  onForgetError: () => void
}

/** A waiting booking with what can be done about it: link it, make a lead of its booker, or ignore it. */
export function WaitingDetail({ booking, heading, onDecide, busy, ...rest }: Props) {
  const mayWrite = useMay('leads:write')
  const [ignoring, dialog] = useDisclosure(false)
  const [asking, question] = useDisclosure(false)
  const candidates = booking.suggestions.map(({ leadId, reason, ...lead }) => ({
    ...lead,
    id: leadId,
    reason: reasons[reason],
  }))
  const [first] = candidates
  const reachable = isReachable(booking)

  const link = (lead: Candidate) => onDecide({ kind: 'link', booking, lead })
  const isSure = first?.isNamesake ?? false
  // A key is pressed sooner than a name is read.
  const linkFirst = () => (first !== undefined && isSure ? link(first) : question.open())
  const create = () => onDecide({ kind: 'create', booking })
  const act = (action: () => void) => (event: KeyboardEvent) => {
    // A key held down would go on with the next booking.
    if (!event.repeat && !busy) action()
  }
  useKeys('unmatched', {
    ...(mayWrite && first !== undefined ? { l: act(linkFirst) } : {}),
    ...(mayWrite && reachable ? { c: act(create) } : {}),
    ...(mayWrite ? { i: act(dialog.open) } : {}),
  })

  return (
    <section
      id={detailId}
      tabIndex={-1}
      aria-label={texts.bookingOf(bookerOf(booking))}
      className={styles['detail']}
    >
      {heading}
      <p className={`muted ${styles['why']}`}>{whyWaiting(booking)}</p>
      <WaitingFacts booking={booking} />
      {(mayWrite || first !== undefined) && (
        <Section title={first === undefined ? texts.linkToLead : texts.couldBe}>
          {first !== undefined && (
            <Candidates
              label={texts.suggestedLeads}
              candidates={candidates}
              onLink={mayWrite ? link : null}
              busy={busy}
              hasKey
              isSure={isSure}
            />
          )}
          {mayWrite && (
            <LeadFinder
              label={first === undefined ? texts.findLead : texts.findAnotherLead}
              onLink={link}
              busy={busy}
            />
          )}
        </Section>
      )}
      {mayWrite && (
        <div className={styles['actions']}>
          <Button
            variant={first === undefined ? 'filled' : 'default'}
            leftSection={<IconUserPlus size={16} aria-hidden />}
            aria-keyshortcuts="c"
            disabled={busy || !reachable}
            onClick={create}
          >
            {texts.createLead}
            {reachable && <KeyHint name="C" />}
          </Button>
          <Button
            variant="default"
            leftSection={<IconEyeOff size={16} aria-hidden />}
            aria-keyshortcuts="i"
            disabled={busy}
            onClick={dialog.open}
          >
            {texts.ignore}
            <KeyHint name="I" />
          </Button>
          {!reachable && <span className="muted small">{texts.leadNeeds}</span>}
        </div>
      )}
      <LinkDialog
        opened={asking}
        onClose={question.close}
        booker={bookerOf(booking)}
        lead={first}
        onLink={link}
      />
      <IgnoreDialog
        opened={ignoring}
        onClose={() => {
          dialog.close()
          rest.onForgetError()
        }}
        booker={bookerOf(booking)}
        onIgnore={(reason) => onDecide({ kind: 'ignore', booking, reason })}
        busy={busy}
        error={rest.error}
      />
    </section>
  )
}

/** The element of the shown booking, to move the focus to. */
export const detailId = 'waiting-booking'
