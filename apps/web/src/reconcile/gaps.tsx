import { Button, Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { useNow } from '../components/time.tsx'
import { errorText } from '../errors.ts'
import { dateAndTime, viewerZone } from '../format.ts'
import * as texts from '../texts/reconcile.tsx'
import { type CalcomGap, type CompareSource, type Endpoint, trpc } from '../trpc.ts'
import { Applied } from './applied.tsx'
import styles from './reconcile.module.css'

type Props = {
  endpoint: Endpoint
  source: CompareSource
  gaps: CalcomGap[]
  onAgain: () => void
  /** Gets how many are not missing any more. */
  onApplied: (amount: number) => void
}

/** What is missing here, to choose from and to apply. */
export function Gaps({ endpoint, source, gaps, onAgain, onApplied }: Props) {
  const doubtful = gaps.filter(({ mayBeUnconfirmed }) => mayBeUnconfirmed)
  const [left, setLeft] = useState<ReadonlySet<string>>(() => keysOf(doubtful))
  const apply = useMutation(
    trpc.reconcile.applyGaps.mutationOptions({
      onSuccess: (_, { keys }) => onApplied(keys.length),
      gcTime: 0,
    }),
  )
  if (apply.isSuccess) {
    return <Applied endpointId={endpoint.id} result={apply.data} onAgain={onAgain} />
  }
  if (gaps.length === 0) return <p className="muted">{texts.noGaps}</p>
  const chosen = gaps.filter(({ key }) => !left.has(key))
  const isActive = endpoint.mode === 'active'
  const toggle = (key: string) => {
    const next = new Set(left)
    if (!next.delete(key)) next.add(key)
    setLeft(next)
  }
  return (
    <>
      {doubtful.length > 0 && <p className="muted">{texts.mayBeUnconfirmed(doubtful.length)}</p>}
      <Checkbox
        className={styles['all']}
        label={texts.chooseAll}
        checked={left.size === 0}
        indeterminate={chosen.length > 0 && left.size > 0}
        onChange={() => setLeft(left.size === 0 ? keysOf(gaps) : new Set())}
      />
      <ul className={styles['rows']} aria-label={texts.gaps}>
        {gaps.map((gap) => (
          <GapRow
            key={gap.key}
            gap={gap}
            isChosen={!left.has(gap.key)}
            onToggle={() => toggle(gap.key)}
          />
        ))}
      </ul>
      <FormError>{apply.error === null ? null : errorText(apply.error)}</FormError>
      <div className={styles['apply']}>
        <Button
          disabled={!isActive || chosen.length === 0}
          loading={apply.isPending}
          aria-describedby="about-applying"
          onClick={() =>
            apply.mutate({
              ...{ endpointId: endpoint.id, source },
              keys: chosen.map(({ key }) => key),
            })
          }
        >
          {texts.apply(chosen.length)}
        </Button>
        <span id="about-applying" className="muted small">
          {isActive ? texts.applyText : texts.inactive}
        </span>
      </div>
    </>
  )
}

function keysOf(gaps: CalcomGap[]): Set<string> {
  return new Set(gaps.map(({ key }) => key))
}

type RowProps = { gap: CalcomGap; isChosen: boolean; onToggle: () => void }

function GapRow({ gap, isChosen, onToggle }: RowProps) {
  const now = useNow()
  const time = (iso: string) => dateAndTime(iso, viewerZone(), now)
  const who = gap.name ?? gap.email ?? texts.nameless
  return (
    <li className={styles['row']}>
      <Checkbox
        checked={isChosen}
        onChange={onToggle}
        label={
          <span className={styles['who']}>
            <span className="wrap">{who}</span>
            {gap.name !== null && gap.email !== null && (
              <span className="muted small wrap">{gap.email}</span>
            )}
          </span>
        }
      />
      <span className={styles['what']}>
        {texts.gap(gap, time(gap.startTime), gap.startTimeHere && time(gap.startTimeHere))}{' '}
        {gap.mayBeUnconfirmed && <>{texts.perhapsUnconfirmed} </>}
        {gap.leadId !== null && (
          <Link to="/leads/$leadId" params={{ leadId: gap.leadId }} className="quiet-link">
            {texts.openLead}
          </Link>
        )}
      </span>
    </li>
  )
}
