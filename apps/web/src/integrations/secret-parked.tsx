import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/secret-parked.ts'
import { type Endpoint, queryClient, trpc } from '../trpc.ts'
import styles from './secret.module.css'

type Props = {
  endpoint: Endpoint
  /** Leads to where another secret is entered. */
  onEnterAgain: () => void
}

/** What came before there was a secret: waits for one, is applied by the one that verifies it, or tells that it is a wrong one. */
export function SecretParked({ endpoint: { id, secret }, onEnterAgain }: Props) {
  const [asking, question] = useDisclosure(false)
  // What the question is about, also while it fades out.
  const [asked, setAsked] = useState(0)
  const { data: parked } = useQuery(trpc.endpoint.parked.queryOptions({ id }))
  const apply = useMutation(
    trpc.endpoint.applyParked.mutationOptions({
      onSuccess: () => {
        question.close()
        return Promise.all([
          fetchAgain(queryClient, trpc.endpoint.pathFilter()),
          fetchAgain(queryClient, trpc.delivery.pathFilter()),
        ])
      },
    }),
  )
  const { count, verifying } = parked ?? { count: 0, verifying: 0 }
  if (count === 0 && apply.isIdle) return null
  function askToDrop() {
    setAsked(count)
    question.open()
  }
  const isWrong = secret !== null && verifying === 0
  const isInUse = secret !== null && secret.lastUsedAt !== null
  return (
    <div className={styles['box']}>
      {count > 0 && (
        <p>
          {secret === null
            ? texts.waiting(count)
            : isWrong
              ? texts.unverified(count, isInUse)
              : texts.verified(verifying, count - verifying)}
        </p>
      )}
      {count > 0 && secret !== null && verifying > 0 && (
        <Button size="compact-sm" loading={apply.isPending} onClick={() => apply.mutate({ id })}>
          {texts.apply(verifying)}
        </Button>
      )}
      {count > 0 && isWrong && (
        <Group gap={8}>
          <Button variant={isInUse ? 'default' : 'filled'} size="compact-sm" onClick={onEnterAgain}>
            {texts.enterAgain}
          </Button>
          <Button variant="default" size="compact-sm" onClick={askToDrop}>
            {texts.askToDrop(count)}
          </Button>
        </Group>
      )}
      <p role="status">{apply.isSuccess && texts.done(apply.data)}</p>
      {!asking && <FormError>{apply.error === null ? null : errorText(apply.error)}</FormError>}
      <ConfirmDialog
        opened={asking}
        onClose={question.close}
        title={texts.dropTitle(asked)}
        action={texts.drop(asked)}
        onConfirm={() => apply.mutate({ id })}
        busy={apply.isPending}
        error={apply.error}
      >
        {texts.dropText(asked)}
      </ConfirmDialog>
    </div>
  )
}
