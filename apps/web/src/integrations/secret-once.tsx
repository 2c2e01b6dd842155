import { VisuallyHidden } from '@mantine/core'
import { IconCircle, IconCircleCheck } from '@tabler/icons-react'

import { CopyField } from '../components/copy-field.tsx'
import { useNow } from '../components/time.tsx'
import { ahead } from '../format.ts'
import { stepStates } from '../texts/integrations.tsx'
import * as texts from '../texts/secret.tsx'
import type { Endpoint } from '../trpc.ts'
import styles from './secret.module.css'

/** A secret that was made, shown this once; while an old one still counts, with the steps to the new one. */
export function SecretOnce({ endpoint, secret }: { endpoint: Endpoint; secret: string }) {
  return (
    <div className={styles['box']}>
      <p role="status">{texts.copyNow}</p>
      <CopyField label={texts.newSecret} value={secret} hideLabel />
      {endpoint.previousSecret !== null && (
        <Steps
          isUsed={endpoint.secret?.lastUsedAt != null}
          until={endpoint.previousSecret.expiresAt}
        />
      )}
    </div>
  )
}

function Steps({ isUsed, until }: { isUsed: boolean; until: string }) {
  const now = useNow()
  const steps = [
    { text: texts.stepGenerated, isDone: true },
    { text: texts.stepPaste, isDone: isUsed },
    { text: isUsed ? texts.stepInUse : texts.stepPing, isDone: isUsed },
    { text: texts.stepRetires(ahead(until, now) ?? ''), isDone: false },
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
