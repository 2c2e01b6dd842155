import { aLabelOf, isUnusualEmail, isUnusualName } from '@solar-capture/core/unusual-characters'

import { unusualCharacters } from '../words.ts'
import { StateBadge } from './badge.tsx'
import styles from './unusual-characters.module.css'

type Person = { name: string | null; email: string | null }

/** Whether somebody's name or email address can be taken for another one. */
export function isUnusual({ name, email }: Person): boolean {
  return (name !== null && isUnusualName(name)) || (email !== null && isUnusualEmail(email))
}

/** Says of somebody's name or email address that it can be taken for another one; nothing when it cannot. */
export function UnusualCharacters({ name, email }: Person) {
  if (!isUnusual({ name, email })) return null
  const domain = email === null ? null : aLabelOf(email)
  const { label, meaning } = unusualCharacters
  return (
    <span className={styles['unusual']}>
      <span role="note" aria-label={label} title={meaning}>
        <StateBadge wording={unusualCharacters} />
      </span>
      {domain !== null && <span className="muted wrap">{domain}</span>}
    </span>
  )
}
