import { useMutation, useQuery } from '@tanstack/react-query'

import { PasswordForm } from '../account/password-form.tsx'
import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/proof.ts'
import { queryClient, trpc } from '../trpc.ts'
import { answerProof } from './asked-proof.ts'

/** Asks whoever is signed in for their password, or a code where their second step is on; what they did goes on then. */
export function ProofDialog({ opened }: { opened: boolean }) {
  const { data: security, error } = useQuery(trpc.account.security.queryOptions())
  const prove = useMutation(
    trpc.account.proveSelf.mutationOptions({
      onSuccess: () => answerProof(true),
      // The second step may have been switched on or off in another window.
      onError: () => fetchAgain(queryClient, trpc.account.security.queryFilter()),
      gcTime: 0,
    }),
  )
  const hasCode = security !== undefined && security.totp !== null
  return (
    <Dialog
      opened={opened}
      onClose={() => answerProof(false)}
      title={texts.title}
      onExitTransitionEnd={prove.reset}
    >
      {security === undefined ? (
        <FormError>{error === null ? null : errorText(error)}</FormError>
      ) : (
        <PasswordForm
          asks={hasCode ? 'code' : 'password'}
          action={texts.confirm}
          onSubmit={({ password, code }) => prove.mutate(hasCode ? { code } : { password })}
          onCancel={() => answerProof(false)}
          busy={prove.isPending}
          error={prove.error}
        >
          {texts.meaning}
        </PasswordForm>
      )}
    </Dialog>
  )
}
