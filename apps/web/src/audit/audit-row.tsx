import { wordAudit } from '@solar-capture/core/word-audit'

import { Ago } from '../components/time.tsx'
import * as texts from '../texts/audit.ts'
import type { AuditEntry } from '../trpc.ts'
import { iconOf } from './action-icon.ts'
import styles from './audit-page.module.css'

/** One entry: who did what, when, and from where. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { action, actor, at } = entry
  const { icon: Icon, tone } = iconOf(action)
  return (
    <li className={styles['entry']}>
      <span className={styles['icon']} data-tone={tone}>
        <Icon size={14} aria-hidden />
      </span>
      <span className={`wrap ${styles['text']}`}>
        <strong>{nameOf(actor)}</strong> {wordAudit(entry)}
      </span>
      <span className={`muted ${styles['address']}`}>{actor.address}</span>
      <span className={`muted ${styles['at']}`}>
        <Ago iso={at} />
      </span>
    </li>
  )
}

function nameOf({ kind, name }: AuditEntry['actor']): string {
  if (kind === 'system') return texts.theServer
  if (kind === 'key') return texts.key(name ?? '')
  return name ?? texts.unknown
}
