import { Button } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile, IconPointFilled } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'

import { StateBadge } from '../components/badge.tsx'
import { Ago } from '../components/time.tsx'
import { codeOf, errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/account.tsx'
import * as commonTexts from '../texts/common.ts'
import { queryClient, type Session, trpc } from '../trpc.ts'
import styles from './account.module.css'
import { deviceWords, isHandheld } from './device-words.ts'

/** One browser that is signed in: which, from where, since when, and the way to end that. */
export function SessionRow({ session }: { session: Session }) {
  const { id, isCurrent, userAgent, address, createdAt, lastUsedAt } = session
  const revoke = useMutation(
    trpc.account.revokeSession.mutationOptions({
      onSettled: () => fetchAgain(queryClient, trpc.account.sessions.queryFilter()),
    }),
  )
  const device = deviceWords(userAgent)
  const DeviceIcon = isHandheld(userAgent) ? IconDeviceMobile : IconDeviceDesktop
  // One that has ended by itself is gone from the list right away.
  const problem = codeOf(revoke.error) === 'NOT_FOUND' ? null : revoke.error
  return (
    <li className={styles['session']}>
      <DeviceIcon size={20} stroke={1.75} aria-hidden />
      <div>
        <span className={styles['name']}>{device}</span>
        <span className="muted small wrap">
          {address ?? texts.unknownAddress}{' '}
          <span className={isCurrent ? styles['fact'] : `${styles['fact']} ${styles['since']}`}>
            · {texts.signedIn(<Ago iso={createdAt} />)}
          </span>{' '}
          {!isCurrent && (
            <span className={styles['fact']}>· {texts.used(<Ago iso={lastUsedAt} />)}</span>
          )}
        </span>
        {problem !== null && (
          <span role="alert" className={styles['problem']}>
            {errorText(problem)}
          </span>
        )}
      </div>
      {isCurrent ? (
        <StateBadge wording={{ label: texts.thisDevice, tone: 'green', icon: IconPointFilled }} />
      ) : (
        <Button
          variant="default"
          size="xs"
          aria-label={texts.signOutDevice(device)}
          loading={revoke.isPending}
          onClick={() => revoke.mutate({ id })}
        >
          {commonTexts.signOut}
        </Button>
      )}
    </li>
  )
}
