import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBan, IconClockX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'

import { StateBadge } from '../components/badge.tsx'
import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { Ago, Ahead } from '../components/time.tsx'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/api-keys.tsx'
import { scopeWords } from '../texts/scopes.ts'
import { type ApiKey, queryClient, trpc } from '../trpc.ts'
import styles from './api-keys-page.module.css'

/** One key: what it may do, when it was used, and the way to stop it. */
export function KeyRow({ apiKey, ended = false }: { apiKey: ApiKey; ended?: boolean }) {
  const { id, name, prefix, scopes, expiresAt, lastUsedAt, revokedAt } = apiKey
  const [asking, confirm] = useDisclosure(false)
  const revoke = useMutation(
    trpc.apiKey.revoke.mutationOptions({
      onSuccess: () => {
        confirm.close()
        return fetchAgain(queryClient, trpc.apiKey.pathFilter())
      },
    }),
  )
  return (
    <li className={styles['key']}>
      <div>
        <span className={`wrap ${styles['name']}`}>{name}</span>
        <span className={styles['prefix']}>{prefix}…</span>
      </div>
      <span className={`muted ${styles['scopes']}`}>
        {scopes.map((scope) => scopeWords[scope].label).join(', ')}
      </span>
      <div className={`muted ${styles['times']}`}>
        <span>{lastUsedAt === null ? texts.neverUsed : texts.used(<Ago iso={lastUsedAt} />)}</span>
        {!ended && (
          <span>
            {expiresAt === null
              ? texts.neverExpires
              : texts.expires(<Ahead iso={expiresAt} passed={texts.now} />)}
          </span>
        )}
      </div>
      <span className={styles['action']}>
        {ended ? (
          <StateBadge
            wording={
              revokedAt === null
                ? { label: texts.expired, tone: 'grey', icon: IconClockX }
                : { label: texts.revoked, tone: 'grey', icon: IconBan }
            }
          />
        ) : (
          <Button
            variant="default"
            size="xs"
            aria-label={texts.revokeOne(name)}
            onClick={confirm.open}
          >
            {texts.revoke}
          </Button>
        )}
      </span>
      <ConfirmDialog
        opened={asking}
        onClose={confirm.close}
        title={texts.revokeTitle}
        action={texts.revokeKey}
        onConfirm={() => revoke.mutate({ id })}
        busy={revoke.isPending}
        error={revoke.error}
      >
        <span className="wrap">{texts.revokeMeaning(name)}</span>
      </ConfirmDialog>
    </li>
  )
}
