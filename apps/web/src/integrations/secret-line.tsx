import { IconLock } from '@tabler/icons-react'

import { Ago } from '../components/time.tsx'
import * as texts from '../texts/secret.tsx'
import type { Endpoint } from '../trpc.ts'
import styles from './secret.module.css'

/** What may be seen of the secret that is saved. */
export function SecretLine({ secret }: { secret: NonNullable<Endpoint['secret']> }) {
  return (
    <div className={styles['line']} data-tone={secret.isReadable ? 'green' : 'red'}>
      <IconLock size={16} aria-hidden />
      <span className={styles['dots']} aria-hidden>
        ••••••••
      </span>
      <span>{texts.length(secret.length)}</span>
      <span>{texts.set(<Ago iso={secret.setAt} />, secret.setBy)}</span>
      <span title={texts.fingerprintHint}>
        {texts.fingerprint(<span className={styles['code']}>{secret.fingerprint}</span>)}
      </span>
      <span className="muted">
        {secret.lastUsedAt === null
          ? texts.notUsed
          : texts.lastUsed(<Ago iso={secret.lastUsedAt} />)}
      </span>
    </div>
  )
}
