import { VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import * as texts from '../texts/integrations.tsx'
import styles from './step.module.css'

export type StepState = 'done' | 'problem' | 'open'

/** A step of the set-up, ticked once it is known to be done. */
export function Step({
  title,
  state,
  progress,
  children,
}: {
  title: string
  state: StepState
  /** How much of it is done, in words, where it is not all of it. */
  progress?: string | undefined
  children: ReactNode
}) {
  return (
    <li className={styles['step']} data-state={state}>
      <span className={styles['mark']} aria-hidden>
        {state === 'done' && <IconCheck size={14} />}
        {state === 'problem' && <IconAlertTriangle size={14} />}
      </span>
      <h3>
        {title}
        {progress !== undefined && <span className={styles['progress']}> {progress}</span>}
        <VisuallyHidden> ({texts.stepStates[state]})</VisuallyHidden>
      </h3>
      {children}
    </li>
  )
}
