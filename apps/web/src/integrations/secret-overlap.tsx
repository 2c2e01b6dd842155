import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { useNow } from '../components/time.tsx'
import { fetchAgain } from '../fetch-again.ts'
import { dateAndTime, viewerZone } from '../format.ts'
import * as texts from '../texts/secret.tsx'
import { type Endpoint, queryClient, trpc } from '../trpc.ts'
import styles from './secret.module.css'

type Props = {
  endpoint: Endpoint
  previous: NonNullable<Endpoint['previousSecret']>
  maySet: boolean
}

/** While two secrets count: until when, which one Cal.com uses, and how to end it. */
export function SecretOverlap({ endpoint: { id }, previous, maySet }: Props) {
  const now = useNow()
  const [asking, confirm] = useDisclosure(false)
  const { data: health } = useQuery(trpc.endpoint.status.queryOptions({ id }))
  const retire = useMutation(
    trpc.endpoint.retirePrevious.mutationOptions({
      onSuccess: () => {
        confirm.close()
        return fetchAgain(queryClient, trpc.endpoint.pathFilter())
      },
    }),
  )
  const hex = <span className={styles['code']}>{previous.fingerprint}</span>
  const last = health?.lastFive
  return (
    <div className={`${styles['box']} ${styles['overlap']}`}>
      <p>{texts.oldCounts(hex, dateAndTime(previous.expiresAt, viewerZone(), now))}</p>
      <div className={styles['meter']}>
        {last !== undefined && <Meter current={last.current} previous={last.previous} />}
        {maySet && (
          <Button variant="default" size="compact-sm" onClick={confirm.open}>
            {texts.retire}
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={asking}
        onClose={confirm.close}
        title={texts.retireTitle}
        action={texts.retire}
        onConfirm={() => retire.mutate({ id })}
        busy={retire.isPending}
        error={retire.error}
      >
        {texts.retireText(last?.previous ?? 0)}
      </ConfirmDialog>
    </div>
  )
}

function Meter({ current, previous }: { current: number; previous: number }) {
  if (current + previous === 0) return <span className="muted">{texts.noneYet}</span>
  const bars = [
    ...Array.from({ length: previous }, (_, index) => ({ key: `old-${index}`, isOld: true })),
    ...Array.from({ length: current }, (_, index) => ({ key: `new-${index}`, isOld: false })),
  ]
  return (
    <>
      <span className={styles['bars']} data-tone={previous === 0 ? 'green' : 'amber'} aria-hidden>
        {bars.map(({ key, isOld }) => (
          <span key={key} data-old={isOld || undefined} />
        ))}
      </span>
      <span role="status">{texts.meter(current, previous)}</span>
    </>
  )
}
