import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBan, IconClockX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'

import { StateBadge } from '../components/badge.tsx'
import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { Ago, Ahead } from '../components/time.tsx'
import { fetchAgain } from '../fetch-again.ts'
import { type ApiKey, queryClient, trpc } from '../trpc.ts'
import { scopeWords } from '../words.ts'
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
        <span>
          {lastUsedAt === null ? (
            'Never used'
          ) : (
            <>
              Used <Ago iso={lastUsedAt} />
            </>
          )}
        </span>
        {!ended && (
          <span>
            {expiresAt === null ? (
              'Never expires'
            ) : (
              <>
                Expires <Ahead iso={expiresAt} passed="now" />
              </>
            )}
          </span>
        )}
      </div>
      <span className={styles['action']}>
        {ended ? (
          <StateBadge
            wording={
              revokedAt === null
                ? { label: 'Expired', tone: 'grey', icon: IconClockX }
                : { label: 'Revoked', tone: 'grey', icon: IconBan }
            }
          />
        ) : (
          <Button variant="default" size="xs" aria-label={`Revoke ${name}`} onClick={confirm.open}>
            Revoke
          </Button>
        )}
      </span>
      <ConfirmDialog
        opened={asking}
        onClose={confirm.close}
        title="Revoke this key?"
        action="Revoke key"
        onConfirm={() => revoke.mutate({ id })}
        busy={revoke.isPending}
        error={revoke.error}
      >
        <span className="wrap">
          Programs that use “{name}” stop working at once. This cannot be taken back.
        </span>
      </ConfirmDialog>
    </li>
  )
}
