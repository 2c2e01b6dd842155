import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { EmptyState } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { useNow } from '../components/time.tsx'
import * as texts from '../texts/api-keys.tsx'
import { type ApiKey, trpc } from '../trpc.ts'
import styles from './api-keys-page.module.css'
import { KeyRow } from './key-row.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'

/** The keys that other programs of the office use. */
export function ApiKeysPage() {
  const { data: keys } = useSuspenseQuery(trpc.apiKey.list.queryOptions())
  const [creating, dialog] = useDisclosure(false)
  const now = useNow()
  const active = keys.filter((key) => isActive(key, now))
  const ended = keys.filter((key) => !isActive(key, now))
  const newKey = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={dialog.open}>
      {texts.newKey}
    </Button>
  )
  return (
    <Page
      name={texts.title}
      heading={texts.title}
      lead={
        <>
          {texts.lead}{' '}
          <Link to="/settings/api" className="quiet-link">
            {texts.whatTheyCan}
          </Link>
        </>
      }
      actions={active.length > 0 && newKey}
    >
      {active.length === 0 ? (
        <EmptyState title={texts.noKeys} action={newKey}>
          {texts.noKeysText}
        </EmptyState>
      ) : (
        <ul className={styles['keys']}>
          {active.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
      {ended.length > 0 && (
        <details className={styles['ended']}>
          <summary>{texts.ended(ended.length)}</summary>
          <ul className={styles['keys']}>
            {ended.map((key) => (
              <KeyRow key={key.id} apiKey={key} ended />
            ))}
          </ul>
        </details>
      )}
      <NewKeyDialog opened={creating} onClose={dialog.close} />
    </Page>
  )
}

function isActive({ revokedAt, expiresAt }: ApiKey, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > now.getTime())
}
