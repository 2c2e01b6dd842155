import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { Fragment } from 'react'

import { usefulTriggers } from '@solar-capture/core/guide-triggers'

import { Ago } from '../components/time.tsx'
import * as texts from '../texts/integrations.tsx'
import type { EndpointHealth } from '../trpc.ts'
import styles from './triggers.module.css'

/** What to do in Cal.com itself, and the triggers to tick there: each shows here whether it came. */
export function Triggers({ triggers }: { triggers: EndpointHealth['triggers'] }) {
  return (
    <>
      <p>{texts.webhookText}</p>
      <ul className={styles['triggers']}>
        {triggers.map(({ triggerEvent, lastAt }) => (
          <li key={triggerEvent} data-tone={lastAt === null ? 'grey' : 'green'}>
            {lastAt === null ? (
              <IconCircleDashed size={18} aria-hidden />
            ) : (
              <IconCircleCheck size={18} aria-hidden />
            )}
            <span>
              <code className={styles['code']}>{triggerEvent}</code>{' '}
              <span className="muted">
                {texts.triggerEffects[triggerEvent]} ·{' '}
                {lastAt === null ? texts.notSeenYet : texts.lastCame(<Ago iso={lastAt} />)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {triggers.some(({ lastAt }) => lastAt === null) && <p>{texts.triggersMeaning}</p>}
      <p>{texts.moreTriggers(<Names />)}</p>
      <p>{texts.webhookAfter}</p>
    </>
  )
}

function Names() {
  return usefulTriggers.map((name, index) => (
    <Fragment key={name}>
      {index > 0 && ', '}
      <code className={styles['code']}>{name}</code>
    </Fragment>
  ))
}
