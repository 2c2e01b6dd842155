import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'

import { FormError } from '../components/form-error.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/secret.tsx'
import { type Endpoint, queryClient, trpc } from '../trpc.ts'
import styles from './secret.module.css'

/** What came before there was a secret: waits for one, or is applied by the one that verifies it. */
export function SecretParked({ endpoint: { id, secret } }: { endpoint: Endpoint }) {
  const { data: parked } = useQuery(trpc.endpoint.parked.queryOptions({ id }))
  const apply = useMutation(
    trpc.endpoint.applyParked.mutationOptions({
      onSuccess: () =>
        Promise.all([
          fetchAgain(queryClient, trpc.endpoint.pathFilter()),
          fetchAgain(queryClient, trpc.delivery.pathFilter()),
        ]),
    }),
  )
  const { count, verifying } = parked ?? { count: 0, verifying: 0 }
  if (count === 0 && !apply.isSuccess) return null
  return (
    <div className={styles['box']}>
      {count > 0 && <p>{wording(secret !== null, count, verifying)}</p>}
      {count > 0 && secret !== null && (
        <Button
          variant={verifying > 0 ? 'filled' : 'default'}
          size="compact-sm"
          loading={apply.isPending}
          onClick={() => apply.mutate({ id })}
        >
          {verifying > 0 ? texts.applyParked(verifying) : texts.dropParked(count)}
        </Button>
      )}
      <p role="status">{apply.isSuccess && texts.parkedDone(apply.data)}</p>
      <FormError>{apply.error === null ? null : errorText(apply.error)}</FormError>
    </div>
  )
}

function wording(hasSecret: boolean, count: number, verifying: number): string {
  if (!hasSecret) return texts.parkedWaiting(count)
  if (verifying === 0) return texts.parkedRest(count)
  return `${texts.parkedVerify(verifying)} ${texts.parkedText(verifying)}`
}
