import { useMutation } from '@tanstack/react-query'

import { Dialog } from '../components/dialog.tsx'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/account.tsx'
import { queryClient, trpc } from '../trpc.ts'
import { PasswordForm } from './password-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

type Props = { email: string; opened: boolean; onClose: () => void }

/** Makes new recovery codes in the place of all before, and shows them once. */
export function RenewCodesDialog({ email, opened, onClose }: Props) {
  // The codes must not outlive this dialog.
  const renew = useMutation(trpc.account.renewRecoveryCodes.mutationOptions({ gcTime: 0 }))
  const codes = renew.data?.recoveryCodes

  function finish() {
    onClose()
    void fetchAgain(queryClient, trpc.account.pathFilter())
  }

  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={codes === undefined ? texts.renewTitle : texts.keepCodes}
      withCloseButton={codes === undefined}
      closeOnEscape={codes === undefined}
      closeOnClickOutside={false}
      onExitTransitionEnd={renew.reset}
    >
      {codes === undefined ? (
        <PasswordForm
          action={texts.renew}
          onSubmit={({ password }) => renew.mutate({ password })}
          onCancel={onClose}
          busy={renew.isPending}
          error={renew.error}
        >
          {texts.renewMeaning}
        </PasswordForm>
      ) : (
        <RecoveryCodes codes={codes} email={email} onKept={finish} />
      )}
    </Dialog>
  )
}
