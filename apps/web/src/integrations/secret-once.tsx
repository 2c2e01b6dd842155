import { Button, VisuallyHidden } from '@mantine/core'
import { IconCircle, IconCircleCheck } from '@tabler/icons-react'

import { ShownOnce } from '../components/shown-once.tsx'
import { useNow } from '../components/time.tsx'
import type { Place } from '../components/unsaved-guard.tsx'
import { ahead, viewerZone } from '../format.ts'
import { stepStates } from '../texts/integrations.tsx'
import * as texts from '../texts/secret.tsx'
import type { Endpoint } from '../trpc.ts'
import styles from './secret.module.css'

type Props = {
  endpoint: Endpoint
  secret: string
  /** Shows what came in with the ones that it is for; null where nobody wonders. */
  onReport: (() => void) | null
}

/** A secret that was made, shown this once; while an old one still counts, with the steps to the new one. */
export function SecretOnce({ endpoint, secret, onReport }: Props) {
  return (
    <div className={styles['box']}>
      <ShownOnce
        key={secret}
        label={texts.newSecret}
        secret={secret}
        meaning={texts.copyNow}
        isSamePlace={isSameAccount}
      />
      {endpoint.previousSecret !== null && (
        <Steps
          isUsed={endpoint.secret?.lastUsedAt != null}
          until={endpoint.previousSecret.expiresAt}
        />
      )}
      {onReport !== null && (
        <div>
          <Button variant="default" size="compact-sm" onClick={onReport}>
            {texts.report}
          </Button>
        </div>
      )}
    </div>
  )
}

function isSameAccount(one: Place, other: Place): boolean {
  return one.pathname === other.pathname && accountIn(one.search) === accountIn(other.search)
}

function accountIn(search: unknown): unknown {
  return typeof search === 'object' && search !== null && 'endpoint' in search
    ? search.endpoint
    : undefined
}

function Steps({ isUsed, until }: { isUsed: boolean; until: string }) {
  const now = useNow()
  const steps = [
    { text: texts.stepGenerated, isDone: true },
    { text: texts.stepPaste, isDone: isUsed },
    { text: isUsed ? texts.stepInUse : texts.stepPing, isDone: isUsed },
    { text: texts.stepRetires(ahead(until, viewerZone(), now) ?? ''), isDone: false },
  ]
  return (
    <ol className={styles['steps']} aria-label={texts.steps}>
      {steps.map(({ text, isDone }) => {
        const Icon = isDone ? IconCircleCheck : IconCircle
        return (
          <li key={text} data-tone={isDone ? 'green' : 'grey'}>
            <Icon size={18} aria-hidden />
            <span>
              {text}
              {isDone && <VisuallyHidden> ({stepStates.done})</VisuallyHidden>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
